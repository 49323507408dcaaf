"""German and Dutch: talk that holds a word of yes, cancelling or an offer, and replies in words less usual."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, OFFERS, meant

MENTIONED = {
    "de": (
        "3 Wolken bitte", "in 3 Wpchen", "Die Massage war genau richtig", "Wäre schön gewesen", "Gut, ich frage meinen Mann",
        "Darf ich auch morgen noch stornieren?", "Sollte ich absagen, melde ich mich",
        "Ich wollte erst absagen, komme aber doch", "Mein Mann will immer alles absagen",
        "Ich hab 2 Termine bekommen", "Das ist schon die 2. Nachricht", "Vielleicht die 2", "Verstehe",
        "Macht nichts", "Läuft bei dir", "Die Nummer hab ich mir notiert", "Da kann man nichts dagegen machen",
        "Ich hab Zeit bis Montag", "Der Doktor hat mir letztes Mal den Termin abgesagt", "Genau deswegen frage ich",
        "Freue mich auf Antwort", "Gerne Rückmeldung", "Über eine Antwort würde ich mich freuen",
        "Der Name ist richtig", "Bestätigung erhalten", "Ich möchte buchen",
        "Ich bin bis Montag im Urlaub und lese keine Mails", "Wohnung 3", "Ich bin der Erste",
        "Kann ich das Freitag bestätigen?",
    ),
    "nl": (
        "De massage was precies goed", "Fijne avond allemaal", "Oké, laat iets weten",
        "Kan ik eventueel nog annuleren?", "Mag ik morgen ook nog afzeggen?", "Ik moest vorige keer afzeggen",
        "Mijn man wil altijd alles afzeggen", "Komen met drie", "Het gaat om tand 3", "Appartement 3",
        "Dat is al het 2e bericht", "Gaat wel", "Ik snap het", "Het gaat weer beter", "Het nummer heb ik genoteerd",
        "Het komt wel weer goed met hem", "Ik heb tijd nodig", "Ik heb tijd tot maandag", "Ik ben om 9 uur opgestaan",
        "Allemaal behalve 2", "Twee afspraken graag", "Precies daarom vraag ik het", "Prima, ik denk nog na",
        "Tegen maandag moet ik het weten", "Fijn voor jullie", "Kijk uit naar antwoord", "Ik hoor graag van u",
        "Graag antwoord", "Ik zou het graag weten", "De naam klopt wel", "Kan wel eens laat worden", "Zeker is zeker",
        "Sms afmelden", "Doe maar een voorstel", "Ik zou een vroegere afspraak nodig hebben",
        "Je moet niet op mij rekenen", "Ik wil weten of de afspraak bevestigd is", "Ik denk aan afzeggen",
        "Goed, dan denk ik er nog eens over na",
    ),
}  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize("language", sorted(MENTIONED))
def test_such_talk_never_acts(language: str, expecting: Expecting | None) -> None:
    acted = [text for text in MENTIONED[language] if meant(text, language, expecting) in ACTING]

    assert [] == acted


REPLIES: tuple[tuple[str, Intent, Expecting | None, tuple[str, ...]], ...] = (
    ("de", Intent.AFFIRM, "confirm", (
        "Ich stehe pünktlich auf der Matte", "Wir erscheinen vollzählig", "Habs mir aufgeschrieben", "jip",
        "Aber gewiss", "wird pünktlich wahrgenommen", "Hab Zeit", "Kommt mir sehr gelegen", "Da sag ich nicht nein",
        "Nix dagegen", "Ich hab nichts einzuwenden", "Ehrensache", "Daumen hoch", "Das richte ich ein",
        "passt wunderbar, merci vielmals",
    )),
    ("de", Intent.DENY, "confirm", (
        "Ich erscheine nicht", "Muss euch leider versetzen", "Keine Möglichkeit", "Zeit hab ich leider keine",
        "Habe woanders einen Termin bekommen",
    )),
    ("de", Intent.CANCEL, "confirm", (
        "Ich ziehe meinen Termin zurück",
    )),
    ("de", Intent.RESCHEDULE, "confirm", (
        "Neu ansetzen bitte", "Ich bräuchte da einen anderen Slot",
    )),
    ("de", Intent.WHEN, None, (
        "Ich weiß nicht mehr wann ich komme", "Wie war nochmal die Uhrzeit?", "An welchem Tag?",
        "Zu welcher Uhrzeit?", "Können Sie mir meinen Termin nochmal nennen?", "Freitag um wieviel Uhr?",
    )),
    ("de", Intent.INFO, None, (
        "Welcher Stock?", "Brauche ich die Versichertenkarte?", "Seid ihr auch am Wochenende da?",
        "Wie heißt die Straße nochmal?",
    )),
    ("de", Intent.HUMAN, None, (
        "Gibt's da auch echte Leute?", "Ich hätte eine persönliche Frage", "Kann ich jemanden fragen?",
        "Keine Maschine bitte",
    )),
    ("de", Intent.LATE, None, (
        "Kann ich 10 min später kommen?", "bin noch im Bus",
    )),
    ("de", Intent.STOP, None, (
        "aus dem Verteiler löschen", "Erinnerungen abschalten",
    )),
    ("de", Intent.ALTERNATIVES, "choose", (
        "nix für mich dabei", "Leider alle schlecht", "Noch andere?", "Da ist leider kein passender dabei",
    )),
    ("de", Intent.BOOK, None, (
        "Ist heute noch was möglich?", "Nehmt ihr mich heute noch dran?",
    )),
    ("de", Intent.EARLIER, "confirm", (
        "lieber etwas zeitiger", "Ist vorher was frei?",
    )),
    ("nl", Intent.AFFIRM, "confirm", (
        "Wij zijn allebei van de partij", "Vrijdag ben ik er", "Ik heb tijd", "ben het ermee eens",
        "Daar zeg ik geen nee tegen", "Niks op tegen", "Duim omhoog", "Kzal er zijn", "Ja dat zou lukken",
        "wij zullen er staan", "reken maar op mij",
    )),
    ("nl", Intent.DENY, "confirm", (
        "Geen kans", "Ik voel me beroerd", "Dat wordt me te veel", "Ik wil de afspraak niet", "Beter van niet",
        "Kan de afspraak helaas niet nakomen", "Heb elders een afspraak gekregen",
    )),
    ("nl", Intent.CANCEL, "confirm", (
        "Ik geef de afspraak terug", "We laten de afspraak vallen", "De afspraak mag je schrappen",
    )),
    ("nl", Intent.RESCHEDULE, "confirm", (
        "Ik zou een ander tijdslot nodig hebben", "Kan het vervroegd worden?",
    )),
    ("nl", Intent.WHEN, None, (
        "Hoe laat ook weer?", "Geldt de afspraak nog?", "Wat was het uur ook weer?",
        "Had ik nu donderdag of vrijdag?",
    )),
    ("nl", Intent.INFO, None, (
        "Welke verdieping?", "Heb ik mijn pasje nodig?", "Kan je met kaart betalen?",
        "Zijn jullie er ook in het weekend?",
    )),
    ("nl", Intent.HUMAN, None, (
        "Zijn er ook echte mensen?", "Ik heb een persoonlijke vraag", "Wie kan mij helpen?", "Geen robot aub",
    )),
    ("nl", Intent.LATE, None, (
        "Mag ik 10 min later komen?", "Vind geen parking",
    )),
    ("nl", Intent.STOP, None, (
        "Sms afmelden", "Herinneringen uitzetten", "Stuur niks meer",
    )),
    ("nl", Intent.START, None, (
        "herinneringen weer aanzetten graag", "Graag weer sms sturen",
    )),
    ("nl", Intent.ALTERNATIVES, "choose", (
        "Niets daarvan", "Helaas allemaal slecht", "Nog opties?",
    )),
    ("nl", Intent.EARLIER, "choose", (
        "allemaal te laat", "Ik zou een vroegere afspraak nodig hebben",
    )),
    ("nl", Intent.BOOK, None, (
        "Kunnen jullie me er morgen tussen zetten?",
    )),
)  # fmt: skip


@pytest.mark.parametrize(("language", "intent", "expecting", "texts"), REPLIES)
def test_a_reply_is_told_by_its_words(
    language: str, intent: Intent, expecting: Expecting | None, texts: tuple[str, ...]
) -> None:
    assert dict.fromkeys(texts, intent) == {text: meant(text, language, expecting) for text in texts}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_number_behind_words_that_lead_to_a_date_is_an_offer(number: int) -> None:
    for text in (f"ik kies voor {number}", f"ik ga voor {number}"):
        found = read(text, NOW, "nl", (), Asked("choose", APPOINTMENT, OFFERS))

        assert (Intent.CHOOSE, number) == (found.intent, found.choice)
