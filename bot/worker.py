"""What a worker does in one round: send what is due, apply early reports, fetch pictures, catch up on missed texts."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from dataclasses import dataclass
from random import Random
from threading import Event

from bot import catch_up, delivery, media_fetch, outbox
from bot.host import Host
from bot.records import to_text

log = logging.getLogger("reslot.worker")
HEARTBEAT = "worker:"  # notes: each worker, and when it was last at work
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
    with host.store.write() as session:
        session.run("note_keep", key=HEARTBEAT + name, value="at work", now=to_text(host.clock()))
    caught = catch_up.catch_up_if_due(host) or catch_up.CaughtUp()
    delivery.sweep(host)
    counted = outbox.Report()
    for _ in range(MOST_PASSES):
        report = outbox.run_once(host, worker=name, rng=rng)
        counted.add(report)
        if not report.total or (stop and stop.is_set()):
            break
    pictures = 0 if stop and stop.is_set() else media_fetch.fetch_once(host)
    return Round(
        counted.sent, counted.unsent, counted.later, counted.unknown, pictures, caught.answered, caught.to_staff
    )


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
