"""How servers load the app: with no command of ours running, whatever command line of their own they have."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from flask import Flask

from app import create_app
from bot.cli.serve import make_books, why_not_there
from bot.ports import Store
from tests.web.conftest import NOW, settings_for

ROOT = Path(__file__).parents[2]


def test_a_server_whose_own_command_line_is_click_gets_the_webhook(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"DATABASE_URL": sqlite_url, "PUBLIC_URL": "https://texts.example.com", "TWILIO_ACCOUNT_SID": "AC" + "0" * 32}
    for name, value in (wanted | {"TWILIO_AUTH_TOKEN": "token", "SECRET_KEY": "key"}).items():
        monkeypatch.setenv(name, value)

    with click.Context(click.Command("granian")):
        app = create_app()

    assert "/sms" in {rule.rule for rule in app.url_map.iter_rules()}


@pytest.mark.parametrize(
    ("host", "words"),
    [("nowhere.invalid", "nowhere.invalid is no address"), ("203.0.113.9", "203.0.113.9 is no address of this machine")],
)
def test_an_address_that_is_not_here_is_told_apart_from_a_port_in_use(host: str, words: str) -> None:
    assert why_not_there(host, 8247).startswith(words)


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert f"port {port} on 127.0.0.1 is in use: name another with --port" == why_not_there("127.0.0.1", port)


def test_a_port_that_can_be_none_is_told(house: Flask) -> None:
    with house.app_context():
        done = house.test_cli_runner().invoke(args=["serve", "--port", "99999"])

    assert 2 == done.exit_code
    assert "99999 is not in the range 1<=x<=65535" in done.output


def test_a_clock_that_stands_still_is_told_loudly(
    sqlite_url: str, business: Callable[[Store], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings_for(sqlite_url, clock=NOW))
    business(app.extensions["reslot"].store)
    monkeypatch.setattr("granian.server.Server.serve", lambda _: None)

    with app.app_context():
        done = app.test_cli_runner().invoke(args=["serve", "--port", "8248"])

    assert 0 == done.exit_code
    assert "CLOCK is set: the clock stands still at 2026-03-04" in done.output


def test_a_missing_database_is_told_before_any_worker_starts(tmp_path: Path) -> None:
    wanted = {"DATABASE_URL": f"sqlite:///{tmp_path}/none.db", "PUBLIC_URL": "https://texts.example.com"}
    account = {"TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_AUTH_TOKEN": "token", "SECRET_KEY": "key"}

    done = subprocess.run(
        [sys.executable, "-m", "flask", "serve", "--port", "8247"],
        cwd=ROOT, env=os.environ | wanted | account, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert 1 == done.returncode
    assert "run `flask init-db` first" in done.stderr


def test_books_are_made_before_any_worker_starts() -> None:
    folder = ROOT / "flows" / "lang" / "__pycache__"
    for book in folder.glob("nl.*.book"):
        book.unlink(missing_ok=True)

    make_books(["nl"])

    assert {"nl", "nl.hints", "nl.times"} == {book.name.partition(".cpython")[0] for book in folder.glob("nl.*.book")}
