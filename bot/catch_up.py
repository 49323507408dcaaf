"""After downtime: texts the provider has and we do not are answered as ordinary turns, out-of-date ones go to staff."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from bot.host import Host
from bot.inbox import answer
from bot.notices import reply_later
from bot.ports import NotSent, Row
from bot.records import from_text, to_text
from flows.understand import resolve, understand
from flows.values import Asked, Inbound, Intent

log = logging.getLogger("reslot.catch_up")
EVERY = timedelta(minutes=5)
FIRST_LOOK_BACK = timedelta(days=1)
LONGEST_LOOK_BACK = timedelta(days=7)
OVERLAP = timedelta(minutes=30)  # looked at again each time: a text listed late is not missed
# A webhook may still be at work on a text this young (15 s, and retries): it answers by itself.
TOO_YOUNG = timedelta(minutes=2)
OUT_OF_DATE = timedelta(hours=1)
DONE = "catch-up"
OPEN = "catching-up:"  # notes: a text being answered here whose reply is not in the outbox yet


@runtime_checkable
class Lists(Protocol):
    """A channel that can list what customers sent to a number of ours since a time (aware UTC), oldest first."""

    def list_inbound(self, to: str, since: datetime) -> list[Inbound]: ...


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How many missed texts were answered, and how many went to staff."""

    answered: int = 0
    to_staff: int = 0


def catch_up_if_due(host: Host) -> CaughtUp | None:
    """Catches up unless somebody has just done so; None where it was not due or the provider did not answer."""
    last = _last(host)
    if last and host.clock() - last < EVERY:
        return None
    try:
        return catch_up(host)
    except NotSent as error:
        log.warning("catching up: %s", error)
        return None


def catch_up(host: Host, since: datetime | None = None) -> CaughtUp:
    """Answers what was missed since a time (default: since the last catch-up). Raises `NotSent` where it can't be listed."""
    now = host.clock()
    channel = host.channel
    if not isinstance(channel, Lists):
        return CaughtUp()
    answered = sum(_finish(host, sid) for sid in _unfinished(host))
    to_staff = 0
    for number in _numbers(host):
        missed = _missed(host, channel.list_inbound(number, since or _look_back(host, now)))
        if not missed:
            continue
        # A listed text carries no time of its own here; what a shorter list leaves out is older.
        young = _sids(channel.list_inbound(number, now - TOO_YOUNG))
        fresh = _sids(channel.list_inbound(number, now - OUT_OF_DATE))
        for text in missed:
            if text.sid in young:
                continue
            done = _take_up(host, text, is_fresh=text.sid in fresh)
            answered += done.answered
            to_staff += done.to_staff
    with host.store.write() as session:
        session.run("note_keep", key=DONE, value=to_text(now), now=to_text(now))
    return CaughtUp(answered, to_staff)


def _take_up(host: Host, text: Inbound, *, is_fresh: bool) -> CaughtUp:
    """Answers a text that is no older than an hour, and an opt-out; all else goes to staff, and so does what we fail at."""
    kind = "old_text"
    try:
        if is_fresh or _is_opt_out(host, text):
            return CaughtUp(answered=_answer(host, text))
    except Exception:  # one text must not keep the worker from all others, now and whenever it is started
        log.exception("text %s can't be answered", text.sid)
        kind = "webhook_failed"
    return CaughtUp(to_staff=_give_to_staff(host, text, kind))


def _last(host: Host) -> datetime | None:
    with host.store.read() as session:
        note = session.one("note", key=DONE)
    return from_text(note["value"]) if note else None


def _look_back(host: Host, now: datetime) -> datetime:
    last = _last(host)
    if last is None:
        return now - FIRST_LOOK_BACK
    return max(last - OVERLAP, now - LONGEST_LOOK_BACK)


def _numbers(host: Host) -> list[str]:
    with host.store.read() as session:
        return [row["number"] for row in session.all("all_senders")]


def _sids(texts: Iterable[Inbound]) -> set[str]:
    return {text.sid for text in texts}


def _missed(host: Host, listed: list[Inbound]) -> list[Inbound]:
    """Those neither answered nor given to staff."""
    with host.store.read() as session:
        return [
            text
            for text in listed
            if not session.one("delivery_of_turn", sid=text.sid) and not session.one("task_by_id", id=_task_id(text))
        ]


def _answer(host: Host, text: Inbound) -> int:
    """An ordinary turn; its reply goes by the outbox. The note makes sure that it does, whenever we are killed."""
    now = to_text(host.clock())
    with host.store.write() as session:
        session.run("note_keep_first", key=OPEN + text.sid, value=json.dumps({"phone": text.phone}), now=now)
    answered = answer(host.store, text, host.clock(), most_replies=host.settings.replies_per_phone_hour)
    if answered.repeated:
        # The webhook was faster after all: its own answer carries the reply.
        with host.store.write() as session:
            session.run("note_forget", key=OPEN + text.sid)
        return 0
    return _finish(host, text.sid)


def _finish(host: Host, sid: str) -> int:
    """Puts the reply of a turn answered here into the outbox."""
    with host.store.read() as session:
        turn = session.one("delivery_of_turn", sid=sid)
    if turn is None:  # killed before it was answered: it is listed again
        with host.store.write() as session:
            session.run("note_forget", key=OPEN + sid)
        return 0
    with host.store.customer(turn["location"], turn["phone"]) as session:
        # A reply the provider has told us of went out with the webhook's answer.
        if turn["reply"] and turn["reply_sid"] is None:
            reply_later(session, sid, location=turn["location"], phone=turn["phone"], body=turn["reply"], now=host.clock())
        session.run("note_forget", key=OPEN + sid)
    return 1


def _unfinished(host: Host) -> list[str]:
    with host.store.read() as session:
        return [row["key"].removeprefix(OPEN) for row in session.all("notes_between", first=OPEN, last=OPEN[:-1] + ";")]


def _is_opt_out(host: Host, text: Inbound) -> bool:
    """A wish for no more texts (or for texts again) counts however old it is."""
    if text.opt_out_type:
        return True
    row = _place_of(host, text)
    if row is None:
        return False
    languages = tuple(json.loads(row["languages"]))
    local = host.clock().astimezone(ZoneInfo(row["timezone"])).replace(tzinfo=None)
    heard = understand(text.body, local, row["language"], languages)
    return resolve(heard, Asked(), local).intent in (Intent.STOP, Intent.START)


def _place_of(host: Host, text: Inbound) -> Row | None:
    with host.store.read() as session:
        return session.one("texting", sender=text.sender, phone=text.phone)


def _give_to_staff(host: Host, text: Inbound, kind: str) -> int:
    """A task of this kind: for a text too old to be acted on (what was free then may be gone, what was meant by "tomorrow" is
    over), or one that we fail at. Raises where it is the database that fails."""
    row = _place_of(host, text)
    if row is None:
        return 0
    where, now = {"location": row["location"], "phone": text.phone}, to_text(host.clock())
    with host.store.customer(**where, make=False) as session:
        # As an answered text does: without it staff could not write back.
        session.run("keep_customer", **where, language=None, now=now)
        return session.written(
            "raise_task",
            id=_task_id(text),
            **where,
            kind=kind,
            note=text.body,
            appointment=None,
            turn=None,
            now=now,
        )


def _task_id(text: Inbound) -> str:
    return f"{text.sid}:old"
