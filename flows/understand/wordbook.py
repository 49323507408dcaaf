"""The words of one language for everything but times, loaded from its `intents.toml` when first needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from flows.shelf import all_staying, kept
from flows.understand.patterns import Parts, parts_of
from flows.understand.phrases import Phrasebook

_LANG = Path(__file__).resolve().parent.parent / "lang"

# What a phrase can be evidence of. The rules know these names; a file with another one is refused.
ROLES = frozenset(
    (
        "yes", "doit", "coming", "noproblem", "fine", "no", "refuse", "notnow", "maybe", "keep", "cancel",
        "cancelword", "cancelthat", "abort", "cancelled", "move", "book", "want", "any", "all", "asap", "earlier", "later",
        "alternatives", "none", "when", "info", "human", "late", "stop", "start", "help", "repeat", "bot", "thanks",
        "done", "bye", "greeting", "wrong", "past", "told", "origin", "promise", "third", "question", "request",
        "measure", "named", "auto", "reaction", "echo", "not", "but", "if", "join", "polite", "filler", "optout",
        "optin", "helpword", "pickword", "moveword", "unneeded", "asks", "notpost", "attend", "both", "only", "hence",
        "theirs", "possible", "obstacle",
    )
)  # fmt: skip
_PICKS = frozenset(("last", "last2", "last3", "middle", "latest", "earliest"))


@dataclass(frozen=True, slots=True)
class Wordbook:
    """One language's phrases, ready to be looked for; `verb_last` where an object may stand before its verb.

    `nouns_in_capitals` where a capital tells no name; `must` is how one asks whether something has to be done; `foreign`
    are the words of talk that no appointment is about, `parting` those with which a clause or a reason of its own begins;
    `visits` are the single words for a visit.
    """

    language: str
    book: Phrasebook
    verb_last: bool = False
    nouns_in_capitals: bool = False
    must: tuple[str, ...] = ()
    foreign: frozenset[str] = frozenset()
    parting: frozenset[str] = frozenset()
    visits: frozenset[str] = frozenset()


# A book, its usual spellings by what is typed, whether the verb stands last and nouns have capitals, the words for "must",
# the foreign words, those that part and those for a visit.
_Made: TypeAlias = tuple[Parts, dict[str, str], bool, bool, tuple[str, ...], *tuple[frozenset[str], ...]]
# What a book is made with.
_MAKERS = tuple(Path(__file__).with_name(name) for name in ("patterns.py", "tokens.py", "wordbook.py"))


@cache
def wordbook(language: str) -> Wordbook:
    """The phrases of a language, with those that all languages share; raises ValueError for a file with mistakes."""
    files = ((_LANG / "common.toml").read_bytes(), (_LANG / language / "intents.toml").read_bytes())
    sources = (*files, *[maker.read_bytes() for maker in _MAKERS])
    made: _Made = kept(language, sources, lambda: _made(language, *files))
    parts, spelt, verb_last, capitals, must, *words = made
    with all_staying():
        return Wordbook(language, Phrasebook(parts, spelt), verb_last, capitals, must, *words)


def _made(language: str, common: bytes, intents: bytes) -> _Made:
    shared, own = tomllib.loads(common.decode()), tomllib.loads(intents.decode())
    phrases: dict[str, list[str]] = {}
    for part in (shared, own):
        for role, patterns in part.get("phrases", {}).items():
            if role not in ROLES:
                raise ValueError(f"{language}: no role is called {role!r}")
            phrases.setdefault(role, []).extend(patterns)
        for pick, patterns in part.get("picks", {}).items():
            if pick not in _PICKS and not pick.replace(" ", "").isdigit():
                raise ValueError(f"{language}: {pick!r} is no pick")
            phrases.setdefault(f"pick {pick}", []).extend(patterns)
    classes = {**shared.get("classes", {}), **own.get("classes", {})}
    spelt = {typed: usual for usual, words in own.get("spelt", {}).items() for typed in words}
    capitals = own.get("nouns_in_capitals") is True
    must = tuple(own.get("must", ()))
    foreign, parting = (frozenset(own.get(name, "").split()) for name in ("foreign", "parting"))
    visits = frozenset(word for word in classes.get(own.get("visits", "appt"), ()) if word.isalpha())
    return parts_of(phrases, classes, _gap(own)), spelt, own.get("verb_last") is True, capitals, must, foreign, parting, visits


def languages() -> tuple[str, ...]:
    """The languages that have an `intents.toml`."""
    return _languages()


@cache
def _languages() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in _LANG.glob("*/intents.toml")))


def _gap(own: Mapping[str, Any]) -> int:
    gap = own.get("gap", 3)
    if not isinstance(gap, int):
        raise ValueError(f"gap is no number: {gap!r}")
    return gap
