"""`flask understand`: texts in, their meaning out, one JSON object a line; `--explain` tells which words made it."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TextIO, TypeGuard

import orjson

from flows.understand import read
from flows.understand.places import tags_of_zone
from flows.values import Asked, Expecting, Window

# What a text makes goes with it, what stays is learnt of words: no cycles to look for every few hundred objects.
_SELDOM = 50_000
_EXPECTING: tuple[Expecting, ...] = ("confirm", "choose", "when")


class BadLine(ValueError):
    """An input line that is not what the format asks for."""


def understand_lines(lines: Iterable[str], out: TextIO) -> int:
    """Answers each line of input; a bad one gets an `error` that names it, and the others go on. Returns how many were bad."""
    bad = 0
    with _collecting_seldom():
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                answer = _answer(line)
            except BadLine as error:
                bad += 1
                answer = {"line": number, "error": f"line {number}: {error}"}
            out.write(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE).decode())
    out.flush()
    return bad


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(_SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def explain(
    text: str,
    now: datetime,
    *,
    language: str | None = None,
    prefer: tuple[str, ...] = (),
    asked: Asked | None = None,
) -> str:
    """The reading of a text with the words that made it, for a person."""
    reading = read(text, now, language, prefer, asked)
    lines = [f"intent    {reading.intent}"]
    lines += [f"wanted    {_told(window)}" for window in reading.windows]
    lines += [f"ruled out {_told(window)}" for window in reading.excluded]
    lines += [f"visit now {_told(window)}" for window in reading.own]
    if reading.choice is not None:
        lines.append(f"choice    {reading.choice}")
    lines += [f"answer    {name}: {intent}" for name, intent in reading.answers]
    lines += [f"flag      {flag}" for flag in ("aimed", "any_day", "everything", "noise", "urgent") if getattr(reading, flag)]
    lines.append(f"language  {reading.lang or 'not to be told'}")
    lines += [f"  {span.text!r}: {span.meaning}" if span.text else f"  {span.meaning}" for span in reading.spans]
    return "\n".join(lines)


def explain_with(text: str, given: Mapping[str, str | None]) -> str:
    """The same for what a command line gives: `now`, `lang`, `tz`, `expecting`, `appointment`, `offers` (with commas between).

    Raises BadLine for a value that is none.
    """
    now = _moment(given["now"], "now") if given.get("now") else datetime.now().replace(microsecond=0)
    offers = [offer.strip() for offer in (given.get("offers") or "").split(",") if offer.strip()]
    zone = given.get("tz")
    prefer = tags_of_zone(zone) if zone else ()
    return explain(text, now, language=given.get("lang"), prefer=prefer, asked=_asked({**given, "offers": offers}))


def _told(window: Window) -> str:
    day = "" if window.date_given else " (any day)"
    time = "" if window.time_given else " (any time)"
    return f"{window.start:%Y-%m-%d %H:%M} to {window.end:%Y-%m-%d %H:%M}{day}{time}"


def _answer(line: str) -> dict[str, object]:
    given = _fields(line)
    zone = given.get("tz")
    reading = read(
        _text(given, "text"),
        _moment(given.get("now"), "now"),
        None if given.get("lang") is None else _text(given, "lang"),
        tags_of_zone(zone) if isinstance(zone, str) else (),
        _asked(given),
        explained=False,
    )
    return {
        "id": given.get("id"),
        "intent": reading.intent,
        "windows": reading.windows,
        "choice": reading.choice,
        "lang": reading.lang,
    }


def _fields(line: str) -> Mapping[str, object]:
    try:
        given = orjson.loads(line)
    except orjson.JSONDecodeError:
        given = _fields_at_length(line)
    if not isinstance(given, dict):
        raise BadLine("no JSON object")
    return given


def _fields_at_length(line: str) -> object:
    """The same by the parser that takes half an emoji (`"\\ud83d"`), as texts cut by a phone may end in one."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLine(f"no JSON ({error})") from None


def _text(given: Mapping[str, object], field: str) -> str:
    value = given.get(field)
    if not isinstance(value, str):
        raise BadLine(f"{field} is no text")
    return value


def _moment(value: object, field: str) -> datetime:
    if not isinstance(value, str):
        raise BadLine(f"{field} is no ISO datetime")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadLine(f"{field} is no ISO datetime: {value!r}") from None
    if moment.tzinfo is not None:
        raise BadLine(f"{field} is not local, it has a UTC offset: {value!r}")
    return moment


def _asked(given: Mapping[str, object]) -> Asked:
    expecting, appointment, offers = given.get("expecting"), given.get("appointment"), given.get("offers") or []
    if expecting is not None and not _is_expecting(expecting):
        raise BadLine(f"expecting is none of {', '.join(_EXPECTING)}: {expecting!r}")
    if not isinstance(offers, list):
        raise BadLine("offers is no list")
    visit = None if appointment is None else _moment(appointment, "appointment")
    return Asked(expecting, visit, tuple([_moment(offer, "offers") for offer in offers]) if offers else ())


def _is_expecting(value: object) -> TypeGuard[Expecting]:
    return value in _EXPECTING
