"""The language data `flows/lang/<code>/times.toml`, compiled once into tables of phrases."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from flows.understand.tokens import fold, tokenize

LANG = Path(__file__).resolve().parent.parent / "lang"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# A misspelt word is looked for among these kinds only, and only where the right word has so many letters.
FUZZY_KINDS = frozenset({"weekday", "month", "day", "part"})
FUZZY_LETTERS = 6

# A phrase of the language data stands for one or more of these.
Meaning = tuple[tuple[str, Any], ...]
Trie = dict[str, Any]


class Part(NamedTuple):
    """A part of the day: its usual range in minutes, and which half of the clock an hour beside it means."""

    start: int
    end: int
    half: str  # "am", "pm", "night", "noon"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words of time: `trie` leads from words to meanings, the meaning under the key ""."""

    code: str
    trie: Trie
    switches: Mapping[str, Any]
    parts: Mapping[str, Part]
    holidays: Mapping[str, str]
    unsure: frozenset[str]
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def corrected(self, word: str) -> str | None:
        """The known word that this one is a slip of the thumb away from, if there is exactly one."""
        if len(word) < FUZZY_LETTERS - 1 or word in self.near and len(word) < FUZZY_LETTERS - 1:
            return None
        return _corrected(self.code, word)


@lru_cache(maxsize=4096)
def _corrected(code: str, word: str) -> str | None:
    near = lexicon(code).near
    found = {known for key in (word, *_shortened(word)) for known in near.get(key, ()) if _one_slip(word, known)}
    return found.pop() if len(found) == 1 else None


def _shortened(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _one_slip(word: str, known: str) -> bool:
    """Whether the words differ by one letter more, less or other, or by two neighbours swapped."""
    if word == known:
        return False
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    end = 0
    while end < min(len(word), len(known)) - start and word[-1 - end] == known[-1 - end]:
        end += 1
    rest, wanted = word[start : len(word) - end], known[start : len(known) - end]
    return max(len(rest), len(wanted)) <= 1 or (len(rest) == len(wanted) == 2 and rest == wanted[::-1])


@lru_cache(maxsize=None)
def lexicon(code: str) -> Lexicon:
    """The compiled data of a language; ValueError where there is none or a phrase of it is malformed."""
    path = LANG / code / "times.toml"
    if not path.is_file():
        raise ValueError(f"no times are known in language {code!r}: {path.name} is missing")
    return compiled(code, tomllib.loads(path.read_text("utf-8")))


@lru_cache(maxsize=None)
def known_languages() -> frozenset[str]:
    """The codes of the languages whose times can be read."""
    return frozenset(path.parent.name for path in LANG.glob("*/times.toml"))


def compiled(code: str, data: Mapping[str, Any]) -> Lexicon:
    """A language's tables from its parsed file."""
    trie: Trie = {}
    for phrase, meaning in _all_phrases(data):
        for plain in expanded(phrase):
            _enter(trie, plain, meaning)
    near: dict[str, set[str]] = {}
    for word in _long_words(data):
        for key in (word, *_shortened(word)):
            near.setdefault(key, set()).add(word)
    parts = {name: _part(entry) for name, entry in data.get("part", {}).items()}
    holidays = {name: entry["date"] for name, entry in data.get("holiday", {}).items()}
    unsure = frozenset(data.get("unsure", {}).get("words", ()))
    frozen = {key: tuple(sorted(words)) for key, words in near.items()}
    return Lexicon(code, trie, data.get("switches", {}), parts, holidays, unsure, frozen)


def _part(entry: Mapping[str, Any]) -> Part:
    return Part(_minutes(entry["from"]), _minutes(entry["to"]), entry["half"])


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _long_words(data: Mapping[str, Any]) -> set[str]:
    words = set()
    for phrase, meaning in _all_phrases(data):
        for plain in expanded(phrase):
            single = len(tokenize(plain)) == 1 and len(plain) >= FUZZY_LETTERS and plain.isalpha()
            if single and meaning[0][0] in FUZZY_KINDS:
                words.add(tokenize(plain)[0].norm)
    return words


def _enter(trie: Trie, phrase: str, meaning: Meaning) -> None:
    words = [token.norm for token in tokenize(phrase)]
    if not words:
        raise ValueError(f"an empty phrase stands for {meaning}")
    for spelling in {tuple(words), tuple(fold(word) for word in words)}:
        node = trie
        for word in spelling:
            node = node.setdefault(word, {})
        # The first entry wins, and a spelling with its accents before one that lost them.
        if spelling == tuple(words) or "" not in node:
            node.setdefault("", meaning)


_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_CHOICE = re.compile(r"\(([^()]*)\)")


def expanded(phrase: str) -> list[str]:
    """The plain phrases that one with `[optional]` and `(this|that)` stands for."""
    for pattern, extra in ((_OPTIONAL, [""]), (_CHOICE, [])):
        match = pattern.search(phrase)
        if match:
            ways = match.group(1).split("|") + extra
            return [p for way in ways for p in expanded(phrase[: match.start()] + way + phrase[match.end() :])]
    return [phrase]


def _all_phrases(data: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for kind in ("month", "day"):
        for value, phrases in data.get(kind, {}).items():
            yield from ((phrase, ((kind, int(value)),)) for phrase in phrases)
    for name, phrases in data.get("weekday", {}).items():
        yield from ((phrase, (("weekday", WEEKDAYS.index(name)),)) for phrase in phrases)
    for kind in ("unit", "edge", "rel", "rel_post"):
        for value, phrases in data.get(kind, {}).items():
            yield from ((phrase, ((kind, value),)) for phrase in phrases)
    for kind in ("part", "holiday"):
        for name, entry in data.get(kind, {}).items():
            yield from ((phrase, ((kind, name),)) for phrase in entry["words"])
    for kind, phrases in data.get("word", {}).items():
        yield from ((phrase, ((kind, None),)) for phrase in phrases)
    for meaning, phrases in data.get("phrase", {}).items():
        yield from ((phrase, _meaning(meaning)) for phrase in phrases)
    yield from _compounds(data)
    yield from _numbers(data)


def _meaning(spelt: str) -> Meaning:
    """`"day:0 part:night"` as (("day", 0), ("part", "night"))."""
    meanings = []
    for piece in spelt.split():
        kind, _, value = piece.partition(":")
        meanings.append((kind, int(value) if value.lstrip("-").isdigit() else value or None))
    return tuple(meanings)


def _compounds(data: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Words that are a weekday and a part of the day in one, such as `dienstagabend`."""
    for template in data.get("compound", {}).get("weekday_part", ()):
        for day, phrases in data["weekday"].items():
            for name, entry in data["part"].items():
                meaning = (("weekday", WEEKDAYS.index(day)), ("part", name))
                for first in phrases:
                    for second in entry["words"]:
                        yield template.format(weekday=first, part=second), meaning


def _numbers(data: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    cardinal = _by_value(data.get("number", {}))
    ordinal = _by_value(data.get("ordinal", {}))
    for kind, table, units in (("num", cardinal, cardinal), ("ord", ordinal, ordinal)):
        for value, phrases in table.items():
            yield from ((phrase, ((kind, value),)) for phrase in phrases)
        templates = data.get("number" if kind == "num" else "ordinal", {}).get("compose", ())
        yield from _composed(kind, templates, cardinal, units)


def _by_value(section: Mapping[str, Any]) -> dict[int, Iterable[str]]:
    return {int(value): phrases for value, phrases in section.items() if value != "compose"}


def _composed(
    kind: str, templates: Iterable[str], cardinal: Mapping[int, Iterable[str]], units: Mapping[int, Iterable[str]]
) -> Iterator[tuple[str, Meaning]]:
    """Twenty-one to fifty-nine (and eleven to nineteen, where ten composes too) out of their two words."""
    for template in templates:
        for ten in (10, 20, 30, 40, 50):
            for unit in range(1, 10):
                for tens in cardinal.get(ten, ()):
                    for ones in units.get(unit, ()):
                        yield template.format(tens=tens, unit=ones), ((kind, ten + unit),)
