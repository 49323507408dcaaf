"""What the host asks of a store and of a channel, and the troubles they may report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Literal, Protocol

from flows.frozen import value
from flows.values import Inbound

Row = Mapping[str, Any]  # a column is text, a whole number, a real number or null; never anything else
Pairs = tuple[tuple[str, str], ...]  # names and values as they were sent: a name may come twice
Param = str | int | float | None


class Refused(Exception):
    """A request that is not the provider's (403): nothing is stored."""


class SlotTaken(Exception):
    """The database refused a cell that somebody else holds: decide again on a fresh calendar."""


class Collided(Exception):
    """The engine gave this transaction up in favour of another one (a deadlock): nothing was written, run it again."""


class StoreUnusable(Exception):
    """There is no database to work with at this URL; the message says what to do about it."""


Trouble = Literal[
    "retry",  # concurrency, queue or rate: nothing was sent, later is fine
    "unknown",  # timeout, 5xx: it may have been sent; look it up before anything else
    "unreachable",  # this number can't get texts: mark it, tell staff
    "opted_out",  # 21610 and kin: flag, cancel pending
    "alert",  # the operator must act (credentials, country, registration, filter)
    "sender",  # this sender can't reach this destination: another sender, or the operator
    "tomorrow",  # a daily cap
    "resend_text_only",  # media too large
    "later_while_useful",  # handset off: up to 3 tries over hours, then staff
    "no_retry",  # blocked by the recipient or the carrier: staff phones
    "ignore",  # a loop guard: To is a short code, or equals From
    "bug",  # our request is wrong: alert, never the same again
]


class NotSent(Exception):
    """The provider did not take a text (or we do not know whether it did).

    `code` is Twilio's error code or None, `trouble` what to do about it, `retry_after` seconds where the provider said so.
    """

    def __init__(self, message: str, *, trouble: Trouble, code: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.code = code
        self.retry_after = retry_after


@value(frozen=True, slots=True)
class Request:
    """A webhook request as it came in: `target` is the raw path and query as sent, `form` the POST pairs in order.

    `headers` may be a mapping that knows a name in any case, or a dict in whatever case they came.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    form: Sequence[tuple[str, str]]
    query: Sequence[tuple[str, str]]


@value(frozen=True, slots=True)
class Outgoing:
    """A text to be sent by the REST API; exactly one of `sender` and `service` may be None. `id` is our outbox key."""

    id: str
    phone: str
    body: str
    sender: str | None
    service: str | None = None
    media: tuple[str, ...] = ()


@value(frozen=True, slots=True)
class Receipt:
    """What the provider said of a text: its SID, status and segments (0 where it does not know yet)."""

    sid: str
    status: str
    segments: int = 0
    error_code: int | None = None


@value(frozen=True, slots=True)
class StatusReport:
    """A status callback: forward only (`bot.delivery`), duplicates and reordering are harmless."""

    sid: str
    status: str
    error_code: int | None
    ours: str | None  # our own message id out of the callback's query string


class Channel(Protocol):
    """A way texts come in and go out."""

    def read(self, request: Request) -> Inbound:
        """The text in a webhook request; raises `Refused` where it is not the provider's."""
        ...

    def read_status(self, request: Request) -> StatusReport:
        """The report in a status callback; raises `Refused`."""
        ...

    def reply_twiml(self, text: str, action_url: str) -> str:
        """The answer to a webhook request that says `text` (empty: nothing); its delivery is reported to `action_url`."""
        ...

    def send(self, text: Outgoing) -> Receipt:
        """Hands a text to the provider once; raises `NotSent`."""
        ...

    def find(self, text: Outgoing, since: datetime) -> Receipt | None:
        """The text if the provider already has it (same recipient and body since then): for unknown outcomes."""
        ...

    def trouble(self, code: int | None) -> Trouble:
        """What to do about a text that was taken and then reported as failed with this error code."""
        ...


class Session(Protocol):
    """One open transaction; queries are named in `bot/queries.sql` and take named parameters."""

    def one(self, query: str, **params: Param) -> Row | None: ...

    def all(self, query: str, **params: Param) -> list[Row]: ...

    def column(self, query: str, **params: Param) -> list[Any]:
        """The values of a statement with one column, of text or whole numbers: a tenth of the price of `all` for many."""
        ...

    def tuples(self, query: str, **params: Param) -> list[Sequence[Any]]:
        """Every row as its values (text, whole numbers, null) in the statement's order: half the price of `all`."""
        ...

    def run(self, query: str, **params: Param) -> None:
        """Executes; an engine may wait with it for the next question or the end, and tell of what went wrong only then."""
        ...

    def written(self, query: str, **params: Param) -> int:
        """Executes and gives the number of rows written (a wait of its own where the engine is a server)."""
        ...

    def expect(self, rows: int, otherwise: Exception, query: str, **params: Param) -> None:
        """Executes; raises `otherwise` unless so many rows are written, at the latest when what is around it (attempt,
        transaction) ends."""
        ...

    def run_many(self, query: str, rows: Sequence[Mapping[str, Param]]) -> int:
        """The same statement for many rows (one round trip where the engine can); the number of rows written."""
        ...

    def stamp(self) -> object:
        """The same as an earlier one of this thread only where nobody else has committed since, if the engine can tell."""
        ...

    def queue(self, location: str, *, alone: bool) -> None:
        """Takes a place among those who want time at a location, until the attempt is undone or the transaction ends.

        Any number are served together; one who wants to be alone waits for them, and they for that one.
        """
        ...

    def attempt(self) -> AbstractContextManager[None]:
        """A savepoint: an exception inside undoes what was written since, and goes on up."""
        ...


class Store(Protocol):
    """A database: SQLite or PostgreSQL. `one_writer`: a write transaction locks all others out, whoever's they are."""

    one_writer: bool

    def customer(self, location: str, phone: str, *, make: bool = True) -> AbstractContextManager[Session]:
        """A write transaction; its lock on the customer is held before its first statement (BEGIN IMMEDIATE, or advisory).

        With `make` the customer is known from then on; without it whoever needs their row sees to it.
        """
        ...

    def write(self) -> AbstractContextManager[Session]:
        """A write transaction without a customer's lock; commits at the end, rolls back on an exception."""
        ...

    def peek(self, query: str, **params: Param) -> Row | None:
        """The first row of one statement on its own, with no transaction around it."""
        ...

    def read(self) -> AbstractContextManager[Session]:
        """A read transaction: one consistent view."""
        ...

    def glance(self) -> AbstractContextManager[Session]:
        """To read from without one view of it all, which some engines have cheaper: each statement sees what is committed."""
        ...

    def close(self) -> None: ...
