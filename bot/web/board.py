"""The schedule of some days as a board: a column a provider, a card a visit, what is offered, what is closed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from bot.calendar.hours import week_of
from bot.cells import CELL_SECONDS, cell_range
from bot.ports import Row, Session
from bot.records import conversation as conversation_of
from bot.records import from_text, slot_from_json, to_text
from bot.web.shops import Shop
from flows.values import Slot

ROW_MINUTES = 5
DEFAULT_OPEN = (9 * 60, 17 * 60)
# Sign, word and class of a status: never colour alone.
STATUSES = {
    "booked": ("?", "not confirmed"),
    "confirmed": ("✓", "confirmed"),
    "cancelled": ("✗", "cancelled"),
    "completed": ("●", "done"),
    "no_show": ("!", "did not come"),
    "offered": ("…", "offered"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A visit, or a time that is offered to somebody; times are local and aware."""

    id: str
    provider: str
    start: datetime
    end: datetime
    status: str
    phone: str
    name: str = ""
    service: str = ""
    moves: int = 0
    with_staff: bool = False
    row: int = 0
    rows: int = 0

    @property
    def sign(self) -> str:
        """The sign of its status."""
        return STATUSES[self.status][0]

    @property
    def title(self) -> str:
        """Whose it is."""
        return self.name or self.phone

    @property
    def words(self) -> str:
        """Its status in words."""
        return STATUSES[self.status][1]


@dataclass(frozen=True, slots=True)
class Column:
    """A provider's day; `closed` are rows (first, count) when they do not work."""

    provider: str
    name: str
    cards: tuple[Card, ...]
    gone: tuple[Card, ...]
    closed: tuple[tuple[int, int], ...]
    away: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day; `opens` and `closes` are minutes from midnight and span all of its cards."""

    day: date
    opens: int
    closes: int
    open: bool
    columns: tuple[Column, ...]

    @property
    def rows(self) -> int:
        """Rows of five minutes."""
        return (self.closes - self.opens) // ROW_MINUTES

    @property
    def hours(self) -> list[tuple[int, int]]:
        """The full hours with the row each begins in."""
        first = -(-self.opens // 60)
        return [(hour, (hour * 60 - self.opens) // ROW_MINUTES + 1) for hour in range(first, -(-self.closes // 60))]

    def row_of(self, moment: datetime) -> int:
        """The row a local time is in, 0 where it is outside."""
        minute = moment.hour * 60 + moment.minute
        inside = moment.date() == self.day and self.opens <= minute < self.closes
        return (minute - self.opens) // ROW_MINUTES + 1 if inside else 0


def load(session: Session, shop: Shop, first: date, count: int, now: datetime) -> list[Day]:
    """The board of `count` days from `first` on; `now` is aware UTC."""
    since, until = shop.midnight(first), shop.midnight(first + timedelta(days=count))
    services = {row["id"]: service_name(row) for row in session.all("web_services", location=shop.id)}
    found = session.all("web_schedule", location=shop.id, since=to_text(since), until=to_text(until))
    cards = [card(row, shop, services) for row in found] + holds(session, shop, since, until, now)
    used = {item.provider for item in cards}
    providers = [row for row in session.all("web_providers", location=shop.id) if row["active"] or row["id"] in used]
    return [
        _day(shop, day, [item for item in cards if item.start.date() == day], providers)
        for day in (first + timedelta(days=number) for number in range(count))
    ]


def service_name(row: Row) -> str:
    """A service's name on the pages: the English one, else the first."""
    names: dict[str, str] = json.loads(row["names"])
    return names.get("en") or next(iter(names.values()), row["id"])


def card(row: Row, shop: Shop, services: dict[str, str]) -> Card:
    """The card of an appointment's row."""
    start = shop.local(from_text(row["starts_at"]))
    return Card(
        id=row["id"],
        provider=row["provider"],
        start=start,
        end=shop.local(from_text(row["starts_at"]) + timedelta(minutes=row["minutes"])),
        status=row["status"],
        phone=row["phone"],
        name=row["name"],
        service=services.get(row["service"]) or str(row["service"]),
        moves=row["moves"],
        with_staff=row["conversation"] == "with_staff",
    )


def holds(session: Session, shop: Shop, since: datetime, until: datetime, now: datetime) -> list[Card]:
    """Times offered to customers and held for them: a card a time offered, and one for neighbouring cells of which no
    offer is known."""
    first, last = (int(moment.timestamp()) // CELL_SECONDS for moment in (since, until))
    span: dict[str, str | int] = {"location": shop.id, "now": to_text(now), "first": first, "last": last}
    rows = session.all("web_holds", **span)
    offers = _offers(session, span) if rows else {}
    names = _names(session, span) if rows else {}
    cards: list[Card] = []
    for (provider, phone), group in groupby(rows, key=lambda row: (row["provider"], row["holder"])):
        cells = {row["cell"] for row in group}
        spans = []
        for slot in sorted(offers.get(phone, ()), key=lambda slot: slot.start):
            begin, end = cell_range(slot.start, slot.minutes)
            if slot.provider == provider and begin in cells:
                spans.append((begin, end + 1))
                cells -= set(range(begin, end + 1))
        buffers = {end for _, end in spans}
        spans += [run for run in _runs(sorted(cells)) if run[0] not in buffers]
        name = " and ".join(names.get(phone, ()))
        cards += [_held(shop, provider, phone, name, run) for run in spans]
    return cards


def _offers(session: Session, span: Mapping[str, str | int]) -> dict[str, list[Slot]]:
    """What each phone has been offered: by its conversation, or by a proposal of staff that has not gone out yet."""
    where: dict[str, str | int] = dict(span)
    found: dict[str, list[Slot]] = defaultdict(list)
    for row in session.all("web_offers", **where):
        found[row["phone"]] += conversation_of(row).offers
    for row in session.all("web_proposals", location=where["location"]):
        found[row["phone"]] += [slot_from_json(slot) for slot in json.loads(row["line"])["slots"]]
    return found


def _names(session: Session, span: Mapping[str, str | int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in session.all("web_holders", **span):
        found[row["phone"]].append(row["name"])
    return found


def _held(shop: Shop, provider: str, phone: str, name: str, cells: tuple[int, int]) -> Card:
    begin, finish = (shop.local(datetime.fromtimestamp(cell * CELL_SECONDS, UTC)) for cell in cells)
    return Card(f"hold-{provider}-{cells[0]}", provider, begin, finish, "offered", phone, name)


def _runs(cells: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for cell in cells:
        if runs and runs[-1][1] == cell:
            runs[-1] = (runs[-1][0], cell + 1)
        else:
            runs.append((cell, cell + 1))
    return runs


def _day(shop: Shop, day: date, cards: list[Card], providers: list[Row]) -> Day:
    spans = shop.week.spans(day)
    shown = [item for item in cards if item.status != "cancelled"]
    opens = min([start for start, _ in spans] + [_minute(item.start) for item in shown], default=DEFAULT_OPEN[0])
    closes = max([end for _, end in spans] + [_last_minute(item) for item in shown], default=DEFAULT_OPEN[1])
    frame = Day(day, opens // 30 * 30, -(-closes // 30) * 30, bool(spans), ())
    columns = tuple(_column(shop, frame, row, [item for item in cards if item.provider == row["id"]]) for row in providers)
    return replace(frame, columns=columns)


def _column(shop: Shop, frame: Day, provider: Row, cards: list[Card]) -> Column:
    week = week_of(provider["hours"], provider["away"], shop.hours)
    placed = (_place(item, frame) for item in cards if item.status != "cancelled")
    return Column(
        provider["id"],
        provider["name"],
        tuple(sorted(placed, key=lambda item: (item.start, item.id))),
        tuple(item for item in cards if item.status == "cancelled"),
        _closed(frame, week.spans(frame.day) if frame.open else ()),
        frame.day in week.off,
    )


def _place(item: Card, frame: Day) -> Card:
    row = (_minute(item.start) - frame.opens) // ROW_MINUTES + 1
    return replace(item, row=row, rows=max(1, (_last_minute(item) - _minute(item.start)) // ROW_MINUTES))


def _closed(frame: Day, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    edges = [frame.opens, *(edge for span in sorted(spans) for edge in span), frame.closes]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple(((start - frame.opens) // ROW_MINUTES + 1, (end - start) // ROW_MINUTES) for start, end in gaps if end > start)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _last_minute(item: Card) -> int:
    # A visit over midnight ends with its day here.
    return _minute(item.end) if item.end.date() == item.start.date() else 24 * 60
