"""A transaction on PostgreSQL: what nobody waits for travels with the next question, the last of it with COMMIT."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import psycopg
from psycopg.pq.abc import PGresult

from bot.ports import Param, Row
from bot.queries import Statement, postgres_queries
from bot.stores.postgres_wire import Wire


@cache
def _said(sql: str) -> Statement:
    return Statement(sql.replace(" ", "_").lower().encode(), sql.encode())


WRITE = _said("BEGIN")
READ = _said("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
COMMIT = _said("COMMIT")
ROLLBACK = _said("ROLLBACK")
# Advisory locks: nothing is written for them, and nobody who only refers to the customer (an import) is in the way.
LOCK = Statement(b"lock_customer", b"SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 1))", ("location", "phone"))
# The statement given fails by a division unless it writes so many rows: nobody need wait for the count.
COUNTED = b"WITH done AS (%s RETURNING 1) SELECT 1 / CASE (SELECT COUNT(*) FROM done) WHEN $%d THEN 1 ELSE 0 END"
QUEUE = Statement(b"queue", b"SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))", ("location",))
QUEUE_ALONE = Statement(b"queue_alone", b"SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", ("location",))


@cache
def _counted(query: str) -> Statement:
    """The statement of this name, which fails by a division by zero unless it writes `rows_expected` rows."""
    found = postgres_queries()[query]
    sql = COUNTED % (found.sql, len(found.parameters) + 1)
    return Statement(found.name + b"_counted", sql, (*found.parameters, "rows_expected"))


class PostgresSession:
    """A transaction that begins with its first statement.

    With a `customer` (location, phone) that one's lock comes before it, in the same batch: every statement sees what those
    before it have waited for. With `make` their row comes too, where it is missing.
    """

    def __init__(
        self, wire: Wire, begin: Statement = WRITE, customer: Mapping[str, Param] | None = None, *, make: bool = False
    ) -> None:
        self._wire = wire
        self._queries = postgres_queries()
        self._begin = begin
        self._has_begun = False
        self._customer = customer
        self._make = make
        self._expected: list[tuple[int, Exception]] = []  # position in the batch, what it is if that fails by its count
        self._depth = 0

    def one(self, query: str, **params: Param) -> Row | None:
        statement = self._queries[query]
        rows = self._wire.rows(statement, self._ask(statement, params))
        return rows[0] if rows else None

    def all(self, query: str, **params: Param) -> list[Row]:
        statement = self._queries[query]
        return self._wire.rows(statement, self._ask(statement, params))

    def column(self, query: str, **params: Param) -> list[Any]:
        statement = self._queries[query]
        return self._wire.column(self._ask(statement, params))

    def tuples(self, query: str, **params: Param) -> list[Sequence[Any]]:
        statement = self._queries[query]
        return self._wire.tuples(self._ask(statement, params))

    def run(self, query: str, **params: Param) -> None:
        self._keep(self._queries[query], params)

    def expect(self, rows: int, otherwise: Exception, query: str, **params: Param) -> None:
        self._keep(_counted(query), {**params, "rows_expected": rows})
        self._expected.append((self._wire.kept - 1, otherwise))

    def written(self, query: str, **params: Param) -> int:
        self._keep(self._queries[query], params)
        return self._settle()[-1].command_tuples or 0

    def run_many(self, query: str, rows: Sequence[Mapping[str, Param]]) -> int:
        if not rows:
            return 0
        for row in rows:
            self._keep(self._queries[query], row)
        return sum(answer.command_tuples or 0 for answer in self._settle()[-len(rows) :])

    def stamp(self) -> object:
        return object()  # not to be told here; and who has locked the customer need not ask

    def queue(self, location: str, *, alone: bool) -> None:
        self._keep(QUEUE_ALONE if alone else QUEUE, {"location": location})

    @contextmanager
    def attempt(self) -> Iterator[None]:
        name = f"attempt_{self._depth}"
        self._start()
        batch, mark = self._wire.batches, self._wire.kept
        self._wire.keep(_said(f"SAVEPOINT {name}"))
        self._depth += 1
        try:
            yield
            if self._expected:
                self._settle()
        except BaseException:
            # What never left us need not be undone.
            self._forget(mark if self._wire.batches == batch else 0)
            if self._wire.batches != batch:
                self._wire.keep(_said(f"ROLLBACK TO {name}"))
                self._wire.keep(_said(f"RELEASE {name}"))
            raise
        else:
            self._wire.keep(_said(f"RELEASE {name}"))
        finally:
            self._depth -= 1

    def commit(self) -> None:
        """Makes it last; raises `psycopg.Error` where anything of it failed."""
        if not self._has_begun:
            return
        self._wire.keep(COMMIT)
        if self._settle()[-1].command_status != b"COMMIT":
            raise psycopg.errors.InFailedSqlTransaction("a statement had failed: all of it was rolled back")

    def roll_back(self) -> None:
        """Undoes all of it, as far as it has got."""
        self._forget(0)
        if self._wire.in_transaction:
            self._wire.keep(ROLLBACK)
            with suppress(psycopg.OperationalError):  # the connection is gone, and the transaction with it
                self._wire.settle()

    def _start(self) -> None:
        if self._has_begun:
            return
        self._has_begun = True
        self._wire.keep(self._begin)
        if self._customer is not None:
            self._wire.keep(LOCK, self._customer)
            if self._make:
                self._wire.keep(self._queries["add_missing_customer"], self._customer)

    def _keep(self, statement: Statement, params: Mapping[str, Param]) -> None:
        self._start()
        self._wire.keep(statement, params)

    def _ask(self, statement: Statement, params: Mapping[str, Param]) -> PGresult:
        self._keep(statement, params)
        return self._settle()[-1]

    def _settle(self) -> list[PGresult]:
        expected, self._expected = self._expected, []
        try:
            return self._wire.settle()
        except psycopg.errors.DivisionByZero:
            for position, otherwise in expected:
                if position == self._wire.failed_at:
                    raise otherwise from None
            raise

    def _forget(self, first: int) -> None:
        self._wire.forget(first)
        self._expected = [expected for expected in self._expected if expected[0] < first]
