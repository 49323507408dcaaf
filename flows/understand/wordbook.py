"""The words of one language for everything but times, loaded from its `intents.toml` when first needed."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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
_PICKS = frozenset(("last", "middle", "latest", "earliest"))


@dataclass(frozen=True, slots=True)
class Wordbook:
    """One language's phrases, ready to be looked for; `verb_last` where an object may stand before its verb."""

    language: str
    book: Phrasebook
    verb_last: bool = False


@cache
def wordbook(language: str) -> Wordbook:
    """The phrases of a language, with those that all languages share; raises ValueError for a file with mistakes."""
    shared, own = _read(_LANG / "common.toml"), _read(_LANG / language / "intents.toml")
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
    return Wordbook(language, _compiled(phrases, classes, _gap(own), spelt), own.get("verb_last") is True)


def _compiled(
    phrases: Mapping[str, list[str]], classes: Mapping[str, list[str]], gap: int, spelt: Mapping[str, str]
) -> Phrasebook:
    # Tens of thousands of small objects that all stay: collecting while they are made doubles the time, and every
    # full collection after would look at them again (50 ms for one text in a few thousand).
    collecting = gc.isenabled()
    gc.disable()
    try:
        book = Phrasebook(phrases, classes, gap=gap, spelt=spelt)
        gc.freeze()
        return book
    finally:
        if collecting:
            gc.enable()


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


def _read(path: Path) -> Mapping[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
