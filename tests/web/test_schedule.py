"""The schedule and what hangs on it, as staff without JavaScript see it."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from flask import Flask

from bot.cells import hold
from bot.desk import Order, carry_out
from bot.records import to_text
from bot.web.board import STATUSES
from bot.web.staff import STATES, TASKS
from flows.events import TaskKind
from flows.values import STATES as STATES_OF_FLOWS
from flows.values import Slot, Status
from tests.bot.texting import ANA, book
from tests.web.conftest import NOW, SID, VISIT, Twilio, text_fields
from tests.web.desk import at_desk

HOSTILE = "<script>alert(1)</script>\"'&"
PAGES = (
    "/schedule",
    "/schedule?view=week",
    "/schedule/part",
    "/conversations",
    f"/conversations/main/{ANA}",
    f"/turns/{SID}",
    "/appointments/visit?provider=*",
    "/reports",
    "/settings",
)


def everything(url: str) -> list[str]:
    """All rows of the database, as text."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        return list(database.iterdump())


def cards(page: str) -> list[str]:
    """The words of each visit on a page."""
    found = re.findall(r'<a class="visit[^"]*".*?</a>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", card).split()) for card in found]


def test_a_visit_stands_under_its_day_in_local_time_with_its_sign(house: Flask):
    page = at_desk(house).page("/schedule?date=2026-03-05")

    assert ["? 10:00 AM Ana check-up not confirmed"] == [card.replace(" ", " ") for card in cards(page)]
    assert "Thu, Mar 5" in page


@pytest.mark.parametrize(
    ("status", "sign", "words"), [("confirmed", "✓", "confirmed"), ("completed", "●", "done"), ("no_show", "!", "did not come")]
)
def test_a_status_is_told_by_sign_and_words_not_by_colour_alone(
    house: Flask, sqlite_url: str, status: str, sign: str, words: str
):
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE appointments SET status = ?", (status,))
        database.commit()

    shown = cards(at_desk(house).page("/schedule?date=2026-03-05"))[0]

    assert shown.startswith(sign)
    assert shown.endswith(words)


def test_a_cancelled_visit_is_listed_apart(house: Flask, sqlite_url: str):
    with house.extensions["reslot"].store.write() as session:
        session.run("cancel_appointment", id="visit", now=to_text(NOW))

    page = at_desk(house).page("/schedule?date=2026-03-05")

    assert "<h3>Cancelled</h3>" in page
    assert cards(page)[0].startswith("✗")


def test_the_week_shows_a_provider_a_row_and_a_day_a_column(house: Flask):
    page = at_desk(house).page("/schedule?view=week&date=2026-03-04")

    assert re.findall(r'<th scope="row">([^<]+)', page) == ["Dr Ito", "Maya Stone"]
    assert [day.strip() for day in re.findall(r'data-day="([^"]+)"', page)][:5] == [
        "Mon, Mar 2",
        "Tue, Mar 3",
        "Wed, Mar 4",
        "Thu, Mar 5",
        "Fri, Mar 6",
    ]


def test_the_week_leaves_out_closed_days(house: Flask):
    page = at_desk(house).page("/schedule?view=week&date=2026-03-04")

    assert "Sat, Mar 7" not in page


def test_a_provider_who_is_away_is_marked(house: Flask):
    page = at_desk(house).page("/schedule?date=2026-03-10")

    assert "away" in page


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-13-40", "0001-01-01", "9999-12-31", "'; DROP TABLE turns"])
def test_an_odd_date_shows_today(house: Flask, day: str):
    desk = at_desk(house)

    response = desk.client.get("/schedule", query_string={"date": day, "view": "week"}, base_url="https://texts.example.com")

    assert response.status_code == 200
    assert "Week of Mon, Mar 2" in response.get_data(as_text=True)


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_a_visit_on_a_day_of_a_clock_change_stands_at_its_wall_time(house: Flask, day: date):
    start = datetime(day.year, day.month, day.day, 15, 0, tzinfo=UTC)
    book(house.extensions["reslot"].store, start, NOW, key="odd", provider="maya")

    page = at_desk(house).page(f"/schedule?date={day.isoformat()}")

    wall = "11:00" if day.month == 3 else "10:00"
    assert [True] == [wall in card for card in cards(page)]


def test_today_at_a_glance(house: Flask):
    store = house.extensions["reslot"].store
    for number in range(3):
        start = NOW + timedelta(hours=1 + number)
        book(store, start, NOW, key=f"today-{number}", phone=f"+1202555016{number}", provider="maya")
    with store.write() as session:
        session.run("confirm_appointment", id="today-0", now=to_text(NOW))
        session.run("cancel_appointment", id="today-2", now=to_text(NOW))

    page = at_desk(house).page("/schedule")

    figures = [int(number) for number in re.findall(r"<dd>(\d+)</dd>", page)]
    assert [2, 1, 1, 1, 0] == figures


def test_who_has_not_confirmed_is_listed_for_the_next_days(house: Flask):
    page = at_desk(house).page("/schedule")

    listed = page.partition('id="unconfirmed"')[2]
    assert "<strong>Ana</strong>" in listed


def test_offered_times_show_as_held(house: Flask, twilio: Twilio):
    twilio.post(text_fields("can we do friday after 2 instead"))

    shown = cards(at_desk(house).page("/schedule?date=2026-03-06"))

    assert any(card.startswith("…") for card in shown)


def test_neighbouring_offered_times_are_cards_of_their_own(house: Flask):
    store = house.extensions["reslot"].store
    start = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
    slots = tuple(Slot("maya", start + timedelta(minutes=30 * number), 30) for number in range(3))
    carry_out(store, Order("visit", "propose", "eve@example.com", slots), NOW)

    shown = cards(at_desk(house).page("/schedule?date=2026-03-06"))

    assert ["10:00", "10:30", "11:00"] == [re.findall(r"\d+:\d\d", card)[0] for card in shown if card.startswith("…")]


def test_held_time_of_which_no_offer_is_known_is_one_card(house: Flask):
    with house.extensions["reslot"].store.write() as session:
        hold(
            session,
            location="main",
            provider="maya",
            start=datetime(2026, 3, 6, 15, 0, tzinfo=UTC),
            minutes=45,
            holder=ANA,
            until=NOW + timedelta(hours=1),
            now=NOW,
        )

    shown = cards(at_desk(house).page("/schedule?date=2026-03-06"))

    assert ["10:00", "10:45"] == re.findall(r"\d+:\d\d", shown[0])
    assert 1 == len(shown)


def test_a_task_is_listed_and_can_be_done(house: Flask, twilio: Twilio):
    twilio.post(text_fields("can I talk to a person please"))
    desk = at_desk(house, "agent")
    assert "asks for a person" in desk.page("/schedule")
    task = re.search(r'action="(/tasks/[^"]+/done)"', desk.page("/schedule"))
    assert task

    response = desk.post(task[1], on="/schedule")

    assert response.status_code == 302
    assert "Nobody is waiting" in desk.page("/schedule")
    assert "agent@example.com" in desk.page(f"/conversations/main/{ANA}")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_changes_on_get(house: Flask, twilio: Twilio, sqlite_url: str, path: str):
    twilio.post(text_fields())
    desk = at_desk(house)
    before = everything(sqlite_url)

    desk.page(path)

    assert before == everything(sqlite_url)


@pytest.mark.parametrize("path", [*PAGES, "/schedule?date=2026-03-05", "/schedule?view=week&date=2026-03-05"])
def test_what_customers_type_is_never_markup(house: Flask, twilio: Twilio, sqlite_url: str, path: str):
    twilio.post(text_fields(f"a person please {HOSTILE}"))
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE appointments SET name = ?", (HOSTILE,))
        database.execute("UPDATE tasks SET note = ?", (HOSTILE,))
        database.commit()

    page = at_desk(house).page(path)

    assert "<script>alert" not in page
    assert "onerror" not in page


def test_another_location_has_its_own_zone_and_people(house: Flask):
    book_in_madrid = VISIT + timedelta(days=5)
    page = at_desk(house).page(f"/schedule?location=madrid&date={book_in_madrid.date().isoformat()}")

    assert "Sol Vega" in page
    assert "Dr Ito" not in page
    assert "16:00" in page.partition('class="sub"')[2][:80]  # 15:00 UTC


def test_an_unknown_location_is_not_found(house: Flask):
    assert at_desk(house).get("/schedule?location=moon").status_code == 404


def test_secrets_are_not_on_the_settings_page(house: Flask):
    page = at_desk(house).page("/settings")

    assert "present-token" not in page
    assert "k" * 40 not in page
    assert "TWILIO_AUTH_TOKEN" in page
    assert "set (hidden)" in page


@pytest.fixture(params=["UTC", "Pacific/Kiritimati"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The server's own clock stands in one zone or another: nothing may depend on it."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine")
def test_reports_count_texts_by_local_day(house: Flask, twilio: Twilio):
    twilio.post(text_fields())
    twilio.post(text_fields("thanks", sid="SM" + "2" * 32))

    page = at_desk(house, "manager").page("/reports")

    row = re.search(r'<th scope="row">Wed, Mar 4</th><td>(\d+)</td>', page)
    assert row
    assert row[1] == "2"


def test_reports_tell_what_went_out_and_what_did_not(house: Flask, sqlite_url: str):
    desk, thread = at_desk(house, "manager"), f"/conversations/main/{ANA}"
    for key in ("one", "two", "three", "four"):
        desk.post(f"{thread}/text", {"body": "hi", "key": key}, on=thread)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        for key, status in (("one", "delivered"), ("two", "undelivered"), ("three", "unsent")):
            database.execute("UPDATE outbox SET status = ? WHERE id = ?", (status, f"staff-{key}"))
        database.commit()

    page = desk.page("/reports")

    assert '<th scope="row">Wed, Mar 4</th><td>0</td><td>0</td><td>2</td><td>1</td>' in page


def test_reports_name_the_price_that_they_reckon_with(house: Flask, sqlite_url: str):
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE locations SET settings = '{\"segment_price\": 0.05}' WHERE id = 'main'")
        database.commit()

    page = at_desk(house, "manager").page("/reports")

    assert "0.05" in page
    assert "0.0083" not in page


def test_staff_are_told_when_texts_do_not_go_out(sqlite_url: str, house: Flask):
    desk = at_desk(house)
    assert "do not go out" not in desk.page("/schedule")
    desk.post(f"/conversations/main/{ANA}/text", {"body": "hi", "key": "k"}, on="/schedule")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE outbox SET due_at = '2026-03-04T14:45:00Z' WHERE kind = 'staff'")
        database.commit()

    page = desk.page("/schedule")

    assert "do not go out" in page
    assert "9:45" in page


def test_every_task_and_state_has_words():
    assert set(get_args(TaskKind)) <= set(TASKS)
    assert set(STATES_OF_FLOWS) == set(STATES)


def test_every_status_has_a_sign():
    assert set(get_args(Status)) <= set(STATUSES)
