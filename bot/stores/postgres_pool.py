"""Open connections to PostgreSQL for whoever wants one next: no threads of its own, the one last used goes first."""

from __future__ import annotations

import threading
import time
from functools import cached_property
from queue import Empty, SimpleQueue
from typing import Any

import psycopg
from psycopg.rows import dict_row

from bot.stores.postgres_wire import Wire

MOST = 8
WAIT_SECONDS = 10.0
# A connection's memory on the server grows with what it has seen; a failover is noticed by connecting anew.
OLDEST_SECONDS = 3600.0
IDLE_SECONDS = 600.0
OPTIONS: dict[str, Any] = {"row_factory": dict_row, "autocommit": True, "client_encoding": "utf8", "connect_timeout": 10}
# Every statement of a turn has its index and one good plan, kept with the connection. Planned anew for its values it costs
# more than it takes to run; planned while the tables were small, which they are on the first day, it would go on reading
# them from end to end until they are analyzed. JIT is for queries that take seconds.
SETTINGS = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off"


class Connection(psycopg.Connection[dict[str, Any]]):
    """A connection; its wire lasts as long as it does, for the statements that are prepared on it."""

    opened_at = 0.0
    given_back_at = 0.0

    @cached_property
    def wire(self) -> Wire:
        return Wire(self)


class Pool:
    """Up to MOST connections. With the one last used first, a worker of one thread keeps to one, prepared and warm."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._free: list[Connection] = []
        self._lock = threading.Lock()
        self._places: SimpleQueue[None] = SimpleQueue()  # a semaphore takes six times as long
        for _ in range(MOST):
            self._places.put(None)

    def take(self) -> Connection:
        """A connection that works; raises `psycopg.OperationalError` where the server, or a free place, is not to be had."""
        try:
            self._places.get(timeout=WAIT_SECONDS)
        except Empty:
            raise psycopg.OperationalError(f"all {MOST} connections have been in use for {WAIT_SECONDS:g} s") from None
        try:
            return self._free_one() or self._open()
        except BaseException:
            self._places.put(None)
            raise

    def give_back(self, connection: Connection) -> None:
        """Lets the next one have it, unless it broke or is past its time."""
        now = time.monotonic()
        if connection.closed or connection.wire.is_busy or now - connection.opened_at > OLDEST_SECONDS:
            connection.close()
        else:
            connection.given_back_at = now
            with self._lock:
                self._free.append(connection)
        self._places.put(None)
        self._drop_idle(now - IDLE_SECONDS)

    def close(self) -> None:
        """Closes what is free; the pool may be used again."""
        self._drop_idle(time.monotonic())

    def _free_one(self) -> Connection | None:
        while True:
            with self._lock:
                if not self._free:
                    return None
                connection = self._free.pop()
            # Costs no round trip; without it every connection would fail one text after the server was started anew.
            if not connection.wire.is_dead():
                return connection
            connection.close()

    def _open(self) -> Connection:
        connection = Connection.connect(self._url, **OPTIONS)
        connection.execute(SETTINGS)
        connection.opened_at = time.monotonic()
        return connection

    def _drop_idle(self, since: float) -> None:
        while True:
            with self._lock:
                if not self._free or self._free[0].given_back_at > since:
                    return
                connection = self._free.pop(0)
            connection.close()
