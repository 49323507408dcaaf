"""What a worker does in one round: send what is due, apply early reports, fetch pictures, catch up on missed texts."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from threading import Event

from bot import catch_up, cells, delivery, media_fetch, outbox
from bot.host import Host
from bot.outbox_senders import REFUSED, STOPPED, after
from bot.records import from_text, to_text

log = logging.getLogger("reslot.worker")
HEARTBEAT = "worker:"  # notes: each worker, and when it was last at work
SIGN_EVERY = timedelta(minutes=1)
TIDIED = "tidied"  # notes: when the times of days gone by were last dropped
TIDY_EVERY = timedelta(days=1)
BEHIND_US = timedelta(days=2)
FORGOTTEN = (HEARTBEAT, STOPPED, REFUSED)
MOST_PASSES = 500


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did; times and texts are in the outbox, this is for a log line."""

    sent: int
    unsent: int
    later: int
    unknown: int
    pictures: int
    caught_up: int
    to_staff: int

    @property
    def is_busy(self) -> bool:
        return any((self.sent, self.unsent, self.later, self.unknown, self.pictures, self.caught_up, self.to_staff))


def new_name() -> str:
    """A name no other worker has."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


def work(host: Host, name: str, rng: Random, stop: Event | None = None) -> Round:
    """One round: everything that is due now, until nothing is or `stop` is set."""
    _sign_of_life(host, name)
    _tidy(host)
    caught = catch_up.catch_up_if_due(host) or catch_up.CaughtUp()
    delivery.sweep(host)
    counted = outbox.Report()
    for _ in range(MOST_PASSES):
        report = outbox.run_once(host, worker=name, rng=rng)
        counted.add(report)
        if not report.total or (stop and stop.is_set()):
            break
    pictures = 0 if stop and stop.is_set() else media_fetch.fetch_once(host)
    return Round(counted.sent, counted.unsent, counted.later, counted.unknown, pictures, caught.answered, caught.to_staff)


def _sign_of_life(host: Host, name: str) -> None:
    """Once a minute: says that this worker lives, and clears away what nobody asks for any more."""
    now = host.clock()
    with host.store.read() as session:
        note = session.one("note", key=HEARTBEAT + name)
    if note and now - from_text(note["at"]) < SIGN_EVERY:
        return
    with host.store.write() as session:
        session.run("note_keep", key=HEARTBEAT + name, value="at work", now=to_text(now))
        for prefix in FORGOTTEN:
            session.run("notes_forget_before", first=prefix, last=after(prefix), before=to_text(now - timedelta(days=1)))
        session.run("early_reports_forget_before", before=to_text(now - timedelta(days=7)))


def _tidy(host: Host) -> None:
    """Once a day: drops the cells of days gone by. Place by place, as nobody else writes to a SQLite file meanwhile."""
    now = host.clock()
    with host.store.read() as session:
        note = session.one("note", key=TIDIED)
        if note and now - from_text(note["at"]) < TIDY_EVERY:
            return
        places = [row["id"] for row in session.all("locations_known")]
    with host.store.write() as session:
        session.run("note_keep", key=TIDIED, value="", now=to_text(now))  # first: other workers need not do the same
    for place in places:
        with host.store.write() as session:
            cells.forget_past(session, place, now - BEHIND_US)


def run(host: Host, stop: Event, rng: Random, *, every: float) -> None:
    """Rounds until `stop` is set, so many seconds apart."""
    name = new_name()
    log.info("worker %s begins", name)
    while not stop.is_set():
        done = work(host, name, rng, stop)
        if done.is_busy:
            log.info("%s", done)
        stop.wait(every)
    with host.store.write() as session:
        session.run("note_forget", key=HEARTBEAT + name)
    log.info("worker %s ends", name)
