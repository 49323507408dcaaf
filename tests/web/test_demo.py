"""The demo: its week, its page, its phone, its clock; and that none of it exists elsewhere."""

from __future__ import annotations

import html
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from flask import Flask

from bot.cli.demo import choose_port, make_demo
from bot.demo.load import asking_time, into_the_evening
from bot.demo.trial import Trial
from bot.demo.week import cast, visits
from tests.web.desk import Desk

ORIGIN = "http://127.0.0.1:8000"
DAYS = [datetime(2026, 1, 1, 14, 30, tzinfo=UTC) + timedelta(days=13 * number) for number in range(28)]
ANA = "+15550100101"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[Flask, Trial]]:
    """A demo without a server: the stand-in calls the app directly."""
    app, trial = make_demo(tmp_path / "demo.db", ORIGIN)
    yield app, trial
    trial.end()
    app.extensions["reslot"].store.close()


def visitor(demo: tuple[Flask, Trial]) -> Desk:
    """Somebody who opened the address that the terminal shows."""
    desk = Desk(demo[0])
    assert desk.get(f"/demo?key={demo[1].key}").headers["Location"] == "/demo"
    return desk


def phone_says(desk: Desk, phone: str) -> list[str]:
    """The texts on a phone's screen, oldest first."""
    screen = desk.page(f"/demo/screen?phone={phone.replace('+', '%2B')}")
    return [html.unescape(text) for text in re.findall(r'<span class="text" dir="auto">(.*?)</span>', screen, re.DOTALL)]


def write(desk: Desk, phone: str, body: str) -> list[str]:
    """Sends a text by the page's own form, as without JavaScript; what the phone shows then."""
    assert desk.post("/demo/text", {"phone": phone, "body": body}, on="/demo").status_code == 302
    return phone_says(desk, phone)


@pytest.mark.parametrize("keep", [True, False])
def test_a_file_that_no_demo_has_made_is_left_alone(tmp_path: Path, sqlite_url: str, keep: bool):
    notes, business = tmp_path / "notes.txt", Path(sqlite_url.removeprefix("sqlite:///"))
    notes.write_text("dentist at ten")
    before = business.read_bytes()

    for file in (notes, business, tmp_path):
        with pytest.raises(click.ClickException, match="no demo has made it, so it stays as it is"):
            make_demo(file, ORIGIN, keep=keep)

    assert "dentist at ten" == notes.read_text()
    assert before == business.read_bytes()


def test_the_last_demos_file_may_be_made_anew_or_kept(tmp_path: Path):
    for keep in (False, False, True):
        app, trial = make_demo(tmp_path / "mine.db", ORIGIN, keep=keep)
        trial.end()
        app.extensions["reslot"].store.close()


def test_a_demo_in_no_folder_is_told_in_a_sentence(tmp_path: Path):
    with pytest.raises(click.ClickException, match="there is no folder"):
        make_demo(tmp_path / "none" / "demo.db", ORIGIN)


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_no_day_makes_a_week_that_overlaps(now: datetime):
    week = visits(now)

    by_provider: dict[str, list[tuple[datetime, datetime]]] = {}
    for visit in week:
        by_provider.setdefault(visit.provider, []).append((visit.start, visit.start + timedelta(minutes=visit.minutes)))
    for spans in by_provider.values():
        spans.sort()
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert len(week) > 80


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_everybody_of_the_cast_has_their_visits_ahead(now: datetime):
    week = visits(now)

    people = {person.phone for person in cast() if person.names}
    assert people == {visit.phone for visit in week if visit.phone in people and visit.start > now}


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_the_cast_is_never_asked_at_night(hour: int):
    now = datetime(2026, 3, 4, hour, 10, tzinfo=UTC)

    asked = asking_time(now).astimezone(ZoneInfo("America/New_York"))

    assert 8 <= asked.hour < 21
    assert timedelta() < now - asked < timedelta(hours=14)


@pytest.mark.parametrize("hour", range(24))
def test_a_demo_begins_before_the_evening(hour: int):
    now = datetime(2026, 3, 4, hour, 45, tzinfo=UTC)

    begins = (now - into_the_evening(now)).astimezone(ZoneInfo("America/New_York"))

    assert begins.hour < 20 or (begins.hour, begins.minute) == (20, 0)
    assert into_the_evening(now) == timedelta() or 1 <= hour < 5  # UTC: later than eight in New York


def test_the_address_printed_signs_in(demo: tuple[Flask, Trial]):
    page = visitor(demo).page("/demo")

    assert "Dr Okafor-Bennett" in page
    assert "Ana Rivera" in page


@pytest.mark.parametrize("key", ["wrong", "é"])
def test_another_key_does_not(demo: tuple[Flask, Trial], key: str):
    desk = Desk(demo[0])

    assert desk.get(f"/demo?key={key}").status_code == 403
    assert desk.get("/demo").status_code == 302


def test_there_is_no_demo_outside_the_demo(house: Flask):
    desk = Desk(house)

    assert desk.get("/demo").status_code == 404
    assert desk.get("/demo?key=").status_code == 404


def test_the_cast_has_been_asked_to_confirm(demo: tuple[Flask, Trial]):
    texts = phone_says(visitor(demo), ANA)

    assert len(texts) == 1
    assert "Green Street Dental" in texts[0]
    assert "YES" in texts[0]


def test_an_answer_on_the_phone_changes_the_schedule(demo: tuple[Flask, Trial]):
    desk = visitor(demo)

    texts = write(desk, ANA, "yes")

    assert len(texts) == 3
    assert "✓ confirmed" in re.sub(r"<[^>]+>|\s+", " ", desk.page(f"/conversations/main/{ANA}")).replace("  ", " ") or (
        "· confirmed" in desk.page(f"/conversations/main/{ANA}")
    )


def test_the_phones_texts_are_signed_and_forged_ones_refused(demo: tuple[Flask, Trial]):
    app, trial = demo

    response = app.test_client().post("/sms", data={"MessageSid": "SM1", "From": ANA, "To": "+15550100001", "Body": "yes"})

    assert response.status_code == 403
    assert len(trial.twilio.texts(ANA)) == 1


def test_a_reply_shows_as_delivered(demo: tuple[Flask, Trial]):
    desk = visitor(demo)

    write(desk, ANA, "when is my visit?")

    assert "delivered" in desk.page(f"/conversations/main/{ANA}")


def test_stop_is_answered_by_the_stand_in_as_twilio_would(demo: tuple[Flask, Trial]):
    desk = visitor(demo)

    texts = write(desk, ANA, "STOP")

    assert "START" in texts[-1]
    assert "wants no texts" in desk.page(f"/conversations/main/{ANA}")


def test_when_we_fail_the_phone_shows_the_fallback(demo: tuple[Flask, Trial], tmp_path: Path):
    desk = visitor(demo)
    with closing(sqlite3.connect(tmp_path / "demo.db")) as database:
        database.execute("ALTER TABLE opt_outs RENAME TO gone")  # what every text needs and no page

    texts = write(desk, ANA, "can we do another day")

    assert "can we do another day" in texts
    assert "Sorry" in texts[-1]


def test_a_picture_can_be_sent(demo: tuple[Flask, Trial]):
    desk = visitor(demo)

    desk.post("/demo/text", {"phone": ANA, "picture": "1"}, on="/demo")

    assert "image/png" in desk.page(f"/demo/screen?phone=%2B{ANA[1:]}")


def test_reminders_arrive_when_time_is_moved_on(demo: tuple[Flask, Trial]):
    app, trial = demo
    desk = visitor(demo)
    before = phone_says(desk, ANA)
    with app.extensions["reslot"].store.read() as session:
        start = datetime.fromisoformat(str((session.one("appointment", id="ana-1") or {})["starts_at"]))

    trial.move_on(start - timedelta(hours=2) - trial.now())

    assert len(phone_says(desk, ANA)) == len(before) + 1


def test_time_moves_by_the_pages_buttons(demo: tuple[Flask, Trial]):
    desk = visitor(demo)
    before = demo[1].now()

    desk.post("/demo/later", {"by": "hour", "phone": ANA}, on="/demo")

    assert timedelta(hours=1) <= demo[1].now() - before < timedelta(hours=1, minutes=5)


def test_staff_texts_reach_the_phone(demo: tuple[Flask, Trial]):
    desk = visitor(demo)
    thread = f"/conversations/main/{ANA}"

    desk.post(f"{thread}/text", {"body": "Please bring your card.", "key": "k1"}, on=thread)
    demo[1].move_on(timedelta(hours=12))  # out of the quiet hours, whenever the test runs

    assert "Please bring your card." in phone_says(desk, ANA)


def test_nothing_the_demo_sends_would_be_refused_by_twilio(demo: tuple[Flask, Trial]):
    desk = visitor(demo)
    write(desk, ANA, "yes")

    demo[1].move_on(timedelta(hours=12))

    demo[1].twilio.assert_clean()


def test_kept_the_demo_goes_on_where_it_stopped(tmp_path: Path):
    app, trial = make_demo(tmp_path / "demo.db", ORIGIN)
    write(visitor((app, trial)), ANA, "yes")
    trial.end()
    app.extensions["reslot"].store.close()

    app, trial = make_demo(tmp_path / "demo.db", ORIGIN, keep=True)
    texts = phone_says(visitor((app, trial)), ANA)
    trial.end()
    app.extensions["reslot"].store.close()

    assert "yes" in texts


def test_a_port_in_use_is_a_clear_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(click.ClickException, match=f"port {port} is in use"):
            choose_port(port)


def test_the_next_free_port_is_taken_where_none_is_named():
    port = choose_port(None)

    assert port >= 8000
