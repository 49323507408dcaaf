"""A polite question for one of the offers, with a verb of taking in the first person, picks it; other questions do not."""

import pytest

from flows.values import Intent
from tests.flows.understand.contexts import meant, reading

REQUESTED = {
    "en": [
        "can I take the second one?",
        "could we do number 2?",
        "can I get number 2 please?",
        "hi, could I please take the 2nd?",
        "is it possible to have the second one?",
        "any chance I could get the second one?",
        "may I have the friday one please?",
        "can I do 2?",
        "can I get the 11:30",
        "can I book the second one?",
    ],
    "es": ["¿me puede dar la segunda?", "¿puedo quedarme con la segunda?", "¿puedo elegir la segunda?"],
    "fr": ["je peux prendre le deuxième ?", "est-ce que je peux avoir le deuxième ?", "puis-je prendre le 2 ?"],
    "de": ["kann ich den zweiten nehmen?", "kann ich die 2 haben?", "könnte ich den am Freitag bekommen?"],
    "it": ["posso prendere il secondo?", "potrei avere il secondo?", "possiamo fare il secondo?"],
    "pt": ["posso escolher a 2?", "posso ficar com a 2?", "posso ficar com o segundo?"],
    "nl": ["kan ik de tweede nemen?", "mag ik de tweede hebben?", "zou ik nummer 2 kunnen krijgen?"],
    "ja": ["2番でお願いできますか？", "2番目にしてもらえますか？", "2番にできますか"],
    "ko": ["두 번째로 할 수 있을까요?", "2번으로 부탁드려도 될까요?"],
    "zh": ["我可以要第二个吗？", "可以选第二个吗？"],
}
ASKED = {
    "en": [
        "is the second one still free?",
        "what about the second?",
        "does the 2nd work for you?",
        "can I take the second or the third?",
        "can my wife take the second?",
        "can I take the second if it's free?",
        "how can I get the second?",
        "when can I take the second?",
        "why can't I take the second?",
        "can I get a refund on the second?",
        "can I take 2 people?",
        "can I have 2 days to think?",
        "can I do the second with Dr Ito?",
        "can I take my 2 kids?",
        "can I have the second one but later?",
        "can I take the second? is it still free?",
        "can I take my dog to the second one?",
    ],
    "es": ["¿sigue libre la segunda?", "¿puede mi mujer tomar la segunda?", "¿puedo elegir la segunda o la tercera?"],
    "fr": ["le deuxième est encore libre ?", "ma femme peut prendre le deuxième ?", "je peux prendre le 2 ou le 3 ?"],
    "de": ["ist der zweite noch frei?", "kann meine Frau den zweiten nehmen?", "kann ich den zweiten oder dritten nehmen?"],
    "it": ["il secondo è ancora libero?", "può mia moglie prendere il secondo?", "posso prendere il secondo o il terzo?"],
    "pt": ["a 2 ainda está livre?", "o meu marido pode ficar com a 2?", "posso ficar com a 2 ou a 3?"],
    "nl": ["is de tweede nog vrij?", "kan mijn vrouw de tweede nemen?", "kan ik de tweede of de derde nemen?"],
    "ja": ["2番はまだ空いてますか？", "2番か3番でお願いできますか？", "妻が2番でお願いできますか？"],
    "ko": ["2번 아직 비어 있나요?", "2번이나 3번으로 할 수 있을까요?"],
    "zh": ["第二个还有吗？", "我可以要第二个或第三个吗？", "我老婆可以要第二个吗？"],
}


@pytest.mark.parametrize(("text", "language"), [(text, language) for language, texts in REQUESTED.items() for text in texts])
def test_a_polite_request_for_an_offer_takes_it(text: str, language: str) -> None:
    found = reading(text, language, "choose")
    assert (found.intent, found.choice) == (Intent.CHOOSE, 2)


@pytest.mark.parametrize(("text", "language"), [(text, language) for language, texts in ASKED.items() for text in texts])
def test_other_questions_about_an_offer_take_none(text: str, language: str) -> None:
    assert meant(text, language, "choose") != Intent.CHOOSE
