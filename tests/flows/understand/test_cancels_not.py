"""A cancelling that is refused gives nothing up, and one with another day behind it moves the visit."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant


@pytest.mark.parametrize("expecting", ["confirm", "when", None])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I do NOT want it cancelled"), ("en", "I don't want my appointment cancelled"),
        ("en", "I do not agree to cancel"), ("en", "I am not saying I want it cancelled"),
        ("en", "I do not authorise you to cancel it"), ("en", "I'd rather not have it cancelled"),
        ("de", "Ich möchte nicht, dass der Termin storniert wird"), ("de", "kommt nicht in Frage, den Termin abzusagen"),
        ("nl", "ik wil niet dat de afspraak geannuleerd wordt"), ("it", "non voglio che cancelliate il mio appuntamento"),
        ("es", "no deseo que se cancele la cita"), ("pt", "não quero que cancelem a minha consulta"),
        ("fr", "je ne souhaite pas que le rendez-vous soit annulé"), ("ja", "予約をキャンセルしてほしくないです"),
        ("ko", "예약 취소되는 거 원하지 않아요"), ("zh", "我不想让你取消预约"),
    ],
)  # fmt: skip
def test_a_refused_cancelling_cancels_nothing(language: str, text: str, expecting: Expecting | None) -> None:
    assert meant(text, language, expecting) not in ACTING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "no cancel it"), ("en", "please have it cancelled"), ("en", "I want it cancelled"),
        ("en", "I'd like to cancel for friday please"), ("de", "Ich möchte, dass der Termin storniert wird"),
        ("it", "voglio che cancelliate il mio appuntamento"), ("es", "quiero que cancelen mi cita"),
        ("ko", "원하지 않아서 취소할게요"), ("zh", "不想去了，取消吧"), ("ja", "行きたくないのでキャンセルします"),
    ],
)  # fmt: skip
def test_what_is_wanted_cancelled_still_is(language: str, text: str) -> None:
    assert meant(text, language, "confirm") == Intent.CANCEL


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "cancel friday, take monday"), ("en", "cancel it. I'd like monday at 10"),
        ("en", "forget the 6th, take the 12th"),
        ("de", "Sagen Sie Freitag ab, Montag passt besser"), ("es", "cancela la cita, quiero el lunes"),
        ("fr", "annulez vendredi, je prends lundi"), ("pt", "cancele sexta, prefiro segunda"),
    ],
)  # fmt: skip
def test_another_day_behind_a_cancelling_moves_the_visit(language: str, text: str) -> None:
    assert meant(text, language, "confirm") in (Intent.RESCHEDULE, Intent.PROPOSE)
