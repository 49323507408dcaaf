"""German and Dutch texts that hold a cancelling, a yes or the name of an offer and mean none of them."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant

NOT_CANCELLED = {
    "de": (
        "storniert den Termin nicht", "Bitte löscht meinen Termin nicht", "ich storniere nicht", "ich storniere noch nicht",
        "annuliert den Termin bitte nicht", "stornieren Sie unter keinen Umständen", "löscht den Termin bloß nicht",
        "absagen geht gar nicht", "absagen kommt nicht in Frage", "absagen will ich auf keinen Fall", "Absage nicht nötig",
        "stornieren ist ausgeschlossen", "den Termin absagen wäre schade", "ich kann nicht mehr absagen",
        "ich möchte ungern absagen", "es ist nicht nötig zu stornieren", "vorerst nicht absagen",
        "sonst muss ich absagen", "sonst sage ich ab", "im Zweifel sage ich ab", "dann müsste ich den Termin absagen",
        "nur im Notfall den Termin absagen", "gestern wollte ich absagen", "fast hätte ich den Termin absagen müssen",
        "ich musste schon mal den Termin absagen", "kann ich auch später noch absagen?", "es ist zu spät zum Absagen",
        "kurzfristig absagen ist blöd", "leider viele Absagen bekommen", "wer sagt, dass ich absagen will?",
        "müssen Sie den Termin streichen?", "mein Chef will den Termin absagen", "sagt den Termin ab, war nur Spaß",
        "wehe ihr sagt ab",
    ),
    "nl": (
        "annuleer absoluut niet", "annuleer de afspraak in geen geval", "annuleren is geen optie",
        "annuleren wil ik absoluut niet", "afzeggen gaat niet", "afzegging niet nodig", "de afspraak annuleren niet nodig",
        "het zou jammer zijn om te annuleren", "de afspraak annuleren zou jammer zijn", "ik kan niet meer annuleren",
        "ik wil helemaal niet de afspraak annuleren", "anders moet ik afzeggen", "dan zou ik moeten de afspraak schrappen",
        "alleen in nood de afspraak annuleren", "bij twijfel zeg ik af", "gisteren wou ik de afspraak annuleren",
        "vorige keer moest ik afzeggen", "kan ik later ook nog afzeggen?", "mijn vrouw wilde de afspraak annuleren",
        "bedankt voor het annuleren van mijn andere afspraak", "annuleer de afspraak, grapje",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", NOT_CANCELLED)
@pytest.mark.parametrize("expecting", ["confirm", "choose", None])
def test_a_cancelling_that_is_not_meant_cancels_nothing(language: str, expecting: Expecting | None) -> None:
    assert [] == [text for text in NOT_CANCELLED[language] if meant(text, language, expecting) is Intent.CANCEL]


NOTHING_DONE = {
    "de": (
        "ciao, bis irgendwann", "komme gerade von der Arbeit", "bestätigt mir bitte den Termin", "Es geht mir gut",
        "Mir gehts super", "passt, war nur Spaß", "alle bis auf die 2", "die 2 wäre super gewesen", "11:30 hätte gepasst",
        "11:30 überschneidet sich mit meiner Arbeit", "unter keinen Umständen Montag", "vielleicht die 2",
    ),
    "nl": (
        "Het ga je goed", "pas goed op jullie zelf", "Het gaat goed met me", "Met mij gaat het super", "ja, grapje",
        "bevestig mij de afspraak aub", "De derde was de beste", "moet gaan", "alles behalve die van vrijdag",
        "de 2 zou slecht zijn", "11:30 zou slecht zijn", "11:30 is te kort dag", "11:30 in geen geval",
        "liever iets anders dan de 2", "in plaats van die van vrijdag iets anders", "in geen geval maandag",
        "misschien vrijdag", "misschien 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", NOTHING_DONE)
@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_words_of_yes_and_names_of_offers_do_nothing_there(language: str, expecting: Expecting | None) -> None:
    assert [] == [text for text in NOTHING_DONE[language] if meant(text, language, expecting) in ACTING]
