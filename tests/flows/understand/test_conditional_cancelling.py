"""An order to cancel that holds only on a condition, or that nobody believes in, cancels nothing; a plain one still does."""

from itertools import product

import pytest

from flows.values import Intent
from tests.flows.understand.contexts import meant

# Per language: orders, conditions behind them, conditions before them, and orders that hold.
CONDITIONS = {
    "en": (
        ["cancel", "please cancel it", "cancel my appointment"],
        [
            "if you can get me another slot", "if there is nothing on friday", "if you have nothing later",
            "if you can do tomorrow instead", "unless you have something on friday", "if there's nothing earlier",
            "if you have an earlier one", "if I can't get friday", "if you can find someone else",
        ],
        ["if you have nothing on friday", "if there is nothing earlier", "unless you have something on friday"],
        [
            "cancel if possible", "cancel my appointment if you can please", "cancel if that's ok", "cancel it if you could",
            "please cancel if you don't mind",
        ],
    ),
    "es": (
        ["cancela", "cancele mi cita", "cancélala por favor"],
        ["si no hay nada el viernes", "si me das otra hora", "si no se puede el viernes", "si no tienes nada más tarde"],
        ["si no hay nada el viernes", "si no tiene otra hora", "si no se puede el viernes"],
        ["cancela si puedes por favor", "cancela mi cita si es posible", "sí, cancela", "si, cancela por favor"],
    ),
    "fr": (
        ["annulez", "annulez mon rendez-vous", "merci d'annuler"],
        ["s'il n'y a rien vendredi", "si vous avez une autre date", "si vous n'avez rien vendredi", "si vous trouvez plus tôt"],
        ["si vous n'avez rien vendredi", "s'il n'y a pas plus tard"],
        ["annulez si possible", "annulez s'il vous plaît", "annulez mon rendez-vous de vendredi s'il vous plaît"],
    ),
    "de": (
        ["absagen", "bitte den Termin absagen", "stornieren"],
        [
            "wenn am Freitag nichts frei ist", "falls nichts anderes frei ist", "wenn Sie keinen späteren haben",
            "wenn Sie mir einen anderen Termin geben können", "falls Sie jemand anderen finden",
        ],
        ["wenn Freitag nichts geht,", "falls Sie nichts anderes haben,"],
        ["bitte absagen wenn möglich", "bitte den Termin absagen", "bitte absagen, wenn das geht"],
    ),
    "it": (
        ["annulla", "disdici l'appuntamento", "per favore annulla"],
        ["se non c'è niente venerdì", "se mi trovi un altro orario", "se venerdì non si può", "se hai un altro orario"],
        ["se non c'è posto venerdì", "se non hai un altro orario"],
        ["annulla se possibile", "per favore annulla", "disdici l'appuntamento per favore"],
    ),
    "pt": (
        ["cancele", "cancela a consulta", "por favor desmarque"],
        ["se não houver nada na sexta", "se conseguir outro horário", "se sexta não der", "se não tiver outro horário"],
        ["se não tiver nada na sexta", "se não houver outro horário"],
        ["cancele se puder", "por favor desmarque", "cancela a consulta por favor"],
    ),
    "nl": (
        ["annuleer", "annuleer mijn afspraak", "zeg maar af"],
        ["als er vrijdag niets vrij is", "als je een andere tijd hebt", "als het vrijdag niet kan", "als er niks anders is"],
        ["als er vrijdag niets is dan", "als je geen andere tijd hebt,"],
        ["annuleer als het kan", "annuleer indien mogelijk", "annuleer mijn afspraak alsjeblieft"],
    ),
    "ja": (
        ["キャンセルで", "キャンセルしてください", "キャンセルお願いします"],
        [],
        ["金曜が無理なら", "金曜に空きがなければ", "もし他になければ", "他の時間がなかったら"],
        ["できればキャンセルお願いします", "キャンセルしてください", "すみませんがキャンセルで"],
    ),
    "ko": (
        ["취소해 주세요", "취소할게요", "취소 부탁드려요"],
        [],
        ["금요일에 자리가 없으면", "다른 시간 없으면", "금요일 안 되면", "더 빠른 시간이 없으면"],
        ["가능하면 취소해 주세요", "취소해 주세요", "죄송하지만 취소할게요"],
    ),
    "zh": (
        ["取消", "取消吧", "取消预约"],
        [],
        ["周五不行就", "没有别的时间就", "周五没空的话就", "如果没有更早的就"],
        ["请取消预约", "那就取消吧", "麻烦取消一下"],
    ),
}  # fmt: skip
UNBELIEVED = {
    "en": ["I don't think I need to cancel", "I don't believe I'll have to cancel", "I don't think I have to cancel it"],
    "es": ["no creo que tenga que cancelar", "dudo que tenga que cancelar", "no pienso que deba cancelar la cita"],
    "fr": ["je ne pense pas que j'aie besoin d'annuler", "je crois pas devoir annuler", "je doute que je doive annuler"],
    "de": [
        "ich glaube nicht, dass ich absagen muss", "ich denke nicht dass ich absagen muss",
        "ich glaube nicht, dass ich den Termin stornieren muss", "glaub nicht, dass ich absagen werde",
    ],
    "it": ["non credo che devo annullare l'appuntamento", "non credo di dover disdire", "dubito di dover disdire"],
    "pt": ["não acho que preciso cancelar", "não creio que tenha de cancelar", "duvido que precise cancelar"],
    "nl": ["ik denk niet dat ik moet afzeggen", "ik geloof niet dat ik hoef te annuleren", "ik denk niet dat ik ga afzeggen"],
    "ja": ["キャンセルする必要はないと思います", "キャンセルすることはないと思います"],
    "ko": ["취소할 필요 없을 것 같아요", "취소해야 할 것 같지는 않아요"],
    "zh": ["我不认为需要取消", "我不觉得要取消", "我觉得不用取消"],
}  # fmt: skip
BELIEVED = [
    ("I don't think I can make it, please cancel", "en"),
    ("I don't think so, please cancel it", "en"),
    ("ich glaube nicht, bitte absagen", "de"),
    ("ich glaube nicht, dass ich es schaffe, bitte absagen", "de"),
    ("non credo di farcela, annulla l'appuntamento per favore", "it"),
    ("no creo que pueda ir, cancela la cita", "es"),
    ("je ne pense pas pouvoir venir, annulez mon rendez-vous", "fr"),
]


def _conditional() -> list[tuple[str, str]]:
    return [
        pair
        for language, (orders, behind, before, _) in CONDITIONS.items()
        for pair in [
            *((f"{order} {condition}", language) for order, condition in product(orders, behind)),
            *((f"{condition} {order}", language) for order, condition in product(orders, before)),
        ]
    ]


@pytest.mark.parametrize(("text", "language"), _conditional())
def test_cancelling_on_a_condition_cancels_nothing(text: str, language: str) -> None:
    assert all(meant(text, language, asked) != Intent.CANCEL for asked in ("confirm", "choose", "when", None))


@pytest.mark.parametrize(("text", "language"), [(text, language) for language, texts in UNBELIEVED.items() for text in texts])
def test_cancelling_that_is_not_believed_in_cancels_nothing(text: str, language: str) -> None:
    assert all(meant(text, language, asked) != Intent.CANCEL for asked in ("confirm", "choose", "when", None))


@pytest.mark.parametrize(
    ("text", "language"), [(text, language) for language, (_, _, _, held) in CONDITIONS.items() for text in held] + BELIEVED
)
def test_courtesy_and_other_clauses_leave_an_order_to_cancel_as_it_is(text: str, language: str) -> None:
    assert meant(text, language, "confirm") == Intent.CANCEL
