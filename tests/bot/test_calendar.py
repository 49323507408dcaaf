"""Free slots as flows ask for them, out of a real database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import cells
from bot.calendar import RecordingCalendar, ReplayCalendar, load_calendar
from bot.calendar.replay import NotAsked
from bot.calendar.store import StoreCalendar
from bot.ports import Session, Store
from flows.values import FreeSlots, Window

PHONE = "+12025550143"
OTHER = "+12025550144"
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def session(sqlite_store: Store, business: Callable[[Store], None]) -> Iterator[Session]:
    business(sqlite_store)
    with sqlite_store.customer("main", PHONE) as session:
        yield session


@pytest.fixture
def calendar(session: Session, now: datetime) -> StoreCalendar:
    return load_calendar(session, "main", PHONE, now)


def day(text: str) -> Window:
    start = datetime.fromisoformat(text)
    return Window(start, start + timedelta(days=1), time_given=False)


def span(day: str, start: str, end: str) -> Window:
    return Window(datetime.fromisoformat(f"{day}T{start}"), datetime.fromisoformat(f"{day}T{end}"))


def exactly(text: str) -> Window:
    moment = datetime.fromisoformat(text)
    return Window(moment, moment)


def local(found: FreeSlots, zone: ZoneInfo = NEW_YORK) -> list[str]:
    return [f"{slot.provider} {slot.start.astimezone(zone):%a %d %b %H:%M}" for slot in found.slots]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)


def book(session: Session, key: str, start: str, *, provider: str = "ito", phone: str = PHONE, name: str = "Ana") -> None:
    session.run("add_missing_customer", location="main", phone=phone)
    session.run(
        "book_appointment",
        id=key,
        location="main",
        provider=provider,
        service="checkup",
        starts_at=utc(start).strftime("%Y-%m-%dT%H:%M:%SZ"),
        minutes=30,
        phone=phone,
        name=name,
        language=None,
        now="2026-03-01T00:00:00Z",
    )
    cells.take_for_appointment(
        session,
        location="main",
        provider=provider,
        start=utc(start),
        minutes=30,
        appointment=key,
        holder=phone,
        now=utc("2026-03-01"),
    )


def test_a_day_gives_its_first_free_slots(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(day("2026-03-05"),))

    assert (True, ["ito Thu 05 Mar 09:00", "ito Thu 05 Mar 09:15", "ito Thu 05 Mar 09:30"]) == (found.met, local(found))


def test_slots_nearest_to_the_wish_come_first(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(day("2026-03-05"),), near=utc("2026-03-05T14:00"))

    assert ["ito Thu 05 Mar 14:00", "ito Thu 05 Mar 13:45", "ito Thu 05 Mar 14:15"] == local(found)


def test_the_notice_period_is_kept(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(), count=1)

    assert ["ito Wed 04 Mar 14:00"] == local(found)


def test_a_window_ends_before_its_end(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(span("2026-03-05", "14:00", "14:30"),))

    assert ["ito Thu 05 Mar 14:00", "ito Thu 05 Mar 14:15"] == local(found)


def test_an_exact_wish_off_the_quarter_hours_is_met(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(exactly("2026-03-05T14:20"),))

    assert (True, ["ito Thu 05 Mar 14:20"]) == (found.met, local(found))


def test_a_taken_time_gives_the_nearest_others(session: Session, calendar: StoreCalendar) -> None:
    book(session, "a", "2026-03-05T14:00", phone=OTHER)

    found = calendar.free("checkup", provider="ito", windows=(exactly("2026-03-05T14:00"),))

    assert (False, ["ito Thu 05 Mar 13:30", "ito Thu 05 Mar 14:30", "ito Thu 05 Mar 13:15"]) == (found.met, local(found))


def test_the_lunch_break_and_the_evening_stay_free_of_visits(calendar: StoreCalendar) -> None:
    found = calendar.free("cleaning", provider="maya", windows=(day("2026-03-16"),), count=99)

    times = {line[-5:] for line in local(found)}
    assert times.isdisjoint({"11:30", "11:45", "12:00", "12:45", "16:30", "17:00"})
    assert {"09:00", "11:15", "13:00", "16:15"} <= times


def test_days_away_and_closed_days_are_passed_over(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(day("2026-03-10"),), count=1)

    assert (False, ["ito Thu 05 Mar 16:30"]) == (found.met, local(found))


def test_anyone_who_does_the_service_is_offered_once_a_time(session: Session, calendar: StoreCalendar) -> None:
    book(session, "a", "2026-03-05T09:00", phone=OTHER)

    found = calendar.free("checkup", provider=None, windows=(day("2026-03-05"),), count=4)

    assert ["maya Thu 05 Mar 09:00", "maya Thu 05 Mar 09:15", "ito Thu 05 Mar 09:30", "ito Thu 05 Mar 09:45"] == local(found)


def test_excluded_times_are_never_offered(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(), excluded=(day("2026-03-04"), day("2026-03-05")), count=1)

    assert ["ito Mon 16 Mar 09:00"] == local(found)


def test_the_visit_to_be_moved_makes_room_but_is_not_offered(session: Session, calendar: StoreCalendar) -> None:
    book(session, "a", "2026-03-05T14:00")

    found = calendar.free(
        "checkup", provider="ito", windows=(span("2026-03-05", "13:45", "14:30"),), replacing="a", near=utc("2026-03-05T14:00")
    )

    assert ["ito Thu 05 Mar 13:45", "ito Thu 05 Mar 14:15"] == local(found)


def test_a_person_is_not_sent_to_two_visits_at_once(session: Session, calendar: StoreCalendar) -> None:
    book(session, "a", "2026-03-05T14:00", provider="ito")
    book(session, "b", "2026-03-05T10:00", provider="maya")

    found = calendar.free("checkup", provider="ito", windows=(span("2026-03-05", "09:30", "10:45"),), replacing="a")

    assert ["ito Thu 05 Mar 09:30", "ito Thu 05 Mar 10:30"] == local(found)


def test_what_another_phone_holds_is_not_offered_until_it_expires(session: Session, now: datetime) -> None:
    place = {"location": "main", "provider": "ito"}
    start = utc("2026-03-05T14:00")
    until = now + timedelta(minutes=15)
    cells.hold(session, **place, start=start, minutes=30, holder=OTHER, until=until, now=now)

    def asked(at: datetime, phone: str) -> bool:
        calendar = load_calendar(session, "main", phone, at)
        return calendar.free("checkup", provider="ito", windows=(exactly("2026-03-05T14:00"),)).met

    assert (False, True, True) == (asked(now, PHONE), asked(now, OTHER), asked(until, PHONE))


def test_the_buffer_after_a_visit_is_kept(session: Session, calendar: StoreCalendar, now: datetime) -> None:
    start = utc("2026-03-05T14:00")
    where = {"location": "main", "provider": "ito"}
    cells.take_for_appointment(session, **where, start=start, minutes=60, appointment="x", holder=OTHER, now=now)

    found = calendar.free("cleaning", provider="ito", windows=(span("2026-03-05", "12:45", "15:30"),), count=9)

    assert ["12:45", "13:00", "15:00", "15:15"] == [line[-5:] for line in local(found)]


def test_a_provider_who_left_stands_for_anyone(session: Session, calendar: StoreCalendar) -> None:
    session.run("retire_provider", location="main", id="ito")

    found = calendar.free("checkup", provider="ito", windows=(day("2026-03-05"),), count=1)

    assert ["maya Thu 05 Mar 09:00"] == local(found)


def test_a_service_that_is_gone_has_no_slots(calendar: StoreCalendar) -> None:
    assert FreeSlots((), met=False) == calendar.free("massage", provider=None, windows=())


def test_nothing_is_offered_beyond_the_horizon(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="maya", windows=(day("2027-03-05"),), count=1)

    assert (False, ["maya Thu 02 Jul 16:30"]) == (found.met, local(found))


def test_any_time_at_all_is_a_window_too(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(Window(datetime.min, datetime.max),), count=1)

    assert (True, ["ito Wed 04 Mar 14:00"]) == (found.met, local(found))


def test_the_past_gives_the_next_slots(calendar: StoreCalendar) -> None:
    found = calendar.free("checkup", provider="ito", windows=(day("2026-03-02"),), count=1)

    assert (False, ["ito Wed 04 Mar 14:00"]) == (found.met, local(found))


@pytest.mark.parametrize(
    ("sunday", "times"),
    [
        ("2026-03-29", ["00:00", "00:30", "01:00", "01:30", "03:00", "03:30"]),  # 02:00 to 03:00 does not exist
        ("2026-10-25", ["00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "03:30"]),  # 02:00 to 03:00 comes twice
    ],
)
def test_clock_changes(session: Session, sunday: str, times: list[str]) -> None:
    zone = ZoneInfo("Europe/Madrid")
    before = datetime.fromisoformat(sunday).replace(tzinfo=UTC) - timedelta(days=3)
    calendar = load_calendar(session, "madrid", PHONE, before)

    found = calendar.free("checkup", provider="sol", windows=(span(sunday, "00:00", "04:00"),), count=99)

    assert times == [line[-5:] for line in local(found, zone) if line[-2:] in ("00", "30")]
    starts = [slot.start for slot in found.slots]
    assert sorted(set(starts)) == starts


def test_a_visit_in_the_double_hour_is_the_first_of_the_two(session: Session) -> None:
    calendar = load_calendar(session, "madrid", PHONE, datetime(2026, 10, 22, tzinfo=UTC))

    found = calendar.free("checkup", provider="sol", windows=(exactly("2026-10-25T02:30"),))

    assert [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)] == [slot.start for slot in found.slots]


def test_a_phones_appointments_are_those_ahead_and_of_the_last_days(session: Session, calendar: StoreCalendar) -> None:
    book(session, "ahead", "2026-03-05T14:00")
    book(session, "recent", "2026-03-02T14:00")
    book(session, "old", "2026-01-02T14:00")
    book(session, "others", "2026-03-05T15:00", phone=OTHER)

    assert ["recent", "ahead"] == [visit.id for visit in calendar.appointments]


def test_every_answer_is_kept_and_given_again(session: Session, calendar: StoreCalendar) -> None:
    book(session, "a", "2026-03-05T14:00")
    recording = RecordingCalendar(calendar)
    windows = (span("2026-03-05", "13:45", "14:30"),)
    asked = [recording.place, recording.services, recording.appointments, recording.provider_name("ito")]
    free = recording.free("checkup", provider="ito", windows=windows, replacing="a")

    replay = ReplayCalendar(json.loads(json.dumps(recording.facts())))

    assert asked == [replay.place, replay.services, replay.appointments, replay.provider_name("ito")]
    assert free == replay.free("checkup", provider="ito", windows=windows, replacing="a")


def test_a_replay_that_goes_another_way_says_so() -> None:
    with pytest.raises(NotAsked, match="did not ask for the place"):
        _ = ReplayCalendar({}).place
