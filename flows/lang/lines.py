"""Renders what a turn says: lines and date formats of a language, in the place's own time."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time

from flows.local import to_local
from flows.says import Numbered, Say, Visit, Week
from flows.segments import encoding, segments
from flows.values import DAYS, Place

HERE = Path(__file__).parent
# Typography that would make a whole text UCS-2 (70 characters a segment), and what it looks like in GSM-7.
LOOKALIKES = {
    **dict.fromkeys("’‘´`", "'"),
    **dict.fromkeys("“”«»", '"'),
    **dict.fromkeys("–—", "-"),
    **dict.fromkeys("\u00a0\u202f", " "),
    "…": "...",
}
_LAST_APART = 0x2FFF  # beyond: scripts that write without spaces
_SHORT, _SHORT_TEXT = 3, 60


class NoSuchLine(KeyError):
    """A key that a language has no line for."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One language as we say it: lines by key (variants, longest first), the parts of lists, and date formats.

    `unasked` are the lines that are no replies; `segments` is what a reply may take with the longest names.
    """

    code: str
    locale: str
    gsm: bool
    segments: int
    date: str
    time: str
    moment: str
    parts: Mapping[str, str]
    lines: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, tuple[str, ...]]
    providers: Mapping[str, tuple[str, ...]]
    unasked: frozenset[str]


@cache
def languages() -> tuple[str, ...]:
    """The primary codes of the languages with lines."""
    return tuple(sorted(path.parent.name for path in HERE.glob("*/lines.toml")))


@lru_cache(maxsize=256)
def speaks(language: str) -> bool:
    """Whether there are lines in this language, whatever its region."""
    return primary(language) in languages()


@lru_cache(maxsize=256)
def primary(language: str) -> str:
    """`en` of `en-GB`."""
    return language.replace("_", "-").split("-")[0].lower()


def choose_language(heard: str | None, known: str | None, place: Place) -> str:
    """The language to reply in: the text's, else the customer's, else the place's; with the place's region where it has one."""
    return _language(heard, known, place.languages)


@lru_cache(maxsize=1024)
def _language(heard: str | None, known: str | None, languages: tuple[str, ...]) -> str:
    regional = {primary(code): code for code in reversed(languages)}
    for code in (heard, known, *languages, "en"):
        if code and speaks(code):
            return regional.get(primary(code), code)
    raise NoSuchLine("no language has lines")


@cache
def speech(language: str) -> Speech:
    """The lines and formats of a language, read once; a region (`en-GB`) may have formats of its own."""
    base, _, region = language.replace("_", "-").partition("-")
    path = HERE / base.lower() / "lines.toml"
    if not path.is_file():
        raise NoSuchLine(f"no lines in {language!r}: there is no {base}/lines.toml")
    kept: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    formats = {**kept["formats"], **kept.get("regions", {}).get(region.upper(), {})}
    return Speech(
        code=base.lower(),
        locale=str(Locale.parse(f"{base}_{region.upper()}" if region else base)),
        gsm=kept["gsm"],
        segments=kept.get("segments", 1),
        date=formats["date"],
        time=formats["time"],
        moment=formats["moment"],
        parts=kept["parts"],
        lines={
            key: tuple(text) if isinstance(text, list) else (text,)
            for key, text in {**kept["lines"], **kept["reminders"]}.items()
        },
        topics={name: tuple(words) for name, words in kept["topics"].items()},
        providers={name: tuple(words) for name, words in kept["providers"].items()},
        unasked=frozenset(kept["reminders"]),
    )


def say(key: str, language: str, place: Place, values: Mapping[str, Any]) -> str:
    """The line with its values filled in: the first variant that fits one segment, else the last.

    Raises NoSuchLine where the language lacks the key or a value for one of its placeholders.
    """
    return say_all((Say(key, tuple(values.items())),), language, place)


def say_all(said: Sequence[Say], language: str, place: Place) -> str:
    """Several lines as one text, each in its longest variant with which all of them fit one segment (else the shortest)."""
    spoken = speech(language)
    lines = [(line.key, _variants(line.key, spoken), _shown(line, spoken, place)) for line in said]
    text, step, shorter = "", 0, bool(lines)
    while shorter:
        shorter, sentences = False, []
        for key, variants, shown in lines:
            at = min(step, len(variants) - 1)
            sentences.append(_sentence(variants[at], shown, spoken, key))
            shorter = shorter or step + 1 < len(variants)
        text = _plain(spoken.parts.get("joint", " ").join(sentences), spoken)
        step += 1
        shorter = shorter and segments(text) > 1
    return text


def _variants(key: str, spoken: Speech) -> tuple[str, ...]:
    try:
        return spoken.lines[key]
    except KeyError as missing:
        raise NoSuchLine(f"{spoken.code} has no line {key!r}") from missing


def _shown(line: Say, spoken: Speech, place: Place) -> dict[str, str]:
    """A line's values as this language writes them."""
    shown = {}
    for name, value in line.values:
        shown[name] = render(value, spoken, place)
    return shown


def _sentence(line: str, shown: Mapping[str, str], spoken: Speech, key: str) -> str:
    try:
        text = _filled(line, shown)
    except KeyError as missing:
        raise NoSuchLine(f"{spoken.code} {key}: no value for {missing}") from missing
    first, capital = text[:1], text[:1].upper()
    return text if first == capital else capital + text[1:]


def _filled(line: str, shown: Mapping[str, str]) -> str:
    """A line with its values; raises KeyError for one that is not there."""
    pieces, places = _template(line)
    filled = pieces.copy()
    for at, name in places:
        filled[at] = shown[name]
    return "".join(filled)


@cache
def _template(line: str) -> tuple[list[str], tuple[tuple[int, str], ...]]:
    """A line of a `lines.toml` in pieces, and which of these are values: a join is a third of the price of `format`."""
    pieces: list[str] = []
    places: list[tuple[int, str]] = []
    for literal, name, _, _ in Formatter().parse(line):
        pieces.append(literal)
        if name is not None:
            places.append((len(pieces), name))
            pieces.append("")
    return pieces, tuple(places)


def render(value: object, said: Speech, place: Place) -> str:
    """One value as this language writes it."""
    written = _WRITTEN.get(type(value))
    return written(value, said, place) if written is not None else str(value)


def _moment(moment: datetime, said: Speech, place: Place) -> str:
    return _formatted_moment(to_local(moment, place.zone), said.moment, said.date, said.time, said.locale)


def _date(day: date, said: Speech, place: Place) -> str:
    return _formatted_date(day, said.date, said.locale)


def _time(clock: time, said: Speech, place: Place) -> str:
    return _formatted_time(clock, said.time, said.locale)


def _visit(visit: Visit, said: Speech, place: Place) -> str:
    return _formatted_visit(said.parts["visit_of" if visit.name else "visit"], visit.service, visit.provider, visit.name)


def _numbered(choices: Numbered, said: Speech, place: Place) -> str:
    numbered, texts = said.parts["numbered"], []
    for number, item in enumerate(choices.items, 1):
        texts.append(numbered.replace("{n}", str(number)).replace("{item}", _item(item, said, place)))
    return said.parts["between"].join(texts)


def _listed(items: tuple[object, ...], said: Speech, place: Place) -> str:
    return said.parts["between"].join([_item(item, said, place) for item in items])


def _item(item: object, said: Speech, place: Place) -> str:
    return " ".join([render(part, said, place) for part in item]) if isinstance(item, tuple) else render(item, said, place)


def _week(week: Week, said: Speech, place: Place) -> str:
    """Days in a row with the same hours are told once: `Mon-Thu 9:00 AM-5:00 PM`."""
    opening = dict(week.days)
    spoken = [day for day in DAYS if opening.get(day)]
    groups: list[list[str]] = []
    for day in spoken:
        before = groups[-1][-1] if groups else None
        if before and opening[before] == opening[day] and DAYS.index(day) == DAYS.index(before) + 1:
            groups[-1].append(day)
        else:
            groups.append([day])
    return said.parts["between"].join(_same_hours(group, opening[group[0]], said, place) for group in groups)


def _same_hours(group: list[str], spans: tuple[str, ...], said: Speech, place: Place) -> str:
    # 5 January 2026 is a Monday.
    names = [format_date(date(2026, 1, 5 + DAYS.index(day)), "EEE", locale=said.locale) for day in (group[0], group[-1])]
    clocks = [tuple(_time(time.fromisoformat(end), said, place) for end in span.split("-")) for span in spans]
    days = names[0] if len(group) == 1 else "-".join(names)
    return f"{days} " + " ".join("-".join(clock) for clock in clocks)


# How each kind of value is written; anything else is as `str` has it.
_WRITTEN: dict[type, Callable[[Any, Speech, Place], str]] = {
    datetime: _moment,
    date: _date,
    time: _time,
    Visit: _visit,
    Numbered: _numbered,
    Week: _week,
    tuple: _listed,
}


@lru_cache(maxsize=512)
def _formatted_visit(part: str, service: str, provider: str, name: str) -> str:
    return _filled(part, {"service": service, "provider": provider, "name": name})


# The same days and hours are said again and again; Babel takes 12 us for each. The language's formats are the keys.
@lru_cache(maxsize=512)
def _formatted_moment(wall: datetime, moment: str, day: str, clock: str, locale: str) -> str:
    shown = {"date": _formatted_date(wall.date(), day, locale), "time": _formatted_time(wall.time(), clock, locale)}
    return _filled(moment, shown)


@lru_cache(maxsize=512)
def _formatted_date(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=512)
def _formatted_time(clock: time, pattern: str, locale: str) -> str:
    return format_time(clock, pattern, locale=locale)


def _plain(text: str, said: Speech) -> str:
    """GSM-7 where the language allows it: look-alikes for typography, and letters without the accents GSM-7 lacks."""
    if not said.gsm or encoding(text) == "GSM-7":
        return text
    return "".join(_plain_char(char) for char in text)


def _plain_char(char: str) -> str:
    if encoding(char) == "GSM-7":
        return char
    if char in LOOKALIKES:
        return LOOKALIKES[char]
    base = unicodedata.normalize("NFKD", char)[0]
    return base if encoding(base) == "GSM-7" else char


def topic_of(text: str, language: str) -> str | None:
    """What a question is about (`place`, `hours`), by the words the language has for it; None where none is there."""
    # Of one text it is asked twice, and the same few short ones come over and over.
    return _topic_of_short(text, language) if len(text) <= _SHORT_TEXT else _topic_of(text, language)


def _topic_of(text: str, language: str) -> str | None:
    code = language if speaks(language) else "en"
    folded = text.casefold()
    if not _any_topic(code).search(folded):
        return None  # as mostly, and told at a fifth of the price of looking for each by itself
    return next((topic for topic, words in _topic_words(code) if words.search(folded)), None)


_topic_of_short = lru_cache(maxsize=500)(_topic_of)


@cache
def _topic_words(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    topics = speech(language).topics
    return tuple((topic, re.compile("|".join(_beginning(word) for word in words))) for topic, words in topics.items())


@cache
def _any_topic(language: str) -> re.Pattern[str]:
    """A pattern for the words of all topics."""
    return re.compile("|".join(words.pattern for _, words in _topic_words(language)))


def _beginning(word: str) -> str:
    """A word's pattern: where words stand apart it begins one, and a short one is whole ("wo" is not in "Woche")."""
    if ord(word[0]) > _LAST_APART:
        return re.escape(word)
    return rf"\b{re.escape(word)}" + (r"\b" if len(word) <= _SHORT else "")
