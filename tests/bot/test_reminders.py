"""When reminders are due, and how they follow the appointment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import reminders
from bot.ports import Store
from bot.quiet import MARGIN, Quiet
from bot.records import appointment as appointment_of
from bot.records import service as service_of
from bot.reminders import due_times
from flows.values import Appointment
from tests.bot.provider import utc
from tests.bot.texting import book

Business = Callable[[Store], None]
NEW_YORK = ZoneInfo("America/New_York")
NIGHT = Quiet(NEW_YORK, ((21 * 60, 8 * 60),))
START = utc("2026-03-12 14:00")  # Thursday 10:00 in New York


@pytest.mark.parametrize(
    ("zone", "start", "two_days_before"),
    [
        ("America/New_York", "2026-03-09 14:00", "2026-03-07 15:00"),
        ("America/New_York", "2026-11-02 15:00", "2026-10-31 14:00"),
        ("Europe/London", "2026-03-30 09:00", "2026-03-28 10:00"),
        ("Europe/London", "2026-10-26 10:00", "2026-10-24 09:00"),
        ("Europe/Madrid", "2026-03-30 08:00", "2026-03-28 09:00"),
        ("Europe/Madrid", "2026-10-26 09:00", "2026-10-24 08:00"),
        ("Australia/Sydney", "2026-04-06 00:00", "2026-04-03 23:00"),
        ("Australia/Sydney", "2026-10-04 23:00", "2026-10-03 00:00"),
        ("Australia/Lord_Howe", "2026-04-05 23:30", "2026-04-03 23:00"),
        ("Australia/Lord_Howe", "2026-10-04 23:00", "2026-10-02 23:30"),
        ("America/Santiago", "2026-04-06 14:00", "2026-04-04 13:00"),
        ("America/Santiago", "2026-09-07 13:00", "2026-09-05 14:00"),
    ],
)
def test_a_reminder_of_days_keeps_the_time_on_the_clock_when_clocks_change(zone: str, start: str, two_days_before: str) -> None:
    first, second = due_times(utc(start), (48, 3), Quiet(ZoneInfo(zone)))

    assert utc(two_days_before) == first.at
    assert 10 == utc(start).astimezone(ZoneInfo(zone)).hour == first.at.astimezone(ZoneInfo(zone)).hour
    assert utc(start) - timedelta(hours=3) == second.at


def test_a_reminder_of_hours_counts_real_hours_over_a_clock_change() -> None:
    four_in_the_morning = utc("2026-03-08 08:00")

    (only,) = due_times(four_in_the_morning, (3,), Quiet(NEW_YORK))

    assert utc("2026-03-08 05:00") == only.at


def test_quiet_hours_move_a_reminder_to_the_evening_before() -> None:
    half_past_eight = utc("2026-03-12 12:30")

    _, second = due_times(half_past_eight, (48, 3), NIGHT)

    assert utc("2026-03-12 01:00") - MARGIN == second.at  # 20:30 in New York
    assert not NIGHT.holds(second.at)


def test_a_reminder_leaves_a_closed_day_for_the_day_before() -> None:
    closed = replace(NIGHT, closed=frozenset({date(2026, 3, 10)}))

    first, _ = due_times(START, (48, 3), closed)

    assert utc("2026-03-09 14:00") == first.at


def test_no_reminder_is_ever_moved_later_or_into_the_quiet_hours() -> None:
    quiet = Quiet(NEW_YORK, ((21 * 60, 8 * 60), (12 * 60, 13 * 60)), frozenset({date(2026, 11, 1), date(2026, 3, 8)}))
    starts = [utc("2026-03-05 00:00") + timedelta(minutes=35 * number) for number in range(400)]
    starts += [utc("2026-10-30 00:00") + timedelta(minutes=35 * number) for number in range(400)]

    for start in starts:
        plain = due_times(start, (48, 3), Quiet(NEW_YORK))
        for moved, asked in zip(due_times(start, (48, 3), quiet), plain, strict=True):
            assert moved.at <= asked.at
            assert not quiet.holds(moved.at)
            assert moved.at.astimezone(NEW_YORK).date() not in quiet.closed
            assert moved.at < moved.useful_until < start


def test_the_first_reminder_asks_and_is_of_use_until_the_next_one() -> None:
    first, second = due_times(START, (3, 48), NIGHT)

    assert ("reminder-48", reminders.ASKS, second.at) == (first.kind, first.line, first.useful_until)
    assert ("reminder-3", reminders.REMINDS) == (second.kind, second.line)


def test_two_reminders_that_quiet_hours_bring_together_are_one() -> None:
    early = utc("2026-03-12 12:30")

    first, second = due_times(early, (5, 3), NIGHT)

    assert first.at == second.at
    assert (False, True) == (first.superfluous, second.superfluous)
    assert first.useful_until > first.at


@pytest.fixture
def planned(store: Store, business: Business, now: datetime) -> Store:
    """Ana's check-up on Thursday of next week, with its reminders."""
    business(store)
    book(store, START, now)
    replan(store, now)
    return store


def replan(store: Store, now: datetime, **changes: object) -> Appointment:
    """Plans the visit as it would stand with these changes."""
    with store.write() as session:
        row = session.one("appointment", id="visit")
        assert row is not None
        visit = replace(appointment_of(row), **changes)  # type: ignore[arg-type]
        services = {row["id"]: service_of(row) for row in session.all("services_of_location", location="main")}
        reminders.plan(session, visit, services[visit.service], now)
    return visit


def rows(store: Store) -> dict[str, tuple[str, str | None]]:
    """Status and reason of every text by `start kind`."""
    with store.read() as session:
        found = session.all("web_outbox_of", location="main", phone="+12025550143", most=100)
    return {row["id"].removeprefix("visit:"): (row["status"], row["reason"]) for row in found}


def test_a_booked_visit_has_its_reminders_waiting(planned: Store) -> None:
    assert {
        "2026-03-12T14:00:00Z:reminder-48": ("waiting", None),
        "2026-03-12T14:00:00Z:reminder-3": ("waiting", None),
    } == rows(planned)


def test_a_moved_visit_has_reminders_for_its_new_start_only(planned: Store, now: datetime) -> None:
    replan(planned, now, start=START + timedelta(days=1))

    assert {
        "2026-03-12T14:00:00Z:reminder-48": ("unsent", "moved"),
        "2026-03-12T14:00:00Z:reminder-3": ("unsent", "moved"),
        "2026-03-13T14:00:00Z:reminder-48": ("waiting", None),
        "2026-03-13T14:00:00Z:reminder-3": ("waiting", None),
    } == rows(planned)


def test_a_visit_moved_back_is_reminded_of_again(planned: Store, now: datetime) -> None:
    replan(planned, now, start=START + timedelta(days=1))
    replan(planned, now)

    assert ("waiting", None) == rows(planned)["2026-03-12T14:00:00Z:reminder-48"]
    assert ("unsent", "moved") == rows(planned)["2026-03-13T14:00:00Z:reminder-48"]


def test_a_cancelled_visit_has_no_reminders(planned: Store, now: datetime) -> None:
    replan(planned, now, status="cancelled")

    assert {("unsent", "cancelled")} == set(rows(planned).values())


def test_a_late_booking_skips_what_is_past_and_says_so(store: Store, business: Business) -> None:
    the_day_before = START - timedelta(hours=24)
    business(store)
    book(store, START, the_day_before)

    replan(store, the_day_before)

    assert {
        "2026-03-12T14:00:00Z:reminder-48": ("unsent", "past"),
        "2026-03-12T14:00:00Z:reminder-3": ("waiting", None),
    } == rows(store)


def test_planning_again_leaves_a_reminder_that_is_due_to_the_worker(planned: Store) -> None:
    replan(planned, START - timedelta(hours=47))

    assert ("waiting", None) == rows(planned)["2026-03-12T14:00:00Z:reminder-48"]


def test_new_hours_for_a_service_change_the_reminders(planned: Store, now: datetime) -> None:
    with planned.write() as session:
        service = next(service_of(row) for row in session.all("services_of_location", location="main"))
        row = session.one("appointment", id="visit")
        assert row is not None
        reminders.plan(session, appointment_of(row), replace(service, reminders_hours=(24,)), now)

    assert {
        "2026-03-12T14:00:00Z:reminder-48": ("unsent", "not_wanted"),
        "2026-03-12T14:00:00Z:reminder-3": ("unsent", "not_wanted"),
        "2026-03-12T14:00:00Z:reminder-24": ("waiting", None),
    } == rows(planned)
