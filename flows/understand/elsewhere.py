"""Texts in languages without a grammar of their own: at most a full date to say back, for everything else a person."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

from flows.understand.detect import primary
from flows.understand.evidence import Evidence
from flows.understand.times.values import Present
from flows.understand.tokens import Token
from flows.values import Intent, Reading, Span, Window

_DATA = Path(__file__).resolve().parent.parent / "lang" / "elsewhere.toml"
_DAY = timedelta(days=1)
# A date without a year that lies further off than this was more likely meant for the past.
_FARTHEST = timedelta(days=180)
_MOST_SPANS = 3
# A day's number beside a word of three letters or more (and a year), in either order, or all in figures with the year.
_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0900-\u0dff\u0e30-\u0e4e'’]){2,20}"
_DATES = re.compile(
    rf"(?<![\w.:/-])(?:(?:\d{{1,2}}[./-]){{2}}\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.?\s{{1,2}}{_WORD}(?:\s\d{{1,2}}(?!\d))?"
    rf"(?:\s\d{{4}})?)(?![\w:/-])"
)
_CLOCK = re.compile(r"(?<![\w.:])([01]?\d|2[0-3]):([0-5]\d)(?![\w:])")
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A text in another language and the one full date in it, if there is one (naive local, `text[start:end]`)."""

    window: Window | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Letters:
    """What tells another language by its letters; `scripts` are (its letters, the languages usual in it)."""

    telling: re.Pattern[str]
    scripts: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    latin: re.Pattern[str]


def elsewhere(
    text: str, tokens: Sequence[Token], evidence: Evidence, known: str | None, spoken: bool, present: Present
) -> Elsewhere | None:
    """What a text of another language holds; None for a text in one of ours.

    `known` is the customer's language, `spoken` whether the text shows itself to be in one that is spoken at the place.
    """
    other = None if is_ours(known) else primary(known)
    if other is None and text.isascii():
        return None
    tried = _languages_of(text, tokens, evidence, spoken, other)
    if tried is None:
        return None
    return _date_in(_plain_digits(text), tried, present.now()) or Elsewhere()


@lru_cache(maxsize=256)
def is_ours(known: str | None) -> bool:
    """Whether a customer's language, if it is known, is one of ours: in plain letters such a customer writes in no other."""
    own = primary(known)
    return own is None or own in _ours()


def as_reading(text: str, found: Elsewhere) -> Reading:
    """A date is proposed, which is said back and needs a yes; anything else goes to a person."""
    end = len(text)
    rule = Span(end, end, "", "rule: another_language")
    if found.window is None:
        return Reading(Intent.HUMAN, spans=(rule,))
    words = Span(found.start, found.end, text[found.start : found.end], "time")
    return Reading(Intent.PROPOSE, windows=(found.window,), spans=(words, rule))


def _languages_of(
    text: str, tokens: Sequence[Token], evidence: Evidence, spoken: bool, other: str | None
) -> tuple[str, ...] | None:
    """The languages to look for a date in; None where the text is in one of ours. `other` is the customer's, if it is none."""
    letters = None if text.isascii() else _letters()
    if letters is None or not letters.telling.search(text):
        return (other,) if other and _is_strange(text, tokens, evidence, spoken) else None
    for script, usual in letters.scripts:
        found = len(script.findall(text))
        # A face like (´・ω・`) has letters of other scripts, and a name may be written in one.
        if found > 1 and found * 2 >= sum(character.isalpha() for character in text):
            return (other,) if other else usual
    if other:
        return (other,) if _is_strange(text, tokens, evidence, spoken) else None
    return () if _is_foreign(tokens, evidence, letters) else None


def _is_strange(text: str, tokens: Sequence[Token], evidence: Evidence, spoken: bool) -> bool:
    """Whether a customer of another language has written in it: no language of ours knows half of the words.

    A date in figures alone counts: `3/11/2026` is read in the customer's order, not in the place's.
    """
    words = [at for at, token in enumerate(tokens) if token.kind == "word" and len(token.norm) > 1]
    if not words:
        return _DATES.search(text) is not None
    strange = sum(1 for at in words if at in evidence.unknown)
    return strange * 2 >= len(words) or not (spoken or _is_shared(tokens, words))


def _is_shared(tokens: Sequence[Token], words: Sequence[int]) -> bool:
    """Whether the words are those that everybody texts ("ok", "stop", "yes")."""
    return all(tokens[at].norm in _shared_words() for at in words)


def _is_foreign(tokens: Sequence[Token], evidence: Evidence, letters: _Letters) -> bool:
    """Whether Latin words in letters that we have no language for are most of the text; a name or two are none."""
    words = [at for at, token in enumerate(tokens) if token.kind == "word" and len(token.norm) > 1]
    strange = [at for at in words if at in evidence.unknown]
    telling = any(letters.latin.search(tokens[at].norm) for at in strange)
    return telling and len(strange) > 2 and len(strange) * 2 >= len(words)


def _date_in(text: str, tried: tuple[str, ...], now: datetime) -> Elsewhere | None:
    """The one full date of a text, with a clock time if one is written beside it; other figures make it a guess."""
    clocks = list(_CLOCK.finditer(text))
    if not tried or len(clocks) > 1:
        return None
    dates = []
    for match in list(_DATES.finditer(text))[:_MOST_SPANS]:
        day = _parsed(match.group(), tried, now)
        if day is not None:
            dates.append((match, day))
    if len(dates) != 1:
        return None
    match, day = dates[0]
    spans = [match.span(), *(clock.span() for clock in clocks)]
    if any(not any(first <= figure.start() < last for first, last in spans) for figure in _FIGURES.finditer(text)):
        return None
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    if not clocks:
        return Elsewhere(Window(day, day + _DAY, time_given=False), start, end)
    moment = day.replace(hour=int(clocks[0][1]), minute=int(clocks[0][2]))
    return Elsewhere(Window(moment, moment), start, end)


def _parsed(span: str, tried: tuple[str, ...], now: datetime) -> datetime | None:
    """The day a span names, if all languages that read it agree and it holds the day's own number."""
    days = {day for language in tried if (day := _day(span, language, now)) is not None}
    if len(days) != 1:
        return None
    day = days.pop()
    figures = {int(figure) for figure in _FIGURES.findall(span)}
    dated = day.year in figures
    if day.day not in figures or day.date() < now.date() or (not dated and day - now > _FARTHEST):
        return None
    return day


def _day(span: str, language: str, now: datetime) -> datetime | None:
    # Imported here: it takes 0.2 s and 15 MiB, and most businesses never get a text that needs it.
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    if language not in language_order:
        return None
    wanted = {
        "RELATIVE_BASE": now,
        "PREFER_DATES_FROM": "future",
        "REQUIRE_PARTS": ["day", "month"],
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": "YMD" if span[:4].isdigit() else "DMY",
    }
    found: datetime | None = DateDataParser(languages=[language], settings=wanted).get_date_data(span).date_obj
    return datetime(found.year, found.month, found.day) if found else None


def _plain_digits(text: str) -> str:
    """The same characters with ٣ and ३ as 3."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


@cache
def _ours() -> frozenset[str]:
    """The languages that have a grammar: a folder with words of time."""
    return frozenset(path.parent.name for path in _DATA.parent.glob("*/times.toml"))


@cache
def _letters() -> _Letters:
    data = tomllib.loads(_DATA.read_text("utf-8"))
    scripts = tuple((re.compile(f"[{script['letters']}]"), tuple(script["languages"])) for script in data["scripts"].values())
    latin = data["latin"]["letters"]
    telling = latin + latin.upper() + "".join(script["letters"] for script in data["scripts"].values())
    return _Letters(re.compile(f"[{telling}]"), scripts, re.compile(f"[{latin}]"))


@cache
def _shared_words() -> frozenset[str]:
    """The words of `common.toml`: the same in every language."""
    shared = tomllib.loads((_DATA.parent / "common.toml").read_text("utf-8"))["phrases"]
    return frozenset(word for phrases in shared.values() for phrase in phrases for word in phrase.split())
