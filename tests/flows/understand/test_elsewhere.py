"""Texts in languages without a grammar of their own: a full date is proposed at most, all else goes to a person."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Intent, Reading

NOW = datetime(2026, 3, 4, 10, 0)
OFFERS = (datetime(2026, 3, 12, 15, 0), datetime(2026, 3, 13, 9, 0))
EVERY_QUESTION = (
    Asked(),
    Asked("confirm", datetime(2026, 3, 12, 15, 0)),
    Asked("choose", None, OFFERS),
    Asked("when", datetime(2026, 3, 12, 15, 0)),
)


def reading(text: str, known: str | None = None) -> Reading:
    return read(text, NOW, known, ("en-US", "es-US"))


@pytest.mark.parametrize(
    ("text", "known", "start"),
    [
        ("Можно 12 марта в 15:00?", None, datetime(2026, 3, 12, 15, 0)),
        ("12 Μαρτίου στις 9:30", None, datetime(2026, 3, 12, 9, 30)),
        ("12 במרץ ב-15:30", None, datetime(2026, 3, 12, 15, 30)),
        ("den 12 mars kl. 14:00", "sv", datetime(2026, 3, 12, 14, 0)),
        ("12 marca o 15:00", "pl-PL", datetime(2026, 3, 12, 15, 0)),
        ("03.11.2026 15:00", "ru", datetime(2026, 11, 3, 15, 0)),
        ("2026-03-12 15:00", "sv", datetime(2026, 3, 12, 15, 0)),
    ],
)
def test_a_full_date_with_a_clock_time_is_proposed(text: str, known: str | None, start: datetime) -> None:
    heard = reading(text, known)

    assert (Intent.PROPOSE, [(start, start)]) == (heard.intent, [(w.start, w.end) for w in heard.windows])


@pytest.mark.parametrize(
    ("text", "known"),
    [("12 марта", "ru"), ("١٢ مارس", None), ("12 มีนาคม", None), ("12 मार्च 2026", None), ("12 mart olur mu", "tr")],
)
def test_a_full_date_alone_is_that_whole_day(text: str, known: str | None) -> None:
    heard = reading(text, known)

    assert Intent.PROPOSE == heard.intent
    assert [(datetime(2026, 3, 12), datetime(2026, 3, 13), False)] == [
        (window.start, window.end, window.time_given) for window in heard.windows
    ]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Да", None), ("нет", None), ("отмените запись", None), ("первый", None), ("в пятницу", None), ("через час", None),
        ("tak", "pl"), ("nie", "pl"), ("evet", "tr"), ("ja", "sv"), ("vâng", "vi"), ("Czy mogę przyjść w piątek?", None),
        ("12 марта или 13 марта", None), ("12 марта в 3 часа", None), ("у меня 3 пациента 12 марта", None),
        ("2 марта", None), ("31 февраля", None), ("5 минут", None), ("1200 рублей", None), ("nie, 12", "pl"),
    ],
)  # fmt: skip
def test_everything_else_goes_to_a_person(text: str, known: str | None) -> None:
    heard = [read(text, NOW, known, ("en-US", "es-US"), asked) for asked in EVERY_QUESTION]

    assert [(Intent.HUMAN, ())] * 4 == [(found.intent, found.windows) for found in heard]


@pytest.mark.parametrize("text", ["Да 1", "1 да", "да, второй 2", "yes да конечно", "stop пожалуйста", "👍 хорошо"])
def test_no_text_in_another_script_confirms_chooses_cancels_or_opts_out(text: str) -> None:
    found = {read(text, NOW, None, ("en-US",), asked).intent for asked in EVERY_QUESTION}

    assert set() == found & {Intent.AFFIRM, Intent.CHOOSE, Intent.CANCEL, Intent.STOP}


@pytest.mark.parametrize(
    ("text", "known", "intent"),
    [
        ("YES", "pl", Intent.AFFIRM), ("yes please", "ru", Intent.AFFIRM), ("STOP", "tr", Intent.STOP),
        ("can we do friday", "sv", Intent.PROPOSE), ("cancel my appointment", "pl", Intent.CANCEL), ("👍", "ru", Intent.AFFIRM),
    ],
)  # fmt: skip
def test_a_customer_of_another_language_may_answer_in_ours(text: str, known: str, intent: Intent) -> None:
    assert intent == read(text, NOW, known, ("en-US",), Asked("confirm", datetime(2026, 3, 20, 15, 0))).intent


@pytest.mark.parametrize("text", ["Łukasz", "YES (´・ω・`)", "see you at Café Ødegård", "asdf qwer zxcv uiop"])
def test_a_name_a_face_or_a_slip_makes_no_other_language(text: str) -> None:
    assert "rule: another_language" not in [span.meaning for span in reading(text).spans]


OURS = (
    "can we do thursday after 2 instead", "el jueves 12 de marzo a las 3", "am 12. März um 15 Uhr", "le 12 mars à 14h30",
    "il 12 marzo alle 15", "12 de março às 15h", "12 maart om 15:00", "3月12日の午後3時", "3월 12일 오후 3시",
    "三月十二日下午三点", "asdf qwer zxcv", "naïve Łukasz says yes", "12/3/2026",
)  # fmt: skip


def test_dateparser_is_not_imported_for_texts_in_our_languages() -> None:
    program = (
        "import sys; from datetime import datetime; from flows.understand import read\n"
        f"for text in {OURS!r}: read(text, datetime(2026, 3, 4, 10), None, ('en-US', 'es-US'))\n"
        "print('dateparser' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "False" == done.stdout.strip()
