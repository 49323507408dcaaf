"""The schedule out of the database, asked for piece by piece and only when a flow wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain, repeat

from bot import records
from bot.calendar.day import CELL
from bot.calendar.hours import Week, local_day
from bot.calendar.search import AT_ONCE, Taken, Wish, find_free
from bot.calendar.shop import Shop, Worker, shop_of
from bot.ports import Session
from flows.local import hours
from flows.values import Appointment, FreeSlots, Place, Provider, Service, Slot, Window

HORIZON = timedelta(days=120)
RECENT = timedelta(days=7)  # appointments that far back are still "this phone's": an answer to one is stale, not unknown
DAYS_ONE_BY_ONE = 3  # a free slot is mostly found within so many; a longer search loads blocks of days
BLOCK_DAYS = 7
PLACES = tuple(f"p{number}" for number in range(AT_ONCE))  # of the providers that `taken_cells` asks for


@dataclass
class StoreCalendar:
    """The schedule as one phone may see it within an open transaction; nothing is loaded twice.

    `revision` (of the place) and `visits` (the phone's) are given where they are known: then they cost no query. Whether one
    of the slots that are `held` for this phone is free is believed without a look, and noted in `believed`: whoever is told so
    must take it in this transaction, where the database itself finds out, or ask a calendar that believes nothing.
    """

    session: Session
    location: str
    phone: str
    now: datetime
    revision: str | None = None
    visits: tuple[Appointment, ...] | None = None
    at_once: bool = False  # staff are not bound by the notice a customer must give
    shop: Shop | None = None
    held: tuple[Slot, ...] = ()
    believed: list[Slot] = field(default_factory=list)

    # Plain properties: a `cached_property` takes a lock.
    @property
    def _shop(self) -> Shop:
        if self.shop is None:
            self.shop = shop_of(self.session, self.location, self.revision)
        return self.shop

    @property
    def place(self) -> Place:
        return self._shop.place

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        if self.visits is None:
            self.visits = visits_of(self.session, self.location, self.phone, self.now)
        return self.visits

    @property
    def services(self) -> tuple[Service, ...]:
        return self._shop.services

    @property
    def providers(self) -> tuple[Provider, ...]:
        return self._shop.providers

    def provider_name(self, provider: str) -> str:
        return next(worker.name for worker in self._shop.workers if worker.id == provider)

    def free(
        self,
        service: str,
        *,
        provider: str | None,
        windows: tuple[Window, ...],
        excluded: tuple[Window, ...] = (),
        replacing: str | None = None,
        near: datetime | None = None,
        count: int = 3,
        or_near: bool = True,
        without: tuple[str, ...] = (),
    ) -> FreeSlots:
        shop = self._shop
        wanted = shop.service(service)
        if wanted is None:  # no longer offered since the conversation named it
            return FreeSlots((), met=False)
        able = shop.able[service]
        if provider is not None and count == 1 and not or_near and provider not in able:
            return FreeSlots((), met=False)  # whether one very slot is free: not with somebody who has left
        replaced = self._visit(replacing) if replacing is not None else None
        wish = Wish(  # by place: by name it takes three times as long
            wanted.minutes,
            wanted.buffer_minutes,
            _who(able, provider, replaced, without),
            windows,
            excluded,
            near,
            self.now if self.at_once else self.now + hours(wanted.notice_hours),
            (self.now + HORIZON).date(),
            count,
            shop.place.zone,
            self._elsewhere(replaced) if replaced else (),
            (replaced.provider, int(replaced.start.timestamp())) if replaced else None,
        )
        if self.held and count == 1 and not or_near:
            unlooked = find_free(wish, _nothing_taken, or_near=False)
            if unlooked.slots and unlooked.slots[0] in self.held:
                self.believed.append(unlooked.slots[0])
                return unlooked
        return find_free(wish, self._taken(replacing or ""), or_near=or_near)

    def _visit(self, key: str) -> Appointment | None:
        for visit in self.appointments:
            if visit.id == key:
                return visit
        return None

    def _elsewhere(self, replaced: Appointment) -> tuple[tuple[int, int], ...]:
        """When the person whose visit is to be moved is at another visit of theirs."""
        if len(self.appointments) == 1:
            return ()
        others = [
            visit for visit in self.appointments if visit.id != replaced.id and visit.live and visit.name == replaced.name
        ]
        starts = [int(visit.start.timestamp()) for visit in others]
        return tuple([(start, start + visit.minutes * 60) for start, visit in zip(starts, others, strict=True)])

    def _taken(self, replacing: str) -> Taken:
        """Asks for no more than is needed on the first days that are looked at, later for blocks of whole days."""
        blocks: dict[tuple[date, tuple[str, ...]], Mapping[str, frozenset[int]]] = {}
        asked = 0

        def taken(providers: tuple[str, ...], day: date, needed: tuple[int, int]) -> Mapping[str, frozenset[int]]:
            nonlocal asked
            asked += 1
            if asked <= DAYS_ONE_BY_ONE:
                return self._cells(providers, needed, replacing)
            first = date.fromordinal(day.toordinal() // BLOCK_DAYS * BLOCK_DAYS)
            block = first, providers
            if block not in blocks:
                behind = first + timedelta(days=BLOCK_DAYS + 1)  # a visit may run on past midnight
                zone = self.place.zone
                seconds = local_day(zone, first).midnight, local_day(zone, behind).midnight
                blocks[block] = self._cells(providers, seconds, replacing)
            return blocks[block]

        return taken

    def _cells(self, providers: tuple[str, ...], seconds: tuple[int, int], replacing: str) -> Mapping[str, frozenset[int]]:
        if len(providers) == 1:
            provider = providers[0]
            [cells] = self.session.column(
                "taken_cells_of_provider",
                location=self.location,
                provider=provider,
                first=seconds[0] // CELL,
                last=-(-seconds[1] // CELL) - 1,
                now=records.to_text(self.now),
                holder=self.phone,
                replacing=replacing,
            )
            return {provider: frozenset(records.from_json(cells))}
        found = self.session.column(
            "taken_cells",
            **dict(zip(PLACES, chain(providers, repeat(providers[-1])), strict=False)),
            location=self.location,
            first=seconds[0] // CELL,
            last=-(-seconds[1] // CELL) - 1,
            now=records.to_text(self.now),
            holder=self.phone,
            replacing=replacing,
        )
        return {
            provider: frozenset([cell // AT_ONCE for cell in found if cell % AT_ONCE == number])
            for number, provider in enumerate(providers)
        }


def _who(
    able: Mapping[str, Worker], provider: str | None, replaced: Appointment | None, without: tuple[str, ...]
) -> tuple[tuple[str, Week], ...]:
    """Who may be offered, the provider the customer already has first; a provider who has left stands for anyone."""
    if provider is not None and provider in able:
        return ((provider, able[provider].week),)
    own = replaced.provider if replaced else None
    some = sorted((worker for worker in able.values() if worker.id not in without), key=lambda worker: worker.id != own)
    return tuple([(worker.id, worker.week) for worker in some])


def _nothing_taken(providers: tuple[str, ...], day: date, needed: tuple[int, int]) -> Mapping[str, frozenset[int]]:
    return dict.fromkeys(providers, frozenset())


def visits_of(session: Session, location: str, phone: str, now: datetime) -> tuple[Appointment, ...]:
    """A phone's appointments: all that lie ahead, and those of the last days."""
    since = records.to_text(now - RECENT)
    rows = session.all("appointments_of_phone", location=location, phone=phone, since=since)
    return tuple(records.appointment(row) for row in rows)


def load_calendar(session: Session, location: str, phone: str, now: datetime) -> StoreCalendar:
    """The schedule of a location for a phone, in an open transaction; `now` is aware UTC."""
    return StoreCalendar(session, location, phone, now)
