"""Renders what a turn says: lines and date formats of a language, in the place's own time."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time

from flows.says import Numbered, Visit, Week
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
_SHORT = 3


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


def say(key: str, language: str, place: Place, values: Mapping[str, object]) -> str:
    """The line with its values filled in: the first variant that fits one segment, else the last.

    Raises NoSuchLine where the language lacks the key or a value for one of its placeholders.
    """
    return say_all(((key, values),), language, place)


def say_all(said: Sequence[tuple[str, Mapping[str, object]]], language: str, place: Place) -> str:
    """Several lines as one text, each in its longest variant with which all of them fit one segment (else the shortest)."""
    spoken = speech(language)
    joint = spoken.parts.get("joint", " ")
    lines = [_line(key, values, spoken, place) for key, values in said]
    text, step, shorter = "", 0, bool(lines)
    while shorter:
        chosen = [(key, variants[min(step, len(variants) - 1)], shown) for key, variants, shown in lines]
        text = _plain(joint.join([_filled(line, shown, spoken, key) for key, line, shown in chosen]), spoken)
        step += 1
        shorter = segments(text) > 1 and any(step < len(variants) for _, variants, _ in lines)
    return text


def _line(key: str, values: Mapping[str, object], spoken: Speech, place: Place) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """A line's key, its variants, and its values as this language writes them."""
    if key not in spoken.lines:
        raise NoSuchLine(f"{spoken.code} has no line {key!r}")
    return key, spoken.lines[key], {name: render(value, spoken, place) for name, value in values.items()}


def _filled(line: str, shown: Mapping[str, str], spoken: Speech, key: str) -> str:
    try:
        text = line.format_map(shown)
    except KeyError as missing:
        raise NoSuchLine(f"{spoken.code} {key}: no value for {missing}") from missing
    return text[:1].upper() + text[1:]


def render(value: object, said: Speech, place: Place) -> str:
    """One value as this language writes it."""
    if isinstance(value, datetime):
        local = value.astimezone(place.zone)
        return said.moment.format(date=_date(local.date(), said), time=_time(local.time(), said))
    if isinstance(value, date):
        return _date(value, said)
    if isinstance(value, time):
        return _time(value, said)
    if isinstance(value, Visit):
        part = "visit_of" if value.name else "visit"
        return said.parts[part].format(service=value.service, provider=value.provider, name=value.name)
    if isinstance(value, Numbered):
        texts = [_item(item, said, place) for item in value.items]
        return said.parts["between"].join(said.parts["numbered"].format(n=n, item=text) for n, text in enumerate(texts, 1))
    if isinstance(value, Week):
        return _week(value, said)
    if isinstance(value, tuple):
        return said.parts["between"].join(_item(item, said, place) for item in value)
    return str(value)


def _item(item: object, said: Speech, place: Place) -> str:
    return " ".join(render(part, said, place) for part in item) if isinstance(item, tuple) else render(item, said, place)


def _week(week: Week, said: Speech) -> str:
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
    return said.parts["between"].join(_same_hours(group, opening[group[0]], said) for group in groups)


def _same_hours(group: list[str], spans: tuple[str, ...], said: Speech) -> str:
    # 5 January 2026 is a Monday.
    names = [format_date(date(2026, 1, 5 + DAYS.index(day)), "EEE", locale=said.locale) for day in (group[0], group[-1])]
    clocks = [tuple(_time(time.fromisoformat(end), said) for end in span.split("-")) for span in spans]
    days = names[0] if len(group) == 1 else "-".join(names)
    return f"{days} " + " ".join("-".join(clock) for clock in clocks)


def _date(day: date, said: Speech) -> str:
    return _formatted_date(day, said.date, said.locale)


def _time(clock: time, said: Speech) -> str:
    return _formatted_time(clock, said.time, said.locale)


# The same days and hours are said again and again; Babel takes 12 us for each.
@lru_cache(maxsize=4096)
def _formatted_date(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=4096)
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
    code = language if speaks(language) else "en"
    folded = text.casefold()
    if not _any_topic(code).search(folded):
        return None  # as mostly, and told at a fifth of the price of looking for each by itself
    return next((topic for topic, words in _topic_words(code) if words.search(folded)), None)


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
