"""Cancelling that is considered, disliked, conditional or meant for one of two visits is asked about."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Ik dacht eraan te annuleren"), ("de", "ich dachte daran abzusagen"),
        ("de", "Ich überlege, den Termin abzusagen"),
        ("pt", "estava a pensar cancelar"), ("fr", "je songe à annuler"), ("fr", "je pense annuler"),
        ("es", "me planteo cancelar"),
        ("it", "stavo pensando di annullare"), ("en", "toying with the idea of cancelling"),
        ("ja", "キャンセルしようかと思っています"), ("ja", "キャンセルを検討しています"),
        ("ko", "취소를 고려하고 있어요"), ("zh", "我在考虑取消"),
        ("es", "cancelar siempre me da corte"), ("fr", "je déteste annuler"), ("pt", "odeio cancelar"), ("it", "odio disdire"),
        ("en", "keep it, no cancel"), ("it", "non voglio più annullare"), ("it", "non devo più disdire"),
        ("en", "cancel if you can find someone else"), ("es", "la receta ya no es necesaria"),
        ("es", "cancela la de mi hijo, la mía no"), ("en", "cancel my son's, not mine"),
        ("de", "den von meinem Sohn absagen, meinen nicht"), ("fr", "annulez celui de mon fils, pas le mien"),
        ("it", "annulla quello di mio figlio, il mio no"), ("pt", "cancele a do meu filho, a minha não"),
        ("nl", "annuleer die van mijn zoon, de mijne niet"), ("zh", "取消我儿子的，我的不取消"),
        ("ja", "息子の予約をキャンセル、私のはそのままで"),
    ],
)  # fmt: skip
def test_no_order_is_taken(language: str, text: str, expecting: Expecting | None) -> None:
    assert meant(text, language, expecting) not in ACTING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "i think i'll cancel"), ("es", "creo que voy a cancelar"), ("fr", "je pense que je vais annuler"),
        ("de", "ich glaube ich muss absagen"), ("de", "Hab's mir anders überlegt, bitte stornieren"),
        ("nl", "ik denk dat ik ga annuleren"), ("en", "no, cancel"), ("en", "Cancel my apt and dont rebook"),
        ("en", "cancel if you can"), ("es", "ya no es necesaria"), ("ja", "キャンセルしようと思います"),
        ("nl", "wil annuleren, geen nieuwe afspraak nodig"),
    ],
)  # fmt: skip
def test_what_is_meant_still_cancels(language: str, text: str) -> None:
    assert meant(text, language, "confirm") is Intent.CANCEL
