"""Answers a text: one lock, one decision, one transaction; the same text again gets the same answer."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar import RecordingCalendar, load_calendar
from bot.effects import Scene, carry_out, takes_slots
from bot.ports import Collided, Row, Session, SlotTaken, Store
from bot.records import conversation as conversation_of
from bot.records import details, to_text
from bot.stories import write_story
from flows.engine import Turn, step
from flows.segments import segments
from flows.understand import Heard, understand
from flows.values import Conversation, Inbound

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
    for _ in range(MOST_ROUNDS - 1):
        with suppress(Collided):
            return _answer_in_turn(store, known, inbound, heard, now)
    return _answer_in_turn(store, known, inbound, heard, now)


def _answer_in_turn(store: Store, known: Row, inbound: Inbound, heard: Heard, now: datetime) -> Answer:
    location, phone = known["location"], inbound.phone
    with store.customer(location, phone) as session:
        start = session.one(
            "start_of_turn",
            sid=inbound.sid,
            location=location,
            phone=phone,
            opt_out_sender=inbound.messaging_service or inbound.sender,
        )
        if start is None:
            raise LookupError(f"the customer {phone} at {location} is locked but not there")
        if start["rule"] is not None:
            return Answer(start["reply"], start["rule"], repeated=True)
        return _decide(session, known, start, inbound, heard, now)


def _texting(store: Store, inbound: Inbound) -> Row:
    known = store.peek("texting", sender=inbound.sender, phone=inbound.phone)
    # A pooled number that is not in the file yet, or a short code: the business still answers.
    known = known or store.peek("texting_first_location", phone=inbound.phone)
    if known is None:
        raise NoLocation("no location is loaded: run `flask load business.toml`")
    return known


def _decide(session: Session, known: Row, start: Row, inbound: Inbound, heard: Heard, now: datetime) -> Answer:
    location = known["location"]
    conversation = _conversation(start, location, inbound)
    for _ in range(MOST_ROUNDS):
        calendar = RecordingCalendar(load_calendar(session, location, inbound.phone, now, known["revision"]))
        turn = step(conversation, inbound, heard, calendar, now)
        scene = Scene(
            session,
            inbound.sid,
            location,
            inbound.phone,
            inbound.messaging_service or inbound.sender,
            turn.after.language,
            now,
            calendar.services if turn.events else (),
        )
        _keep_customer(session, start, turn.after, now)
        try:
            if turn.events:
                if takes_slots(turn.events):
                    # Many who want the same hour would keep taking it from each other. In a queue the loser of a race
                    # decides anew while nobody else takes anything, so that the second round holds.
                    session.run("queue_at_location", location=location)
                with session.attempt():
                    carry_out(scene, turn.events)
        except SlotTaken:
            continue
        _keep(session, inbound, turn, write_story(inbound, turn, known, calendar.facts(), now), now)
        return Answer(turn.reply, turn.rule)
    raise SlotTaken(f"no decision on {inbound.sid} held after {MOST_ROUNDS} rounds")


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


def _keep(session: Session, inbound: Inbound, turn: Turn, story: str, now: datetime) -> None:
    at = to_text(now)
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
            story=story,
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
