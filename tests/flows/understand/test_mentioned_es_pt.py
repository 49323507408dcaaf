"""Spanish and Portuguese words of yes, no, cancelling and number only mentioned, and replies not understood at first."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent
from tests.flows.understand.contexts import ACTING, meant

MENTIONED = {
    "es": (
        "Genial el doctor, muy amable", "Gracias por cancelarla", "Buen finde a todos",
        "El dentista me canceló la cita de las 3", "Confirmo mañana", "Estoy entre la 1 y la 3",
        "La 1 pero otro día", "Es este jueves?", "Es el viernes 6?", "Quería cancelar pero me arrepentí",
        "Se puede cancelar?", "Tengo que cancelar antes de 24 horas?", "Siempre voy los viernes",
        "Dale las gracias al doctor", "Acepto las disculpas", "De nada", "No hay de qué", "El lunes me dan el alta",
        "Mi clase es a las 9", "El jueves está el doctor?", "Y si voy el lunes sin cita?",
        "Ni el jueves ni el viernes", "Nivel 2", "Talla 3", "Habitación 2", "Grupo 1", "Dosis 2 de la vacuna",
        "Página 3", "Olvidé cancelar", "Debí cancelar antes", "Tuve que cancelar la otra vez",
        "Me cancelan a cada rato", "Le cancelo el viernes", "Sí, una pregunta", "Exacto, eso pregunté",
        "Eso mismo pregunté", "Bien hecho", "Venga a casa usted", "Dale tiempo", "Dale, lo veo con mi jefe",
        "Muchas gracias, ya no hace falta", "La segunda es el viernes?", "La tercera es por la tarde?",
        "El jueves con quién sería?", "El jueves es con la misma doctora?", "El jueves a las 9 tengo dentista",
        "El viernes trabajo hasta las 3", "Para el jueves ya no hay?", "Otro jueves", "El otro jueves",
        "Todos los jueves", "Un lunes", "Algún viernes?", "Tres citas", "La 1 no y la 3 tampoco",
        "El jueves no y el viernes tampoco", "Ni jueves ni viernes", "Iba a decir la 1",
        "Cancela la mesa del restaurante", "A quién aviso para cancelar?", "Pensé en cancelar",
        "Si sigo así cancelo", "Cancelaría pero ya pagué", "El botón de cancelar no va", "Hecho, pagado",
        "Apuntado el número", "Voy al médico el jueves", "Os puedo confirmar mañana?", "Puedo confirmar mañana?",
        "Hazlo tú", "Hazlo bien esta vez", "Hágalo usted", "Ya estoy mejor, gracias", "Estoy bien, gracias",
        "Buena clínica", "De maravilla el tratamiento", "Me sirve la información, gracias", "Me sirve tu respuesta",
        "La doctora es la mejor", "sí mañana lo confirmo", "sí dame un rato", "sí en un rato", "sí con otro doctor",
        "la 2 pero otro día", "el viernes sigue libre?", "la 2 me va regular", "a las 9 cuesta más?",
        "a las 9 salgo del trabajo", "el viernes fue mi última cita", "a las 9 es temprano",
        "el viernes y si no puedo?", "Gracias igualmente", "Ya cancelé la suscripción a Netflix",
        "Mi mujer canceló la suya", "Alguien confirmó por mí?", "Les confirmo más tarde",
        "Si me dejan salir antes, voy", "Más o menos", "La 2 no", "A qué hora es la primera?",
        "El viernes a qué hora abren?", "Tengo 3 preguntas", "Primera vez que voy", "La última vez me dolió mucho",
        "No hace falta, gracias", "Cuánto cobran por cancelar?", "Ok, y qué hago con el perro?", "Vale la pena?",
        "Estoy de acuerdo con mi hermana, es muy caro", "Puedes confirmar que es el viernes?",
        "Pensé que era el lunes", "Listo, ya pagué", "Dale saludos a Marta", "Sale muy caro", "Acepta tarjeta?",
        "Quiero cancelar el seguro", "Ahora no puedo hablar", "Regreso el jueves", "Cuál me recomiendas?",
        "Cualquiera menos el jueves", "La 3 tampoco", "Segunda dosis", "Primero dime el precio",
        "Llevo 1 hora esperando", "Espero su confirmación", "No puedo confirmar todavía", "No puedo cancelar?",
        "Puedo cancelar con tarjeta?", "Voy a pensarlo", "Voy con mi perro?", "Estaré fuera", "Nos vemos otro día",
        "Me parece caro", "Confirmo que no voy", "Sí y no", "Va a ser que no", "Vale, entonces nada", "Sí, ya fui",
        "Voy si puedo", "Las tres me van mal", "La primera? no", "Tal vez tenga que cancelar",
        "La web no me deja cancelar", "Pago confirmado",
    ),
    "pt": (
        "Muito obrigada por confirmar", "Adorei o corte, obrigadão", "Obrigada por cancelar",
        "Bom fim de semana a todos", "Minha esposa cancelou a dela", "O dentista cancelou minha consulta das 15h",
        "Tô entre a 1 e a 3", "Tudo menos a 1", "A 1 mas em outro dia", "A 3 é com o doutor Paulo?",
        "É essa quinta?", "É sexta dia 6?", "Primeira vez que vou", "3 é meu número da sorte",
        "Tô pensando em cancelar", "Dá pra cancelar?", "Tá bem caro", "Confirmam se é às 9?", "Sempre vou às sextas",
        "Melhor a outra clínica", "Aceito as desculpas", "Beleza de atendimento", "Show de bola o atendimento",
        "Imagina!", "Tá, agora eu vejo", "Bom, obrigado mesmo assim", "A segunda é sexta?", "A terceira é de tarde?",
        "Quinta é com a mesma doutora?", "Pra quinta já não tem?", "De quinta o que você tem?", "Outra quinta",
        "Toda quinta", "Uma segunda", "Alguma sexta?", "Três consultas", "Quinta não e sexta também não",
        "Exceto a 1", "Eu ia falar a 1", "Cancela a mesa do restaurante", "Se continuar assim cancelo",
        "Cancelaria mas já paguei", "O botão de cancelar não funciona", "Anotado o número", "Vou ao médico quinta",
        "Fechado segunda?", "Posso confirmar amanhã?", "Faça você mesmo", "Tô melhor", "Tô melhor, obrigada",
        "Tô bem, obrigada", "Boa clínica", "Ótimo o atendimento", "Uma maravilha o tratamento", "Bom saber",
        "Fico mais tranquila, obrigada", "Ficou ótimo o corte", "A doutora é a melhor", "sim me dá um tempo",
        "sim com outro médico", "às 9 tá ocupada?", "sexta quem atende?", "a 2 mas outro dia",
        "sexta ainda tá livre?", "às 9 custa mais?", "a 2 entro no trabalho", "a 2 saio do trabalho",
        "a 2 vou operar", "a 2 foi minha última consulta", "a 2 me dá medo", "a 2 me dá preguiça", "a 2 complica",
        "Ótimo atendimento, parabéns", "Já cancelei a assinatura da Netflix", "Acho que meu marido já confirmou",
        "Te confirmo segunda", "Se me liberarem eu vou", "Pode ser que sim, pode ser que não", "A 2 não",
        "Que horas é a primeira?", "Tem mais alguma coisa na quinta?", "Sexta que horas abre?", "Tenho 3 perguntas",
        "Não precisa, obrigada", "Quanto cobra pra cancelar?", "Ok, e o que faço com o cachorro?", "Vale a pena?",
        "Concordo com minha irmã, é muito caro", "Pode confirmar que é sexta?", "Achei que era às 9",
        "Pronto, já paguei", "Fica muito caro", "Aceita cartão?", "Quero cancelar o cartão", "Fica pra próxima",
        "Claro que não", "Tá, depois te falo", "Ok então não", "Sim, já fui", "Vou se der tempo", "Qual é a 2?",
        "As três ficam ruins", "A primeira? não", "Talvez tenha que cancelar", "O site não me deixa cancelar",
        "Pagamento confirmado", "Com certeza não vou", "Serve café?", "Disponha", "Marquei com outro médico",
        "meu filho está na segunda série", "vou ver",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", MENTIONED)
@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_what_is_only_mentioned_is_not_acted_on(language: str, expecting: Expecting | None) -> None:
    acted = [text for text in MENTIONED[language] if meant(text, language, expecting) in ACTING]

    assert [] == acted


SPANISH: tuple[tuple[Intent, Expecting | None, tuple[str, ...]], ...] = (
    (
        Intent.AFFIRM,
        "confirm",
        (
            "ok, allá llegamos", "sí, iremos mi hija y yo", "ahí estaremos mi esposo y yo",
            "faltaba más, ahí estaré", "sí señor, sin falla",
        ),
    ),
    (
        Intent.DENY,
        "confirm",
        (
            "mi niño se puso malo", "mi hijo se ha puesto malo", "se me ha roto el coche", "sin posibilidad de ir",
            "me toca cuidar a mi madre", "estoy confinado", "amanecí con vómito", "imposible moverme de casa",
            "no me van a dar chance en el jale", "ya no hace falta",
        ),
    ),
    (
        Intent.RESCHEDULE,
        None,
        (
            "la podemos dejar para más adelante?", "y si la cambiamos?", "no hay chance de moverla?",
            "me la dejas para el sábado?",
        ),
    ),
    (
        Intent.INFO,
        None,
        (
            "hay que pagar antes?", "con qué doctor es?", "qué me tengo que poner?", "puedo ir sin cita?",
        ),
    ),
    (Intent.EARLIER, "when", ("lo más pronto que podáis", "lo más temprano que tenga")),
    (Intent.LATE, None, ("espérame 10 min", "banquen 5 que llego")),
    (Intent.BOOK, None, ("me haces un huequito esta tarde?",)),
    (Intent.STOP, None, ("dejad de darme la lata",)),
    (Intent.START, None, ("suscríbeme otra vez",)),
    (Intent.CANCEL, None, ("dale de baja al turno porfa",)),
    (Intent.THANKS, None, ("gracias por cancelarla", "muchas gracias por confirmar", "bien hecho", "de nada")),
    (Intent.PROPOSE, "when", ("a la hora que os venga bien",)),
)  # fmt: skip
PORTUGUESE: tuple[tuple[Intent, Expecting | None, tuple[str, ...]], ...] = (
    (
        Intent.AFFIRM,
        "confirm",
        (
            "sim, eu e minha filha vamos", "com certeza absoluta", "está óptimo, obrigada",
            "fica tranquila que eu não falto", "nada não, tudo certo, eu vou", "confirmo que vou",
            "vou sim, se Deus quiser", "pode deixar, tamo junto", "problema algum, apareço aí",
            "não há azar, vou na mesma",
        ),
    ),
    (
        Intent.DENY,
        "confirm",
        (
            "não me dá jeito nenhum", "nesse dia eu trabalho", "complicou meu dia", "vou cuidar da minha mãe",
            "fui escalada pra trabalhar", "tô em isolamento", "juntou com outra coisa", "acho que não vai rolar",
        ),
    ),
    (
        Intent.RESCHEDULE,
        None,
        (
            "podemos deixar pra mais pra frente?", "e se a gente trocasse o dia?", "não tem como mudar?",
        ),
    ),
    (Intent.EARLIER, "confirm", ("sim, mas não tem mais cedo?", "não teria mais cedo?")),
    (Intent.INFO, None, ("tem que pagar antes?", "me manda o link?", "que roupa eu uso?", "o que eu levo?")),
    (Intent.WHEN, None, ("que horas marquei?", "não era quinta?")),
    (
        Intent.LATE,
        None,
        (
            "saí tarde do trabalho", "estou a duas quadras", "já vou, não demoro", "o uber tá demorando",
        ),
    ),
    (Intent.CANCEL, None, ("desmarca pra mim?", "desmarque-me a consulta, por favor")),
    (Intent.HUMAN, None, ("uma pessoa pode me atender?", "me dá um toque")),
    (Intent.THANKS, None, ("obrigadíssima", "obrigada por confirmar", "imagina")),
    (Intent.STOP, None, ("me tira dessa lista",)),
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
