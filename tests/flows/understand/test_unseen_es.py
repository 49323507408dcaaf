"""What customers write in Spanish, by kinds that were once misread: choices, wishes, doubts and talk of other things."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 5, 13, 10, 15)  # a Wednesday
APPOINTMENT = datetime(2026, 5, 15, 14, 0)
OFFERS = (datetime(2026, 5, 18, 10, 0), datetime(2026, 5, 19, 15, 30), datetime(2026, 5, 21, 9, 15))
ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


def reading(text: str, expecting: Expecting | None) -> Reading:
    return read(text, NOW, "es-ES", (), Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ()))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("confirmadísima", "confirm", Intent.AFFIRM), ("sí, tranquila, vamos", "confirm", Intent.AFFIRM),
        ("sí cariño", "confirm", Intent.AFFIRM), ("sí, los tres iremos", "confirm", Intent.AFFIRM),
        ("¿se paga por adelantado?", "confirm", Intent.INFO), ("queda muy temprano para mí", "confirm", Intent.LATER),
        ("más tarde", "choose", Intent.LATER), ("más temprano", "choose", Intent.EARLIER),
        ("¿no hay nada el viernes?", "choose", Intent.PROPOSE), ("¿no podría ser el jueves?", "confirm", Intent.PROPOSE),
        ("¿puedo venir el jueves?", None, Intent.PROPOSE), ("cancelar por motivos familiares", None, Intent.CANCEL),
        ("anula la cita del viernes", None, Intent.CANCEL), ("¿hasta cuándo puedo anular?", None, Intent.INFO),
        ("busco otro horario", None, Intent.RESCHEDULE), ("no me acuerdo si es hoy o mañana", None, Intent.WHEN),
        ("no me escriban más", None, Intent.STOP), ("que me llame el doctor", None, Intent.HUMAN),
        ("¿hay cita el lunes?", None, Intent.BOOK), ("me entretuvieron en el trabajo", None, Intent.LATE),
        ("ya no me hace falta, quítala", None, Intent.CANCEL), ("no te preocupes que me acuerdo", "confirm", Intent.AFFIRM),
        ("sí, ahí les caigo", "confirm", Intent.AFFIRM), ("¿me la pasas al lunes?", "confirm", Intent.RESCHEDULE),
        ("no sé cómo se usa esto", None, Intent.HELP), ("la podemos correr una hora", "confirm", Intent.RESCHEDULE),
        ("llego un pelín tarde", None, Intent.LATE), ("si falto me cobran?", "confirm", Intent.INFO),
        ("¿me confirma la hora de la visita?", "confirm", Intent.WHEN), ("¿para cuándo lo tengo?", None, Intent.WHEN),
        ("tenemos al peque con fiebre", "confirm", Intent.DENY), ("descuida, no faltaré", "confirm", Intent.AFFIRM),
        ("me coincide con una reunión", "confirm", Intent.DENY), ("¿a qué planta voy?", "confirm", Intent.INFO),
        ("elige la que prefieras", "choose", Intent.CHOOSE), ("no conozco este negocio", "confirm", Intent.HUMAN),
        ("¿es fácil aparcar?", "confirm", Intent.INFO), ("este móvil ya no es de Luis", "confirm", Intent.HUMAN),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    assert intent is reading(text, expecting).intent


@pytest.mark.parametrize(
    ("text", "expecting"),
    [
        ("cancela todas mis alarmas", "confirm"), ("cancela la alarma de las 7", None), ("anula mi vuelo", None),
        ("igual tengo que cancelar", None), ("¿debería anular?", None), ("estoy pensando en cancelar", None),
        ("vamos 3 personas", "choose"), ("cualquier día menos el viernes", "choose"), ("el martes pero más temprano", "choose"),
        ("somos cuatro", "choose"), ("a lo mejor cancelo", None), ("cualquiera menos la 2", "choose"),
        ("todas menos la 3", "choose"), ("todas excepto la primera", "choose"), ("todo menos la última", "choose"),
        ("¿hay que llamar con dos días para anular?", "confirm"), ("me confirman mi cita?", "confirm"),
        ("ya cambié la cita ayer", "confirm"), ("nos casamos el 28", "confirm"), ("cobro el 30", "confirm"),
        ("qué hay de cenar?", None), ("venga ya", "confirm"), ("es la primera vez que voy", "confirm"),
        ("dale un beso", "confirm"), ("otra distinta de la 3", "choose"),
    ],
)  # fmt: skip
def test_nothing_is_acted_on_that_was_not_said(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in ACTING


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("jueves", 3),
        ("la más tarde", 3),
        ("la más temprano", 1),
        ("lunes no, martes sí", 2),
        ("todas menos la 1 y la 2", 3),
        ("la última que mandaste", 3),
    ],
)
def test_an_offer_is_picked(text: str, choice: int) -> None:
    assert choice == reading(text, "choose").choice
