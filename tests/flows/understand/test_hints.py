"""What is looked for before a text is searched for times: nothing that makes one may be passed by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from flows.understand.lexicon import PATTERNS, known_languages, lexicon
from flows.understand.times.hints import may_hold_a_time
from flows.understand.times.passes import IN_ORDER
from flows.understand.times.said import ACCOMPANYING, said
from flows.understand.tokens import tokenize


def _phrases(node: dict[str, Any], words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for word, below in node.items():
        if word == "":
            yield words, below
        elif word != PATTERNS:
            yield from _phrases(below, (*words, word))


def _ways(steps: tuple[Any, ...]) -> Iterator[tuple[str, ...]]:
    """One wording of each element that must stand."""
    yield tuple(word for by_first, optional in steps if not optional for word in next(iter(by_first.values()))[0])
    yield tuple(word for by_first, optional in steps if not optional for word in list(by_first.values())[-1][-1])


@pytest.mark.parametrize("code", sorted(known_languages()))
def test_every_phrase_that_makes_a_time_is_looked_at(code: str) -> None:
    phrases = [(words, said(readings)) for words, readings in _phrases(lexicon(code).trie)]

    passed_by = [words for words, what in phrases if what.telling and what.timely and not may_hold_a_time(words, code)]

    assert [] == passed_by


@pytest.mark.parametrize("code", sorted(known_languages()))
def test_every_phrase_of_many_ways_that_makes_a_time_is_looked_at(code: str) -> None:
    patterns = [entry for node in lexicon(code).trie.values() for entry in node.get(PATTERNS, ())]
    made = [(steps, said((meaning,))) for steps, meaning in patterns]

    passed_by = [
        words
        for steps, what in made
        if what.telling and what.timely
        for words in _ways(steps)
        if not may_hold_a_time(words, code)
    ]

    assert [] == passed_by


def _norms(text: str) -> list[str]:
    return [token.norm for token in tokenize(text)]


@pytest.mark.parametrize("text", ["thurdsay", "dienstagabend", "3pm", "2nite", "٣", "tommorow works"])
def test_digits_and_slips_of_the_thumb_are_looked_at(text: str) -> None:
    code = "de" if text.startswith("diens") else "en"

    looked_at = may_hold_a_time(_norms(text), code)

    assert looked_at


def test_talk_of_no_time_is_passed_by() -> None:
    looked_at = may_hold_a_time(_norms("yes, that is fine with me, thanks for the reminder"), "en")

    assert not looked_at


def _patterns(node: dict[str, Any], kinds: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for kind, below in node.items():
        if kind:
            yield from _patterns(below, (*kinds, kind))
        else:
            yield kinds


def test_no_rule_makes_anything_of_words_that_only_accompany_times() -> None:
    alone = [kinds for rules in IN_ORDER for kinds in _patterns(rules.root) if ACCOMPANYING.issuperset(kinds)]

    assert [] == alone
