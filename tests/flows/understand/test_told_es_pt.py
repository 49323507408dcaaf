"""Spanish and Portuguese words of cancelling, agreeing and choosing told of, asked about, praised or wished otherwise."""

from __future__ import annotations

from itertools import product

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant

# What is said before a cancelling that cancels nothing.
BEFORE = {
    "es": (
        "no sé si", "puede que tenga que", "mi marido me dijo que podía", "la otra vez tuve que", "ayer tuve que", "iba a",
        "estuve a punto de", "casi tengo que", "antes de", "después de", "perdón por", "acabo de", "cuándo puedo",
        "es necesario", "nadie quiere", "no me gusta", "me da pena", "igual tengo que", "mi hermano tuvo que",
        "ustedes tuvieron que", "no quisiera tener que", "pensaba", "dudo si", "estoy viendo si", "ya no quiero",
        "prefiero no", "evitar", "y si",
    ),
    "pt": (
        "não sei se", "meu marido disse que podia", "da outra vez tive que", "ontem tive que", "ia", "estive a ponto de",
        "quase tive que", "antes de", "depois de", "desculpa por", "acabei de", "quando posso", "é necessário",
        "ninguém quer", "não gosto de", "fico com pena de", "posso ter que", "meu irmão teve que", "vocês tiveram que",
        "não queria ter que", "pensava em", "estou na dúvida se devo", "estou vendo se vou", "já não vou",
        "não quero mais", "melhor não", "prefiro não", "evitar",
    ),
}  # fmt: skip
GIVEN_UP = {
    "es": ("cancelar la cita", "anular mi cita", "cancelar mi turno del viernes"),
    "pt": ("cancelar a consulta", "desmarcar minha consulta", "cancelar a minha consulta de sexta"),
}
TOLD = {
    "es": (
        "siento haber cancelado la cita", "me han cancelado la cita del viernes", "pensé que habían cancelado la cita",
        "quitaron la cita", "la doctora suspendió la cita", "quizás ya no la necesito", "no quiero que me cancelen",
        "mi jefe dice que cancele", "se puede cancelar por aquí?", "Muy amables todos", "Me fue muy bien",
        "Todo muy bien con la doctora", "La doctora es excelente", "Estoy muy conforme con el tratamiento",
        "Me encantaría ir", "ok lo veo", "Qué hay el lunes", "Es mi segunda visita", "Es para mi segundo hijo",
        "Voy a confirmar mañana", "Hablamos mañana", "Última pregunta", "La 3 es el lunes, verdad?",
        "El viernes a qué hora sería?", "Quisiera saber si confirmo", "y si voy", "Ni la 1 ni la 3",
    ),
    "pt": (
        "desculpa ter cancelado da outra vez", "por terem cancelado a consulta de sexta", "tiraram a consulta",
        "a doutora suspendeu a consulta", "talvez não preciso mais", "não quero que me cancelem",
        "meu chefe mandou cancelar", "dá pra cancelar por aqui?", "de repente cancelo", "Tudo muito bem com a doutora",
        "A doutora é excelente", "Excelente atendimento", "Continuem assim", "Vou fazer de tudo pra ir",
        "É a primeira vez que vou", "É minha segunda consulta", "O que tem na segunda", "A doutora está na sexta?",
        "Dá um abraço na doutora", "Ainda por confirmar", "Confirma você", "É para dois", "Da outra vez foi às 9",
        "Falamos amanhã", "Última pergunta", "Queria saber se confirmo", "Por que não tem mais vaga", "Nem a 1 nem a 3",
    ),
}  # fmt: skip
# No cancelling, though "keep it" may be a yes to the visit.
STILL_MEANT = {
    "es": (
        "por favor cancelar la cita", "lamento tener que cancelar", "tendría que cancelar la cita",
        "voy a tener que cancelar la del viernes", "quiero cancelar la cita de mi hijo", "disculpa, cancela mi cita",
        "al final voy a cancelar la cita", "quito la cita", "desagéndame", "libérenla", "dejo libre el turno",
    ),
    "pt": (
        "por favor cancelar a consulta", "lamento ter que cancelar", "teria que cancelar a consulta",
        "vou ter que cancelar a de sexta", "quero cancelar a consulta do meu filho", "desculpa cancela minha consulta",
        "afinal vou cancelar", "tira a consulta", "libero o horário", "não preciso mais da consulta",
    ),
}  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize("language", sorted(BEFORE))
def test_a_cancelling_told_or_not_wished_cancels_nothing(language: str, expecting: Expecting | None) -> None:
    texts = [f"{before} {verb}" for before, verb in product(BEFORE[language], GIVEN_UP[language])]

    assert [] == [text for text in texts if meant(text, language, expecting) is Intent.CANCEL]


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize("language", sorted(TOLD))
def test_what_is_only_told_acts_on_nothing(language: str, expecting: Expecting | None) -> None:
    acting = {text: intent for text in TOLD[language] if (intent := meant(text, language, expecting)) in ACTING}

    assert {} == acting


@pytest.mark.parametrize("language", sorted(STILL_MEANT))
def test_a_cancelling_that_is_meant_still_cancels(language: str) -> None:
    assert [] == [text for text in STILL_MEANT[language] if meant(text, language, "confirm") is not Intent.CANCEL]


SPANISH: tuple[tuple[Intent, Expecting | None, tuple[str, ...]], ...] = (
    (Intent.AFFIRM, "confirm", ("sí, todo en pie", "Muy bien, hasta el viernes", "sí, ya lo tenía agendado")),
    (
        Intent.DENY,
        "confirm",
        ("mi carro se dañó", "se me cruzó otra cosa", "tengo visita en casa", "no salgo de casa", "me pusieron turno"),
    ),
    (Intent.RESCHEDULE, "confirm", ("me das otra hora?",)),
    (
        Intent.LATE,
        None,
        (
            "ya estoy abajo", "estoy en la puerta", "me pueden esperar un ratito?", "a dos cuadras", "llegando",
            "se atrasó el metro", "voy justita de tiempo", "llego como en 20",
        ),
    ),
    (Intent.INFO, None, ("hay parqueadero?", "en qué sucursal?", "me pasas la ubi?", "con quién hablo?")),
    (
        Intent.HUMAN,
        None,
        ("nadie me atiende", "no contestan", "servicio al cliente", "me devuelven la llamada?", "dame con una persona"),
    ),
    (Intent.CHOOSE, "choose", ("me inclino por la 2", "la primera que me diste", "la última de la lista")),
)  # fmt: skip
PORTUGUESE: tuple[tuple[Intent, Expecting | None, tuple[str, ...]], ...] = (
    (
        Intent.AFFIRM,
        "confirm",
        (
            "contem conosco", "sim, foi o que combinamos", "okay, estaremos aí com a menina", "ok, serei pontual",
            "okok, nos vemos lá",
        ),
    ),
    (
        Intent.DENY,
        "confirm",
        ("estou me sentindo mal", "apareceu outra coisa", "vou ser operada nesse dia", "passei mal do estômago"),
    ),
    (Intent.RESCHEDULE, "confirm", ("me arruma outro horário?", "remarquem pra mim por favor")),
    (Intent.EARLIER, "confirm", ("ok mas podia ser mais cedinho?",)),
    (Intent.WHEN, None, ("tenho alguma coisa marcada?", "me repete o horário?", "não me lembro da hora", "quando era?")),
    (Intent.INFO, None, ("em que filial?", "é presencial ou online?", "qual o número da sala?", "posso entrar com meu bebê?")),
    (
        Intent.LATE,
        None,
        (
            "o ônibus não vem", "estou na porta", "estou a 5 minutos", "chegando", "me enrolei, tô indo",
            "a chuva me atrasou", "não acho onde estacionar",
        ),
    ),
    (
        Intent.HUMAN,
        None,
        ("ninguém atende", "alguém me atende?", "retornam a ligação?", "apoio ao cliente", "melhor me ligar", "humano"),
    ),
    (Intent.CHOOSE, "choose", ("dá-me mais jeito a sexta", "a última da lista", "a que vos der mais jeito")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "intent", "expecting", "texts"),
    [*(("es", *row) for row in SPANISH), *(("pt", *row) for row in PORTUGUESE)],
)
def test_a_reply_is_told_by_its_words(
    language: str, intent: Intent, expecting: Expecting | None, texts: tuple[str, ...]
) -> None:
    others = {text: other for text in texts if (other := meant(text, language, expecting)) is not intent}

    assert {} == others
