"""What holds for any text at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.understand import read
from flows.understand.wordbook import languages, wordbook
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)
HORIZON = timedelta(days=3 * 366)
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 15, 30), datetime(2026, 3, 11, 11, 0))
WORDS = (
    "yes no ok not don't can't but if or and cancel move book later earlier first second last one two 1 2 3 10 2:30 14h30",
    "monday tue next this in at from to until after before tomorrow morning noon half past quarter week month march 3/11",
    "2026-05-01 may the my appointment please thanks stop help when where how much ? ! . , - : ( ) “ ” 👍 ' am pm sí no",
    "mañana lunes a las tres y media cancelar cita pero ninguno ambos morgen halb vier uhr demain midi 明日 3時半 내일 周四",
    "# @ / 99999999999 0 00:00 25:61 31/02 29/02 never any either none all both ２ ② \u200b \u2028",
)
KNOWN = [word for line in WORDS for word in line.split(" ")]

asked = st.builds(
    lambda expecting: Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else (), ("Ana", "Leo")),
    st.sampled_from(("confirm", "choose", "when", None)),
)
tags = st.sampled_from((None, "en-US", "en-GB", "es-MX", "de-DE", "fr-FR", "ja-JP", "xx", ""))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1))
mixtures = st.lists(st.sampled_from(KNOWN), max_size=40).map(" ".join)


def holds(text: str, tag: str | None, question: Asked) -> None:
    reading = read(text, NOW, tag, (), question)

    for window in (*reading.windows, *reading.excluded):
        assert window.start <= window.end
    for window in reading.windows:
        assert window.end.date() >= NOW.date() or not window.date_given
        assert window.start - NOW <= HORIZON
    assert reading.choice is None or 1 <= reading.choice <= len(question.offers)
    assert (reading.choice is None) or reading.intent is Intent.CHOOSE
    for span in reading.spans:
        assert text[span.start : span.end] == span.text
    assert read(text, NOW, tag, (), question) == reading


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), tags, asked)
@example("C*0", None, Asked("confirm"))
def test_any_text_is_read(text: str, tag: str | None, question: Asked) -> None:
    holds(text, tag, question)


@settings(max_examples=600, deadline=None)
@given(mixtures, tags, asked)
def test_any_mixture_of_known_words_is_read(text: str, tag: str | None, question: Asked) -> None:
    holds(text, tag, question)


@settings(max_examples=200, deadline=None)
@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.sampled_from(("monday at 9", "the 31st", "29/02", "in 3 days"))
)
def test_wishes_lie_ahead_whenever_they_are_read(now: datetime, text: str) -> None:
    for window in read(text, now, "en-GB", (), Asked("when")).windows:
        assert window.end > now - timedelta(days=1)


def test_every_language_of_the_data_compiles() -> None:
    for code in languages():
        assert wordbook(code).language == code


def test_a_question_is_one_of_four() -> None:
    expectations: tuple[Expecting | None, ...] = ("confirm", "choose", "when", None)

    for expecting in expectations:
        assert read("yes", NOW, "en-US", (), Asked(expecting)).intent is Intent.AFFIRM
