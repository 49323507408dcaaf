"""An hour until or from which somebody is busy takes no offer, though only one would suit; being free until then does."""

import pytest

from flows.values import Intent
from tests.flows.understand.contexts import meant, reading

BUSY = {
    "en": [
        "I'm in a meeting until 11:30",
        "I work until thursday at 6pm",
        "school ends at 3",
        "busy till 11:30",
        "I can't before 11:30",
        "I'm tied up until 3",
        "I have class until 3",
        "my shift ends at 3",
        "the kids get out at 3",
        "I don't get off until 3",
        "I'll be in court until 3pm",
        "my train arrives at 11:30",
        "I am at the dentist until 11:30 on friday",
        "I'm working from 9",
        "the kids are home at 3",
        "we eat at 11:30",
        "I have lunch at 11:30",
        "we have dinner at 3",
        "I have to leave at 11:30",
        "my flight lands at 3",
        "I wake up at 9",
        "I'm with a client until 11:30",
        "my husband gets home at 3",
    ],
    "de": [
        "ich bin bis 11:30 in einer Besprechung",
        "ich arbeite bis 15 Uhr",
        "Schule endet um 15 Uhr",
        "ich schlafe bis 9",
        "meine Schicht geht bis 15 Uhr",
        "mein Zug kommt um 9 an",
        "mein Kurs fängt um 9 an",
        "ich muss um 9 zur Arbeit",
        "bis 11:30 bin ich beim Arzt",
        "ich habe um 15 Uhr Feierabend",
        "ich bin bis 11:30 beschäftigt",
    ],
    "es": [
        "estoy en una reunión hasta las 11:30",
        "trabajo hasta las 15",
        "el colegio termina a las 15h",
        "hasta las 11:30 no puedo",
        "estoy en el dentista hasta las 11:30",
        "tengo clase a las 9",
        "entro a trabajar a las 9",
        "salgo del trabajo a las 15h",
    ],
    "fr": [
        "je suis en réunion jusqu'à 11h30",
        "je travaille jusqu'à 15h",
        "je suis chez le dentiste jusqu'à 11h30",
        "je commence le travail à 9h",
        "mon cours commence à 9h",
        "l'école finit à 15h",
        "je sors du travail à 15h",
    ],
    "it": [
        "sono in riunione fino alle 11:30",
        "lavoro fino alle 15",
        "il mio turno inizia alle 15",
        "la lezione comincia alle 9",
        "sono dal dentista fino alle 11:30",
        "il treno arriva alle 9",
        "sono occupato fino alle 11:30",
    ],
    "pt": [
        "estou em reunião até 11:30",
        "trabalho até às 15h",
        "estou no dentista até às 11:30",
        "a escola acaba às 15h",
        "saio do trabalho às 15h",
        "tenho aula às 9h",
    ],
    "nl": [
        "ik lunch om 11:30",
        "ik zit in een vergadering tot 11:30",
        "ik werk tot 15 uur",
        "ik begin om 9 uur",
        "ik zit tot 11:30 bij de tandarts",
        "mijn dienst eindigt om 15 uur",
        "ik slaap tot 9",
    ],
    "ja": ["11時半まで会議です", "15時まで仕事です", "9時から会議です", "11時半まで忙しいです", "学校が15時に終わります"],
    "ko": ["11시 반까지 회의예요", "15시까지 일해요", "9시부터 회의예요", "11시 반까지 바빠요", "학교가 오후 3시에 끝나요"],
    "zh": ["我开会到11点半", "11点半之前有会", "我上班到下午3点", "11点半之前都很忙", "上午9点有会"],
}
FREE = [
    ("I'm free until 11:30", "en", 1),
    ("after 11:30", "en", 3),
    ("not before 11:30", "en", 3),
    ("ich kann bis 11:30", "de", 1),
    ("I have a meeting at 9 so the second one", "en", 2),
    ("estoy libre hasta las 11:30", "es", 1),
    ("ik kan tot 11:30", "nl", 1),
    ("je suis libre jusqu'à 11h30", "fr", 1),
    ("estou livre até às 11:30", "pt", 1),
    ("je suis dispo vendredi", "fr", 2),
]


@pytest.mark.parametrize(("text", "language"), [(text, language) for language, texts in BUSY.items() for text in texts])
def test_an_hour_until_or_from_which_one_is_busy_takes_no_offer(text: str, language: str) -> None:
    assert meant(text, language, "choose") != Intent.CHOOSE
    assert meant(text, language, "confirm") != Intent.AFFIRM


@pytest.mark.parametrize(("text", "language", "choice"), FREE)
def test_an_hour_that_suits_still_takes_the_offer(text: str, language: str, choice: int) -> None:
    assert reading(text, language, "choose").choice == choice


@pytest.mark.parametrize("text", ["I'm in a meeting until 11:30", "I can't before 11:30", "I'm tied up until 11:30"])
def test_the_end_of_an_obstacle_is_an_open_beginning(text: str) -> None:
    (window,) = reading(text, "en", "choose").windows
    assert (window.start.hour, window.start.minute) == (11, 30)
    assert window.end > window.start


def test_the_wish_behind_a_conclusion_is_kept() -> None:
    (window,) = reading("my lunch is at 1230 so 1230 on tues", "en", "choose").windows
    assert window.start == window.end
    assert (window.start.day, window.start.hour) == (10, 12)


@pytest.mark.parametrize("text", ["I have lunch at 12 so after 1 please", "so after 1 please", "busy at 12 so after 2"])
def test_so_after_leads_to_the_hour_that_follows(text: str) -> None:
    assert (Intent.CHOOSE, 3) == (reading(text, "en", "choose").intent, reading(text, "en", "choose").choice)
