"""How a text is cut into words, and how the language data becomes tables."""

from __future__ import annotations

import pytest

from flows.understand.lexicon import compiled, known_languages, lexicon
from flows.understand.tokens import fold, tokenize


def _norms(text: str) -> list[str]:
    return [token.norm for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t at 2:30PM!!", ["don't", "at", "2", ":", "30", "pm", "!"]),
        ("14h30", ["14", "h", "30"]),
        ("2moro", ["2", "moro"]),
        ("l’heure, all'una", ["l'", "heure", ",", "all'", "una"]),
        ("３月15日（月）", ["3", "月", "15", "日", "(", "月", ")"]),
        ("오후 3시", ["오", "후", "3", "시"]),
        ("1️⃣ ok 👍🏽", ["1", "ok", "👍🏽"]),
        ("3–5 o’clock", ["3", "-", "5", "o'clock"]),
        ("'s ochtends", ["'s", "ochtends"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words_numbers_and_signs(text: str, expected: list[str]) -> None:
    norms = _norms(text)

    assert expected == norms


def test_tokens_know_their_place_in_the_text() -> None:
    text = "am  MÄRZ, ３時 👍🏽!"

    tokens = tokenize(text)

    assert [token.text for token in tokens] == [text[token.start : token.end] for token in tokens]


def test_decomposed_accents_are_the_same_word() -> None:
    decomposed = "man\u0303ana"

    assert _norms("mañana") == _norms(decomposed)


def test_folding_takes_the_accents_away() -> None:
    folded = fold("mañana")

    assert folded == "manana"


def test_optional_and_alternative_words_of_a_phrase_are_known() -> None:
    words = compiled("xx", {"word": {"any": ["[at] (any|no) time[s]"]}})

    assert {"at", "any", "no"} == set(words.trie)


def test_one_word_may_play_several_parts() -> None:
    words = compiled("xx", {"word": {"at": ["a"], "upto": ["a"]}})

    assert ((("at", None),), (("upto", None),)) == words.trie["a"][""]


def test_numbers_are_composed_as_the_data_says() -> None:
    words = compiled("xx", {"number": {"2": ["zwei"], "20": ["zwanzig"], "compose": ["{unit}und{tens}"]}})

    assert ((("num", 22),),) == words.trie["zweiundzwanzig"][""]


def test_a_phrase_that_may_be_empty_is_refused() -> None:
    with pytest.raises(ValueError, match="may be empty"):
        compiled("xx", {"word": {"any": ["[at] [all]"]}})


def test_a_language_without_data_is_refused() -> None:
    with pytest.raises(ValueError, match="no times are known"):
        lexicon("xx")


@pytest.mark.parametrize("slip", ["thurdsay", "wedensday", "satruday", "tommorow", "febuary"])
def test_long_words_are_known_with_one_slip_of_the_thumb(slip: str) -> None:
    words = lexicon("en")

    assert slip in words.trie or words.corrected(slip) is not None


@pytest.mark.parametrize("word", ["match", "money", "later", "funday", "decent"])
def test_other_words_are_not_corrected(word: str) -> None:
    corrected = lexicon("en").corrected(word)

    assert corrected is None


@pytest.mark.parametrize("code", sorted(known_languages()))
def test_every_language_has_the_words_no_text_can_do_without(code: str) -> None:
    words = lexicon(code)

    assert {"morning", "afternoon"} <= set(words.parts)
    assert words.trie
