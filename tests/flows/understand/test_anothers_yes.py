"""A yes that is told of somebody else is asked about; one's own, and one for both, stay a yes."""

import pytest

from flows.values import Intent
from tests.flows.understand.contexts import meant

TOLD = {
    "en": [
        "works for my husband",
        "that works for him",
        "it works for her",
        "fine with my mom",
        "ok by my boss",
        "good for my son",
        "great for them",
        "perfect for my wife",
        "my wife says yes",
        "yes says my wife",
        "he says ok",
        "she's fine with that",
        "my husband said it works",
        "suits my husband",
        "yes for my daughter",
    ],
    "de": [
        "passt, sagt mein Mann",
        "ja, sagt meine Frau",
        "passt, sagt er",
        "ja sagt sie",
        "ja, sagt mein Chef",
        "passt ihm",
        "passt für meine Frau",
        "ok für meinen Sohn",
        "passt ihr gut",
        "das passt meinem Mann gut",
        "mein Mann sagt ja",
        "meine Frau meint, das passt",
        "mein Chef meint ok",
    ],
    "fr": [
        "oui, dit ma femme",
        "ça va pour mon mari",
        "ça convient à ma femme",
        "ça va pour lui",
        "oui pour ma fille",
        "oui, dit-il",
        "c'est bon pour elle",
        "elle est d'accord",
        "ok dit mon chef",
        "mon mari dit oui",
        "d'accord pour mon fils",
    ],
    "es": [
        "le va bien",
        "a él le va bien",
        "sí, dice ella",
        "le viene bien",
        "mi marido dice que sí",
        "le va bien a mi marido",
    ],
    "it": [
        "va bene per lui",
        "va bene a lui",
        "gli va bene",
        "sì, dice mia moglie",
        "mio marito dice di sì",
        "va bene per loro",
    ],
    "pt": ["sim, diz ele", "ela diz que sim", "está bem para ele", "o meu marido diz que sim", "ok para a minha filha"],
    "nl": [
        "prima voor hem",
        "ja, zegt hij",
        "dat past hem",
        "voor haar is het goed",
        "mijn man zegt ja",
        "ja, zegt mijn vrouw",
    ],
    "ja": ["夫が大丈夫と言っています", "彼は大丈夫です", "はいと妻が言っています", "娘は大丈夫とのことです"],
    "ko": ["남편이 좋대요", "네, 아내가 그러네요", "괜찮대요", "네라고 하네요"],
    "zh": ["我老公说可以", "她可以", "他可以", "可以，我老婆说的", "我妈说好"],
}
OWN = [
    ("ok for me and my wife", "en"),
    ("works for us", "en"),
    ("works for me and my husband", "en"),
    ("works for me", "en"),
    ("that works for my husband and me", "en"),
    ("yes my wife and I will be there", "en"),
    ("passt mir", "de"),
    ("passt mir und meinem Mann", "de"),
    ("passt für mich und meine Frau", "de"),
    ("passt für meine Frau und mich", "de"),
    ("ok pour ma femme et moi", "fr"),
    ("ça nous convient", "fr"),
    ("ça me va", "fr"),
    ("me va bien", "es"),
    ("nos va bien", "es"),
    ("mi va bene", "it"),
    ("va bene per me", "it"),
    ("para mim está bem", "pt"),
    ("prima voor mij", "nl"),
    ("past mij", "nl"),
]
THE_LAST_ONE = [
    ("yes the last one", "en"),
    ("ok the later one", "en"),
    ("yes number 2", "en"),
    ("ja de laatste", "nl"),
    ("ja die letzte", "de"),
    ("oui le dernier", "fr"),
    ("sí la última", "es"),
    ("sì l'ultimo", "it"),
    ("sim a última", "pt"),
    ("はい最後ので", "ja"),
    ("네 마지막 거요", "ko"),
    ("好的最后一个", "zh"),
]


@pytest.mark.parametrize(("text", "language"), [(text, language) for language, texts in TOLD.items() for text in texts])
def test_a_yes_of_somebody_else_is_no_yes(text: str, language: str) -> None:
    assert all(meant(text, language, asked) != Intent.AFFIRM for asked in ("confirm", "choose", "when", None))


@pytest.mark.parametrize(("text", "language"), OWN)
def test_ones_own_yes_stays_one_whoever_else_agrees(text: str, language: str) -> None:
    assert meant(text, language, "confirm") == Intent.AFFIRM


@pytest.mark.parametrize(("text", "language"), THE_LAST_ONE)
def test_a_yes_to_one_of_a_list_is_none_to_the_visit(text: str, language: str) -> None:
    assert meant(text, language, "confirm") != Intent.AFFIRM
    assert meant(text, language, "choose") == Intent.CHOOSE
