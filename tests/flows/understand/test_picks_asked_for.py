"""An offer asked for is taken; asked about, or told together with something else, it is not."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant, reading


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "can I take the second one?", 2), ("en", "could we do number 2?", 2),
        ("en", "can we do the first one please?", 1),
        ("en", "can I have 2?", 2), ("en", "may I take the last one?", 3),
        ("en", "could you put me down for the first one?", 1),
        ("en", "can I take the second one for my son?", 2),
        ("fr", "je peux avoir le 2 ?", 2), ("de", "kann ich den zweiten nehmen?", 2), ("de", "könnte ich die 2 haben?", 2),
        ("it", "va bene il secondo?", 2), ("nl", "kan ik de tweede nemen?", 2), ("ko", "두번째로 할 수 있을까요?", 2),
        ("zh", "第二个可以吗", 2),
    ],
)  # fmt: skip
def test_a_request_for_one_offer_takes_it(language: str, text: str, number: int) -> None:
    assert (Intent.CHOOSE, number) == (reading(text, language, "choose").intent, reading(text, language, "choose").choice)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "is the second one still free?"), ("en", "what about the second?"),
        ("en", "can I take the second or the third?"),
        ("en", "can my wife take the second?"), ("en", "can I not take the second?"),
        ("en", "can I come to the first one later?"),
        ("en", "why can't I take the second one?"), ("en", "how do I take the second one?"), ("en", "can I bring 2?"),
        ("en", "can I take 2 people?"), ("en", "can I take the second one with dr ito?"), ("es", "¿la segunda está libre?"),
        ("fr", "le deuxième est encore libre ?"), ("de", "ist der zweite noch frei?"),
        ("de", "Kann der erste auch eine Stunde später?"), ("it", "siamo in 2 va bene lo stesso?"), ("zh", "第二个还有吗？"),
    ],
)  # fmt: skip
def test_a_question_about_an_offer_takes_none(language: str, text: str) -> None:
    assert meant(text, language, "choose") not in ACTING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'm in a meeting until 11:30"), ("en", "not free until 2"), ("en", "I can't do it before 2"),
        ("en", "can't until 2"),
        ("es", "no puedo hasta las 2"), ("ja", "14時まで会議です"),
    ],
)  # fmt: skip
def test_until_when_one_is_busy_takes_no_offer(language: str, text: str) -> None:
    assert Intent.PROPOSE == meant(text, language, "choose")


def test_an_hour_of_the_other_half_of_the_day_is_none_of_the_part_refused() -> None:
    read = reading("can't do mornings, 3pm works", "en", "when")

    assert ([15], [8]) == ([window.start.hour for window in read.windows], [window.start.hour for window in read.excluded])


@pytest.mark.parametrize("text", ["yes the last one", "yes, number 2", "yes the third"])
def test_a_yes_to_one_of_several_confirms_nothing(text: str) -> None:
    assert Intent.AFFIRM != meant(text, "en", "confirm")


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "cancel if you can get me another slot"), ("en", "cancel it if there is nothing on friday"),
        ("en", "if there's nothing friday cancel it"), ("de", "ich denke nicht dass ich absage"),
        ("fr", "je ne pense pas devoir annuler"), ("fr", "je ne crois pas que je vais annuler"),
    ],
)  # fmt: skip
def test_a_cancelling_under_a_condition_or_not_thought_of_is_none(
    language: str, text: str, expecting: Expecting | None
) -> None:
    assert Intent.CANCEL != meant(text, language, expecting)


@pytest.mark.parametrize("text", ["cancel it if you can", "just cancel if that's ok", "cancel it if possible please"])
def test_a_courteous_if_still_cancels(text: str) -> None:
    assert Intent.CANCEL == meant(text, "en", "confirm")
