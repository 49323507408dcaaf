"""The plainest requests, in every combination of how they are put: no phrase of the data may swallow them."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest

from flows.understand import read
from flows.values import Asked, Intent

NOW = datetime(2026, 11, 23, 7, 41)
VISIT = datetime(2026, 11, 24, 10)

# By language: openings, verbs, what is moved, when to.
MOVING = {
    "en": (
        "can i {v} {o} to {t}|could i {v} {o} to {t}?|may i {v} {o} to {t}|i want to {v} {o} to {t}|i need to {v} {o} to {t}"
        "|i'd like to {v} {o} to {t} please|is it possible to {v} {o} to {t}|hey can you {v} {o} to {t}|please {v} {o} to {t}"
        "|hi, could we {v} {o} to {t} thanks|can we {v} {o} for {t} instead|would it be ok to {v} {o} to {t}?",
        "move|reschedule|change|switch|push|shift|bump|rebook",
        "my visit|my appointment|my appt|it|the checkup|my slot|my booking",
        "next week after 2|thursday at 3|friday|tomorrow morning|the 3rd of december|next monday at 10:30"
        "|next week, after 2 any day but tues|later this week|wed or thu afternoon|friday before noon",
    ),
    "es": (
        "puedo {v} {o} {t}|podría {v} {o} {t}?|quiero {v} {o} {t}|me gustaría {v} {o} {t} por favor|es posible {v} {o} {t}"
        "|necesito {v} {o} {t}|hola, se puede {v} {o} {t}?|tengo que {v} {o} {t}",
        "cambiar|mover|pasar|reprogramar|aplazar",
        "mi cita|la cita|mi turno|mi visita",
        "al jueves a las 3|para el viernes|a mañana por la mañana|para la semana que viene después de las 2|al 3 de diciembre",
    ),
    "fr": (
        "je peux {v} {o} {t} ?|pourrais-je {v} {o} {t}|je voudrais {v} {o} {t}|est-ce possible de {v} {o} {t}"
        "|j'aimerais {v} {o} {t} svp|bonjour, peut-on {v} {o} {t} ?",
        "déplacer|décaler|reporter|changer",
        "mon rdv|mon rendez-vous|le rendez-vous|ma visite",
        "à jeudi 15h|à vendredi|à demain matin|à la semaine prochaine après 14h|au 3 décembre|à lundi 10h30",
    ),
    "de": (
        "kann ich {o} auf {t} {v}|könnte ich {o} auf {t} {v}?|ich möchte {o} auf {t} {v}|ich würde gern {o} auf {t} {v}"
        "|können wir {o} auf {t} {v}|ich muss {o} auf {t} {v}",
        "verschieben|verlegen|umbuchen",
        "meinen termin|den termin|meinen besuch|das",
        "donnerstag um 15 uhr|freitag|morgen früh|nächste woche nach 14 uhr|den 3. dezember|montag 10:30",
    ),
    "it": (
        "posso {v} {o} {t}|potrei {v} {o} {t}?|vorrei {v} {o} {t}|è possibile {v} {o} {t}|mi piacerebbe {v} {o} {t}"
        "|devo {v} {o} {t}",
        "spostare|cambiare|rimandare",
        "il mio appuntamento|l'appuntamento|la visita",
        "a giovedì alle 15|a venerdì|a domani mattina|alla prossima settimana dopo le 14|al 3 dicembre",
    ),
    "pt": (
        "posso {v} {o} {t}|poderia {v} {o} {t}?|quero {v} {o} {t}|gostaria de {v} {o} {t}|é possível {v} {o} {t}"
        "|preciso {v} {o} {t}",
        "mudar|remarcar|passar|adiar",
        "a minha consulta|minha consulta|o horário|a visita",
        "para quinta às 15h|para sexta|para amanhã de manhã|para a semana que vem depois das 14h|para o dia 3 de dezembro",
    ),
    "nl": (
        "kan ik {o} naar {t} {v}|ik wil {o} naar {t} {v}|ik zou graag {o} naar {t} {v}|is het mogelijk om {o} naar {t} te {v}"
        "|kunnen we {o} naar {t} {v}",
        "verzetten|verplaatsen|verschuiven",
        "mijn afspraak|de afspraak|het bezoek",
        "donderdag 15 uur|vrijdag|morgenochtend|volgende week na 14 uur|3 december",
    ),
}  # fmt: skip

# By language: what is put before each other, in order.
CANCELLING = {
    "en": (
        "please|can you|i need to|i want to|i have to|i'd like to|hi i need to|could you please|just",
        "cancel",
        "my appointment|my appt|my visit|the appointment|it|my booking|tomorrow's appointment|my 10am",
        "|please|thanks|, something came up|i'm sick|and not rebook",
    ),
    "es": (
        "quiero|necesito|tengo que|por favor|me gustaría|hola, quiero",
        "cancelar|anular",
        "mi cita|la cita|mi visita|mi turno|la cita de mañana",
        "|por favor|gracias|, lo siento|, estoy enfermo",
    ),
    "fr": (
        "je veux|je voudrais|je dois|merci de|bonjour, je dois|je souhaite",
        "annuler",
        "mon rdv|mon rendez-vous|le rendez-vous|ma visite|le rdv de demain",
        "|svp|merci|, désolé|, je suis malade",
    ),
    "de": (
        "ich möchte|ich muss|ich will|bitte|hallo, ich muss|ich würde gern",
        "meinen termin|den termin|meinen termin morgen",
        "absagen|stornieren|canceln",
        "|bitte|danke|, tut mir leid|, bin krank",
    ),
}
AGREEING = {
    "en": (
        "yes|yep|yeah|yup|sure|ok|okay|y|confirmed|absolutely|of course|perfect",
        "|thanks|thank you|, see you then|see you tomorrow|i'll be there|that works|we'll be there|!|👍|sounds good|confirm",
    ),
    "es": (
        "sí|si|vale|claro|perfecto|ok|de acuerdo|confirmo|por supuesto",
        "|gracias|, ahí estaré|, nos vemos mañana|muchas gracias|👍|allí estaré",
    ),
    "fr": (
        "oui|ok|d'accord|parfait|oui oui|bien sûr|je confirme|c'est bon",
        "|merci|, à demain|, je serai là|pour moi|👍|merci beaucoup",
    ),
    "de": (
        "ja|jo|ok|klar|passt|gerne|super|ja gerne|bestätigt|in ordnung|geht klar",
        "|danke|, bis morgen|, ich komme|vielen dank|👍|bis dann",
    ),
}


def combined(parts: tuple[str, ...]) -> list[str]:
    return [" ".join(words).strip() for words in product(*(part.split("|") for part in parts))]


@pytest.mark.parametrize("expecting", [None, "confirm"])
@pytest.mark.parametrize("language", CANCELLING)
def test_a_plain_cancellation_is_heard_however_it_is_put(language: str, expecting):
    asked = Asked(expecting, VISIT)

    texts = combined(CANCELLING[language])

    assert [] == [text for text in texts if read(text, NOW, None, (language,), asked).intent != Intent.CANCEL]


@pytest.mark.parametrize("language", AGREEING)
def test_a_plain_yes_is_heard_however_it_is_put(language: str):
    asked = Asked("confirm", VISIT)

    texts = combined(AGREEING[language])

    assert [] == [text for text in texts if read(text, NOW, None, (language,), asked).intent != Intent.AFFIRM]


@pytest.mark.parametrize("expecting", [None, "confirm"])
@pytest.mark.parametrize("language", MOVING)
def test_a_wish_to_move_to_a_time_is_heard_however_it_is_put(language: str, expecting):
    openings, verbs, objects, times = (part.split("|") for part in MOVING[language])
    asked = Asked(expecting, VISIT)

    missed = [
        text
        for opening, verb, what, when in product(openings, verbs, objects, times)
        if (reading := read(text := opening.format(v=verb, o=what, t=when), NOW, None, (language,), asked)).intent
        not in (Intent.RESCHEDULE, Intent.PROPOSE)
        or not reading.windows
    ]

    assert [] == missed


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("next week after 2 any day but tuesday", ["2026-11-24", "2026-12-01"]),
        ("next week but not monday or friday", ["2026-11-30", "2026-11-27", "2026-12-04"]),
        ("any day but friday", ["2026-11-27"]),
    ],
)
def test_a_weekday_ruled_out_is_ruled_out_in_the_week_that_is_wanted(text: str, out: list[str]):
    reading = read(text, NOW, "en", (), Asked("confirm", VISIT))

    assert out == [str(window.start.date()) for window in reading.excluded]
    assert not any(
        window.start < closed.end and closed.start < window.end for window in reading.windows for closed in reading.excluded
    )
