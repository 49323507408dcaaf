"""The language data `flows/lang/<code>/times.toml`, compiled once into tables of phrases."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from flows.shelf import kept
from flows.understand.spelling import mistyped
from flows.understand.tokens import fold, tokenize

LANG = Path(__file__).resolve().parent.parent / "lang"
# What a lexicon is made with.
MAKERS = tuple(Path(__file__).with_name(name).read_bytes() for name in ("lexicon.py", "spelling.py", "tokens.py"))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# A misspelt word is looked for among these kinds only, and only where the right word has so many letters.
FUZZY_LETTERS = {"weekday": 6, "month": 6, "day": 6, "part": 7, "unit": 7, "quarter": 7, "rel": 7}
# Where every letter is there, only two have changed places or one was typed twice, other kinds and shorter words may be meant
# too: that seldom makes another word of the language ("there" of "three" does).
MISTYPED_LETTERS = dict.fromkeys((*FUZZY_LETTERS, "unit", "ord", "rel", "rel_post", "quarter", "half"), 5) | {"num": 6}
LEAST_LETTERS = 5
SHORTEST_COMPOUND = 8

# A phrase of the language data stands for one or more of these.
Meaning = tuple[tuple[str, Any], ...]
Trie = dict[str, Any]
PATTERNS = "* "  # the key of a node's phrases of many ways: no token holds a space


class Part(NamedTuple):
    """A part of the day: its usual range in minutes, and which half of the clock an hour beside it means."""

    start: int
    end: int
    half: str  # "am", "pm", "night", "noon"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words of time: `trie` leads from words to readings, each a row of items, under the key ""."""

    code: str
    trie: Trie
    switches: Mapping[str, Any]
    parts: Mapping[str, Part]
    holidays: Mapping[str, str]
    unsure: frozenset[str]
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: tuple[str, ...] = ()  # what stands between weekday and part in a word that is both: `dienstagabend`

    def guessed(self, word: str) -> tuple[Meaning, ...] | None:
        """What a word unknown as it stands is: a weekday and a part of the day in one, or one with a slip of the thumb."""
        return _guessed(self.code, word) if len(word) >= LEAST_LETTERS else None

    def corrected(self, word: str) -> str | None:
        """The known word that this one is a slip of the thumb away from, if all such words mean the same."""
        return _corrected(self, word) if len(word) >= LEAST_LETTERS else None


@lru_cache(maxsize=4096)
def _guessed(code: str, word: str) -> tuple[Meaning, ...] | None:
    words = lexicon(code)
    compounded = _compounded(words, word) if words.links and len(word) >= SHORTEST_COMPOUND else None
    if compounded is not None:
        return compounded
    right = _corrected(words, word)
    readings: tuple[Meaning, ...] | None = words.trie[right][""] if right else None
    return readings


def _corrected(words: Lexicon, word: str) -> str | None:
    near = (known for key in (word, *_shortened(word)) for known in words.near.get(key, ()))
    found = sorted({known for known in near if _one_slip(word, known)}) or [
        known for known in mistyped(word) if _is_known(words.trie, known)
    ]
    meanings = {words.trie[known][""] for known in found}
    return found[0] if len(meanings) == 1 else None


def _is_known(trie: Trie, word: str) -> bool:
    """Whether a word by itself is of a kind, and long enough, to be meant by one that is mistyped."""
    readings = trie.get(word, {}).get("")
    return bool(readings) and len(word) >= MISTYPED_LETTERS.get(readings[0][0][0], 99)


def _compounded(words: Lexicon, word: str) -> tuple[Meaning, ...] | None:
    for cut in range(3, len(word) - 2):
        day, rest = words.trie.get(word[:cut], {}).get(""), word[cut:]
        if not day or day[0][0][0] != "weekday":
            continue
        for link in words.links:
            part = words.trie.get(rest.removeprefix(link), {}).get("") if rest.startswith(link) else None
            said = next((reading[0] for reading in part or () if reading[0][0] == "part"), None)
            if said is not None:
                return ((day[0][0], said),)
    return None


def _shortened(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _one_slip(word: str, known: str) -> bool:
    """Whether the words differ by one letter more, less or other (not the first), or by two neighbours swapped."""
    if word == known or word[0] not in known[:2]:
        return False
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    end = 0
    while end < min(len(word), len(known)) - start and word[-1 - end] == known[-1 - end]:
        end += 1
    rest, wanted = word[start : len(word) - end], known[start : len(known) - end]
    return max(len(rest), len(wanted)) <= 1 or (len(rest) == len(wanted) == 2 and rest == wanted[::-1])


@cache
def lexicon(code: str) -> Lexicon:
    """The compiled data of a language; ValueError where there is none or a phrase of it is malformed."""
    data = source(code)
    closed: _Closed = kept(f"{code}.times", (data, *MAKERS), lambda: _closed(compiled(code, tomllib.loads(data.decode()))))
    code, trie, switches, parts, *others = closed
    return Lexicon(code, trie, switches, {name: Part(*part) for name, part in parts.items()}, *others)


def source(code: str) -> bytes:
    """The language's file of times; ValueError where there is none."""
    path = LANG / code / "times.toml"
    if not path.is_file():
        raise ValueError(f"no times are known in language {code!r}: {path.name} is missing")
    return path.read_bytes()


# A lexicon as it is kept: its parts of the day as rows, everything else as it is.
_Closed = tuple[Any, ...]


def _closed(made: Lexicon) -> _Closed:
    parts = {name: tuple(part) for name, part in made.parts.items()}
    return made.code, made.trie, made.switches, parts, made.holidays, made.unsure, made.near, made.links


@cache
def known_languages() -> frozenset[str]:
    """The codes of the languages whose times can be read."""
    return frozenset(path.parent.name for path in LANG.glob("*/times.toml"))


def compiled(code: str, data: Mapping[str, Any]) -> Lexicon:
    """A language's tables from its parsed file."""
    trie: Trie = {}
    accented: list[tuple[tuple[str, ...], Meaning]] = []
    for phrase, meaning in _all_phrases(data):
        for elements in _wordings(phrase):
            if _ways(elements) > MOST_WAYS:
                _enter_pattern(trie, elements, meaning)
                continue
            for words in _spelt_out(elements):
                if not words:
                    raise ValueError(f"{phrase!r} may be empty")
                _enter(trie, words, meaning)
                if not all(word.isascii() for word in words):
                    accented.append((tuple(fold(word) for word in words), meaning))
    # What was typed without its accents comes last: it never changes what a plain spelling means.
    exact = {words for words, _ in accented if _known(trie, words)}
    for words, meaning in accented:
        if words not in exact:
            _enter(trie, words, meaning)
    parts = {name: _part(entry) for name, entry in data.get("part", {}).items()}
    holidays = {name: entry["date"] for name, entry in data.get("holiday", {}).items()}
    unsure = frozenset(data.get("unsure", {}).get("words", ()))
    links = tuple(_link(template) for template in data.get("compound", {}).get("weekday_part", ()) if " " not in template)
    return Lexicon(code, trie, data.get("switches", {}), parts, holidays, unsure, _near_words(trie), links)


def _link(template: str) -> str:
    return template.partition("{weekday}")[2].partition("{part}")[0]


# ---------------------------------------------------------------- phrases

# `(this|that) [may be missing]`: an element is its wordings, one of which must stand, or may if it is optional.
Element = tuple[tuple[tuple[str, ...], ...], bool]
MOST_WAYS = 160  # a phrase with more ways to be said is kept as a pattern instead of all its ways
_BRACKETS = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)")
_GROUP = re.compile(r"(?<!\S)(?:\[([^\[\]]*)\]|\(([^()]*)\))(?!\S)")
_PLAIN = re.compile(r"[a-z\u00e0-\u00f6\u00f8-\u00ff ]+")


def _wordings(phrase: str) -> list[list[Element]]:
    """A phrase as rows of elements; groups inside a word (`diese[n|r]`) or inside a group are spelt out first."""
    inner = next((match for match in _BRACKETS.finditer(phrase) if _is_inside(phrase, match)), None)
    if inner is not None:
        ways = (inner.group(1) or inner.group(2) or "").split("|") + ([""] if inner.group(1) is not None else [])
        return [row for way in ways for row in _wordings(phrase[: inner.start()] + way + phrase[inner.end() :])]
    elements: list[Element] = []
    at = 0
    for match in _GROUP.finditer(phrase):
        elements.extend(_fixed(phrase[at : match.start()]))
        ways = (match.group(1) if match.group(1) is not None else match.group(2)).split("|")
        said = tuple(words for words in map(_words, ways) if words)
        elements.append((said, match.group(1) is not None or len(said) < len(ways)))
        at = match.end()
    elements.extend(_fixed(phrase[at:]))
    return [elements]


def _is_inside(phrase: str, match: re.Match[str]) -> bool:
    """Whether a group is part of a word or of another group."""
    before, after = phrase[: match.start()], phrase[match.end() :]
    glued = (before and before[-1] not in " ") or (after and after[0] not in " ")
    return bool(glued) or before.count("(") + before.count("[") > before.count(")") + before.count("]")


def _fixed(text: str) -> list[Element]:
    words = _words(text)
    return [((words,), False)] if words else []


def _ways(elements: list[Element]) -> int:
    count = 1
    for said, optional in elements:
        count *= len(said) + optional
    return count


def _spelt_out(elements: list[Element]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [()]
    for said, optional in elements:
        rows = [(*row, *words) for row in rows for words in (*said, *(((),) if optional else ()))]
    return rows


def _words(text: str) -> tuple[str, ...]:
    """The words of a phrase as a text's tokens would have them; an elided article stays one (`l'` `après`)."""
    if _PLAIN.fullmatch(text):
        return tuple(text.split())
    if text.endswith("'"):
        return tuple(token.norm for token in tokenize(text + "a"))[:-1]
    return tuple(token.norm for token in tokenize(text))


def _enter(trie: Trie, words: Iterable[str], meaning: Meaning) -> None:
    node = trie
    for word in words:
        node = node.setdefault(word, {})
    node[""] = joined_readings(node.get("", ()), meaning)


def joined_readings(readings: tuple[Meaning, ...], meaning: Meaning) -> tuple[Meaning, ...]:
    """One word may play several parts (`a` is "at" and "to" in Spanish); what is more than one item stands alone."""
    single = len(meaning) == 1 and all(len(reading) == 1 and reading[0][0] != meaning[0][0] for reading in readings)
    return (*readings, meaning) if single or not readings else readings


# An element of a pattern as it is matched: its wordings by their first word, and whether it may be missing.
Step = tuple[dict[str, tuple[tuple[str, ...], ...]], bool]


def _enter_pattern(trie: Trie, elements: list[Element], meaning: Meaning) -> None:
    """Keeps a phrase of many ways under each word that it may begin with."""
    steps = tuple(_step(said, optional) for said, optional in elements)
    for by_first, optional in steps:
        for first in by_first:
            known = trie.setdefault(first, {}).setdefault(PATTERNS, [])
            if (steps, meaning) not in known:
                known.append((steps, meaning))
        if not optional:
            return
    raise ValueError(f"a phrase may be empty: {elements}")


def _step(said: tuple[tuple[str, ...], ...], optional: bool) -> Step:
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in said:
        for spelling in dict.fromkeys((words, tuple(fold(word) for word in words))):
            by_first[spelling[0]] = (*by_first.get(spelling[0], ()), spelling)
    return by_first, optional


def pattern_end(steps: tuple[Step, ...], norms: list[str], at: int, step: int = 0) -> int:
    """Where the longest wording of a pattern that begins at a word ends; -1 where none does."""
    if step == len(steps):
        return at
    by_first, optional = steps[step]
    end = pattern_end(steps, norms, at, step + 1) if optional else -1
    for words in by_first.get(norms[at], ()) if at < len(norms) else ():
        after = at + len(words)
        if len(words) == 1 or tuple(norms[at:after]) == words:
            reached = pattern_end(steps, norms, after, step + 1)
            end = reached if reached > end else end
    return end


def _known(trie: Trie, words: Iterable[str]) -> bool:
    node: Any = trie
    for word in words:
        node = node.get(word)
        if node is None:
            return False
    return "" in node


def _near_words(trie: Trie) -> dict[str, tuple[str, ...]]:
    """Every long word under itself and under each spelling of it that lacks one letter."""
    near: dict[str, set[str]] = {}
    for word, node in trie.items():
        kind = node[""][0][0][0] if "" in node else ""
        if word.isalpha() and len(word) >= FUZZY_LETTERS.get(kind, 99):
            for key in (word, *_shortened(word)):
                near.setdefault(key, set()).add(word)
    return {key: tuple(sorted(words)) for key, words in near.items()}


def _part(entry: Mapping[str, Any]) -> Part:
    return Part(_minutes(entry["from"]), _minutes(entry["to"]), entry["half"])


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


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
    yield from _numbers(data)


def _meaning(spelt: str) -> Meaning:
    """`"day:0 part:night"` as (("day", 0), ("part", "night"))."""
    meanings = []
    for piece in spelt.split():
        kind, _, value = piece.partition(":")
        meanings.append((kind, int(value) if value.lstrip("-").isdigit() else value or None))
    return tuple(meanings)


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
                if ten == 10 and ten + unit in units:
                    continue  # Dutch "negen en tien" are nine and ten
                for tens in cardinal.get(ten, ()):
                    for ones in units.get(unit, ()):
                        yield template.format(tens=tens, unit=ones), ((kind, ten + unit),)
