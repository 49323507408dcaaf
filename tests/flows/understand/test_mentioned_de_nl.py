"""German and Dutch words of yes, no, cancelling and number only mentioned, and replies not understood at first."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)  # a Wednesday
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 5, 9, 0), datetime(2026, 3, 6, 11, 30), datetime(2026, 3, 9, 15, 0))
ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


def meant(text: str, language: str, expecting: Expecting | None) -> Intent:
    return read(text, NOW, language, (), Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())).intent


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
        "kein Montag", "Lieber nicht Donnerstag",
    ),
    "nl": (
        "De annulering van de afspraak was een fout", "De annulering van mijn afspraak snap ik niet",
        "De afspraak mag niet afgezegd worden", "De afspraak moet niet geschrapt worden",
        "Hebben jullie mijn plaats vrijgegeven?", "Ik wil de afspraak niet meer verzetten",
        "Ik heb de uitslag niet meer nodig", "De bevestiging heb ik niet meer nodig", "Vrijdag kom ik niet",
        "Ben vrijdag niet thuis", "Nee geen probleem als het niet kan", "Geen zin in", "Fijn dat u aan me denkt",
        "Ja vast, en varkens vliegen", "Graag, zodra ik beter ben", "Klopt de tijd nog?",
        "Klopt, was ik vergeten, ik kan helaas niet", "half ja half nee", "Zoals het er nu uitziet wel",
        "Als ik ja stuur, kost dat iets?", "Mijn dochter heeft voor mij ja gezegd",
        "Dat kan alleen mijn vrouw bevestigen", "Ik zit tot 11.30 in een afspraak", "Om 15 uur bel ik",
        "Vraag het donderdag nog eens", "Donderdag zou te krap zijn", "De eerste zou te vroeg zijn",
        "Donderdag noch vrijdag", "Donderdag nee, vrijdag nee", "3 alleen met parkeerplaats", "Zijn dat alle 3?",
        "Ik dacht 15 uur", "Normaal kom ik om 9", "Sluiten jullie om 15 uur?", "Mijn trein komt om 9 aan",
        "Toffe kapper trouwens", "Bedankt, die herinnering is echt handig", "Topservice, ga zo door",
        "Mijn moeder heeft gisteren haar afspraak verzet", "Goed dat ik dit nog las", "Duidelijk is het me niet",
        "Kan wel maar alleen tot 15 uur", "Ik kom als ik kan", "Zou moeten lukken, weet het niet zeker",
        "Kan goed zijn", "Vermoedelijk wel", "Nou vooruit als het moet", "Ik dacht dat het 2 was",
        "Maandag of dinsdag was mijn wens", "Alle 3 zijn stom", "1 kan desnoods", "Desnoods de 1",
        "Wat is er mis met 3?", "Of 1 of 3", "1 persoon", "Voor 2 personen graag", "Nog 3 maanden", "Een dag later",
        "De laatste behandeling heeft goed geholpen", "Eerst moet ik naar de bank", "Maandag begint mijn kuur",
        "Vrijdag ga ik op vakantie", "Vrijdag ben ik vrij, maar geen zin", "Donderdag weet ik meer",
        "Is dokter Wolf er maandag ook?", "Donderdag iets later?", "15 uur is laat", "Om 11.30 eet ik",
        "alles behalve 2", "alleen niet de 3", "Afzeggen doe ik nooit", "Ik bel af en toe", "Doe maar een kop koffie",
        "Doei tot maandag", "Tot volgende week maandag", "Goed werk, ziet er weer uit als nieuw",
        "Fijn weekend gewenst", "Jij ook een fijne vrijdag", "De NS heeft mijn trein geschrapt",
        "Ik ben de garage aan het afbellen", "Mijn zus heeft haar afspraak bij jullie afgezegd",
        "Ik wilde eigenlijk afzeggen", "Ik had graag ja gezegd", "Aan de telefoon zeiden ze dat 9 uur kan",
        "Een andere dag zou beter zijn", "Mijn hond wordt 3 in mei", "Ik woon op de 2e verdieping",
        "Ten eerste is het te duur", "Is er nog iets op donderdag?", "Is dat deze donderdag?",
        "Is de 9e een maandag?", "9 uur 's ochtends of 's avonds?", "Kan vrijdag ook later?", "Niet de 2",
        "Vrijdag liever niet", "Donderdag zit ik in Groningen", "De 2 misschien", "Even kijken, misschien vrijdag",
        "Maandag zou eventueel kunnen", "Ja, weet niet", "mwah", "Ligt eraan hoe lang het duurt", "Ja? Met wie?",
        "Oké, en wat kost dat", "Prima, ik geef het door", "Kunt u mij de afspraak bevestigen",
        "Kan je ook online annuleren", "Ik wil niet afzeggen, alleen iets vragen",
        "Mijn moeder wil weten of ze kan afzeggen", "Factuur graag annuleren", "Het recept heb ik niet meer nodig",
        "Nemen jullie ook pin?", "Ik kom er niet in, de deur is dicht", "Is het goed als ik 10 minuten later kom?",
        "Klopt dat van vrijdag?", "Werkt de lift weer?", "In geen geval", "Doe de groeten", "Prima kapper trouwens",
        "Top dat jullie zo snel reageren", "Zijn de andere opties ook goed?",
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
            "der Termin bleibt", "passt wunderbar in meinen Plan", "richtig so", "ja passt mir super rein",
            "Freitag komme ich gern vorbei", "Wir kommen beide", "Ja, bin Freitag um 14:30 vor Ort", "Sehr wohl",
            "Aber sicher doch", "Korrekt, so ist es vereinbart", "Richtig",
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
            "Tiptop", "Maar natuurlijk", "Dat valt te regelen", "Ja, ik hou me eraan", "past mooi in mijn planning",
            "Van mij mag het", "Top, zin in!", "Zo is het", "wij zijn erbij", "ja we kijken uit naar de afspraak",
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
