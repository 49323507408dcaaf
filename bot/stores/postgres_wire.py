"""A connection to PostgreSQL whose statements are kept back and sent together: one wait for all of them.

Straight on libpq: a statement by way of psycopg's cursors takes some 75 microseconds of Python, here it is 6.
"""

from __future__ import annotations

import select
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import psycopg
from psycopg import pq
from psycopg.abc import Buffer
from psycopg.adapt import Loader, Transformer
from psycopg.errors import error_from_result
from psycopg.pq.abc import PGresult

from bot.ports import Param, Row
from bot.queries import Statement

# Plain numbers: to compare one with a member of an enumeration takes ten times as long.
SYNCED, ABORTED = int(pq.ExecStatus.PIPELINE_SYNC), int(pq.ExecStatus.PIPELINE_ABORTED)
DONE = (int(pq.ExecStatus.COMMAND_OK), int(pq.ExecStatus.TUPLES_OK))
NO_VALUES: list[bytes | None] = []
IN_TRANSACTION = (pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR)
Make = Callable[[Sequence[Any]], Row]


def _nothing(_: None) -> None:
    return None


DUMP: dict[type, Callable[[Any], bytes | None]] = {
    str: str.encode,
    int: b"%d".__mod__,
    bool: b"%d".__mod__,
    float: lambda value: repr(value).encode(),
    type(None): _nothing,
}


class _Number(Loader):
    """Sums of whole numbers are `numeric`: whole ones stay whole."""

    def load(self, data: Buffer) -> int | float:
        value = bytes(data)
        return int(value) if value.isdigit() else float(value)


class Wire:
    """Statements on their way and answers on theirs; every batch ends with a Sync, so that an error is over with it.

    A wire that broke, or was left in the middle, is closed: then PostgreSQL rolls back what was not committed.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._pgconn = pgconn = connection.pgconn
        connection.adapters.register_loader("numeric", _Number)
        self._values = Transformer(connection)
        self._kept: list[tuple[Statement, list[bytes | None]]] = []
        self._prepared: set[bytes] = set()
        self._makes: dict[bytes, Make] = {}
        self._wait = _waiting_for(pgconn.socket)
        self.batches = 0
        self.failed_at = 0  # which statement of a batch failed last
        pgconn.enter_pipeline_mode()

    @property
    def kept(self) -> int:
        """How many statements the next batch has so far."""
        return len(self._kept)

    @property
    def in_transaction(self) -> bool:
        """Whether the server has a transaction open, a failed one too."""
        return self._pgconn.transaction_status in IN_TRANSACTION

    @property
    def is_busy(self) -> bool:
        """Whether a transaction is open or an answer on its way: then it is nobody else's to use."""
        return self._pgconn.transaction_status != pq.TransactionStatus.IDLE

    def is_dead(self) -> bool:
        """Whether the server is gone; between transactions, when it has nothing to say."""
        try:
            while self._wait(0):
                self._pgconn.consume_input()
        except psycopg.OperationalError:
            return True
        return False

    def keep(self, statement: Statement, params: Mapping[str, Param] = {}) -> None:
        """Keeps a statement for the next batch; raises `psycopg.DataError` for what PostgreSQL can't hold."""
        if not statement.parameters:
            self._kept.append((statement, NO_VALUES))
            return
        values = [
            value.encode() if type(value) is str else DUMP[type(value)](value)  # most are text
            for value in statement.values(params)
        ]
        if b"\0" in b"".join(filter(None, values)):  # libpq would take what stands before it for the whole
            raise psycopg.DataError("PostgreSQL text can't hold a NUL character")
        self._kept.append((statement, values))

    def forget(self, first: int = 0) -> None:
        """Drops what was kept since there were `first` statements."""
        del self._kept[first:]

    def settle(self) -> list[PGresult]:
        """Sends what was kept and waits for every answer; raises `psycopg.Error` for the first statement that failed."""
        kept, self._kept = self._kept, []
        self.batches += 1
        trouble: PGresult | None = None
        answers: list[PGresult] = []
        get_result = self._pgconn.get_result
        try:
            for preparation in self._send(kept):
                result = self._next()
                status = result.status
                if get_result() is not None:
                    raise psycopg.OperationalError(f"out of step with the server: {status}")
                if status in DONE:
                    if preparation is None:
                        answers.append(result)
                    else:
                        self._prepared.add(preparation)
                elif trouble is None and status != ABORTED:
                    trouble, self.failed_at = result, len(answers)
            if self._next().status != SYNCED:
                raise psycopg.OperationalError("out of step with the server at the end")
        except BaseException as broken:
            # Interrupted or cut off: nobody may read the answers that are still to come as answers to something else.
            self._pgconn.finish()
            if trouble is None or not isinstance(broken, psycopg.OperationalError):
                raise
        if trouble is not None:
            raise error_from_result(trouble)
        return answers

    def rows(self, statement: Statement, result: PGresult) -> list[Row]:
        """The rows of an answer."""
        make = self._makes.get(statement.name)
        if make is None:
            # A prepared statement keeps its columns: PostgreSQL refuses to run it once they would change.
            names = [(result.fname(column) or b"").decode() for column in range(result.nfields)]
            make = self._makes[statement.name] = lambda values: dict(zip(names, values, strict=True))
        self._values.set_pgresult(result)
        return self._values.load_rows(0, result.ntuples, make)

    def column(self, result: PGresult) -> list[Any]:
        """The first column of every row."""
        self._values.set_pgresult(result)
        return self._values.load_rows(0, result.ntuples, itemgetter(0))

    def tuples(self, result: PGresult) -> list[Sequence[Any]]:
        """The rows of an answer as their values."""
        self._values.set_pgresult(result)
        return self._values.load_rows(0, result.ntuples, tuple)

    def _next(self) -> PGresult:
        """The server's next answer; raises `psycopg.OperationalError` where the connection is lost."""
        pgconn = self._pgconn
        while pgconn.is_busy():
            self._wait(None)
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            raise psycopg.OperationalError(f"the connection was lost: {pgconn.get_error_message()}")
        return result

    def _send(self, kept: Sequence[tuple[Statement, list[bytes | None]]]) -> list[bytes | None]:
        """Sends a batch; the answers to be awaited before its end: to which preparation, None for a statement's own."""
        pgconn, prepared = self._pgconn, self._prepared
        awaited: list[bytes | None] = []
        for statement, values in kept:
            name = statement.name
            if name not in prepared and name not in awaited:
                pgconn.send_prepare(name, statement.sql)
                awaited.append(name)
            pgconn.send_query_prepared(name, values)
            awaited.append(None)
        pgconn.pipeline_sync()
        while pgconn.flush():
            # The server may want to get rid of answers before it takes more.
            if self._wait(10):
                pgconn.consume_input()
        return awaited


def _waiting_for(socket: int) -> Callable[[int | None], Any]:
    """What waits so many milliseconds (None: for ever) for something to read, and says whether there is; other threads run."""
    if not hasattr(select, "poll"):  # Windows
        return lambda wait: select.select([socket], [], [], None if wait is None else wait / 1000)[0]
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return poll.poll
