"""Specimens: conversations made up so that every rule fires, in a business with the longest names there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice, product
from zoneinfo import ZoneInfo

from flows.engine import Turn, decide
from flows.lang.lines import languages, say, say_all, speech
from flows.says import Numbered, Say, Visit
from flows.values import (
    ANYBODY,
    STATES,
    Appointment,
    Conversation,
    FreeSlots,
    Inbound,
    Intent,
    Media,
    Place,
    Provider,
    Reading,
    Service,
    Slot,
    Span,
    State,
    Status,
    Window,
)
from flows.visits import MOVING, PICKING

NOW = datetime(2026, 10, 28, 14, 0, tzinfo=UTC)  # a Wednesday, 10:00 in New York; clocks go back on 1 November at 2:00
ZONE = ZoneInfo("America/New_York")
DAY = datetime(2026, 11, 25, 11, 30)  # the longest date there is: two-digit day and hour
PHONE = "+15550109999"
SENDER = "+15550100001"


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest names a business uses: what a reply must still fit with."""

    place: str = "Green Street Dental"
    address: str = "12 Green Street"
    service: str = "check-up"
    other_service: str = "cleaning"
    provider: str = "Dr Okafor-Bennett"
    people: tuple[str, str] = ("Maximilian", "Guadalupe")


LONGEST = Longest()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a specimen's text was answered with, or how deciding it failed."""

    language: str
    rule: str
    keys: tuple[str, ...]
    reply: str
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A schedule in which free slots are whatever the specimen wants them to be."""

    longest: Longest
    appointments: tuple[Appointment, ...]
    one_service: bool
    slots: tuple[Slot, ...]
    met: bool
    others_met: bool = False

    @property
    def place(self) -> Place:
        hours = tuple((day, ("09:00-12:00", "13:00-17:00")) for day in ("mon", "tue", "wed", "fri"))
        names = self.longest
        return Place("main", names.place, ZONE, ("en",), names.address, "+15550100099", hours)

    @property
    def services(self) -> tuple[Service, ...]:
        both = (
            Service("first", (("en", self.longest.service),), 30),
            Service("second", (("en", self.longest.other_service),), 45),
        )
        return both[:1] if self.one_service else both

    @property
    def providers(self) -> tuple[Provider, ...]:
        both = ("first", "second")
        return (Provider("doctor", self.longest.provider, both), Provider("other", self.longest.provider, both[:1]))

    def provider_name(self, provider: str) -> str:
        return self.longest.provider

    def free(
        self,
        service: str,
        *,
        provider: str | None,
        windows: tuple[Window, ...],
        excluded: tuple[Window, ...] = (),
        replacing: str | None = None,
        near: datetime | None = None,
        count: int = 3,
        or_near: bool = True,
        without: tuple[str, ...] = (),
    ) -> FreeSlots:
        if len(windows) == 1 and windows[0].start == windows[0].end and self.met:
            start = windows[0].start.replace(tzinfo=ZONE).astimezone(UTC)
            return FreeSlots((Slot("doctor", start, 30),), met=True)
        if provider is None and self.others_met:
            return FreeSlots(tuple(replace(slot, provider="other") for slot in self.slots), met=True)
        met = self.met and bool(self.slots)
        return FreeSlots(self.slots[:count] if met or or_near else (), met)


def play_specimens(longest: Longest) -> Iterator[Spoken]:
    """Every trigger in every state under many circumstances, in every language."""
    said: set[tuple[str, tuple[Say, ...]]] = set()
    for state in STATES:
        for reading, calendar, conversation in _circumstances(state, longest):
            for inbound in _inbounds(reading):
                try:
                    turn = decide(conversation, inbound, reading, calendar, NOW)
                except LookupError as wrong:
                    yield Spoken("en", "", (), "", f"{reading.intent} in {state} ({conversation.purpose}) raises: {wrong}")
                    continue
                if (turn.rule, turn.says) not in said:
                    said.add((turn.rule, turn.says))
                    yield from _in_all_languages(turn, calendar.place)


def _in_all_languages(turn: Turn, place: Place) -> Iterator[Spoken]:
    keys = tuple(line.key for line in turn.says)
    for language in languages():
        reply = say_all(turn.says, language, place)
        yield Spoken(language, turn.rule, keys, reply)


def say_unasked(key: str, language: str, longest: Longest) -> str:
    """A text we send by ourselves, with the longest names."""
    values: dict[str, object] = {
        "place": longest.place,
        "phone": "+15550100099",
        "name": longest.people[0],
        "visit": Visit(longest.service, longest.provider, longest.people[0] if key.endswith("_of") else ""),
        "when": DAY.replace(tzinfo=ZONE),
        "offers": Numbered(tuple(slot.start for slot in _slots(3, 3))),
    }
    return say(key, language, Specimen(longest, (), True, (), False).place, values)


def _inbounds(reading: Reading) -> Iterator[Inbound]:
    text = Inbound("SM1", PHONE, SENDER, "so")
    yield text
    if reading.intent in (Intent.STOP, Intent.START):
        yield replace(text, body=str(reading.intent))
    if reading.intent == Intent.GREETING:
        yield replace(text, body="", media=(Media("https://example.com/picture", "image/jpeg"),))
    if reading.intent == Intent.INFO:
        yield from (
            replace(text, body=speech("en").topics[topic][0]) for topic in ("place", "hours", "who", "provider", "wrong_number")
        )
    if reading.intent == Intent.OTHER:
        yield replace(text, body=speech("en").topics["keep"][0])
        yield replace(text, body="so?")
        yield replace(text, over_limit=True)
        for kind in ("STOP", "START", "HELP"):
            yield replace(text, opt_out_type=kind)


def _visits(longest: Longest, count: int, start: datetime, *, moves: int = 0, people: int = 2) -> tuple[Appointment, ...]:
    status: Status = "booked"
    return tuple(
        Appointment(
            f"visit{number}",
            "main",
            "doctor",
            "first",
            (start + timedelta(minutes=30 * number)).replace(tzinfo=ZONE).astimezone(UTC),
            30,
            PHONE,
            longest.people[number if people > 1 else 0],
            None,
            status,
            moves,
        )
        for number in range(count)
    )


def _slots(days: int, count: int) -> tuple[Slot, ...]:
    """Free slots: `count` of them on `days` days."""
    starts = (DAY + timedelta(days=min(number, days - 1), minutes=-45 * number) for number in range(count))
    return tuple(Slot("doctor", start.replace(tzinfo=ZONE).astimezone(UTC), 30) for start in starts)


WEDNESDAY = Window(datetime(2026, 11, 25), datetime(2026, 11, 26), True, False)
CLOSED = Window(datetime(2026, 11, 26), datetime(2026, 11, 27), True, False)  # the place has no hours on Thursdays
NOON = Window(datetime(2026, 11, 25, 12, 30), datetime(2026, 11, 25, 12, 30))
TWICE = Window(datetime(2026, 11, 1, 1, 30), datetime(2026, 11, 1, 1, 30))
SKIPPED = Window(datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 2, 30))
PAST = Window(datetime(2026, 10, 28, 8, 0), datetime(2026, 10, 28, 8, 0))
SOON = Window(datetime(2026, 10, 28, 11, 30), datetime(2026, 10, 28, 11, 30))
WEEK = Window(datetime(2026, 11, 23), datetime(2026, 11, 28), True, False)
OWN = Window(DAY, DAY)


def _readings(longest: Longest) -> Iterator[Reading]:
    for intent in Intent:
        yield Reading(intent)
        if intent not in (Intent.STOP, Intent.START, Intent.HUMAN, Intent.HELP, Intent.INFO):
            yield Reading(intent, choice=1)
    for window in (WEDNESDAY, CLOSED, NOON, TWICE, SKIPPED, PAST, SOON, WEEK, OWN):
        yield Reading(Intent.PROPOSE, (window,))
    for provider in ("other", ANYBODY):
        yield Reading(Intent.PROPOSE, (WEDNESDAY,), provider=provider)
    yield Reading(Intent.PROPOSE, provider="other")
    yield Reading(Intent.PROPOSE, without=("doctor",))
    yield Reading(Intent.AFFIRM, (NOON,))
    for intent in (Intent.AFFIRM, Intent.CHOOSE, Intent.CANCEL):
        yield Reading(intent, everything=True)
    first, second = longest.people
    yield Reading(Intent.OTHER, answers=((first, Intent.AFFIRM), (second, Intent.DENY)))
    yield Reading(Intent.OTHER, answers=((first, Intent.AFFIRM),))
    yield Reading(Intent.OTHER, noise=True)
    yield Reading(Intent.OTHER, own=(OWN,))
    yield Reading(Intent.OTHER, own=(OWN,), spans=(Span(0, 2, "so", "keep"),))
    for intent, meaning in (
        (Intent.AFFIRM, "keep"),
        (Intent.AFFIRM, "attend"),
        (Intent.AFFIRM, "time"),
        (Intent.OTHER, "keep"),
        (Intent.OTHER, "no, coming"),
        (Intent.OTHER, "promise"),
        (Intent.OTHER, "keep, time"),
        (Intent.CHOOSE, "time, want"),
    ):
        yield Reading(intent, choice=1 if intent == Intent.CHOOSE else None, spans=(Span(0, 2, "so", meaning),))


def _circumstances(state: State, longest: Longest) -> Iterator[tuple[Reading, Specimen, Conversation]]:
    blank = Conversation("main", PHONE, SENDER, state=state, expires_at=NOW + timedelta(hours=1))
    for reading in _readings(longest):
        searches = reading.intent in (*MOVING, Intent.CHOOSE, Intent.AFFIRM, Intent.BOOK)
        for visits, free in product(_schedules(longest), _free() if searches else islice(_free(), 1)):
            for conversation in _conversations(blank, visits, reading):
                yield reading, Specimen(longest, visits, *free), conversation


def _schedules(longest: Longest) -> Iterator[tuple[Appointment, ...]]:
    yield ()
    yield _visits(longest, 1, DAY)
    yield _visits(longest, 2, DAY)
    yield _visits(longest, 2, DAY, people=1)
    yield _visits(longest, 1, DAY, moves=3)
    yield _visits(longest, 1, datetime(2026, 10, 28, 12, 30))
    yield tuple(replace(visit, status="cancelled") for visit in _visits(longest, 1, DAY))


def _free() -> Iterator[tuple[bool, tuple[Slot, ...], bool, bool]]:
    yield False, _slots(1, 3), True, False
    yield True, _slots(3, 3), False, True
    yield True, _slots(1, 3), False, True
    yield True, _slots(3, 3), False, False
    yield True, _slots(1, 1), False, False
    yield True, (), False, False


def _conversations(blank: Conversation, visits: tuple[Appointment, ...], reading: Reading) -> Iterator[Conversation]:
    about = tuple((visit.id, visit.start) for visit in visits)
    offers = _slots(3, 3) if blank.state == "choosing" else _slots(1, 1) if blank.state == "agreeing" else ()
    asked = replace(blank, about=about[:1], purpose="move", offers=offers, wishes=(WEDNESDAY,))
    if blank.state in ("with_staff", "opted_out"):
        yield blank
        if blank.state == "opted_out":
            yield replace(blank, held=True)
        return
    if blank.state in PICKING:
        yield from (replace(asked, about=about, purpose=purpose) for purpose in ("confirm", "move", "cancel"))
    if blank.state == "confirming":
        yield replace(asked, about=about, offers=())
    if blank.state == "dropping":
        yield replace(asked, about=about, purpose="cancel")
    if blank.state == "idle":
        yield replace(blank, purpose="late")
    yield asked
    yield replace(asked, waiting=about[1:])
    yield replace(asked, misses=1, asked_at=NOW - timedelta(minutes=1))
    yield replace(asked, purpose="book", about=(), service="first" if blank.state not in PICKING else None)
    yield replace(asked, purpose="book", about=(), service="second", provider="other")
    yield replace(asked, about=(("gone", NOW),))
    if offers:
        yield replace(asked, expires_at=NOW)
        if reading.intent in (Intent.EARLIER, Intent.LATER):  # of a day on which nothing else is free
            yield replace(asked, offers=tuple(replace(slot, start=slot.start - timedelta(days=7)) for slot in offers[:1]))
    if reading.intent in (Intent.THANKS, Intent.GREETING, Intent.BYE):
        yield replace(asked, passive=(NOW,) * 3)
        yield replace(asked, passive=(NOW,) * 4)
