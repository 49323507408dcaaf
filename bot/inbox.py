"""Answers a text: one lock, one decision, one transaction; the same text again gets the same answer."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar import RecordingCalendar, StoreCalendar, visits_of
from bot.effects import Scene, carry_out, takes_slots
from bot.ports import Collided, Row, Session, SlotTaken, Store
from bot.records import conversation as conversation_of
from bot.records import details, to_text
from bot.stories import write_story
from flows.engine import Turn, step
from flows.segments import segments
from flows.understand import Heard, understand
from flows.values import Appointment, Conversation, Inbound, Service

# A lost race is decided anew on a fresh calendar; the queue below makes two rounds enough, save for what staff change.
MOST_ROUNDS = 4


class NoLocation(Exception):
    """No business is loaded, so that no text can be answered: `flask load business.toml`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say (empty: nothing) and the rule that decided it; `repeated` where the text had been answered before."""

    reply: str
    rule: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What a decision rests on besides free slots, which the database guards itself."""

    start: Row
    visits: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A turn ready to be carried out, as long as what was seen still stands."""

    seen: Seen
    turn: Turn
    services: tuple[Service, ...]
    story: str


def answer(store: Store, inbound: Inbound, now: datetime) -> Answer:
    """Decides and carries out one text durably; `now` is aware UTC. Raises `NoLocation` where no business is loaded."""
    known = _texting(store, inbound)
    zone = ZoneInfo(known["timezone"])
    # Before any lock: understanding needs only the text and the clock.
    heard = understand(
        inbound.body,
        now.astimezone(zone).replace(tzinfo=None),
        known["language"],
        tuple(json.loads(known["languages"])),
    )
    text = Text(known, inbound, heard, now)
    for _ in range(MOST_ROUNDS - 1):
        with suppress(Collided):
            return _answer_in_turn(store, text)
    return _answer_in_turn(store, text)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with all that is known of it before the lock."""

    known: Row
    inbound: Inbound
    heard: Heard
    now: datetime

    @property
    def location(self) -> str:
        return str(self.known["location"])


def _texting(store: Store, inbound: Inbound) -> Row:
    known = store.peek("texting", sender=inbound.sender, phone=inbound.phone)
    # A pooled number that is not in the file yet, or a short code: the business still answers.
    known = known or store.peek("texting_first_location", phone=inbound.phone)
    if known is None:
        raise NoLocation("no location is loaded: run `flask load business.toml`")
    return known


def _answer_in_turn(store: Store, text: Text) -> Answer:
    guess = _guess(store, text) if store.one_writer else None
    with store.customer(text.location, text.inbound.phone) as session:
        seen = _look(session, text)
        if seen is None:
            raise LookupError(f"the customer {text.inbound.phone} at {text.location} is locked but not there")
        if seen.start["rule"] is not None:
            return Answer(seen.start["reply"], seen.start["rule"], repeated=True)
        for _ in range(MOST_ROUNDS):
            decision = guess if guess and guess.seen == seen else _decide(session, text, seen)
            guess = None
            try:
                _carry_out(session, text, decision)
            except SlotTaken:
                continue
            _keep(session, text, decision)
            return Answer(decision.turn.reply, decision.turn.rule)
    raise SlotTaken(f"no decision on {text.inbound.sid} held after {MOST_ROUNDS} rounds")


def _guess(store: Store, text: Text) -> Decision | None:
    """The decision as it stands before the lock, so that where one writer locks out all others it does so only to write.

    It counts if the customer's rows are the same under the lock; that slots are free the database itself makes sure.
    """
    with store.read() as session:
        seen = _look(session, text)
        return _decide(session, text, seen) if seen and seen.start["rule"] is None else None


def _look(session: Session, text: Text) -> Seen | None:
    inbound = text.inbound
    start = session.one(
        "start_of_turn",
        sid=inbound.sid,
        location=text.location,
        phone=inbound.phone,
        opt_out_sender=inbound.messaging_service or inbound.sender,
    )
    return Seen(start, visits_of(session, text.location, inbound.phone, text.now)) if start else None


def _decide(session: Session, text: Text, seen: Seen) -> Decision:
    inbound = text.inbound
    calendar = RecordingCalendar(
        StoreCalendar(session, text.location, inbound.phone, text.now, text.known["revision"], seen.visits)
    )
    turn = step(_conversation(seen.start, text.location, inbound), inbound, text.heard, calendar, text.now)
    services = calendar.services if turn.events else ()
    return Decision(seen, turn, services, write_story(inbound, turn, text.known, calendar.facts(), text.now))


def _carry_out(session: Session, text: Text, decision: Decision) -> None:
    turn, inbound = decision.turn, text.inbound
    _keep_customer(session, decision.seen.start, turn.after, text.now)
    if not turn.events:
        return
    if takes_slots(turn.events):
        # Many who want the same hour would keep taking it from each other. In a queue the loser of a race decides anew
        # while nobody else takes anything, so that the second round holds.
        session.run("queue_at_location", location=text.location)
    scene = Scene(
        session,
        inbound.sid,
        text.location,
        inbound.phone,
        inbound.messaging_service or inbound.sender,
        turn.after.language,
        text.now,
        decision.services,
    )
    with session.attempt():
        carry_out(scene, turn.events)


def _conversation(start: Row, location: str, inbound: Inbound) -> Conversation:
    """The conversation with a phone; the opt-out flag of this sender, not the state kept, says whether it is opted out."""
    found = conversation_of(start) if start["state"] else Conversation(location, inbound.phone, inbound.sender)
    if start["opted_out"] is not None:
        return replace(found, sender=inbound.sender, state="opted_out", expires_at=None)
    state = "idle" if found.state == "opted_out" else found.state
    return replace(found, sender=inbound.sender, state=state)


def _keep_customer(session: Session, start: Row, after: Conversation, now: datetime) -> None:
    """A customer's own text is their consent to be answered; mostly nothing of this is news."""
    if start["consent_at"] is None or after.language not in (None, start["language"]):
        session.run("keep_customer", location=after.location, phone=after.phone, language=after.language, now=to_text(now))


def _keep(session: Session, text: Text, decision: Decision) -> None:
    inbound, turn = text.inbound, decision.turn
    at = to_text(text.now)
    after = turn.after
    place = {"location": after.location, "phone": after.phone}
    expires_at = to_text(after.expires_at) if after.expires_at else None
    with session.together():
        session.run(
            "keep_conversation",
            **place,
            sender=after.sender,
            state=after.state,
            details=details(after),
            expires_at=expires_at,
            now=at,
        )
        session.run(
            "keep_turn",
            **place,
            sid=inbound.sid,
            sender=inbound.sender,
            at=at,
            body=inbound.body,
            rule=turn.rule,
            state_before=turn.before.state,
            state_after=after.state,
            reply=turn.reply,
            segments=segments(turn.reply) if turn.reply else 0,
            story=decision.story,
        )
        for position, media in enumerate(inbound.media):
            session.run(
                "keep_media",
                turn=inbound.sid,
                position=position,
                location=after.location,
                url=media.url,
                content_type=media.content_type,
            )
