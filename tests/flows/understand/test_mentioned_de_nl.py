"""German and Dutch words of yes, no, cancelling and number only mentioned, and replies not understood at first."""

from __future__ import annotations

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, OFFERS, meant

MENTIONED = {
    "de": (
        "Ich war sehr zufrieden mit allem", "Machts gut, bis zum nächsten Mal",
        "Wir sehen uns dann irgendwann wieder", "Ich habe die Überweisung heute gemacht",
        "Mein Chef hat das Meeting gestrichen", "Meine Tochter hat am Freitag auch einen Termin",
        "Ich wollte eigentlich absagen", "Ich hatte letztes Jahr auch so einen Termin", "Meine Frau sagt ja",
        "Das ist mein erster Besuch", "Es sind 2 Zähne, nicht einer", "Zimmer 2 oder 3?", "Der 1. ist ein Feiertag",
        "Gibt es noch was am Donnerstag?", "Ist der 9. ein Montag?", "Welcher Freitag ist gemeint?",
        "Um 9 Uhr morgens oder abends?", "Nummer 1 und 3 passen mir nicht", "Freitag eher nicht",
        "Montag hab ich Schule", "Die 2 vielleicht", "Ich frag erst meine Frau", "Im Prinzip ja",
        "Ja wenn mein Auto bis dahin fertig ist", "Nicht nötig, danke", "Ja bitte?", "Gut zu wissen",
        "Bestätigen Sie mir bitte den Termin", "Könnten Sie das nochmal bestätigen?", "Bis wann kann ich absagen",
        "Muss ich bei Krankheit absagen?", "Absagen tut mir immer leid", "Löschen Sie bitte meine alte Adresse",
        "Die Bestellung bitte stornieren", "Ich nehme Blutverdünner", "Ich komme gerade nicht dazu",
        "Passt auch ein anderer Arzt?", "Sicher ist sicher", "Auf keinen Fall", "Stimmt das mit Freitag?",
        "Die Stornierung des Termins war ein Fehler", "Die Löschung meines Termins verstehe ich nicht",
        "Ich habe gehört der Termin soll abgesagt werden", "Wurde mein Termin anderweitig vergeben?",
        "Freitag komme ich aus dem Urlaub", "Bin Freitag nicht da", "Der Termin bleibt aus",
        "kein Problem, ich verstehe dass Sie absagen", "genau so hatte ich das nicht gemeint",
        "Ich hätte den Termin gern gehabt", "Ja, das war gestern", "Jaja, red du nur", "Ok aber mein Sohn muss mit",
        "Passt soweit, nur die Uhrzeit nicht", "Das ist richtig, nur leider bin ich krank",
        "Sagen wir mal vorsichtig ja", "Müsste klappen, muss aber noch fragen", "Reicht ein Ja?",
        "Zusagen kann ich noch nicht", "Bestätigen kann ich das erst morgen", "Das kann ich so nicht bestätigen",
        "Ich kann erst Montag zusagen", "Ich bin bis 11:30 im Termin", "Um 15 Uhr rufe ich an",
        "Der erste wäre zu früh", "Donnerstag nein, Freitag nein", "Wenn die 1 bei Ihnen ist, dann die 1",
        "Sind das alle 3?", "Hab 11:30 im Kalender stehen, oder?", "Normalerweise komme ich um 9",
        "Um 9 öffnen Sie doch erst", "Öffnen Sie um 9?", "Schließen Sie um 15 Uhr?", "Der Kurs geht bis 11:30",
        "Ich arbeite ab 15 Uhr", "Hab das Wochenende bestätigt bekommen von der Arbeit",
        "Mein Arzt hat das bestätigt", "Ja meine Mutter lebt noch", "Toll wäre ein Parkplatz vor der Tür",
        "Einverstanden bin ich damit nicht", "Ja, solange ich um 15 Uhr wieder weg bin",
        "Ich werde versuchen zu kommen", "Kann gut sein", "Hmm ok, mal schauen",
        "Montag oder Dienstag war mein Wunsch", "Die 3 ist leider auch nichts", "Falls die 2 noch frei ist",
        "Ist die 1 bei Frau Dr. Klein?", "Zwischen 2 und 3 schwanke ich noch", "Für 2 Personen bitte",
        "Brauche 2 hintereinander", "Hab 1 Stunde Zeit", "Am 2. Tag nach der OP", "Der zweite Arzt war besser",
        "Letzten Montag um 15 Uhr war ich da", "Am Freitag um 11:30 hab ich Physio", "Bis Montag bin ich weg",
        "Freitag habe ich frei, aber keine Lust", "Morgen sage ich Bescheid", "Donnerstag weiß ich mehr",
        "Wann am Donnerstag?", "Haben Sie am Montag auch um 10?", "15 Uhr ist spät", "Um 11:30 esse ich",
        "kein Montag", "Lieber nicht Donnerstag", "Ich würde gern ja sagen", "Ich würde gern sagen dass es passt",
        "Sonst noch was am Freitag frei?", "Sonst komme ich immer montags",
        "Am Donnerstag muss ich den ganzen Tag arbeiten", "Zu weit weg, aber ja", "Bedaure, dass Sie absagen",
        "Der Montag ist ein Feiertag", "Wer bekommt dann meinen Platz?", "Um Stornierung der Rechnung bitte ich",
        "Löschen Sie mich aus dem Newsletter", "Wegen Krankheit muss ich die Party absagen", "Ihr habt bestätigt",
        "Ich habe nichts bestätigt",
    ),
    "nl": (
        "Niet alles zoals afgesproken", "Anders kom ik altijd op maandag", "Donderdag moet ik de hele dag werken",
        "Jammer dat jullie afzeggen", "Gaan jullie om 9 open?", "Haal me uit de nieuwsbrief",
        "je zegt niet zomaar af", "Jullie hebben bevestigd", "Willen jullie annuleren?", "Ze zeggen onze les af",
        "Zeg vrijdag niet af", "Kies voor maandag een ander moment", "De annulering van de afspraak was een fout",
        "De annulering van mijn afspraak snap ik niet", "De afspraak mag niet afgezegd worden",
        "De afspraak moet niet geschrapt worden", "Hebben jullie mijn plaats vrijgegeven?",
        "Ik wil de afspraak niet meer verzetten", "Ik heb de uitslag niet meer nodig",
        "De bevestiging heb ik niet meer nodig", "Vrijdag kom ik niet", "Ben vrijdag niet thuis",
        "Nee geen probleem als het niet kan", "Geen zin in", "Fijn dat u aan me denkt", "Ja vast, en varkens vliegen",
        "Graag, zodra ik beter ben", "Klopt de tijd nog?", "Klopt, was ik vergeten, ik kan helaas niet",
        "half ja half nee", "Zoals het er nu uitziet wel", "Als ik ja stuur, kost dat iets?",
        "Mijn dochter heeft voor mij ja gezegd", "Dat kan alleen mijn vrouw bevestigen",
        "Ik zit tot 11.30 in een afspraak", "Om 15 uur bel ik", "Vraag het donderdag nog eens",
        "Donderdag zou te krap zijn", "De eerste zou te vroeg zijn", "Donderdag noch vrijdag",
        "Donderdag nee, vrijdag nee", "3 alleen met parkeerplaats", "Zijn dat alle 3?", "Ik dacht 15 uur",
        "Normaal kom ik om 9", "Sluiten jullie om 15 uur?", "Mijn trein komt om 9 aan", "Toffe kapper trouwens",
        "Bedankt, die herinnering is echt handig", "Topservice, ga zo door",
        "Mijn moeder heeft gisteren haar afspraak verzet", "Goed dat ik dit nog las", "Duidelijk is het me niet",
        "Kan wel maar alleen tot 15 uur", "Ik kom als ik kan", "Zou moeten lukken, weet het niet zeker",
        "Kan goed zijn", "Als u dat vindt", "Hm oke, eens kijken", "Maandag of dinsdag was mijn wens",
        "Van die 3 past er geen", "1 kan desnoods", "Desnoods de 1", "Desnoods maandag",
        "Wie behandelt bij afspraak 2?", "Eerder 1 dan 3, maar onzeker", "2 kinderen en ik", "Voor 2 personen graag",
        "Al 3 dagen pijn", "Twee dagen later zou goed zijn", "De vorige keer was om 9",
        "Als eerste moet ik mijn baas vragen", "Vanaf maandag ben ik weg", "Vrijdag ben ik vrij, maar geen zin",
        "Maandag krijg ik mijn rooster", "Is dokter Wolf er maandag ook?", "Zijn jullie vrijdag open?",
        "9 uur is vroeg", "15 uur is laat", "Om 11.30 eet ik", "niet maandag aub", "alleen niet de 3",
        "Afzeggen doe ik nooit", "Annuleer mijn pakketje", "Neem ik mee", "Doei tot maandag",
        "Ik zie je vrijdag op het feest", "Alles is goed gegaan gisteren, bedankt", "Prettige avond en tot ziens",
        "De factuur is binnen, bedankt", "Het concert van maandag gaat niet door",
        "Ik ben de garage aan het afbellen", "Mijn man kan donderdag, ik niet", "Ik wilde eigenlijk afzeggen",
        "Vroeger kon ik altijd op donderdag", "Ze zeiden dat het goed was", "Het is mijn eerste keer bij jullie",
        "Ik ben 3 maanden zwanger", "Mijn huisnummer is 3", "Op de 2e ben ik jarig", "Is er nog iets op donderdag?",
        "Is de 9e een maandag?", "9 uur 's ochtends of 's avonds?", "1 en 2 kunnen niet", "de 1 zeker niet",
        "Vrijdag liever niet", "Vrijdag ben ik jarig", "De 2 misschien", "Maandag zou eventueel kunnen",
        "ja we zullen zien", "Ja als mijn auto dan klaar is", "Niet nodig, bedankt", "Ja zeg het maar",
        "Goed om te weten", "Prima, ik geef het door", "Kan je dat nog even bevestigen?",
        "Tot wanneer kan ik afzeggen", "Moet ik bij ziekte afzeggen?", "Mijn moeder wil weten of ze kan afzeggen",
        "Afzeggen vind ik altijd vervelend", "De bestelling annuleren aub", "Het recept heb ik niet meer nodig",
        "Ik slik bloedverdunners", "Ik kom er nu niet aan toe", "Kan ook een andere arts?", "Klopt dat van vrijdag?",
        "Zeker weten doe ik het niet", "Absoluut te vroeg", "Is goed dat je het zegt", "Prima kapper trouwens",
        "Staat er nog koffie klaar",
    ),
}  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize("language", sorted(MENTIONED))
def test_what_is_only_mentioned_never_acts(language: str, expecting: Expecting | None) -> None:
    acted = [text for text in MENTIONED[language] if meant(text, language, expecting) in ACTING]

    assert [] == acted


REPLIES: tuple[tuple[str, Intent, Expecting | None, tuple[str, ...]], ...] = (
    (
        "de",
        Intent.AFFIRM,
        "confirm",
        (
            "ok dann bis Freitag halb drei", "der Termin bleibt", "passt wunderbar in meinen Plan", "richtig so",
            "ja passt mir super rein", "Freitag komme ich gern vorbei", "Wir kommen beide",
            "Ja, bin Freitag um 14:30 vor Ort", "Sehr wohl", "Aber sicher doch", "Korrekt, so ist es vereinbart",
            "Richtig",
        ),
    ),
    (
        "de",
        Intent.RESCHEDULE,
        "confirm",
        (
            "Kann ich irgendwann anders kommen?", "Ich würde den Termin gerne umtauschen",
        ),
    ),
    (
        "de",
        Intent.CANCEL,
        "confirm",
        (
            "Wegen Krankheit muss ich absagen", "Termin kann gelöscht werden", "Termin bitte anderweitig vergeben",
            "Den Freitagstermin bitte absagen", "Geben Sie den Platz jemand anderem",
        ),
    ),
    (
        "de",
        Intent.LATE,
        None,
        (
            "mein Zug steht auf der Strecke", "Habe mich verfahren", "S-Bahn steht", "Bin noch auf der Autobahn",
            "ich lauf gerade los", "hänge noch auf der Arbeit fest",
        ),
    ),
    (
        "de",
        Intent.WHEN,
        None,
        (
            "Zu welcher Uhrzeit war das?", "Wie spät war das nochmal", "Um wie viel Uhr nochmal?", "Welches Datum?",
            "Bleibt es beim Termin?", "Von wann bis wann?",
        ),
    ),
    (
        "de",
        Intent.INFO,
        None,
        (
            "Wie weit ist es vom Bahnhof?", "Wie lange sollte ich einplanen?", "Wer ist mein Arzt?",
        ),
    ),
    (
        "de",
        Intent.HUMAN,
        None,
        (
            "Können wir telefonieren?", "Bitte um Kontaktaufnahme", "Kann ich was fragen?",
            "Ich erreiche niemanden bei Ihnen", "Geht keiner ans Telefon bei euch", "persönlich sprechen bitte",
        ),
    ),
    (
        "de",
        Intent.DENY,
        "confirm",
        (
            "Da hat mein Mann Geburtstag, tut mir leid", "Da sind wir im Skiurlaub",
            "Da bekomme ich meine neue Küche", "Ich kriege da eine Lieferung", "Da haben wir Handwerker im Haus",
            "An dem Tag ist bei uns Betriebsausflug", "Da bin ich beim Steuerberater", "Das wird zu stressig",
            "Zu weit weg für mich", "Kann keinen Urlaub bekommen", "Ich vertrete an dem Tag eine Kollegin",
            "Muss an dem Tag mit dem Hund zum Tierarzt", "bedaure", "Da ist bei uns Feiertag",
            "wir sind an dem Tag auf einer Hochzeit", "auf Arbeit ist zu viel los", "unpassend",
            "Da bin ich leider raus",
        ),
    ),
    (
        "nl",
        Intent.AFFIRM,
        "confirm",
        (
            "Vrijdag kom ik graag langs", "Heb vrij genomen, ik kom", "Ja staat op mijn lijstje", "Wij komen allebei",
            "Tiptop", "Maar natuurlijk", "Dat valt te regelen", "Ja, ik hou me eraan",
            "oke dan tot vrijdag half drie", "past mooi in mijn planning", "Van mij mag het", "Top, zin in!",
            "Zo is het", "wij zijn erbij", "ja we kijken uit naar de afspraak",
        ),
    ),
    (
        "nl",
        Intent.HUMAN,
        None,
        (
            "Geef me een contactpersoon", "Mag ik iets vragen?", "Hoe bereik ik jullie telefonisch?", "Bel eens",
            "Kan iemand me helpen", "Mens aub", "Kan mevrouw Jansen mij bellen", "Ik krijg niemand te pakken",
            "Er neemt niemand op bij jullie",
        ),
    ),
    (
        "nl",
        Intent.DENY,
        "confirm",
        (
            "Vrijdag moet ik helaas overslaan", "Dan zit ik helaas al vol", "ik vrees dat het niets wordt",
            "Bij ons is het dan een feestdag", "Dan ben ik op zakenreis", "Die dag lukt er niks",
            "Mijn baas laat me niet gaan", "ik zit in de ziektewet", "ongelegen", "jammer maar helaas",
            "Dan is mijn man jarig, sorry", "sorry, heb die dag een andere doktersafspraak",
            "Dan krijg ik mijn nieuwe keuken", "Ik krijg dan een levering", "Dan hebben we werklui in huis",
            "Dan zit ik bij de boekhouder", "Te ver weg voor mij", "geen auto die dag",
            "Ik vervang die dag een collega", "Dan moet ik invallen voor mijn collega",
            "Moet die dag met de hond naar de dierenarts", "helaas niet mogelijk", "uitgesloten",
        ),
    ),
    (
        "nl",
        Intent.CANCEL,
        "confirm",
        (
            "Ik heb geen afspraak meer nodig", "Zeg de afspraak van vrijdag maar af", "Wil de afspraak niet meer",
            "Geef mijn plek maar aan iemand anders", "Plek mag vrijgegeven worden", "We zeggen vrijdag af",
            "Afspraak eraf halen aub", "haal de afspraak er maar uit", "Afmelding: vrijdag 14:30",
            "heb de afspraak toch niet nodig",
        ),
    ),
    (
        "nl",
        Intent.RESCHEDULE,
        "confirm",
        (
            "Graag een nieuw voorstel", "Ik zou de afspraak graag omruilen", "kan de afspraak nog geschoven worden",
            "Moet helaas omgooien",
        ),
    ),
    (
        "nl",
        Intent.LATE,
        None,
        (
            "mijn trein staat stil", "nog 2 km", "we zijn zo bij jullie", "Ben over 5 minuten bij jullie",
            "Verkeerd gereden", "Trein staat stil", "Ben wat aan de late kant, 10 min", "brug staat open, 10 min",
        ),
    ),
    (
        "nl",
        Intent.INFO,
        None,
        (
            "Hoe ver is het van het station?", "Is dat bij dokter Schulz?",
        ),
    ),
    (
        "nl",
        Intent.WHEN,
        None,
        (
            "Welke datum?", "Wat voor afspraak is dit?", "Van hoe laat tot hoe laat?", "Voor hoe laat stond ik?",
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("language", "intent", "expecting", "texts"), REPLIES)
def test_a_reply_is_told_by_its_words(
    language: str, intent: Intent, expecting: Expecting | None, texts: tuple[str, ...]
) -> None:
    others = {text: other for text in texts if (other := meant(text, language, expecting)) is not intent}

    assert {} == others


PICKED = (
    ("de", "Wir entscheiden uns für die 1", 1), ("de", "der Montagstermin wäre super", 3), ("de", "Den Freitagstermin", 2),
    ("de", "Am ehesten der 9.", 3), ("de", "Ich nehm den Montag", 3), ("nl", "Ik ga voor vrijdag", 2),
    ("nl", "Boek mij in voor maandag", 3), ("nl", "Wij kiezen nummer 1", 1), ("nl", "De vrijdagafspraak", 2),
    ("nl", "gelijk de eerste graag", 1), ("nl", "ik kies voor maandag", 3),
    ("de", "Nicht am Donnerstag, sonst Freitag", 2), ("nl", "Niet op donderdag, anders vrijdag", 2),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "number"), PICKED)
def test_an_offer_is_picked(language: str, text: str, number: int) -> None:
    found = read(text, NOW, language, (), Asked("choose", APPOINTMENT, OFFERS))

    assert (Intent.CHOOSE, number) == (found.intent, found.choice)


SIGNED = (
    ("de", "Ja komme. Liebe Grüße Hannelore"), ("de", "Ja, passt. Mit besten Grüßen Torsten Kwolek"),
    ("de", "Ja liebe Frau Klein"), ("de", "Nein nein, ich hab's nicht vergessen, bis Freitag!"),
    ("nl", "nee hoor niet vergeten, ik kom gewoon"), ("de", "nein kein Problem"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SIGNED)
def test_a_yes_stays_one_beside_courtesy_and_a_no_that_says_yes(language: str, text: str) -> None:
    assert meant(text, language, "confirm") is Intent.AFFIRM


def test_leave_taken_until_another_day_is_no_yes() -> None:
    assert meant("Bedankt, tot maandag", "nl", "confirm") is Intent.THANKS
    assert meant("tot maandag", "nl", "confirm") is Intent.BYE
    assert meant("dank u, tot vrijdag", "nl", "confirm") is Intent.AFFIRM
