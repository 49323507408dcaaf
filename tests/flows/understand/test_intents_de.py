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


ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE, Intent.STOP)
TRAPS = (
    "ich muss das Abendessen absagen", "wir müssen das Abendessen mit Oma leider absagen",
    "ich will mein Fitnessstudio kündigen", "bitte das Handyabo stornieren", "kann ich den Flug nach Rom stornieren?",
    "ich möchte meinen Stromvertrag kündigen", "sagst du das Grillen am Samstag ab?", "ich sage die Party ab",
    "storniere bitte meine Pizza", "hast du den Klempner abbestellt?", "ich hab das Hotel schon storniert",
    "gestern habe ich den Zahnarzt abgesagt", "ich habe mein Abo gekündigt",
    "meine Schwester hat ihre Hochzeit abgesagt", "mein Chef sagt ja", "mein Mann meint, das passt", "sie hat zugesagt",
    "er hat nein gesagt und ich ja", "wenn es regnet, sage ich ab", "falls ich absage, was kostet das?",
    "wenn der Babysitter kommt, dann ja", "ja, sofern mein Auto läuft",
    "kann ich auch kurzfristig absagen, ohne zu zahlen?", "wie sage ich ab?",
    "muss ich absagen, wenn ich erkältet bin?", "bis wann darf man stornieren?", "ist es die zweite Tür?",
    "noch eine Sache", "ich habe 2 Kinder", "wir sind 3 Personen", "eins noch", "wohnt ihr im 2. Stock?",
    "ist das die Nummer 1?", "erstens brauche ich Zeit", "zweitens ist es teuer", "ich war schon zweimal bei euch",
    "in der ersten Klasse lernt man lesen", "mein zweiter Sohn hat Geburtstag", "der dritte Mann ist ein toller Film",
    "Linie 3 fährt heute nicht", "die erste oder die zweite", "die erste und die zweite gehen beide", "ja aber",
    "ja, aber ich weiß nicht", "ok, aber vielleicht doch nicht", "super, und wer kommt zum Grillen?",
    "gut, dass du fragst", "genau das ist mein Problem", "klar ist das Wetter heute", "richtig leckeres Essen gestern",
    "prima Klima in der Hauptstadt", "mittwochs habe ich Yoga", "am Mittwoch fliege ich nach Wien",
    "hör auf zu schnarchen", "stopp die Waschmaschine bitte", "an der Haltestelle Stop", "der Bus fällt aus",
    "bestätigen kann ich das noch nicht", "ich bestätige nur, dass ich umgezogen bin", "soll ich zusagen?",
    "ja klar, und morgen schneit es Geld", "ich sag dir morgen, ob ja oder nein", "das Kino würde mir passen",
    "ich komme gern zum Abendessen", "den Tisch beim Italiener sage ich noch ab, keine Ahnung wann",
    "das Training am Freitag wurde abgesagt", "Oma sagt ja zu allem", "wir kommen zu fünft, ist das ok?",
    "hab gestern zugesagt und heute wieder abgesagt", "Ich muss noch die Kita anrufen und den Urlaub stornieren",
    "sind 2 Stunden realistisch?", "die 3 ist meine Glückszahl", "eins, zwei, drei, vorbei",
    "wäre die zweite Tür links der Eingang?", "nein, der erste war mein Bruder", "Ja, genau, und dann kam der Hund",
    "ich würde ja gern, aber mein Auto streikt", "könnte man theoretisch auch absagen?",
    "muss ich Bescheid sagen wenn ich doch nicht komme?", "lösch bitte die Fotos", "bitte meine Kreditkarte kündigen",
    "kannst du Papas Arzttermin verschieben und meinen Flug stornieren",
    # praise, thanks and doubt; numbers of other things; what was agreed or called off before
    "Danke, dass ihr meinen Termin abgesagt habt", "war alles perfekt, danke an das Team",
    "toll gemacht, die Frisur ist super", "gut zu wissen", "schön zu hören", "Freitag passt mir eigentlich nicht so gut",
    "wollte eigentlich absagen", "das 2. Mal bei euch", "das erste Mal", "ist das dieser Donnerstag?",
    "ist am Montag noch was anderes frei?", "vielleicht 2", "ach so", "aha", "Termin wurde mir schon bestätigt",
    "es geht so", "um 3 Euro billiger wäre ok", "bin da dran", "kann man das noch absagen?",
    "könnte ich im Notfall noch absagen?", "super, schon wieder", "toll, jetzt hab ich zwei Termine",
    "ihr habt doch gesagt dass der Termin abgesagt ist", "eine Absage wäre echt blöd", "Behandlung war top",
    "Kundennummer 3", "meine Nummer endet auf 2", "3 von uns kommen", "Tisch 3", "um 9 schlafe ich noch", "schön wärs",
    "gut dass ich frage", "gut möglich", "keine Ursache", "ja schade", "ja leider", "ja hallo", "im Kalender steht 15 Uhr",
    "abgemacht war 9 Uhr", "eins nach dem anderen", "Note 1", "Teil 2", "Montag wieder im Büro",
    "bei mir im Kalender steht Donnerstag", "Freitag ja, nur die Uhrzeit passt nicht", "danke fürs Absagen",
    "Ok dann halt nicht", "passt, wenn es unter 50 Euro bleibt", "ja, aber bitte bei Frau Schmidt",
    "ja, falls ich frei bekomme", "wer hat meinen Termin abgesagt?", "habt ihr meinen Termin verlegt?",
    "falls bei euch jemand absagt, nehm ich gern den Platz", "melde mich wenn ich doch absagen muss",
    "die ersten beiden passen nicht", "bis wann muss ich bestätigen?", "Sicher nicht", "bin dabei, es mir zu überlegen",
    "ich nehme 2 Tabletten am Tag", "geht's auch ohne Termin?", "Warum steht da storniert?", "weder Montag noch Mittwoch",
    "Ich habe den falschen Termin abgesagt", "das Absagen war ein Versehen", "des mit dem Absagen hat sich erledigt",
    "mein Mann sagt auch ab", "muss zu meiner Frau sagen dass es passt", "entfällt der Termin?",
    "bitte Platz nicht vergeben", "i kimm ned", "ok, aber bitte nicht wieder verschieben",
)  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_talk_of_other_things_never_acts(expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TRAPS if read(text, NOW, "de-DE", (), asked).intent in ACTING]

    assert [] == acted
