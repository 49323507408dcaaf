"""Ordinary Spanish and Portuguese replies: words of a yes or a choice in talk of other things, and words first misread."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent
from tests.flows.understand.contexts import ACTING, APPOINTMENT, NOW, meant

MENTIONED = {
    "es": (
        "todo perfecto en mi última visita", "el viernes fue genial", "me fue genial el viernes", "es para uno solo",
        "tarda 3 horas o menos?", "tercera planta, puerta 2", "todo bien, era una consulta",
        "puedo cancelar hasta cuándo?", "mañana confirmo", "si alguien cancela me quedo con su hora",
        "la primera cancelación que tengan", "mi jefe me dijo que sí", "todo bien por aquí", "el jueves estáis?",
        "el jueves lo sé", "la doctora atiende puntualmente", "cedo mi turno a mi hija", "el viernes os fue bien?",
        "sale carísimo", "va bien el tratamiento",
    ),
    "pt": (
        "amei o corte, ficou ótimo", "tudo perfeito na minha última visita", "vamos ser três", "demora 3 horas ou menos?",
        "a segunda também não", "eu gostava mais da outra doutora", "vou em outra clínica", "sexta foi ótimo",
        "quero a segunda via", "to dentro de casa", "cancela pra mim a pizza", "se alguém cancelar eu fico com o horário",
        "o primeiro cancelamento que tiver", "eu ia confirmar", "claro, por isso pergunto", "tudo bem por aqui",
        "quinta eu sei", "a aula é às 9", "me ficou muito bem, obrigada", "qualquer coisa aviso",
        "da próxima vez eu confirmo", "como não consigo ir", "o tratamento vai bem",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", MENTIONED)
@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_what_is_only_mentioned_is_not_acted_on(language: str, expecting: Expecting | None) -> None:
    acted = [text for text in MENTIONED[language] if meant(text, language, expecting) in ACTING]

    assert [] == acted


REPLIES: tuple[tuple[str, Intent, Expecting | None, tuple[str, ...]], ...] = (
    ("es", Intent.AFFIRM, "confirm", ("sí, asistiré puntualmente", "a la orden, ahí estaré", "claro, no me la pierdo")),
    ("es", Intent.DENY, "confirm", ("me ha coincidido con otra cosa", "tuve un percance", "me acaban de operar")),
    ("es", Intent.CHOOSE, "choose", ("solo puedo el lunes", "la de mañana", "la opción de las 9", "me decanto por la primera")),
    ("es", Intent.CANCEL, None, ("doy por anulada mi cita", "ceded mi hora a otro")),
    ("es", Intent.LATE, None, ("llego justito", "estoy saliendo de casa", "llegaré sobre y media", "en la sala de espera")),
    ("es", Intent.WHEN, None, ("y a qué hora?", "fecha y hora de mi cita", "me puedes recordar el horario?")),
    ("es", Intent.HUMAN, "choose", ("prefiero hablarlo por teléfono", "persona real")),
    ("pt", Intent.AFFIRM, "confirm", ("isso aí, to dentro", "ja ta na agenda", "estaremos aí os dois", "sim, como combinado")),
    ("pt", Intent.DENY, "confirm", ("esse dia eu trabalho", "nossa, bem difícil")),
    ("pt", Intent.CHOOSE, "choose", ("a opção das 9", "ficamos com o de segunda-feira", "pegaria o primeiro")),
    ("pt", Intent.LATE, None, ("demoro 10 minutos", "não acho a rua", "chego e quinze", "já saio", "tô no elevador")),
    ("pt", Intent.WHEN, None, ("quando que é?", "data e hora da minha consulta", "vocês me marcaram que horas?")),
    ("pt", Intent.INFO, None, ("até que horas ficam?", "paga antes?", "o que inclui?")),
    ("pt", Intent.HUMAN, None, ("me dá uma ligada", "melhor eu ligar", "alguém de verdade?")),
)  # fmt: skip


@pytest.mark.parametrize(("language", "intent", "expecting", "texts"), REPLIES)
def test_ordinary_replies(language: str, intent: Intent, expecting: Expecting | None, texts: tuple[str, ...]) -> None:
    other = {text: found for text in texts if (found := meant(text, language, expecting)) is not intent}

    assert {} == other


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "no puedo ese día, mejor el lunes"), ("es", "no puedo venir, mejor el lunes"),
        ("es", "no puedo a esa hora. Mejor el lunes"), ("es", "no me viene bien esa hora, prefiero el lunes"),
        ("pt", "não posso nesse dia, melhor segunda"), ("pt", "não dá pra ir, segunda dá"),
        ("pt", "não consigo nessa hora, pode ser segunda?"),
    ],
)  # fmt: skip
def test_a_refusal_of_that_day_ends_before_the_day_wished_for(language: str, text: str) -> None:
    heard = read(text, NOW, language, (), Asked("confirm", APPOINTMENT))

    assert [window.start for window in heard.windows] == [datetime(2026, 3, 9)]
    assert heard.intent is Intent.PROPOSE
