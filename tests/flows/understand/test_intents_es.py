"""What texts mean in Spanish."""

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
        ("sí, perfecto", "confirm", Intent.AFFIRM), ("si", "confirm", Intent.AFFIRM),
        ("Claro, nos vemos el viernes", "confirm", Intent.AFFIRM), ("vale, gracias", "confirm", Intent.AFFIRM),
        ("no hay problema, ahí estaremos", "confirm", Intent.AFFIRM), ("me viene genial", "confirm", Intent.AFFIRM),
        ("no, gracias", "confirm", Intent.DENY), ("no puedo ir", "confirm", Intent.DENY),
        ("me ha surgido un viaje", "confirm", Intent.DENY), ("el viernes no puedo", "confirm", Intent.DENY),
        ("quiero cancelar la cita", None, Intent.CANCEL), ("anúlamela por favor", None, Intent.CANCEL),
        ("ya no necesito el turno", None, Intent.CANCEL), ("¿me la puede cambiar?", "confirm", Intent.RESCHEDULE),
        ("necesito otro día", "confirm", Intent.RESCHEDULE), ("mejor el lunes a las 5", "confirm", Intent.PROPOSE),
        ("sí pero más tarde", "confirm", Intent.LATER), ("no, el martes", "confirm", Intent.PROPOSE),
        ("¿tienen algo antes?", "confirm", Intent.EARLIER), ("lo antes posible", "when", Intent.EARLIER),
        ("¿qué otros horarios tienen?", "choose", Intent.ALTERNATIVES), ("¿cuándo es mi cita?", None, Intent.WHEN),
        ("¿dónde queda la clínica?", None, Intent.INFO), ("¿cuánto cuesta?", None, Intent.INFO),
        ("llego 10 minutos tarde", "confirm", Intent.LATE), ("quiero hablar con una persona", None, Intent.HUMAN),
        ("no me manden más mensajes", None, Intent.STOP), ("BAJA", None, Intent.STOP), ("AYUDA", None, Intent.HELP),
        ("muchísimas gracias", None, Intent.THANKS), ("hola, buenas tardes", None, Intent.GREETING),
        ("hasta luego", None, Intent.BYE), ("quiero pedir cita", None, Intent.BOOK), ("la segunda", "choose", Intent.CHOOSE),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    assert read(text, NOW, "es-MX", (), asked).intent is intent


@pytest.mark.parametrize(
    "text",
    [
        "sí pero no puedo a esa hora", "si me dejan salir antes", "no cancelen mi cita", "ya cancelé el gimnasio",
        "¿cobran por cancelar?", "cancela mi tarjeta de crédito", "quiero cancelar mi plan de internet",
        "perfecto para bailar salsa", "¿sí?", "vale un dineral ese coche",
    ],
)  # fmt: skip
def test_nothing_is_acted_on_that_was_not_said(text: str) -> None:
    heard = read(text, NOW, "es-MX", (), Asked("confirm", APPOINTMENT))

    assert heard.intent not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)
