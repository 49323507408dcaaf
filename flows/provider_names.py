"""Providers named in a text, and the words with which a language speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from flows.frozen import value
from flows.lang.lines import speaks, speech
from flows.names import plain
from flows.understand import Heard
from flows.understand.spelling import Spelling
from flows.understand.tokens import fold, tokenize
from flows.understand.wordbook import wordbook
from flows.values import Calendar, Provider

_LAST_APART = 0x2FFF  # beyond: scripts that write without spaces
_SHORTEST = 3  # letters of a word of a name by which it is known
_WORD = re.compile(r"\w+")
_APART = bytes(code if _WORD.match(chr(code)) else ord(" ") for code in range(256))


@value(frozen=True, slots=True)
class Named:
    """A provider's name in a text: `text[start:end]`, the tokens it stands in, and whether it is to be somebody else."""

    provider: str
    start: int
    end: int
    tokens: tuple[int, ...]
    refused: bool = False
    wished: bool = False  # "with" or the like leads to it


@value(frozen=True, slots=True)
class Words:
    """How a language speaks of providers, as patterns over folded text."""

    anyone: re.Pattern[str]
    same: re.Pattern[str]
    another: re.Pattern[str]
    refused: tuple[re.Pattern[str], re.Pattern[str]]  # before a name, behind it
    wished: tuple[re.Pattern[str], re.Pattern[str]]
    titles: frozenset[str]
    telling: frozenset[str]  # a word of each phrase of `anyone`, `same` and `another`; none where words do not stand apart

    def leave_open(self, text: str) -> bool:
        """Whether `anyone`, `same` or `another` may be in the text: mostly not, and told at a tenth of their price."""
        return not self.telling or not self.telling.isdisjoint(_words_in(text))


def _words_in(text: str) -> list[str]:
    # Where all is ASCII, a tenth of the pattern's price.
    return text.encode().translate(_APART).decode().split() if text.isascii() else _WORD.findall(text)


def strange(heard: Heard) -> frozenset[int]:
    """The tokens that may be a name: words that no phrase holds or accounts for, and what follows a title."""
    book, marks = wordbook(heard.language).book, heard.evidence.marks
    places = set(heard.evidence.unknown)
    codes = book.codes(heard.tokens)
    if book.unknown in codes:
        places.update([at for at, code in enumerate(codes) if code == book.unknown])
    for mark in marks:
        if "named" in mark.roles:
            places.update(range(mark.first, mark.last))
    return frozenset(places)


def named_in(heard: Heard, calendar: Calendar) -> tuple[Named, ...]:
    """The providers whose names the text holds, each once, in order; a name that several have is nobody's."""
    places = strange(heard)
    if not places:
        return ()
    words = words_of(heard)
    runs = _runs(heard, places, _names(calendar.providers, words.titles))
    if not runs:
        return ()
    own = {fold(word) for visit in calendar.appointments for word in visit.name.casefold().split()}
    titled = {at for mark in heard.evidence.marks if "named" in mark.roles for at in range(mark.first, mark.last)}
    found: dict[str, Named] = {}
    for ids, tokens in runs:
        if len(ids) != 1:
            continue
        start, end = heard.tokens[tokens[0]].start, heard.tokens[tokens[-1]].end
        before, behind = plain(heard.text[:start]), plain(heard.text[end:])
        refused = bool(words.refused[0].search(before) or words.refused[1].match(behind))
        wished = bool(words.wished[0].search(before) or words.wished[1].match(behind))
        if not (refused or wished) and titled.isdisjoint(tokens) and own & {fold(heard.tokens[at].norm) for at in tokens}:
            continue  # "2, Maya" may be signed by a customer of that name
        (provider,) = ids
        found.setdefault(provider, Named(provider, start, end, tokens, refused, wished))
    return tuple(found.values())


def _runs(heard: Heard, places: frozenset[int], names: Names) -> list[tuple[frozenset[str], tuple[int, ...]]]:
    """Neighbouring tokens that are words of the same names, with whose names these are."""
    runs: list[tuple[frozenset[str], tuple[int, ...]]] = []
    for at in sorted(places):
        ids = names.of(heard, at)
        if not ids:
            continue
        if runs and at - runs[-1][1][-1] <= 2 and runs[-1][0] & ids:
            runs[-1] = (runs[-1][0] & ids, (*runs[-1][1], at))
        else:
            runs.append((ids, (at,)))
    return runs


class Names:
    """The words of the names of a place's providers, and whose they are."""

    def __init__(self, providers: Iterable[Provider], titles: frozenset[str]) -> None:
        self._whose: dict[str, frozenset[str]] = {}
        for provider in providers:
            for word in _name_words(provider.name, titles):
                self._whose[word] = self._whose.get(word, frozenset()) | {provider.id}
        self._spelling = Spelling(self._whose.keys())

    def of(self, heard: Heard, at: int) -> frozenset[str]:
        """The ids of those whose name the token at a place is a word of, or begins where words are written together."""
        token = heard.tokens[at]
        if token.kind == "glyph":
            said = (ids for word, ids in self._whose.items() if len(word) > 1 and heard.text.startswith(word, token.start))
            return next(said, frozenset())
        word = fold(token.norm).removesuffix("'s")
        return self._whose.get(word) or self._whose.get(self._spelling.nearest(word), frozenset())


@lru_cache(maxsize=512)
def _names(providers: tuple[Provider, ...], titles: frozenset[str]) -> Names:
    return Names(providers, titles)


def _name_words(name: str, titles: frozenset[str]) -> set[str]:
    if any(ord(letter) > _LAST_APART for letter in name):
        return {part for part in name.split() if len(part) > 1}
    words = {fold(token.norm) for token in tokenize(name) if token.kind == "word"}
    return {word for word in words - titles if len(word) >= _SHORTEST}


def words_of(heard: Heard) -> Words:
    """The words of a text's language, or of English where we do not speak it."""
    return _words(heard.language)


@lru_cache(maxsize=256)
def _words(language: str) -> Words:
    known = speech(language if speaks(language) else "en").providers
    apart = ord(known["titles"][0][0]) <= _LAST_APART
    # No comma: "no, Dr Okafor" wants him, "no Dr Okafor" does not.
    edge, between, end = (r"(?<!\w)", r"[\s.'-]+", r"(?!\w)") if apart else ("", "", "")
    titles = _any_of(known["titles"])
    telling = rf"{end}(?!{between or '.?'}(?:\w+{between})?(?:{_any_of(known['says'])}))"  # "another doctor told me ..."
    little = rf"{between}(?:(?:{_any_of([*known['titles'], *known['with'], *known['little']])}){between})*$"
    return Words(
        anyone=re.compile(rf"{edge}(?:{_any_of(known['anyone'])}){end}"),
        same=re.compile(rf"{edge}(?:{_any_of(known['same'])}){between}(?:{titles}){telling}"),
        another=re.compile(
            rf"{edge}(?:(?:{_any_of(known['other'])}){between}(?:{titles})|{_any_of(known['another'])}){telling}"
        ),
        refused=(
            re.compile(rf"{edge}(?:{_any_of(known['not'])}){little}"),
            re.compile(rf"\s*(?:{_any_of(known['not_behind'])}){end}"),
        ),
        wished=(
            re.compile(rf"{edge}(?:{_any_of(known['with'])}){little}"),
            re.compile(rf"\s*(?:{_any_of(known['with_behind'])}){end}"),
        ),
        titles=frozenset(word for name in known["titles"] for word in plain(name).split()),
        telling=frozenset(
            max(_WORD.findall(plain(phrase)), key=len)
            for name in ("anyone", "same", "other", "another")
            for phrase in known[name]
            if apart
        ),
    )


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first; one that nothing fits for none."""
    return "|".join(re.escape(plain(phrase)) for phrase in sorted(phrases, key=len, reverse=True)) or r"(?!)"
