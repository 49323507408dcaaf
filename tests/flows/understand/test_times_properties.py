"""Whatever the text: no exception, windows in order and near, the same text always the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.understand.expressions import TimeExpr, settle
from flows.understand.lexicon import PATTERNS, Trie, known_languages, lexicon
from flows.understand.times import find_times
from flows.understand.tokens import tokenize

HORIZON = timedelta(days=366 * 10)  # a year may be said: "3 March 2031"
APPOINTMENT = timedelta(days=3, hours=2)
SIGNS = ["-", ".", ",", ":", "/", "!", "?", "3", "14", "30", "2:30", "12/5", "2027", "11.30", "7h", " "]


def _known_words(code: str) -> list[str]:
    words: set[str] = set()

    def walk(node: Trie, depth: int) -> None:
        for word, after in node.items():
            if word not in ("", PATTERNS):
                words.add(word)
                if depth < 3:
                    walk(after, depth + 1)

    walk(lexicon(code).trie, 0)
    return sorted(words)


def _mixtures() -> st.SearchStrategy[tuple[str, str]]:
    def of(code: str) -> st.SearchStrategy[tuple[str, str]]:
        words = st.lists(st.sampled_from(_known_words(code) + SIGNS * 8), max_size=14)
        return st.tuples(st.just(code), st.builds(" ".join, words))

    return st.sampled_from(sorted(known_languages())).flatmap(of)


def _read(code: str, text: str, now: datetime) -> tuple[TimeExpr, ...]:
    return find_times(text, tokenize(text), now, (code,))


moments = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2032, 12, 31))


@settings(max_examples=400, deadline=None)
@given(_mixtures(), moments)
def test_known_words_in_any_order_give_windows_in_order_and_ahead(mixture: tuple[str, str], now: datetime) -> None:
    code, text = mixture

    expressions = _read(code, text, now)
    wanted, excluded = settle(expressions, now, now + APPOINTMENT)

    for window in (*wanted, *excluded):
        assert window.start <= window.end
        assert now.date() <= window.end.date() or not window.date_given
        assert abs(window.end - now) < HORIZON or str(window.start.year) in text or "20" in text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120), moments)
def test_any_text_at_all_is_read_without_an_exception(text: str, now: datetime) -> None:
    expressions = [_read(code, text, now) for code in ("en-US", "ja")]

    assert all(0 <= expr.start < expr.end <= len(text) for found in expressions for expr in found)


@settings(max_examples=100, deadline=None)
@given(_mixtures(), moments)
def test_the_same_text_always_reads_the_same(mixture: tuple[str, str], now: datetime) -> None:
    code, text = mixture

    first, second = _read(code, text, now), _read(code, text, now)

    assert first == second


@pytest.mark.parametrize("text", ["", " ", "👍", "99999999999", "0/0/0", "31/31/31", "24:60", "feb 30", "in 99999 years"])
def test_nonsense_gives_no_window(text: str) -> None:
    now = datetime(2026, 3, 5, 16, 40)

    expressions = _read("en-US", text, now)

    assert () == settle(tuple(e for e in expressions if not e.weak), now, None)[0]


def test_only_the_given_languages_are_read() -> None:
    now = datetime(2026, 3, 5, 16, 40)

    found = find_times("pasado mañana", tokenize("pasado mañana"), now, ("en-US", "xx-XX"))

    assert () == found


def test_the_language_that_explains_most_of_the_text_is_taken() -> None:
    now = datetime(2026, 3, 5, 16, 40)

    found = find_times("el lunes a las 3", tokenize("el lunes a las 3"), now, ("en-US", "es-US"))

    assert ["es"] == [expression.lang for expression in found]
