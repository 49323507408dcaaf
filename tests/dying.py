"""A process that answers texts from its standard input and is killed, truly, at a chosen step of a turn.

    python -m tests.dying DATABASE_URL [STEP]

Reads one JSON object a line (sid, phone, sender, body, now), answers it through the real inbox and store and prints the
SID when the answer stands. With STEP, the process sends itself SIGKILL at the STEP-th statement or commit.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from bot.inbox import answer
from bot.ports import Param, Row, Session, Store
from bot.stores import open_store
from flows.values import Inbound


class Countdown:
    """Kills this process when it reaches nought."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class DyingSession:
    """A real session; every statement is a step at which the process may die."""

    def __init__(self, session: Session, countdown: Countdown) -> None:
        self._session = session
        self._countdown = countdown

    def one(self, query: str, **params: Param) -> Row | None:
        self._countdown.step()
        return self._session.one(query, **params)

    def all(self, query: str, **params: Param) -> list[Row]:
        self._countdown.step()
        return self._session.all(query, **params)

    def column(self, query: str, **params: Param) -> list[Any]:
        self._countdown.step()
        return self._session.column(query, **params)

    def tuples(self, query: str, **params: Param) -> list[Sequence[Any]]:
        self._countdown.step()
        return self._session.tuples(query, **params)

    def run(self, query: str, **params: Param) -> None:
        self._countdown.step()
        self._session.run(query, **params)

    def written(self, query: str, **params: Param) -> int:
        self._countdown.step()
        return self._session.written(query, **params)

    def expect(self, rows: int, otherwise: Exception, query: str, **params: Param) -> None:
        self._countdown.step()
        self._session.expect(rows, otherwise, query, **params)

    def run_many(self, query: str, rows: Sequence[Mapping[str, Param]]) -> int:
        self._countdown.step()
        return self._session.run_many(query, rows)

    def stamp(self) -> object:
        return self._session.stamp()

    def queue(self, location: str, *, alone: bool) -> None:
        self._countdown.step()
        self._session.queue(location, alone=alone)

    def attempt(self) -> AbstractContextManager[None]:
        return self._session.attempt()


class DyingStore:
    """A real store; the moments before and after a commit are steps too."""

    def __init__(self, store: Store, countdown: Countdown) -> None:
        self.one_writer = store.one_writer
        self._store = store
        self._countdown = countdown

    def customer(self, location: str, phone: str, *, make: bool = True) -> AbstractContextManager[Session]:
        return self._watched(self._store.customer(location, phone, make=make))

    def write(self) -> AbstractContextManager[Session]:
        return self._watched(self._store.write())

    def peek(self, query: str, **params: Param) -> Row | None:
        self._countdown.step()
        return self._store.peek(query, **params)

    def read(self) -> AbstractContextManager[Session]:
        return self._watched(self._store.read())

    def glance(self) -> AbstractContextManager[Session]:
        return self._watched(self._store.glance())

    def close(self) -> None:
        self._store.close()

    @contextmanager
    def _watched(self, opened: AbstractContextManager[Session]) -> Iterator[DyingSession]:
        with opened as session:
            yield DyingSession(session, self._countdown)
            self._countdown.step()
        self._countdown.step()


def inbound(item: Mapping[str, str]) -> tuple[Inbound, datetime]:
    """The text and its time in a line."""
    now = datetime.fromisoformat(item["now"])
    return Inbound(item["sid"], item["phone"], item["sender"], item["body"]), now


def main() -> None:
    """Answers what comes until the input ends or the countdown does."""
    store: Store = open_store(sys.argv[1])
    if len(sys.argv) > 2:
        store = DyingStore(store, Countdown(int(sys.argv[2])))
    for line in sys.stdin:
        item = json.loads(line)
        answer(store, *inbound(item))
        print(item["sid"], flush=True)
    store.close()


if __name__ == "__main__":
    main()
