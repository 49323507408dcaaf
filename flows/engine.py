"""Decides one text: pure, from the conversation, the text, the schedule and the clock to a turn."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from flows.context import in_context, of_the_day_offered
from flows.draft import Draft
from flows.events import TAKING, Event, HoldsReleased, TaskRaised
from flows.frozen import replace, value
from flows.lang.lines import choose_language, say_all, speaks
from flows.local import to_local
from flows.providers import with_provider
from flows.registry import TABLE
from flows.says import Say
from flows.table import Trigger
from flows.understand import Heard, resolve
from flows.values import LIVE, Appointment, Asked, Calendar, Conversation, Expecting, Inbound, Intent, Reading, State, Window
from flows.visits import PICKING, first_name, standing_still
from flows.words import roles

# How long a question stays open; a reminder's until its visit begins. Opt-outs last.
OPEN_FOR: dict[State, timedelta] = {
    "picking_appointment": timedelta(hours=24),
    "picking_person": timedelta(hours=24),
    "asking_when": timedelta(hours=24),
    "choosing": timedelta(hours=24),
    "agreeing": timedelta(hours=24),
    "dropping": timedelta(hours=4),
    "with_staff": timedelta(hours=24),
}
EXPECTING: dict[State, Expecting] = {
    "confirming": "confirm",
    "agreeing": "confirm",
    "dropping": "confirm",
    "choosing": "choose",
    "picking_appointment": "choose",
    "picking_person": "choose",
    "asking_when": "when",
}


_ABOUT_DAYS: tuple[State, ...] = ("asking_when", "choosing", "agreeing")  # where a day is being looked for
_LONE_NUMBER = re.compile(r"\d{1,2}[.)!]?")
# Services have no times: when one is to be picked, days long past stand for them, which no text can mean by accident.
NO_TIME = datetime(1990, 1, 1)
_A_DAY = timedelta(days=1)


@value(frozen=True, slots=True)
class Turn:
    """One text, decided: what was understood, which rule fired, what is to be done and said; `reply` "" is silence."""

    reading: Reading
    rule: str
    guards: tuple[tuple[str, bool], ...]
    events: tuple[Event, ...]
    says: tuple[Say, ...]
    reply: str
    language: str
    before: Conversation
    after: Conversation


def step(conversation: Conversation, inbound: Inbound, heard: Heard, calendar: Calendar, now: datetime) -> Turn:
    """Decides what a text heard now (aware UTC) means and does."""
    current, local = as_of(conversation, now), to_local(now, calendar.place.zone)
    question = _asked(current, calendar, now)
    if current.state == "choosing" and any(said.relative is not None for said in heard.expressions):
        question = of_the_day_offered(question)
    reading = in_context(resolve(heard, question, local), heard, question)
    reading = with_provider(reading, heard, current, calendar, now)
    return decide(conversation, inbound, reading, calendar, now)


def decide(conversation: Conversation, inbound: Inbound, reading: Reading, calendar: Calendar, now: datetime) -> Turn:
    """Decides on a text whose meaning is known."""
    current = as_of(conversation, now)
    language = choose_language(reading.lang, current.language or _booked_language(calendar), calendar.place)
    lapsed = bool(conversation.offers) and not current.offers
    draft = Draft(current, inbound, reading, calendar, now, language, current.state, lapsed)
    TABLE.fire(trigger_of(draft), draft)
    if inbound.over_limit:
        draft.says.clear()  # an opt-out is carried out whenever it comes, but not answered either
    _note_picture(draft)
    _release_holds(draft)
    reply = say_all(draft.says, language, calendar.place)
    return Turn(
        reading,
        draft.rule,
        tuple(draft.guards.items()),
        tuple(draft.events),
        tuple(draft.says),
        reply,
        language,
        conversation,
        _after(draft, reply),
    )


def as_of(conversation: Conversation, now: datetime) -> Conversation:
    """The conversation as it counts now: a question whose time is over is no longer asked; an opt-out lasts."""
    if conversation.expires_at is None or conversation.expires_at > now:
        return conversation
    return replace(_at_rest(conversation), state="opted_out") if conversation.state == "opted_out" else _at_rest(conversation)


def shut(conversation: Conversation) -> Conversation:
    """The conversation of who wants no texts: nothing is asked; a thread that staff hold waits for them."""
    if conversation.state == "opted_out":
        return conversation
    held = conversation.state == "with_staff"
    return replace(conversation, state="opted_out", held=held, expires_at=conversation.expires_at if held else None)


def opened(conversation: Conversation) -> Conversation:
    """The conversation of who wants texts again, or never refused them from this number of ours: staff keep what they held."""
    if conversation.state != "opted_out":
        return conversation
    if conversation.held:
        return replace(conversation, state="with_staff", held=False)
    return replace(conversation, state="idle", expires_at=None)


def asked(conversation: Conversation, calendar: Calendar, now: datetime) -> Asked:
    """What our last text asked, in local time; where nothing is asked, whose visits there are."""
    return _asked(as_of(conversation, now), calendar, now)


def _asked(current: Conversation, calendar: Calendar, now: datetime) -> Asked:
    zone, state = calendar.place.zone, current.state
    standing, ahead = [], []
    for visit in calendar.appointments:
        if visit.status in LIVE:
            standing.append(visit)
            if visit.start > now:
                ahead.append(visit)
    if len(ahead) > 1:
        ahead.sort(key=attrgetter("start"))
    about = standing_still(current.about, standing) if current.about else ()
    starts = tuple([to_local(visit.start, zone) for visit in about]) if about else ()
    picking = state in PICKING
    if picking and current.purpose == "book":
        starts = tuple(NO_TIME + timedelta(days=number) for number in range(len(calendar.services)))
    offered = tuple([to_local(slot.start, zone) for slot in current.offers]) if current.offers else ()
    offers = starts if picking else offered
    appointment = starts[0] if starts else to_local(ahead[0].start, zone) if len(ahead) == 1 else None
    if state == "agreeing" and offers:
        # A yes or no is about the slot we named; "an hour later" starts from it.
        appointment = offers[0]
    return Asked(
        EXPECTING.get(state),
        None if picking else appointment,
        offers if picking or state == "choosing" else (),
        tuple([first_name(visit) for visit in about]) if picking else _first_names(ahead),
        len(about) > 1,
        _week_under_discussion(current, offered, to_local(now, zone)) if state in _ABOUT_DAYS else None,
    )


def _week_under_discussion(current: Conversation, offers: tuple[datetime, ...], now: datetime) -> date | None:
    """The Monday of the later week that the offers all lie in, or where nothing is offered, that was wished for."""
    mondays = {day.toordinal() - day.weekday() for day in offers or _days_of_a_week(current.wishes)}
    if len(mondays) != 1:
        return None
    monday = date.fromordinal(mondays.pop())
    return monday if monday > now.date() else None


def _days_of_a_week(wishes: tuple[Window, ...]) -> list[date]:
    """The first and the last day of a wish that leaves open which day of them."""
    if len(wishes) != 1 or wishes[0].time_given or wishes[0].end - wishes[0].start <= _A_DAY:
        return []
    return [wishes[0].start.date(), (wishes[0].end - timedelta(minutes=1)).date()]


def ask_confirmation(conversation: Conversation, visits: tuple[Appointment, ...], now: datetime) -> Conversation:
    """The conversation once a reminder has asked about these visits; an answer counts until the first of them begins."""
    if conversation.state in ("with_staff", "opted_out"):
        return conversation
    return replace(
        _at_rest(conversation),
        state="confirming",
        about=tuple((visit.id, visit.start) for visit in visits),
        purpose="confirm",
        asked_at=now,
        expires_at=min(visit.start for visit in visits),
    )


def trigger_of(draft: Draft) -> Trigger:
    """What the table is asked: the intent, unless the carrier has answered already, it is noise, or a picture alone."""
    inbound, reading = draft.inbound, draft.reading
    if inbound.opt_out_type == "STOP":
        return "carrier_stop"
    if inbound.opt_out_type == "START":
        return "carrier_start"
    if inbound.opt_out_type == "HELP":
        return "carrier_help"
    picture = inbound.media and not inbound.body.strip()
    echo = inbound.body.strip() == draft.conversation.last_reply.strip() != ""
    if (reading.noise or echo) and not picture:
        return "noise"
    if inbound.over_limit and reading.intent not in (Intent.STOP, Intent.START):
        return "over_limit"
    if picture or (inbound.media and reading.intent in (Intent.OTHER, Intent.INFO) and not _asks(inbound)):
        return "picture"  # "here is my card": what was asked for by whom, staff will see
    if reading.answers and reading.intent == Intent.OTHER:
        # "Yes for Ana": who comes and who does not is the answer, whatever else the text holds.
        everybody = all(intent == Intent.AFFIRM for _, intent in reading.answers)
        return Intent.AFFIRM if everybody else Intent.DENY
    if draft.lapsed and reading.intent == Intent.PROPOSE and any(role.startswith("pick ") for role in roles(draft)):
        return Intent.CHOOSE  # "the first", of offers that are no longer open: no first of a month
    listed = draft.state in ("idle", "choosing", *PICKING)
    if listed and reading.intent == Intent.PROPOSE and _LONE_NUMBER.fullmatch(inbound.body.strip()):
        # "7" answers a list, and is not in it, or answers one that is long over: it is not seven o'clock.
        return Intent.CHOOSE
    return reading.intent


def _asks(inbound: Inbound) -> bool:
    return "?" in inbound.body or "\uff1f" in inbound.body


def _first_names(visits: list[Appointment]) -> tuple[str, ...]:
    if len(visits) < 2:
        return (first_name(visits[0]),) if visits else ()
    return tuple(dict.fromkeys([first_name(visit) for visit in visits]))


def _booked_language(calendar: Calendar) -> str | None:
    visits = [visit for visit in calendar.appointments if visit.language]
    return sorted(visits, key=attrgetter("start"))[-1].language if visits else None


def _note_picture(draft: Draft) -> None:
    if draft.inbound.media and draft.state != "opted_out":
        draft.emit(TaskRaised("picture", None, draft.inbound.body))


def _release_holds(draft: Draft) -> None:
    """Leaving an offer untaken frees its slots for everybody."""
    if not draft.conversation.offers or draft.state in ("choosing", "agreeing"):
        return
    if not any(isinstance(event, TAKING) for event in draft.events):
        draft.emit(HoldsReleased())


def _at_rest(conversation: Conversation) -> Conversation:
    """Nothing asked, nothing under discussion; what is known of the person stays."""
    return Conversation(
        conversation.location,
        conversation.phone,
        conversation.sender,
        language=conversation.language,
        misses=conversation.misses,
        passive=conversation.passive,
        last_reply=conversation.last_reply,
        asked_at=conversation.asked_at,
    )


def _after(draft: Draft, reply: str) -> Conversation:
    """The conversation as the next text will find it."""
    state, before, changes = draft.state, draft.conversation, draft.changes
    # Silence is no understanding: an auto-reply in between does not wipe out that we have asked once.
    misses = changes.get("misses", 0 if draft.says else before.misses)
    held = state == "opted_out" and (before.held or before.state == "with_staff")
    if state in EXPECTING:
        known: dict[str, Any] = {
            **changes,
            "state": state,
            "sender": draft.inbound.sender,
            "language": _language_kept(draft),
            "misses": misses,
            "last_reply": reply or before.last_reply,
            "expires_at": _expiry(draft, state),
            "held": held,
        }
        return replace(before, **known)
    # What belongs to a question goes with it. A delay goes on being spoken of, though nothing was asked.
    late = state == "idle" and changes.get("purpose", before.purpose if before.state == "idle" else None) == "late"
    return Conversation(
        before.location,
        before.phone,
        draft.inbound.sender,
        state,
        _language_kept(draft),
        purpose="late" if late else None,
        misses=misses,
        passive=changes.get("passive", before.passive),
        last_reply=reply or before.last_reply,
        asked_at=changes.get("asked_at", before.asked_at),
        expires_at=_expiry(draft, state),
        held=held,
    )


def _language_kept(draft: Draft) -> str | None:
    return draft.language if draft.reading.lang and speaks(draft.reading.lang) else draft.conversation.language


def _expiry(draft: Draft, state: State) -> datetime | None:
    before = draft.conversation
    # A reminder's question lasts until its visit; staff's silence counts from when they got the thread.
    if state == before.state and state in ("confirming", "with_staff"):
        return before.expires_at
    if before.held or (before.state == "with_staff" and state == "opted_out"):
        return before.expires_at
    span = OPEN_FOR.get(state)
    return draft.now + span if span else None
