"""Time that two people cannot take, on both stores."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot import cells
from bot.ports import Session, SlotTaken, Store
from tests.bot.texting import look

HERE = {"location": "main", "provider": "ito"}
TEN = datetime.fromisoformat("2026-03-05T15:00:00+00:00")
ANA, LEO = "+12025550143", "+12025550144"


@pytest.fixture(autouse=True)
def _business(store: Store, business: Callable[[Store], None]) -> None:
    business(store)


def take(
    session: Session,
    key: str,
    now: datetime,
    *,
    start: datetime = TEN,
    minutes: int = 30,
    phone: str = ANA,
    held: bool = False,
) -> None:
    with session.attempt():
        cells.take_for_appointment(
            session, **HERE, start=start, minutes=minutes, appointment=key, holder=phone, now=now, held=held
        )


def hold(session: Session, now: datetime, *, start: datetime = TEN, phone: str = ANA, minutes: int = 30) -> None:
    until = now + timedelta(minutes=15)
    with session.attempt():
        cells.hold(session, **HERE, start=start, minutes=minutes, holder=phone, until=until, now=now)


def taken(session: Session, now: datetime, phone: str = "") -> int:
    first, last = cells.cell_range(TEN - timedelta(days=1), 2 * 24 * 60)
    moment = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    providers = {f"p{number}": HERE["provider"] for number in range(8)}
    found = session.column(
        "taken_cells", **providers, location=HERE["location"], first=first, last=last, now=moment, holder=phone, replacing=""
    )
    return len(found)


def test_an_appointment_takes_every_cell_it_touches(store: Store, now: datetime) -> None:
    with store.write() as session:
        take(session, "a", now, start=TEN + timedelta(minutes=2), minutes=30)

        assert 7 == taken(session, now)


def test_overlap_is_refused_and_nothing_of_it_stays(store: Store, now: datetime) -> None:
    with store.write() as session:
        take(session, "a", now)
        with pytest.raises(SlotTaken):
            take(session, "b", now, start=TEN - timedelta(minutes=15), phone=LEO)

        assert 6 == taken(session, now)


def test_visits_that_touch_do_not_overlap(store: Store, now: datetime) -> None:
    with store.write() as session:
        take(session, "a", now)
        take(session, "b", now, start=TEN + timedelta(minutes=30), phone=LEO)

        assert 12 == taken(session, now)


@pytest.mark.parametrize("held", [False, True])
def test_a_hold_keeps_others_out_until_it_expires(store: Store, now: datetime, held: bool) -> None:
    with store.write() as session:
        hold(session, now)
        with pytest.raises(SlotTaken):
            hold(session, now, phone=LEO)
        with pytest.raises(SlotTaken):
            take(session, "b", now, phone=LEO, held=held)

        take(session, "b", now + timedelta(minutes=15), phone=LEO, held=held)


@pytest.mark.parametrize("held", [False, True])
def test_the_holder_takes_what_is_held(store: Store, now: datetime, held: bool) -> None:
    with store.write() as session:
        hold(session, now)
        take(session, "a", now, held=held)
        cells.release_holds(session, "main", ANA)

        assert 6 == taken(session, now + timedelta(days=1))


def test_what_is_believed_to_be_held_and_is_not_is_refused(store: Store, now: datetime) -> None:
    with store.write() as session:
        hold(session, now, minutes=25)

        with pytest.raises(SlotTaken):
            take(session, "a", now, held=True)

        take(session, "b", now, start=TEN + timedelta(minutes=25), phone=LEO)


def test_a_hold_never_takes_an_appointments_cells(store: Store, now: datetime) -> None:
    with store.write() as session:
        take(session, "a", now)

        with pytest.raises(SlotTaken):
            hold(session, now + timedelta(days=9), phone=LEO)


@pytest.mark.parametrize("held", [False, True])
def test_a_visit_may_be_offered_a_time_that_overlaps_itself(store: Store, now: datetime, held: bool) -> None:
    with store.customer("main", ANA) as session:
        _book(session, "a")
        take(session, "a", now)

        hold(session, now, start=TEN + timedelta(minutes=15))
        take(session, "a", now, start=TEN + timedelta(minutes=15), held=held)
        cells.release_appointment_elsewhere(session, "a", **HERE, start=TEN + timedelta(minutes=15), minutes=30)
        cells.release_holds(session, "main", ANA)

        assert 6 == taken(session, now)
        take(session, "b", now, start=TEN, minutes=15, phone=LEO)


def test_what_is_released_is_free_for_others(store: Store, now: datetime) -> None:
    with store.write() as session:
        take(session, "a", now)
        hold(session, now, start=TEN + timedelta(hours=1))
        cells.release_appointment(session, "a")
        cells.release_holds(session, "main", ANA)

        take(session, "b", now, phone=LEO, minutes=90)


def test_cells_of_days_gone_by_are_dropped(store: Store, now: datetime) -> None:
    with store.write() as session:
        take(session, "a", now)
        take(session, "b", now, start=TEN + timedelta(days=1))

        assert 6 == cells.forget_past(session, "main", TEN + timedelta(hours=12))


def test_of_200_takers_of_one_slot_one_wins(store: Store, database_url: str, now: datetime) -> None:
    winners: list[int] = []
    losers: list[int] = []
    start_together = threading.Barrier(20)

    def takers(numbers: range) -> None:
        start_together.wait(10)
        for number in numbers:
            phone = f"+1202555{number:04}"
            try:
                with store.customer("main", phone) as session:
                    take(session, f"visit-{number}", now, phone=phone)
                winners.append(number)
            except SlotTaken:
                losers.append(number)

    threads = [threading.Thread(target=takers, args=(range(block * 10, block * 10 + 10),)) for block in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert (1, 199) == (len(winners), len(losers))
    assert [(6, 1)] == look(database_url, "SELECT COUNT(*), COUNT(DISTINCT appointment) FROM cells")


def _book(session: Session, key: str) -> None:
    session.run(
        "book_appointment",
        id=key,
        location="main",
        provider="ito",
        service="checkup",
        starts_at="2026-03-05T15:00:00Z",
        minutes=30,
        phone=ANA,
        name="Ana",
        language=None,
        now="2026-03-01T00:00:00Z",
    )
