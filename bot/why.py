"""A turn in sentences, from its own row; and its replay, which must give the same answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.calendar import ReplayCalendar
from bot.calendar.replay import NotAsked
from bot.ports import Session
from bot.reading_words import rule_of, told
from bot.records import from_text
from bot.stories import Story, decided, read_story
from flows.engine import Turn, step
from flows.understand import understand

OVER_LIMIT = "As many replies as one phone may get had gone to it within the hour (REPLIES_PER_PHONE_HOUR), so none was given."


class NoSuchTurn(Exception):
    """No text with this SID was answered here."""


def replay(story: Story) -> Turn:
    """The turn decided again from its own story alone; raises `NotAsked` where today's program would look for more."""
    calendar = ReplayCalendar(story.facts)
    local = story.now.astimezone(calendar.place.zone).replace(tzinfo=None)
    heard = understand(story.inbound.body, local, story.known_language, story.place_languages)
    return step(story.before, story.inbound, heard, calendar, story.now)


def same(story: Story, reply: str, rule: str) -> list[str]:
    """What a replay decides differently today, as sentences; empty where nothing does."""
    try:
        turn = replay(story)
    except NotAsked:
        # A newer program may ask the schedule what this turn did not: what it would have been told nobody knows any more.
        return ["it would look up something in the schedule that was not looked up then"]
    again = decided(turn)
    found = [f"the rule is now {turn.rule}, it was {rule}"] if turn.rule != rule else []
    if turn.reply != reply:
        found.append(f"the reply is now {turn.reply!r}, it was {reply!r}")
    for name, value in again.items():
        if (value or None) != (story.decided.get(name) or None):
            found.append(f"{name}: now {value!r}, it was {story.decided.get(name)!r}")
    return found


def tell(session: Session, sid: str) -> list[str]:
    """The turn of a text in sentences; raises `NoSuchTurn`."""
    row = session.one("turn_story", sid=sid)
    if row is None:
        raise NoSuchTurn(f"no text with the SID {sid} was answered here")
    story = read_story(row)
    zone = ReplayCalendar(story.facts).place.zone
    at = story.now.astimezone(zone)
    lines = [
        f"On {at:%a %d %b %Y at %H:%M} ({zone.key}) {row['phone']} wrote to {row['sender']}: {row['body']!r}.",
        f"The conversation stood at {row['state_before']!r}{_pending(story, zone)}.",
        *_understood(story.decided["reading"]),
        *([OVER_LIMIT] if story.inbound.over_limit else []),
        *_conditions(story.decided["guards"] or ()),
        f"So the rule {row['rule']} fired, and the conversation stands at {row['state_after']!r}.",
        *[_happened(kind, values, zone) for kind, values in story.decided["events"] or ()],
        f"The reply ({row['segments']} segment(s)): {row['reply']!r}." if row["reply"] else "Nothing was said.",
    ]
    if row["reply_sid"]:
        lines.append(f"Twilio calls the reply {row['reply_sid']}; its status is {row['reply_status']}.")
    differences = same(story, row["reply"], row["rule"])
    lines.append(
        "Decided again from this row it gives the same answer."
        if not differences
        else "Decided again with today's program it differs: " + "; ".join(differences) + "."
    )
    return lines


def _pending(story: Story, zone: Any) -> str:
    if not story.before.offers:
        return ""
    offers = ", ".join(
        f"{number}: {slot.start.astimezone(zone):%a %d %b %H:%M}" for number, slot in enumerate(story.before.offers, 1)
    )
    return f" with these offers: {offers}"


def _understood(reading: dict[str, Any]) -> list[str]:
    lines = [f"It was read as {reading['intent']!r}" + (f" in {reading['lang']!r}" if reading.get("lang") else "") + "."]
    for start, end, *_ in reading.get("windows", ()):
        lines.append(f"It names {_span(start, end)}.")
    for start, end, *_ in reading.get("excluded", ()):
        lines.append(f"It rules out {_span(start, end)}.")
    for start, end, *_ in reading.get("own", ()):
        lines.append(f"It speaks of a visit that is {_span(start, end)}.")
    if reading.get("choice"):
        lines.append(f"It chooses number {reading['choice']}.")
    for name, intent in reading.get("answers", ()):
        lines.append(f"For {name} it says {intent!r}.")
    if reading.get("noise"):
        lines.append("It is noise: a reaction, an automatic reply or an echo.")
    spans = reading.get("words", ())
    words, rule = told(spans), rule_of(spans)
    if words:
        lines.append("These words made it: " + "; ".join(words) + ".")
    if rule:
        lines.append(f"It was read so by the rule {rule!r}" + ("." if words else ": it has no words we know."))
    return lines


def _conditions(guards: Iterable[tuple[str, bool]]) -> list[str]:
    """Which of the conditions that were looked at held, and which did not."""
    held: list[str] = []
    failed: list[str] = []
    for name, answer in guards:
        (held if answer else failed).append(_words(name))
    lines = [f"What held: {'; '.join(held)}."] if held else []
    return lines + ([f"What did not hold: {'; '.join(failed)}."] if failed else [])


def _span(start: str, end: str) -> str:
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    if first == last:
        return f"{first:%a %d %b %Y %H:%M}"
    return f"{first:%a %d %b %Y %H:%M} to {last:%a %d %b %Y %H:%M}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _happened(kind: str, values: dict[str, Any], zone: Any) -> str:
    shown = ", ".join(f"{_words(name)} {_shown(value, zone)}" for name, value in values.items() if value not in (None, "", []))
    return f"{kind}" + (f": {shown}." if shown else ".")


def _shown(value: Any, zone: Any) -> str:
    if isinstance(value, list) and len(value) == 3 and isinstance(value[2], int):
        return f"{from_text(value[1]).astimezone(zone):%a %d %b %H:%M} with {value[0]} ({value[2]} min)"
    if isinstance(value, list):
        return "; ".join(_shown(item, zone) for item in value)
    if isinstance(value, str) and len(value) == 20 and value.endswith("Z"):
        return f"{from_text(value).astimezone(zone):%a %d %b %H:%M}"
    return repr(value) if isinstance(value, str) else str(value)
