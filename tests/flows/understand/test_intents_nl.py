"""What texts mean in Dutch."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 3, 4, 10, 0)
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 15, 30), datetime(2026, 3, 11, 11, 0))


def reading(text: str, expecting: Expecting | None) -> Reading:
    offers = OFFERS if expecting == "choose" else ()
    return read(text, NOW, "nl-NL", (), Asked(expecting, APPOINTMENT, offers))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("nee hoor dat is geen probleem", "confirm", Intent.AFFIRM), ("nee dat is een probleem", "confirm", Intent.DENY),
        ("gaat door wat mij betreft", "confirm", Intent.AFFIRM), ("nope, andere verplichting", "confirm", Intent.DENY),
        ("wat zijn jullie openingstijden", "confirm", Intent.INFO), ("ik ben de 3e jarig", "when", Intent.OTHER),
        ("dinsdag moet ik helaas werken", "confirm", Intent.DENY), ("bus reed niet", "confirm", Intent.LATE),
        ("schrap hem maar", "confirm", Intent.CANCEL), ("laat hem maar vervallen", "confirm", Intent.CANCEL),
        ("kun je die foto verwijderen", "confirm", Intent.OTHER), ("mooi weer vrijdag", "confirm", Intent.OTHER),
        ("kan het weer op maandag", "confirm", Intent.PROPOSE), ("ik kom er morgen op terug", "confirm", Intent.OTHER),
        ("we spreken maandag af", "when", Intent.PROPOSE), ("die komen alle drie niet uit", "choose", Intent.ALTERNATIVES),
        ("geen van drieën lukt me", "choose", Intent.ALTERNATIVES), ("half vier schikt me het best", "choose", Intent.CHOOSE),
        ("hoe laat ben je thuis vanavond?", "confirm", Intent.OTHER),
        ("ja", "confirm", Intent.AFFIRM), ("Jazeker, tot vrijdag!", "confirm", Intent.AFFIRM),
        ("Ja prima dank u wel", "confirm", Intent.AFFIRM), ("is goed, tot dan", "confirm", Intent.AFFIRM),
        ("dat is prima voor mij", "confirm", Intent.AFFIRM), ("ok tot vrijdag", "confirm", Intent.AFFIRM),
        ("👍", "confirm", Intent.AFFIRM), ("ik ben er vrijdag om half 3", "confirm", Intent.AFFIRM),
        ("geen enkel probleem hoor, we zijn er", "confirm", Intent.AFFIRM), ("nee", "confirm", Intent.DENY),
        ("nee sorry dat gaat niet lukken", "confirm", Intent.DENY), ("helaas kan ik dan niet", "confirm", Intent.DENY),
        ("ik moet werken die dag", "confirm", Intent.DENY), ("er is iets tussengekomen", "confirm", Intent.DENY),
        ("ik ben ziek", "confirm", Intent.DENY), ("nee hoor niet nodig", "confirm", Intent.DENY),
        ("ik wil mijn afspraak afzeggen", "confirm", Intent.CANCEL),
        ("graag de afspraak van vrijdag annuleren", "confirm", Intent.CANCEL),
        ("Zeg de afspraak maar af", "confirm", Intent.CANCEL), ("kan ik annuleren?", None, Intent.CANCEL),
        ("mag ik mijn afspraak cancelen aub", None, Intent.CANCEL),
        ("de afspraak mag geannuleerd worden", "confirm", Intent.CANCEL),
        ("heb de afspraak niet meer nodig", None, Intent.CANCEL), ("ik heb mijn sportschool opgezegd", None, Intent.OTHER),
        ("annuleer mijn abonnement", None, Intent.OTHER), ("wat kost annuleren?", None, Intent.INFO),
        ("tot wanneer kan ik kosteloos annuleren", None, Intent.INFO), ("kan ik verzetten?", "confirm", Intent.RESCHEDULE),
        ("ik wil de afspraak graag verplaatsen naar maandag", "confirm", Intent.RESCHEDULE),
        ("kan het op een andere dag", "confirm", Intent.RESCHEDULE),
        ("kan het een andere keer?", "confirm", Intent.RESCHEDULE), ("liever iets later", "confirm", Intent.LATER),
        ("kan het wat vroeger?", "confirm", Intent.EARLIER), ("te vroeg voor mij", "confirm", Intent.LATER),
        ("zo snel mogelijk graag", "confirm", Intent.EARLIER),
        ("hebben jullie nog andere tijden?", "choose", Intent.ALTERNATIVES),
        ("wanneer kunnen jullie?", "choose", Intent.ALTERNATIVES), ("ik kom 10 minuten later", "confirm", Intent.LATE),
        ("sta in de file", "confirm", Intent.LATE), ("ben er over 5 min", "confirm", Intent.LATE),
        ("ben iets te laat", "confirm", Intent.LATE), ("hoe laat is mijn afspraak ook alweer?", "confirm", Intent.WHEN),
        ("wanneer heb ik een afspraak", None, Intent.WHEN), ("gaat de afspraak nog door?", None, Intent.WHEN),
        ("wat is het adres?", "confirm", Intent.INFO), ("hoeveel kost een behandeling", "confirm", Intent.INFO),
        ("kan ik bij jullie parkeren?", "confirm", Intent.INFO), ("zijn jullie zaterdag open?", "confirm", Intent.INFO),
        ("moet ik nuchter zijn", "confirm", Intent.INFO), ("kunt u mij even bellen", "confirm", Intent.HUMAN),
        ("ik wil iemand spreken", "confirm", Intent.HUMAN), ("verkeerd nummer", "confirm", Intent.HUMAN),
        ("stop met berichten sturen", "confirm", Intent.STOP), ("stuur me geen sms meer", None, Intent.STOP),
        ("STOP", None, Intent.STOP), ("afmelden", None, Intent.STOP), ("help", None, Intent.HELP),
        ("hoe werkt dit", "confirm", Intent.HELP), ("ik weet het nog niet", "confirm", Intent.OTHER),
        ("even overleggen met mijn man", "confirm", Intent.OTHER), ("ik laat het morgen weten", "confirm", Intent.OTHER),
        ("bedankt!", None, Intent.THANKS), ("hoi", None, Intent.GREETING), ("goedemorgen", None, Intent.GREETING),
        ("doei", None, Intent.BYE), ("fijne avond nog", None, Intent.BYE),
        ("ik wil graag een afspraak maken", None, Intent.BOOK), ("graag een afspraak voor dinsdag", None, Intent.BOOK),
        ("mijn vrouw komt in mijn plaats", "confirm", Intent.OTHER), ("ok maar waar is het?", "confirm", Intent.INFO),
        ("perfect recept voor pannenkoeken", "confirm", Intent.OTHER),
        ("ik heb gisteren al gebeld", "confirm", Intent.OTHER), ("kom je vanavond eten?", "confirm", Intent.OTHER),
        ("haal jij de kinderen op", "confirm", Intent.OTHER), ("nee, dat klopt niet", "confirm", Intent.DENY),
        ("dat klopt", "confirm", Intent.AFFIRM), ("klopt, vrijdag half drie", "confirm", Intent.AFFIRM),
        ("ja hoor, we zullen er zijn om 14.30", "confirm", Intent.AFFIRM),
        ("natuurlijk, geen probleem", "confirm", Intent.AFFIRM), ("oke top bedankt", "confirm", Intent.AFFIRM),
        ("super dankjewel tot vrijdag", "confirm", Intent.AFFIRM), ("toch maar niet", "confirm", Intent.DENY),
        ("annuleren en nieuwe afspraak maken voor maandag", "confirm", Intent.RESCHEDULE),
        ("ik ben 20 minuten te laat", None, Intent.LATE), ("ben je een robot", "confirm", Intent.OTHER),
        ("ik zou graag willen annuleren wegens ziekte", "confirm", Intent.CANCEL), ("komt goed", "confirm", Intent.AFFIRM),
        ("graag!", "confirm", Intent.AFFIRM), ("afgesproken", "confirm", Intent.AFFIRM), ("yes", "confirm", Intent.AFFIRM),
        ("nope", "confirm", Intent.DENY),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    assert intent is reading(text, expecting).intent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("de tweede graag", 2), ("nummer 3", 3), ("doe de eerste maar", 1), ("die van half 4", 2), ("maandag om 9", 1),
        ("woensdag", 3), ("de laatste", 3), ("maakt mij niet uit", 1), ("niet de eerste maar de derde", 3),
    ],
)  # fmt: skip
def test_an_offer_is_picked_by_number_day_or_clock(text: str, number: int) -> None:
    assert number == reading(text, "choose").choice


@pytest.mark.parametrize("expecting", ["confirm", "choose", None])
@pytest.mark.parametrize(
    "text",
    [
        "ja maar niet op die tijd", "niet goed", "dat is niet goed", "ik kan niet zeggen dat het past",
        "annuleer de bestelling van de pizza", "ik heb het abonnement geannuleerd", "waarom is de afspraak geannuleerd",
        "gaan jullie mijn afspraak annuleren als het sneeuwt", "als ik annuleer moet ik dan betalen",
        "goed zo, wanneer komt de loodgieter", "mooi weer hè", "prima restaurant om te eten", "ok google doe het licht aan",
        "heeft u 2 stoelen", "ik heb 3 kinderen", "weet je een goede tandarts",
        "ja dat zei ik gisteren al tegen mijn vrouw", "ik wil eigenlijk niet afzeggen maar misschien moet ik wel",
        "misschien wel", "kan ik niet beter annuleren?", "ben je er al?", "is 3 uur goed?", "doe maar niet",
        "nee niet de tweede", "eerst moet ik overleggen", "mijn buurman zegt ja", "annuleer niet", "zeg niet af",
        "is goed gekomen met de auto gisteren", "natuurlijk is het stom", "leuk filmpje van de kat", "2 minuten te laat",
    ],
)  # fmt: skip
def test_nothing_is_acted_on_that_was_not_said(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE, Intent.STOP)
TRAPS = (
    "ik moet het etentje afzeggen", "we moeten het etentje met oma helaas afzeggen", "ik wil mijn sportschool opzeggen",
    "graag mijn telefoonabonnement annuleren", "kan ik mijn vlucht naar Rome annuleren?", "ik ga de vakantie annuleren",
    "zeg jij de barbecue af?", "ik zeg het feestje af", "annuleer mijn pizza alsjeblieft",
    "heb je de loodgieter afgezegd?", "ik heb het hotel al geannuleerd", "gisteren heb ik de tandarts afgebeld",
    "mijn zus heeft haar bruiloft afgezegd", "mijn baas zegt ja", "mijn man vindt het prima",
    "hij zei nee en ik zei ja", "als het regent zeg ik af", "als ik afzeg, wat kost dat?", "als de oppas kan, dan ja",
    "ja, mits mijn auto rijdt", "kan ik op het laatste moment nog gratis afzeggen?", "hoe zeg ik af?",
    "moet ik afzeggen als ik verkouden ben?", "is het de tweede deur?", "één ding nog", "een ding nog",
    "nog één vraagje", "ik heb 2 kinderen", "we zijn met 3 personen", "zitten jullie op de 2e verdieping?",
    "is dat nummer 1?", "ten eerste heb ik tijd nodig", "ten tweede is het duur", "ik ben al twee keer geweest",
    "mijn tweede zoon is jarig", "in de eerste klas leer je lezen", "de derde man is een mooie film",
    "lijn 3 rijdt vandaag niet", "de eerste of de tweede", "de eerste en de tweede kunnen allebei", "ja maar",
    "ja, maar ik weet het niet", "ok maar misschien toch niet", "leuk, en wie komt er barbecueën?",
    "goed dat je het vraagt", "precies dat is mijn probleem", "klaar is kees", "lekker gegeten gisteren",
    "op woensdag heb ik yoga", "woensdag vlieg ik naar Wenen", "hou op met snurken", "stop de wasmachine even",
    "bij de halte Stop", "de bus valt uit", "bevestigen kan ik nog niet", "ik bevestig alleen dat ik verhuisd ben",
    "zal ik ja zeggen?", "ik zeg morgen of het ja of nee is", "de bioscoop lijkt me leuk", "ik kom graag eten",
    "nee hoor, geen probleem", "de training van vrijdag is afgelast", "oma zegt overal ja op",
    "ik moet de opvang nog bellen en de vakantie annuleren", "wij komen met z'n vijven, is dat ok?",
    "zijn 2 uur realistisch?", "de 3 is mijn geluksgetal", "een, twee, drie, voorbij",
    "is de tweede deur links de ingang?", "nee, de eerste was mijn broer", "ja precies, en toen kwam de hond",
    "ik zou wel willen maar mijn auto is stuk", "kan je theoretisch ook afzeggen?",
    "moet ik het melden als ik toch niet kom?", "verwijder de foto's alsjeblieft", "graag mijn creditcard opzeggen",
    "ik wil mijn krant opzeggen",
    # praise, thanks and doubt; numbers of other things; what was agreed or called off before
    "bedankt voor het annuleren", "was helemaal perfect, bedankt aan het team", "goed om te weten", "fijn om te horen",
    "wou eigenlijk afzeggen", "de dokter zei dat ik de afspraak moest afzeggen", "de 2e keer bij jullie",
    "ik kom voor de eerste keer", "1 en 2 gaan niet", "eventueel ja", "graag bevestiging", "afspraak was al bevestigd",
    "het gaat wel", "kamer 2", "de 5de ben ik jarig", "zien of het lukt", "kan je dat nog annuleren?", "lekker dan",
    "ok ik ben vegan", "de behandeling was top", "gaat de bus om 9?", "klantnummer 3", "3 van ons komen",
    "de laatste afspraak was erg", "om 9 slaap ik nog", "vanaf maandag heb ik een ander nummer", "goed dat ik het vraag",
    "ok dan laten we het", "ja jammer", "ja helaas", "vrijdag was afgesproken", "afgesproken was 15 uur",
    "in mijn agenda staat 15 uur", "dat kan iedereen", "prima weer", "super, dan laat ik iets weten", "goed, ik vraag eens",
    "ik zeg morgen ja of nee", "duidelijk is anders", "afgesproken was 9 uur", "afgesproken was maandag", "ik neem lijn 2",
    "één ding is zeker", "cijfer 1", "deel 2", "2e poging", "3e herinnering", "doe maar wat anders",
    "in mijn agenda staat donderdag", "vrijdag ja, alleen het uur past niet",
    "bedankt dat jullie mijn afspraak hebben geannuleerd", "ok dan niet", "past als het onder 50 euro blijft",
    "ja, maar graag bij mevrouw Smit", "ja, als ik vrij krijg", "wie heeft mijn afspraak geannuleerd?",
    "hebben jullie mijn afspraak verzet?", "als er bij jullie iemand annuleert neem ik graag die plek",
    "ik bel wel als ik moet afzeggen", "de eerste twee passen niet", "zeker niet", "ik neem 2 pillen per dag",
    "kan het ook zonder afspraak?", "waarom staat er geannuleerd?", "noch maandag noch woensdag",
    "zeg aan de dokter dat het beter met me gaat aub", "bevestiging volgt",
    "ik bel af en toe naar jullie", "zeg af en toe iets", "dat annuleren was een vergissing",
    "het annuleren is niet meer nodig", "vervalt de afspraak?", "mijn plaats niet weggeven aub", "ga da lukken?",
    "honderd procent zeker weten doe ik het niet", "dat kan ik regelen als ik vrij krijg",
)  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_talk_of_other_things_never_acts(expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TRAPS if read(text, NOW, "nl-NL", (), asked).intent in ACTING]

    assert [] == acted
