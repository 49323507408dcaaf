"""A slot that we hold for a customer is taken without a look first; the database refuses one that has gone meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import inbox
from bot.business.load import load_business
from bot.business.parse import parse_business
from bot.calendar import StoreCalendar
from bot.cells import CELL_SECONDS
from bot.inbox import answer
from bot.ports import Row, Store
from bot.records import to_text
from tests.bot.texting import ANA, assert_consistent, book, converse, text, visit

START = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)
LEO = "+12025550144"
BUSINESS = Path(__file__).parents[1] / "business.toml"
ASKING = "can we do march 13 after 9 instead"
Looks = list[tuple[str, ...]]


@pytest.fixture
def ana(store: Store, business: Callable[[Store], None], now: datetime) -> Store:
    """A check-up of Ana's with Dr Ito, on each engine."""
    business(store)
    book(store, START, now)
    return store


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """The providers of every look into the table of taken time."""
    seen: Looks = []
    look = StoreCalendar._cells

    def counted(calendar: StoreCalendar, providers: tuple[str, ...], seconds: tuple[int, int], replacing: str) -> object:
        seen.append(providers)
        return look(calendar, providers, seconds, replacing)

    monkeypatch.setattr(StoreCalendar, "_cells", counted)
    return seen


def start_of(store: Store) -> str:
    with store.read() as session:
        return str(visit(session)["starts_at"])


def give_to_leo(store: Store, held: Row, now: datetime) -> None:
    """Staff give the time that Ana is offered to somebody else."""
    with store.write() as session:
        session.run("release_holder", location="main", holder=ANA)
    start = datetime.fromtimestamp(held["cell"] * CELL_SECONDS, UTC)
    book(store, start, now, phone=LEO, key="leos", provider=held["provider"])


def test_a_held_slot_is_taken_without_a_look(ana: Store, now: datetime, looks: Looks) -> None:
    converse(ana, now, [ASKING])
    looks.clear()

    taken = answer(ana, text("1"), now + timedelta(minutes=2))

    assert [] == looks
    assert "take_slot: move_visit if slot_is_free" == taken.rule
    assert start_of(ana).startswith("2026-03-13")


def test_a_held_slot_that_staff_gave_away_is_not_taken(ana: Store, now: datetime, looks: Looks, database_url: str) -> None:
    converse(ana, now, [ASKING])
    with ana.read() as session:
        held = session.all("web_holds", location="main", first=0, last=2**31 - 1, now="")
    give_to_leo(ana, held[0], now)
    looks.clear()

    told = answer(ana, text("1"), now + timedelta(minutes=2))

    assert looks
    assert "slot_is_free" not in told.rule
    assert to_text(START) == start_of(ana)
    assert_consistent(database_url)


def test_a_slot_whose_hold_is_gone_is_taken_if_it_is_free(ana: Store, now: datetime, looks: Looks, database_url: str) -> None:
    converse(ana, now, [ASKING])
    with ana.write() as session:
        session.run("release_holder", location="main", holder=ANA)
    looks.clear()

    taken = answer(ana, text("1"), now + timedelta(minutes=2))

    assert looks
    assert "take_slot: move_visit if slot_is_free" == taken.rule
    assert_consistent(database_url)


def test_a_slot_that_is_held_no_longer_is_looked_at(ana: Store, now: datetime, looks: Looks) -> None:
    converse(ana, now, [ASKING])
    looks.clear()

    taken = answer(ana, text("1"), now + timedelta(minutes=16))

    assert looks
    assert "take_slot: move_visit if slot_is_free" == taken.rule


def test_a_slot_believed_free_that_nobody_takes_is_looked_at(
    ana: Store, now: datetime, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    converse(ana, now, [ASKING])
    looks.clear()
    monkeypatch.setattr(inbox, "taken_by", lambda events: set())  # as if a rule told of the slot and took nothing

    answer(ana, text("1"), now + timedelta(minutes=2))

    assert looks


def test_nobody_is_moved_to_somebody_who_has_left(ana: Store, now: datetime) -> None:
    converse(ana, now, ["can we do march 17 after 9 instead"])
    text_of_file = BUSINESS.read_text("utf-8")
    before, after = text_of_file.split("[providers.ito]")[0], text_of_file[text_of_file.index("[providers.maya]") :]
    with ana.write() as session:
        assert ("ito",) == load_business(session, parse_business(before + after)).retired

    told = answer(ana, text("1"), now + timedelta(minutes=2))

    assert "gone" in told.reply
    assert to_text(START) == start_of(ana)


def test_a_visit_made_longer_meanwhile_is_booked_at_its_new_length(ana: Store, now: datetime, database_url: str) -> None:
    converse(ana, now, [ASKING])
    with ana.write() as session:
        load_business(session, parse_business(BUSINESS.read_text("utf-8").replace("minutes = 30", "minutes = 60")))

    told = answer(ana, text("1"), now + timedelta(minutes=2))

    assert "take_slot: move_visit if slot_is_free" == told.rule
    with ana.read() as session:
        assert 60 == visit(session)["minutes"]
    assert_consistent(database_url)


def test_a_visit_made_too_long_for_the_slot_meanwhile_is_not_booked(ana: Store, now: datetime) -> None:
    converse(ana, now, ["can we do march 13 at 4:30pm instead"])
    with ana.write() as session:
        load_business(session, parse_business(BUSINESS.read_text("utf-8").replace("minutes = 30", "minutes = 60")))

    told = answer(ana, text("yes"), now + timedelta(minutes=2))

    assert "gone" in told.reply
    assert to_text(START) == start_of(ana)
