"""Every role that words can have is told in words."""

from __future__ import annotations

from bot.reading_words import ROLE_WORDS, rule_of, told, words_of
from flows.understand.wordbook import ROLES


def test_every_role_has_words() -> None:
    assert set() == ROLES - ROLE_WORDS.keys()


def test_a_phrase_with_two_meanings_tells_both_once() -> None:
    assert "a yes, they mean to come" == words_of("yes, attend, yes")


def test_picks_are_numbers_or_places() -> None:
    assert ["number 2", "the last one"] == [words_of("pick 2"), words_of("pick last")]


def test_the_rule_is_no_word_of_the_text() -> None:
    spans = (("see you then", "yes"), ("", "rule: asking_for_a_person"))

    assert ["'see you then' as a yes"] == told(spans)
    assert "asking for a person" == rule_of(spans)
