"""What a server writes on standard output: one JSON line a turn or a trouble, and never a text."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest

from bot.logs import JsonLines, Line, Lines
from bot.ports import Store
from bot.settings import BadSettings, read_settings
from tests.web.conftest import ACCOUNT, ANA, PUBLIC, SID, TOKEN

ROOT = Path(__file__).parents[2]
# A server's worker: no command of ours is running, and all settings come from the environment.
WORKER = (
    "from app import create_app; from tests.web.conftest import *; house = Twilio(create_app());"
    "house.post(text_fields('my secret visit?')); house.post(text_fields('my secret visit?'), signature='forged')"
)


def served(url: str, folder: Path, **changes: str) -> list[dict[str, object]]:
    """The lines a worker writes that answers a text and refuses a forged one."""
    settings = {
        "DATABASE_URL": url, "PUBLIC_URL": PUBLIC, "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "SECRET_KEY": "k"
    }  # fmt: skip
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT), **changes}
    done = subprocess.run(
        [sys.executable, "-c", WORKER], env=environment, cwd=folder, capture_output=True, text=True, check=True
    )
    assert "secret" not in done.stdout + done.stderr
    assert ANA not in done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def loaded_url(sqlite_store: Store, sqlite_url: str, business: Callable[[Store], None]) -> str:
    """A database with a business."""
    business(sqlite_store)
    return sqlite_url


def test_a_server_writes_a_line_a_turn_and_one_a_refusal(loaded_url: str, tmp_path: Path):
    turn, refusal = served(loaded_url, tmp_path)

    assert {"at", "level", "log", "sid", "rule", "ms", "phone"} == turn.keys()
    assert ("INFO", "reslot.turn", SID, ANA[-4:]) == (turn["level"], turn["log"], turn["sid"], turn["phone"])
    assert ("WARNING", "reslot.refused") == (refusal["level"], refusal["log"])
    assert str(refusal["message"]).startswith("refused POST /sms")


def test_the_level_says_what_is_written(loaded_url: str, tmp_path: Path):
    lines = served(loaded_url, tmp_path, LOG_LEVEL="warning")

    assert ["reslot.refused"] == [line["log"] for line in lines]


def test_a_level_that_is_none_is_named():
    with pytest.raises(BadSettings, match="LOG_LEVEL: 'loud' must be one of DEBUG, INFO, WARNING, ERROR"):
        read_settings({"LOG_LEVEL": "loud"})


def test_a_failure_keeps_its_trace_in_its_line():
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.LogRecord("reslot.outbox", logging.ERROR, "", 0, "it %s", ("failed",), sys.exc_info())

    line = json.loads(JsonLines().format(record))

    assert ("ERROR", "reslot.outbox", "it failed") == (line["level"], line["log"], line["message"])
    assert "ValueError: broken" in line["trouble"]


@pytest.mark.parametrize("moment", ["2026-12-01T09:00:00.000", "2026-02-28T23:59:59.999", "2026-12-01T09:05:07.046"])
def test_a_line_has_its_moment_to_the_millisecond(moment: str):
    record = Line("reslot.turn", '{"sid":"SM1"}')
    record.created = datetime.fromisoformat(moment + "+00:00").timestamp()
    record.msecs = float(moment[-3:])

    line = JsonLines().format(record)

    assert f'{{"at":"{moment}+00:00","level":"INFO","log":"reslot.turn","sid":"SM1"}}' == line


def test_a_hosts_own_format_finds_all_it_asks_of_a_line():
    before = datetime.now(UTC)
    record = Line("reslot.turn", '{"sid":"SM1"}')
    plain = logging.Formatter("%(levelname)s %(name)s %(message)s at %(asctime)s.%(msecs)03d", "%Y-%m-%dT%H:%M:%S")
    plain.converter = time.gmtime

    told, at = plain.format(record).split(" at ")

    assert told == 'INFO reslot.turn {"sid":"SM1"}'
    assert before - timedelta(milliseconds=1) <= datetime.fromisoformat(at + "+00:00") <= datetime.now(UTC)


def test_each_record_is_one_line_and_a_closed_stream_fails_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    stream = StringIO()
    handler = Lines(stream)
    handler.setFormatter(JsonLines())

    handler.handle(Line("reslot.turn", '{"sid":"SM1"}'))
    handler.handle(logging.makeLogRecord({"name": "reslot", "levelname": "WARNING", "msg": "two\nlines"}))
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    stream.close()
    handler.handle(Line("reslot.turn", '{"sid":"SM2"}'))

    assert [("reslot.turn", "SM1"), ("reslot", None)] == [(line["log"], line.get("sid")) for line in told]
    assert "closed file" in capsys.readouterr().err
