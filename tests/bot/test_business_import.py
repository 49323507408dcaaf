"""`appointments.csv`: good rows in, bad rows named, and time that somebody else has refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import cells
from bot.business.imports import Choices, Imported, import_appointments
from bot.business.known import KnownLocation
from bot.business.mistakes import BadFile
from bot.business.table import Line
from bot.business.visits import read_visit
from bot.ports import Row, Session, Store
from flows.values import Appointment, Service

HEADER = "id,location,provider,service,starts_at,phone,name,language,status"
ANA = "a1,main,ito,checkup,2026-03-05T10:00,(202) 555-0143,Ana Ruiz,es,"
LEO = "a2,main,ito,cleaning,2026-03-05T10:30,+12025550144,Leo,,confirmed"
MADRID = ZoneInfo("Europe/Madrid")


class Planned:
    """A stand-in for the planning of reminders that keeps what it was told."""

    def __init__(self) -> None:
        self.visits: list[str] = []

    def __call__(self, session: Session, visit: Appointment, service: Service, now: datetime) -> None:
        self.visits.append(f"{visit.id} {visit.status} {visit.start:%d %H:%M} {service.id}")


@pytest.fixture
def planned() -> Planned:
    return Planned()


@pytest.fixture
def bring(store: Store, business: Callable[[Store], None], planned: Planned, now: datetime) -> Callable[..., Imported]:
    """Imports rows under the usual header."""
    business(store)

    def run(*rows: str, header: str = HEADER, at: datetime = now, **choices: bool) -> Imported:
        with store.write() as session:
            content = "\n".join([header, *rows]).encode()
            return import_appointments(session, content, "a.csv", at, Choices(planned, **choices))

    return run


def found(store: Store, key: str) -> Row:
    with store.read() as session:
        row = session.one("appointment", id=key)
    assert row is not None
    return row


def mistakes(bring: Callable[..., Imported], *rows: str, **more: str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        bring(*rows, **more)
    return [f"{mistake.line} {mistake.field}: {mistake.problem}" for mistake in bad.value.mistakes]


def test_good_rows_become_appointments(store: Store, bring: Callable[..., Imported], planned: Planned) -> None:
    done = bring(ANA, LEO)

    assert (2, 0, 0, ()) == (done.added, done.updated, done.unchanged, done.left_out)
    ana, leo = found(store, "a1"), found(store, "a2")
    assert ("2026-03-05T15:00:00Z", "+12025550143", "es", "booked", 30) == (
        ana["starts_at"],
        ana["phone"],
        ana["language"],
        ana["status"],
        ana["minutes"],
    )
    assert (None, "confirmed", 45) == (leo["language"], leo["status"], leo["minutes"])
    assert ["a1 booked 05 15:00 checkup", "a2 confirmed 05 15:30 cleaning"] == planned.visits


def test_one_bad_row_keeps_all_out_and_every_mistake_is_named(store: Store, bring: Callable[..., Imported]) -> None:
    told = mistakes(
        bring,
        ANA,
        "",
        "a6,mian,ito,cleaning,2026-03-05,12,,xx,bokked",
        "a1,main,bob,x,2026-03-05T10:00+25:00,+12025550143,Ana,,",
        "a7,main,ito",
        ",main,sol,checkup,,+12025550143,Ana,,",
    )

    wanted = [
        "4 location: 'mian' is not known; known: madrid, main; did you mean main?",
        "4 status: 'bokked' is not a status; known: booked, cancelled, completed, confirmed, no_show; did you mean booked?",
        "4 starts_at: '2026-03-05' is not a time such as 2026-03-05T14:30",
        "4 phone: '12' is not a phone number: write it like +12025550143",
        "4 name: must be 1 to 80 characters",
        "4 language: 'xx' is not spoken here; known: ",
        "5 service: 'x' is not known; known: checkup, cleaning",
        "5 provider: 'bob' is not known; known: ito, maya",
        "5 starts_at: '2026-03-05T10:00+25:00' is not a time",
        "5 id: 'a1' is there twice, first in line 2",
        "6 row: 3 values, but the header has 9 columns",
        "7 provider: 'sol' is not known; known: ito, maya",
        "7 id: must be 1 to 100 printable characters",
        "7 starts_at: '' is not a time",
    ]
    assert len(wanted) == len(told)
    assert [] == [(want, got) for want, got in zip(wanted, told, strict=True) if not got.startswith(want)]
    with store.read() as session:
        assert session.one("appointment", id="a1") is None


def test_the_good_rows_are_taken_where_that_is_wished(store: Store, bring: Callable[..., Imported]) -> None:
    done = bring(ANA, "bad row", LEO, skip_bad=True)

    assert (2, [3]) == (done.added, [mistake.line for mistake in done.left_out])
    assert "Leo" == found(store, "a2")["name"]


def test_a_dry_run_changes_nothing(store: Store, bring: Callable[..., Imported]) -> None:
    done = bring(ANA, LEO, dry_run=True)

    assert 2 == done.added
    with store.read() as session:
        assert [] == session.all("export_appointments")


def test_the_same_file_again_changes_nothing(bring: Callable[..., Imported], planned: Planned) -> None:
    bring(ANA, LEO)
    planned.visits.clear()

    done = bring(ANA, LEO)

    assert (0, 0, 2) == (done.added, done.updated, done.unchanged)
    assert [] == planned.visits


def test_overlap_names_whom_it_would_disturb(bring: Callable[..., Imported]) -> None:
    told = mistakes(bring, ANA, LEO, "a3,main,ito,checkup,2026-03-05T11:15,+12025550145,Mia,,")

    # Leo's cleaning ends at 11:15, its buffer at 11:30.
    assert ["4 starts_at: Dr Ito is taken then by appointment 'a2' (its buffer counts)"] == told


def test_a_time_on_offer_is_not_taken_away(
    store: Store, bring: Callable[..., Imported], now: datetime, planned: Planned
) -> None:
    with store.write() as session:
        start = datetime(2026, 3, 5, 15, tzinfo=UTC)
        until = now + timedelta(minutes=15)
        who = {"location": "main", "provider": "ito", "holder": "+12025550149"}
        cells.hold(session, **who, start=start, minutes=30, until=until, now=now)

    assert "on offer to a customer who is choosing" in mistakes(bring, ANA)[0]
    assert 1 == bring(ANA, at=until).added


def test_two_appointments_may_swap_their_times(store: Store, bring: Callable[..., Imported]) -> None:
    bring(ANA, LEO.replace("cleaning", "checkup"))

    done = bring(ANA.replace("10:00", "10:30"), LEO.replace("cleaning", "checkup").replace("10:30", "10:00"))

    assert 2 == done.updated
    assert "2026-03-05T15:30:00Z" == found(store, "a1")["starts_at"]


def test_a_moved_or_cancelled_appointment_gives_its_time_back(bring: Callable[..., Imported], planned: Planned) -> None:
    bring(ANA, LEO)
    bring(ANA.replace("10:00", "14:00"), LEO.replace("confirmed", "cancelled"))

    done = bring(
        "b1,main,ito,checkup,2026-03-05T10:00,+12025550145,Mia,,", "b2,main,ito,checkup,2026-03-05T10:30,+12025550145,Mia,,"
    )

    assert 2 == done.added
    assert "a2 cancelled 05 15:30 cleaning" in planned.visits


def test_a_row_refused_on_the_second_try_keeps_its_old_time(store: Store, bring: Callable[..., Imported]) -> None:
    bring(ANA, LEO)

    # a1 can't move onto a2, so that the new b1 can't have a1's time either.
    done = bring(ANA.replace("10:00", "10:45"), "b1,main,ito,checkup,2026-03-05T10:00,+12025550145,Mia,,", skip_bad=True)

    assert [2, 3] == [mistake.line for mistake in done.left_out]
    assert "2026-03-05T15:00:00Z" == found(store, "a1")["starts_at"]


def test_an_open_status_keeps_what_the_customer_said(store: Store, bring: Callable[..., Imported]) -> None:
    bring(ANA, LEO)
    with store.write() as session:
        session.run("confirm_appointment", id="a1", now="2026-03-04T15:00:00Z")

    bring(ANA)
    stayed = found(store, "a1")["status"]
    bring(ANA.replace("10:00", "14:00"))

    assert ("confirmed", "booked") == (stayed, found(store, "a1")["status"])


def test_an_id_of_another_location_is_not_taken_over(bring: Callable[..., Imported]) -> None:
    bring(ANA)

    told = mistakes(bring, "a1,madrid,sol,checkup,2026-03-09T11:00,910000001,Eva,,")

    assert ["2 id: 'a1' is an appointment at main"] == told


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-05T10:00", "2026-03-05T09:00:00Z"),
        ("2026-03-05 10:00", "2026-03-05T09:00:00Z"),
        ("2026-03-05T10:00+00:00", "2026-03-05T10:00:00Z"),
        ("2026-03-05T10:00Z", "2026-03-05T10:00:00Z"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z"),
    ],
)
def test_times_are_local_or_carry_their_offset(
    store: Store, bring: Callable[..., Imported], written: str, expected: str
) -> None:
    bring(f"m1,madrid,sol,checkup,{written},910000001,Eva,,")

    assert (expected, "+34910000001") == (found(store, "m1")["starts_at"], found(store, "m1")["phone"])


def test_times_at_clock_changes_are_refused_in_words(bring: Callable[..., Imported]) -> None:
    told = mistakes(
        bring,
        "m1,madrid,sol,checkup,2026-03-29T02:30,910000001,Eva,,",
        "m2,madrid,sol,checkup,2026-10-25T02:30,910000001,Eva,,",
    )

    assert [
        "2 starts_at: 2026-03-29 02:30 does not exist in Europe/Madrid: clocks go forward over it",
        "3 starts_at: 2026-10-25 02:30 comes twice in Europe/Madrid, clocks go back: "
        "write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00",
    ] == told


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00+14:00", "9999-12-31T23:55-12:00", "0026-03-05T10:00", "3026-03-05T10:00"]
)
def test_a_year_that_can_only_be_a_slip_is_refused(bring: Callable[..., Imported], written: str) -> None:
    assert [f"2 starts_at: '{written}' is not a time between 1970 and 2199"] == mistakes(
        bring, f"m1,madrid,sol,checkup,{written},910000001,Eva,,"
    )


def test_who_has_left_may_stand_only_in_what_is_over(store: Store, bring: Callable[..., Imported]) -> None:
    with store.write() as session:
        session.run("retire_provider", location="main", id="ito")

    assert ["2 provider: Dr Ito has left: only cancelled, completed, no_show appointments may still name them"] == mistakes(
        bring, ANA
    )
    assert 1 == bring(ANA + "completed").added


@pytest.mark.parametrize(
    ("header", "cell", "choices", "consent"),
    [
        (HEADER, "", {}, True),
        (HEADER, "", {"assume_consent": False}, False),
        (HEADER + ",consent", ",", {}, False),
        (HEADER + ",consent", ",no", {}, False),
        (HEADER + ",consent", ",yes", {"assume_consent": False}, True),
    ],
)
def test_consent_is_recorded_as_the_file_says(
    store: Store, bring: Callable[..., Imported], header: str, cell: str, choices: dict[str, bool], consent: bool
) -> None:
    bring(ANA + cell, header=header, **choices)

    assert consent == (consent_of(store)[0] is not None)


def test_consent_given_on_a_day_is_recorded_with_that_day(store: Store, bring: Callable[..., Imported]) -> None:
    bring(ANA + ",2026-01-31", header=HEADER + ",consent")

    assert ("2026-01-31T05:00:00Z", "import") == consent_of(store)


def test_consent_can_be_withdrawn_by_a_file(store: Store, bring: Callable[..., Imported]) -> None:
    bring(ANA)

    bring(ANA + ",no", header=HEADER + ",consent")

    assert (None, None) == consent_of(store)


def test_a_day_of_consent_that_no_clock_can_tell_is_a_mistake() -> None:
    place = KnownLocation("east", ZoneInfo("Asia/Tokyo"), "JP", {}, {})
    line = Line(2, dict.fromkeys(HEADER.split(","), "") | {"location": "east", "consent": "0001-01-01"})

    _, wrong = read_visit(line, {"east": place}, "a.csv")

    assert ["'0001-01-01' is not yes, no, or the day it was given such as 2026-01-31"] == [
        mistake.problem for mistake in wrong if mistake.field == "consent"
    ]


def consent_of(store: Store) -> tuple[str | None, str | None]:
    with store.read() as session:
        row = session.one("consent_of_customer", location="main", phone="+12025550143")
    assert row is not None
    return row["consent_at"], row["consent_source"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "1 header: 'id' is missing"),
        (b"id;location;provider", "1 header: must have commas between the columns: id,location,"),
        (f"{HEADER},colour".encode(), "1 header: 'colour' is not a column; known: consent, id, language,"),
        (f"{HEADER},id".encode(), "1 header: 'id' is there twice"),
        (HEADER.encode() + b"\na1,main,ito,checkup,2026-03-05T10:00,1,Jos\xe9,,", "2 file: is not UTF-8"),
        (HEADER.encode() + b'\na1,main,"ito,checkup', "2 row: can't be read as CSV"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    sqlite_store: Store, planned: Planned, now: datetime, content: bytes, told: str
) -> None:
    with pytest.raises(BadFile) as bad, sqlite_store.write() as session:
        import_appointments(session, content, "a.csv", now, Choices(planned))

    mistake = bad.value.mistakes[0]
    assert f"{mistake.line} {mistake.field}: {mistake.problem}".startswith(told)


def test_a_mark_of_byte_order_and_columns_in_any_order_are_fine(
    sqlite_store: Store, business: Callable[[Store], None], planned: Planned, now: datetime
) -> None:
    business(sqlite_store)
    content = (
        "\ufeffName,ID,location,provider,service,phone,starts_at\r\nAna,a1,main,ito,checkup,+12025550143,2026-03-05T10:00\r\n"
    )

    with sqlite_store.write() as session:
        done = import_appointments(session, content.encode(), "a.csv", now, Choices(planned))

    assert 1 == done.added
