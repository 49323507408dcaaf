"""What texts mean in French."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 15, 30), datetime(2026, 3, 11, 11, 0))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("Oui, je serai bien là vendredi", "confirm", Intent.AFFIRM), ("c noté merci", "confirm", Intent.AFFIRM),
        ("Bonjour, je vous confirme ma venue", "confirm", Intent.AFFIRM), ("pas de souci", "confirm", Intent.AFFIRM),
        ("aucun problème on sera là", "confirm", Intent.AFFIRM), ("dac", "confirm", Intent.AFFIRM),
        ("rien de changé, à vendredi", "confirm", Intent.AFFIRM), ("ça joue", "confirm", Intent.AFFIRM),
        ("non merci", "confirm", Intent.DENY), ("je ne pourrai pas venir", "confirm", Intent.DENY),
        ("g un empechement", "confirm", Intent.DENY), ("vendredi ça m'arrange pas", "confirm", Intent.DENY),
        ("je souhaiterais annuler mon rendez-vous", None, Intent.CANCEL), ("faut que j'annule dsl", "confirm", Intent.CANCEL),
        ("Est-ce que je peux annuler mon rdv ?", None, Intent.CANCEL), ("on peut décaler le rdv ?", None, Intent.RESCHEDULE),
        ("il me faudrait un autre jour", "confirm", Intent.RESCHEDULE), ("plutôt lundi à 17h", "confirm", Intent.PROPOSE),
        ("oui mais à 16h", "confirm", Intent.PROPOSE), ("lundi m'arrangerait mieux", "confirm", Intent.PROPOSE),
        ("rien plus tôt ?", "confirm", Intent.EARLIER), ("un peu plus tard svp", "confirm", Intent.LATER),
        ("vous avez d'autres créneaux ?", "choose", Intent.ALTERNATIVES), ("mon rdv c'est quand ?", None, Intent.WHEN),
        ("c'est à quelle adresse ?", None, Intent.INFO), ("vous prenez la carte ?", None, Intent.INFO),
        ("j'aurai dix minutes de retard", "confirm", Intent.LATE), ("je veux parler à quelqu'un", None, Intent.HUMAN),
        ("arrêtez de m'envoyer des sms", None, Intent.STOP), ("DESABONNER", None, Intent.STOP), ("AIDE", None, Intent.HELP),
        ("merci beaucoup", None, Intent.THANKS), ("bonsoir", None, Intent.GREETING), ("au revoir", None, Intent.BYE),
        ("je voudrais prendre rdv", None, Intent.BOOK), ("je prends le deuxième", "choose", Intent.CHOOSE),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    assert intent is read(text, NOW, "fr-FR", (), asked).intent


@pytest.mark.parametrize(
    ("text", "choice"),
    [("le premier", 1), ("pas le premier, le second", 2), ("lundi à 9h", 1), ("celui de mercredi", 3), ("le dernier svp", 3)],
)
def test_an_offer_is_picked(text: str, choice: int) -> None:
    assert choice == read(text, NOW, "fr-FR", (), Asked("choose", APPOINTMENT, OFFERS)).choice


@pytest.mark.parametrize(
    "text",
    [
        "n'annulez surtout pas", "je ne veux pas annuler", "j'ai annulé mon abonnement", "vous avez annulé mon rdv ?",
        "ça coûte combien si j'annule ?", "peut-être", "je sais pas encore", "oui si mon chef est d'accord", "oui ?",
        "c'est ma mère qui viendra", "je dois annuler ma carte bancaire", "on sera deux", "il va pleuvoir",
    ],
)  # fmt: skip
def test_what_was_not_said_is_not_acted_on(text: str) -> None:
    got = read(text, NOW, "fr-FR", (), Asked("confirm", APPOINTMENT)).intent

    assert got not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)
