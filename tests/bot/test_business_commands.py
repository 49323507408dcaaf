"""The commands around a business's files, and the ways out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import Result
from flask import Flask
from icalendar import Calendar

from app import _open_store
from bot import stores
from bot.cli import business, database
from bot.host import Host
from bot.inbox import answer
from bot.settings import Settings
from tests.bot.texting import text

TOML = Path(__file__).parents[1] / "business.toml"
CSV = """\
id,location,provider,service,starts_at,phone,name,language,status
a1,main,ito,checkup,2026-03-05T10:00-05:00,+12025550143,Ana Ruiz,es,booked
a2,main,ito,cleaning,2026-03-05T10:30-05:00,+12025550144,"Leo, the small",,confirmed
a3,main,maya,checkup,2026-11-02T09:00-05:00,+12025550144,Leo,,cancelled
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, now: datetime) -> Run:
    """Runs a command of ours against a database that does not exist yet."""
    app = Flask("reslot")
    settings = Settings(database_url=f"sqlite:///{tmp_path}/reslot.db")

    def no_channel() -> NoReturn:
        raise AssertionError("no command here sends texts")

    host = Host(
        settings,
        open_store=lambda: _open_store(settings),
        open_channel=no_channel,
        clock=lambda: now,
    )
    app.extensions["reslot"] = host
    database.register(app)
    business.register(app)
    (tmp_path / "a.csv").write_text(CSV)
    runner = app.test_cli_runner()

    def invoke(*words: str) -> Result:
        with app.app_context():
            return runner.invoke(args=[word.replace("@", f"{tmp_path}/") for word in words])

    return invoke


def filled(run: Run) -> Run:
    for words in (("init-db",), ("load", str(TOML)), ("import", "@a.csv")):
        result = run(*words)
        assert 0 == result.exit_code, result.output
    return run


def test_the_way_from_nothing_to_appointments(run: Run) -> None:
    made, loaded, imported = run("init-db"), run("load", str(TOML)), run("import", "@a.csv")

    assert made.output.startswith("made the database")
    assert "Loaded 2 locations, 3 services, 3 providers.\n" == loaded.output
    assert "Added 3, updated 0, unchanged 0.\n" == imported.output


def test_without_a_database_every_command_says_init_db(run: Run) -> None:
    for words in (("load", str(TOML)), ("import", "@a.csv"), ("export", "appointments", "--format", "csv"), ("upgrade-db",)):
        result = run(*words)

        assert (1, True) == (result.exit_code, "run `flask init-db` first" in result.output)


def test_mistakes_end_the_command_and_are_counted(run: Run, tmp_path: Path) -> None:
    filled(run)
    (tmp_path / "bad.csv").write_text(CSV.replace("ito", "bob"))
    (tmp_path / "bad.toml").write_text("[locations.main]")

    imported, loaded = run("import", "@bad.csv"), run("load", "@bad.toml")

    assert (1, True) == (imported.exit_code, "Nothing was imported: 2 mistakes." in imported.output)
    assert "bad.csv:2: provider: 'bob' is not known; known: ito, maya" in imported.output
    assert (1, True) == (loaded.exit_code, "bad.toml:1: locations.main.name: is missing" in loaded.output)


def test_visits_that_a_load_leaves_outside_of_the_hours_are_told_once(run: Run, tmp_path: Path) -> None:
    filled(run)
    away = TOML.read_text("utf-8").replace('away = ["2026-03-09/2026-03-13"]', 'away = ["2026-03-05/2026-03-13"]')
    gone = away[: away.index("[providers.ito]")] + away[away.index("[providers.maya]") :]
    (tmp_path / "away.toml").write_text(away)
    (tmp_path / "gone.toml").write_text(gone)

    first, second, third = run("load", "@away.toml"), run("load", "@away.toml"), run("load", "@gone.toml")

    assert [
        "2 visits are outside of the hours now, and stay as they are until you move them:",
        "  a1: Ana Ruiz with Dr Ito, 2026-03-05 10:00",
        "  a2: Leo, the small with Dr Ito, 2026-03-05 10:30",
    ] == first.output.splitlines()[1:]
    assert 1 == len(second.output.splitlines())
    assert "outside of the hours" not in third.output


def test_a_visit_whose_provider_has_left_is_told(run: Run, tmp_path: Path) -> None:
    filled(run)
    text = TOML.read_text("utf-8")
    (tmp_path / "gone.toml").write_text(text[: text.index("[providers.ito]")] + text[text.index("[providers.maya]") :])

    result = run("load", "@gone.toml")

    assert "2 visits are outside of the hours now" in result.output
    assert "a1: Ana Ruiz with Dr Ito" in result.output


def test_bad_rows_left_out_are_told(run: Run, tmp_path: Path) -> None:
    filled(run)
    (tmp_path / "bad.csv").write_text(CSV.replace("maya", "bob"))

    result = run("import", "@bad.csv", "--skip-bad", "--dry-run")

    assert 0 == result.exit_code
    assert "Would add 0, update 0, unchanged 2. 1 bad rows would be left out." in result.output


def test_a_visit_that_somebody_new_booked_by_text_moves_to_another_database(run: Run, tmp_path: Path, now: datetime) -> None:
    filled(run)
    store = stores.open_store(f"sqlite:///{tmp_path}/reslot.db")
    for number, body in enumerate(("I want to book a check-up on friday at 10", "yes")):
        answer(store, text(body, phone="+12025550199"), now + timedelta(minutes=number))
    store.close()
    exported = run("export", "appointments", "--format", "csv").output
    (tmp_path / "all.csv").write_text(exported)
    (tmp_path / "reslot.db").rename(tmp_path / "old.db")

    again = [run(*words).output for words in (("init-db",), ("load", str(TOML)), ("import", "@all.csv"))]

    assert "Added 4, updated 0, unchanged 0.\n" == again[-1]
    assert exported == run("export", "appointments", "--format", "csv").output


def test_what_is_exported_is_what_was_imported(run: Run) -> None:
    filled(run)

    assert CSV == run("export", "appointments", "--format", "csv").output


def test_json_lines_carry_the_same_columns(run: Run) -> None:
    filled(run)

    lines = run("export", "appointments", "--format", "jsonl").output.splitlines()

    header, *rows = [line.split(",") for line in CSV.splitlines()]
    assert header == list(json.loads(lines[0]))
    assert rows[0] == list(json.loads(lines[0]).values())
    assert 3 == len(lines)


def test_a_calendar_file_has_local_times_and_states(run: Run) -> None:
    filled(run)

    calendar = Calendar.from_ical(run("export", "appointments", "--format", "ics").output)

    events = [
        (str(event["uid"]), event.decoded("dtstart").isoformat(), str(event["status"]), str(event["summary"]))
        for event in calendar.walk("VEVENT")
    ]
    assert [
        ("a1@reslot", "2026-03-05T10:00:00-05:00", "TENTATIVE", "check-up: Ana Ruiz"),
        ("a2@reslot", "2026-03-05T10:30:00-05:00", "CONFIRMED", "cleaning: Leo, the small"),
        ("a3@reslot", "2026-11-02T09:00:00-05:00", "CANCELLED", "check-up: Leo"),
    ] == events
    assert ["America/New_York"] == [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")]


def test_reminders_are_planned_with_the_import(run: Run, tmp_path: Path) -> None:
    filled(run)

    store = stores.open_store(f"sqlite:///{tmp_path}/reslot.db")
    with store.read() as session:
        planned = session.all("waiting_about", appointment="a1")
    store.close()

    assert planned
