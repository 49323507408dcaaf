"""What texts mean in German."""

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
        ("Ja, ich komme gern", "confirm", Intent.AFFIRM), ("passt scho", "confirm", Intent.AFFIRM),
        ("Hiermit bestätige ich den Termin", "confirm", Intent.AFFIRM), ("gar kein Problem", "confirm", Intent.AFFIRM),
        ("geht klar, bis Freitag", "confirm", Intent.AFFIRM), ("Keine Sorge, bin pünktlich da", "confirm", Intent.AFFIRM),
        ("das ist in Ordnung für mich", "confirm", Intent.AFFIRM), ("nein danke", "confirm", Intent.DENY),
        ("ich kann leider nicht kommen", "confirm", Intent.DENY), ("Freitag klappt bei mir nicht", "confirm", Intent.DENY),
        ("mir ist was dazwischengekommen", "confirm", Intent.DENY), ("bin leider krank", "confirm", Intent.DENY),
        ("Können Sie meinen Termin absagen?", None, Intent.CANCEL), ("sagen Sie bitte den Termin ab", None, Intent.CANCEL),
        ("ich brauche den Termin nicht mehr", None, Intent.CANCEL), ("bitte stornieren", "confirm", Intent.CANCEL),
        ("würde den Termin gern verschieben", None, Intent.RESCHEDULE), ("geht auch ein anderer Tag?", None, Intent.RESCHEDULE),
        ("lieber Montag um halb fünf", "confirm", Intent.PROPOSE), ("ja, aber erst um 16 Uhr", "confirm", Intent.PROPOSE),
        ("nächste Woche wäre mir lieber", "confirm", Intent.PROPOSE), ("habt ihr nichts früheres?", "confirm", Intent.EARLIER),
        ("das ist mir zu früh", "confirm", Intent.LATER), ("gibt's noch andere Zeiten?", "choose", Intent.ALTERNATIVES),
        ("wann war mein Termin nochmal?", None, Intent.WHEN), ("was kostet das?", None, Intent.INFO),
        ("habt ihr am Samstag offen?", None, Intent.INFO), ("komme 10 Minuten später", "confirm", Intent.LATE),
        ("ich möchte mit jemandem sprechen", None, Intent.HUMAN), ("keine SMS mehr bitte", None, Intent.STOP),
        ("ABMELDEN", None, Intent.STOP), ("Hilfe", None, Intent.HELP), ("vielen Dank", None, Intent.THANKS),
        ("Grüezi", None, Intent.GREETING), ("Pfiat di", None, Intent.BYE), ("ich bräuchte einen Termin", None, Intent.BOOK),
        ("den zweiten bitte", "choose", Intent.CHOOSE),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    assert intent is read(text, NOW, "de-AT", (), asked).intent


@pytest.mark.parametrize(
    ("text", "choice"),
    [("der erste", 1), ("nicht die 1 sondern die 2", 2), ("Montag um neun", 1), ("Mittwoch passt", 3), ("die letzte", 3)],
)
def test_an_offer_is_picked(text: str, choice: int) -> None:
    assert choice == read(text, NOW, "de-DE", (), Asked("choose", APPOINTMENT, OFFERS)).choice


@pytest.mark.parametrize(
    "text",
    [
        "bitte nicht absagen", "Ich will den Termin nicht absagen", "wurde mein Termin abgesagt?", "weiß noch nicht",
        "bis wann kann ich absagen?", "ja wenn mein Chef mir freigibt", "ja?", "meine Mutter kommt statt mir",
        "ich muss meine Kreditkarte kündigen", "wir sind zu zweit", "hab ich nicht schon bestätigt?", "andere Termine?",
    ],
)  # fmt: skip
def test_what_was_not_said_is_not_acted_on(text: str) -> None:
    got = read(text, NOW, "de-DE", (), Asked("confirm", APPOINTMENT)).intent

    assert got not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)
