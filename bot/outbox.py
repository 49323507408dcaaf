"""Sends what is due: leased by one worker at a time, checked again, sent once, looked up where the outcome is unknown."""

from __future__ import annotations

import json
import logging
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from bot import delivery
from bot.host import Host
from bot.outbox_checks import Scene, Stop, alert, first_stop, load_scene, over_cap, useful
from bot.outbox_rows import IN_FLIGHT, Text, text_of
from bot.outbox_senders import sender_for, warn
from bot.outbox_texts import ask, unask, words
from bot.outbox_troubles import MOST_TRIES, back_off, failed_call, treat
from bot.pace import wait_for_turn
from bot.ports import Collided, NotSent, Outgoing, Receipt, Session
from bot.records import to_text
from bot.senders import Choice, with_reply_number
from flows.segments import segments

log = logging.getLogger("reslot.outbox")
# Longer than any call to the provider may take (two tokens, ten seconds each for connecting and for reading).
LEASE = timedelta(minutes=2)
# A worker that was held up for this long after it began no longer sends: somebody else may look the text up soon.
HELD_UP = timedelta(minutes=1)
AT_ONCE = 10
LOOK_UP_AFTER = timedelta(minutes=1)  # the provider may still be busy with a call that timed out for us
# Reasons that staff need not hear of: the customer knows, or other texts say so.
EXPECTED = ("moved", "cancelled", "answered", "booked_again", "superfluous")

Fate = Literal["sent", "unsent", "later", "unknown", "lost", "collided"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A text this worker has leased."""

    id: str
    location: str
    phone: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A text that leaves now; its row says so already. `began` is when that was written."""

    text: Outgoing
    began: datetime


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that may have left: to be looked up, since then, before anything else."""

    text: Outgoing
    since: datetime
    attempts: int


@dataclass(slots=True)
class Report:
    """How many texts of a pass met which fate."""

    sent: int = 0
    unsent: int = 0
    later: int = 0
    unknown: int = 0
    lost: int = 0  # somebody else had it meanwhile
    collided: int = 0

    def count(self, fate: Fate) -> None:
        setattr(self, fate, getattr(self, fate) + 1)

    def add(self, other: Report) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def total(self) -> int:
        return self.sent + self.unsent + self.later + self.unknown + self.lost + self.collided


def run_once(host: Host, *, worker: str, rng: Random, most: int = AT_ONCE) -> Report:
    """One pass over what is due; `worker` names this worker among others. Nothing is raised for a text's own trouble."""
    report = Report()
    for claim in lease(host, worker, most):
        try:
            report.count(_run(steps(host, claim, worker, rng)))
        except Collided:
            # The engine gave our transaction up; the lease ends by itself and the text is looked at again.
            report.count("collided")
    return report


def _run(sending: Generator[str, None, Fate]) -> Fate:
    while True:
        try:
            next(sending)
        except StopIteration as done:
            fate: Fate = done.value
            return fate


def lease(host: Host, worker: str, most: int) -> list[Claim]:
    """Leases the first due text of several phones, the longest due first."""
    now = host.clock()
    try:
        with host.store.write() as session:
            rows = session.all("lease_due", worker=worker, until=to_text(now + LEASE), now=to_text(now), most=most)
    except Collided:
        return []
    rows.sort(key=lambda row: (row["due_at"], row["created_at"], row["id"]))
    return [Claim(row["id"], row["location"], row["phone"]) for row in rows]


def steps(host: Host, claim: Claim, worker: str, rng: Random) -> Generator[str, None, Fate]:
    """Sends one leased text; pauses after each step (a worker may die at any of them) and returns its fate."""
    step = prepare(host, claim, worker)
    yield "prepared"
    if isinstance(step, Doubt):
        found = look_up(host, step)
        yield "looked up"
        fate = settle_doubt(host, claim, worker, step, found, rng)
        yield "doubt settled"
        if fate:
            return fate
        step = prepare(host, claim, worker)
        yield "prepared again"
    if not isinstance(step, Ready):
        return "later" if isinstance(step, Doubt) else step
    if host.clock() - step.began > HELD_UP:
        return "lost"
    outcome = hand_over(host, step)
    yield "handed over"
    return settle(host, claim, worker, outcome, rng)


def prepare(host: Host, claim: Claim, worker: str) -> Ready | Doubt | Fate:
    """Under the customer's lock: may it go, from whom, in which words; then it is marked as under way."""
    now = host.clock()
    with host.store.customer(claim.location, claim.phone) as session:
        text = _ours(session, claim, worker, now)
        if text is None:
            return "lost"
        if text.status in IN_FLIGHT:
            return Doubt(_outgoing(text, host), text.tried_at or text.created_at, text.attempts)
        scene = load_scene(session, text, host.settings, now)
        try:
            with session.attempt():
                decided = _decide(session, scene)
        except (LookupError, ValueError) as bug:
            # One text we can't put into words must not stop all the others.
            log.exception("text %s can't be made", text.id)
            alert(session, text, f"{text.id}:bug", "operator", f"{type(bug).__name__}: {bug}", now)
            decided = Stop("bug")
        if isinstance(decided, Stop):
            return _stop(session, scene, decided, worker)
        body, choice = decided
        return _start(session, scene, body, choice, worker)


def _ours(session: Session, claim: Claim, worker: str, now: datetime) -> Text | None:
    row = session.one("outbox_text", id=claim.id)
    text = text_of(row) if row else None
    if text is None or text.leased_by != worker or text.leased_until is None or text.leased_until <= now:
        return None
    return text if text.status in ("waiting", *IN_FLIGHT) else None


def _decide(session: Session, scene: Scene) -> tuple[str, Choice] | Stop:
    stop = first_stop(session, scene)
    if stop:
        return stop
    choice = sender_for(session, scene)
    if isinstance(choice, Stop):
        return useful(scene, choice) or choice
    body = with_reply_number(words(session, scene), choice)
    length = segments(body)
    return over_cap(session, scene, length) or wait_for_turn(session, scene, choice, length) or (body, choice)


def _stop(session: Session, scene: Scene, stop: Stop, worker: str, error: int | None = None) -> Fate:
    """Stores why a text does not go now, or never."""
    text, at = scene.text, to_text(scene.now)
    if text.attempts:
        unask(session, text, scene.now)
    if stop.until is not None:
        media = json.dumps([] if stop.reason == "text_only" else list(text.media))
        due_at = to_text(max(stop.until, scene.now))
        session.run(
            "outbox_wait", id=text.id, worker=worker, reason=stop.reason, error=error, due_at=due_at, media=media, now=at
        )
        return "later"
    session.run("outbox_drop", id=text.id, worker=worker, reason=stop.reason, error=error, now=at)
    if text.is_urgent and stop.reason not in EXPECTED:
        alert(session, text, f"{text.id}:unsent", "text_not_sent", stop.reason, scene.now)
    return "unsent"


def _start(session: Session, scene: Scene, body: str, choice: Choice, worker: str) -> Ready | Fate:
    text, now = scene.text, scene.now
    media = text.media if choice.pictures or choice.service else ()
    started = session.written(
        "outbox_start",
        id=text.id,
        worker=worker,
        body=body,
        segments=segments(body),
        sender=choice.sender or choice.service,
        media=json.dumps(list(media)),
        until=to_text(now + LEASE),
        now=to_text(now),
    )
    if not started:
        return "lost"
    ask(session, scene, body, choice.sender)
    if choice.warning:
        warn(session, scene, choice)
    return Ready(Outgoing(text.id, text.phone, body, choice.sender, choice.service, media), now)


def hand_over(host: Host, ready: Ready) -> Receipt | NotSent:
    """The call to the provider, with no transaction open."""
    try:
        return host.channel.send(ready.text)
    except NotSent as error:
        return error


def look_up(host: Host, doubt: Doubt) -> Receipt | NotSent | None:
    """Whether the provider has it."""
    try:
        return host.channel.find(doubt.text, doubt.since)
    except NotSent as error:
        return error


def settle(host: Host, claim: Claim, worker: str, outcome: Receipt | NotSent, rng: Random) -> Fate:
    """Stores what came of the call."""
    now = host.clock()
    with host.store.customer(claim.location, claim.phone) as session:
        if isinstance(outcome, Receipt):
            _sent(host, session, claim, outcome, now)
            return "sent"
        text = _ours(session, claim, worker, now)
        if text is None:
            return "lost"
        if outcome.trouble == "unknown":
            return _unsure(session, claim, worker, outcome, now + LOOK_UP_AFTER, now)
        scene = load_scene(session, text, host.settings, now)
        return _stop(session, scene, treat(session, failed_call(scene, outcome), rng), worker, outcome.code)


def settle_doubt(
    host: Host, claim: Claim, worker: str, doubt: Doubt, found: Receipt | NotSent | None, rng: Random
) -> Fate | None:
    """Stores what the look-up found; None where the text surely did not leave and may be sent now."""
    now = host.clock()
    with host.store.customer(claim.location, claim.phone) as session:
        if isinstance(found, Receipt) and not _is_another(session, claim, found):
            _sent(host, session, claim, found, now)
            return "sent"
        text = _ours(session, claim, worker, now)
        if text is None or text.status not in IN_FLIGHT:
            return "lost"
        if isinstance(found, NotSent):
            later = now + LOOK_UP_AFTER + back_off(doubt.attempts, rng, found.retry_after)
            return _unsure(session, claim, worker, found, later, now)
        if doubt.attempts >= MOST_TRIES:
            note = f"{text.kind}, no answer from the provider"
            alert(session, text, f"{text.id}:delivery_failed", "delivery_failed", note, now)
            session.run("outbox_drop", id=text.id, worker=worker, reason="unknown", error=None, now=to_text(now))
            return "unsent"
        session.run("outbox_reopen", id=text.id, worker=worker, until=to_text(now + LEASE), now=to_text(now))
        return None


def _sent(host: Host, session: Session, claim: Claim, receipt: Receipt, now: datetime) -> None:
    session.run(
        "outbox_sent",
        id=claim.id,
        sid=receipt.sid,
        status=receipt.status,
        error=receipt.error_code,
        segments=receipt.segments,
        now=to_text(now),
    )
    delivery.merge_early(session, claim.id, receipt.sid, host, now)


def _unsure(session: Session, claim: Claim, worker: str, error: NotSent, later: datetime, now: datetime) -> Fate:
    session.run("outbox_unsure", id=claim.id, worker=worker, error=error.code, due_at=to_text(later), now=to_text(now))
    return "unknown"


def _is_another(session: Session, claim: Claim, found: Receipt) -> bool:
    """Whether the text found is known as another row's: the same words may go to one phone twice."""
    row = session.one("outbox_with_sid", sid=found.sid)
    return row is not None and row["id"] != claim.id


def _outgoing(text: Text, host: Host) -> Outgoing:
    service = host.settings.twilio_messaging_service_sid
    if text.sender is not None and text.sender == service:
        return Outgoing(text.id, text.phone, text.body, None, service, text.media)
    return Outgoing(text.id, text.phone, text.body, text.sender, None, text.media)
