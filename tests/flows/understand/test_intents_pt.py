"""What texts mean in Portuguese."""

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
    return read(text, NOW, "pt-BR", (), Asked(expecting, APPOINTMENT, offers))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("quando eu tenho que ir?", None, Intent.WHEN), ("eu já fui semana passada", "confirm", Intent.OTHER),
        ("tô dentro", "confirm", Intent.AFFIRM),
        ("vou estar presente na sexta", "confirm", Intent.AFFIRM), ("qual o dia da minha consulta?", None, Intent.WHEN),
        ("sim", "confirm", Intent.AFFIRM), ("Sim, confirmo", "confirm", Intent.AFFIRM),
        ("ok combinado até sexta", "confirm", Intent.AFFIRM), ("tá bom, obrigada", "confirm", Intent.AFFIRM),
        ("pode ser", "confirm", Intent.AFFIRM), ("perfeito, nos vemos lá", "confirm", Intent.AFFIRM),
        ("estarei aí às 14h30", "confirm", Intent.AFFIRM), ("vou sim", "confirm", Intent.AFFIRM),
        ("sem problemas, estarei lá", "confirm", Intent.AFFIRM), ("blz", "confirm", Intent.AFFIRM),
        ("com certeza", "confirm", Intent.AFFIRM), ("está bem, obrigado", "confirm", Intent.AFFIRM),
        ("claro que sim, até lá", "confirm", Intent.AFFIRM), ("👍", "confirm", Intent.AFFIRM),
        ("não", "confirm", Intent.DENY), ("não, obrigado", "confirm", Intent.DENY),
        ("infelizmente não vou poder ir", "confirm", Intent.DENY), ("não vou conseguir comparecer", "confirm", Intent.DENY),
        ("surgiu um imprevisto", "confirm", Intent.DENY), ("estou doente", "confirm", Intent.DENY),
        ("quero cancelar minha consulta", "confirm", Intent.CANCEL), ("cancela por favor", "confirm", Intent.CANCEL),
        ("preciso desmarcar a consulta de sexta", "confirm", Intent.CANCEL), ("tem como cancelar?", None, Intent.CANCEL),
        ("posso desmarcar?", None, Intent.CANCEL), ("gostaria de cancelar o horário", None, Intent.CANCEL),
        ("não preciso mais da consulta", "confirm", Intent.CANCEL), ("cancelei minha academia", None, Intent.OTHER),
        ("quero cancelar meu plano de internet", None, Intent.OTHER), ("vocês cobram pra cancelar?", None, Intent.INFO),
        ("posso remarcar?", "confirm", Intent.RESCHEDULE), ("queria mudar para segunda", "confirm", Intent.RESCHEDULE),
        ("dá pra ser outro dia?", "confirm", Intent.RESCHEDULE), ("pode trocar o horário", "confirm", Intent.RESCHEDULE),
        ("um pouco mais tarde por favor", "confirm", Intent.LATER), ("tem mais cedo?", "confirm", Intent.EARLIER),
        ("muito cedo pra mim", "confirm", Intent.LATER), ("o quanto antes", "confirm", Intent.EARLIER),
        ("quais outros horários vocês têm?", "choose", Intent.ALTERNATIVES),
        ("quando vocês podem?", "choose", Intent.ALTERNATIVES), ("vou chegar 10 minutos atrasado", "confirm", Intent.LATE),
        ("estou preso no trânsito", "confirm", Intent.LATE), ("chego em 5 minutos", "confirm", Intent.LATE),
        ("vou atrasar um pouquinho", "confirm", Intent.LATE), ("que horas é minha consulta?", "confirm", Intent.WHEN),
        ("quando é a minha consulta mesmo", None, Intent.WHEN), ("minha consulta está confirmada?", None, Intent.WHEN),
        ("qual o endereço?", "confirm", Intent.INFO), ("quanto custa a consulta", "confirm", Intent.INFO),
        ("tem estacionamento?", "confirm", Intent.INFO), ("vocês abrem sábado?", "confirm", Intent.INFO),
        ("preciso estar em jejum?", "confirm", Intent.INFO), ("podem me ligar?", "confirm", Intent.HUMAN),
        ("quero falar com um atendente", "confirm", Intent.HUMAN), ("número errado", "confirm", Intent.HUMAN),
        ("parem de mandar mensagem", "confirm", Intent.STOP), ("não quero mais receber mensagens", None, Intent.STOP),
        ("SAIR", None, Intent.STOP), ("ajuda", None, Intent.HELP), ("como funciona isso", "confirm", Intent.HELP),
        ("não sei ainda", "confirm", Intent.OTHER), ("deixa eu ver com meu marido", "confirm", Intent.OTHER),
        ("amanhã te confirmo", "confirm", Intent.OTHER), ("obrigada!", None, Intent.THANKS), ("oi", None, Intent.GREETING),
        ("bom dia", None, Intent.GREETING), ("tchau", None, Intent.BYE), ("bom fim de semana", None, Intent.BYE),
        ("gostaria de marcar uma consulta", None, Intent.BOOK), ("minha esposa vai no meu lugar", "confirm", Intent.OTHER),
        ("ok mas onde fica?", "confirm", Intent.INFO), ("ontem já liguei aí", "confirm", Intent.OTHER),
        ("você vem jantar hoje?", "confirm", Intent.OTHER), ("compra pão por favor", "confirm", Intent.OTHER),
        ("perfeito pra dançar forró", "confirm", Intent.OTHER), ("não está certo", "confirm", Intent.DENY),
        ("isso mesmo", "confirm", Intent.AFFIRM), ("cancelar e remarcar para segunda", "confirm", Intent.RESCHEDULE),
        ("você é um robô?", "confirm", Intent.OTHER), ("sim, pode confirmar", "confirm", Intent.AFFIRM),
        ("fechado", "confirm", Intent.AFFIRM), ("dá-me jeito sim", "confirm", Intent.AFFIRM),
        ("não me dá jeito nesse dia", "confirm", Intent.DENY), ("por mim tudo bem", "confirm", Intent.AFFIRM),
        ("queria cancelar porque estou doente", "confirm", Intent.CANCEL),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    assert intent is reading(text, expecting).intent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a segunda opção", 2), ("opção 3", 3), ("quero a primeira", 1), ("o das 15h30", 2), ("segunda às 9", 1),
        ("quarta", 3), ("o último", 3), ("tanto faz", 1), ("não a primeira, a terceira", 3),
    ],
)  # fmt: skip
def test_an_offer_is_picked_by_number_day_or_clock(text: str, number: int) -> None:
    assert number == reading(text, "choose").choice


@pytest.mark.parametrize("expecting", ["confirm", "choose", None])
@pytest.mark.parametrize(
    "text",
    [
        "sim mas não nesse horário", "não está bom", "não sei se dá", "cancela a pizza", "cancelei o plano",
        "por que cancelaram minha consulta", "vocês vão cancelar se chover", "se eu cancelar pago multa",
        "que bom, quando o encanador vem", "dia lindo hoje", "ótimo restaurante para jantar", "ok google acende a luz",
        "tem 2 cadeiras", "tenho 3 filhos", "sim eu já falei isso ontem pro meu marido", "talvez sim",
        "não seria melhor cancelar?", "3 horas está bom?", "melhor não", "primeiro tenho que falar com ele",
        "meu vizinho disse que sim", "não cancela", "não desmarca", "deu certo ontem com o carro", "claro que é chato",
        "que vídeo legal do gato", "2 minutos atrasado", "a primeira dama chegou", "certo dia fui lá", "pode ser que chova",
        "tudo bem com você?", "tudo bem?", "isso não", "pode não",
    ],
)  # fmt: skip
def test_nothing_is_acted_on_that_was_not_said(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE, Intent.STOP)
TRAPS = (
    "tenho que cancelar o jantar", "infelizmente temos de desmarcar o jantar da avó", "quero cancelar a academia",
    "cancele meu plano de celular", "posso cancelar meu voo para Roma?", "vou cancelar as férias",
    "você desmarca o churrasco?", "cancelo a festa", "cancela minha pizza por favor", "você desmarcou o encanador?",
    "já cancelei o hotel", "ontem desmarquei o dentista", "cancelei minha assinatura",
    "minha irmã cancelou o casamento", "meu chefe diz que sim", "meu marido concorda", "ele disse não e eu disse sim",
    "se chover eu cancelo", "se eu cancelar, quanto custa?", "se a babá vier, então sim",
    "sim, desde que meu carro ande", "dá para cancelar em cima da hora sem pagar?", "como se cancela?",
    "preciso cancelar se estiver resfriado?", "é a segunda porta?", "mais uma coisa", "só uma última coisa",
    "tenho 2 filhos", "somos 3 pessoas", "vocês ficam no 2º andar?", "é o número 1?", "primeiro preciso de tempo",
    "em segundo lugar é caro", "já fui duas vezes", "meu segundo filho faz aniversário",
    "na primeira série aprende-se a ler", "o terceiro homem é um bom filme", "a linha 3 não está rodando",
    "não a segunda", "a primeira ou a segunda", "a primeira e a segunda servem", "sim mas", "sim, mas não sei",
    "ok mas talvez não", "legal, e quem vem para o churrasco?", "bom que perguntou", "é justamente esse o meu problema",
    "claro que está calor hoje", "comemos bem ontem", "quarta tenho ioga", "quarta eu viajo para Viena",
    "pare de roncar", "para a máquina de lavar", "no ponto de ônibus pare", "o trem foi cancelado",
    "ainda não posso confirmar", "só confirmo que me mudei", "devo dizer sim?", "te digo amanhã se sim ou não",
    "o cinema serve para mim", "vou jantar com prazer", "não não, sem problema", "segunda-feira é feriado?",
    "o treino de sexta foi cancelado", "a vovó diz sim para tudo", "preciso ligar para a creche e cancelar as férias",
    "vamos em cinco, tudo bem?", "2 horas é realista?", "o 3 é meu número da sorte", "um, dois, três, acabou",
    "a segunda porta à esquerda é a entrada?", "não, o primeiro era meu irmão", "sim exato, e depois veio o cachorro",
    "eu gostaria mas meu carro quebrou", "em teoria dá para cancelar?", "apague as fotos por favor",
    "cancele meu cartão de crédito", "quero cancelar a passagem de trem", "cancelem meu seguro",
)  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_talk_of_other_things_never_acts(expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TRAPS if read(text, NOW, "pt-BR", (), asked).intent in ACTING]

    assert [] == acted
