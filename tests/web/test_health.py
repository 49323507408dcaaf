"""Alive, ready, measured."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from flask import Flask

from app import create_app
from tests.web.conftest import NOW, Twilio, settings_for, text_fields

ROOT = Path(__file__).parents[2]


def test_alive_needs_no_database(sqlite_url: str):
    app = create_app(settings_for(sqlite_url), clock=lambda: NOW)

    response = app.test_client().get("/healthz")

    assert (200, b"ok\n") == (response.status_code, response.data)


def test_ready_when_the_database_answers(house: Flask):
    response = house.test_client().get("/readyz")

    assert (200, b"ok\n") == (response.status_code, response.data)


def test_not_ready_without_a_business(sqlite_url: str):
    app = create_app(settings_for(sqlite_url), clock=lambda: NOW)

    response = app.test_client().get("/readyz")

    assert response.status_code == 503
    assert b"flask load" in response.data


def test_not_ready_with_the_reason_when_the_database_does_not_answer(house: Flask, sqlite_url: str):
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("ALTER TABLE locations RENAME TO gone")

    response = house.test_client().get("/readyz")

    assert response.status_code == 503
    assert b"OperationalError" in response.data


def test_metrics_count_texts_by_rule_refusals_and_seconds(house: Flask, twilio: Twilio):
    twilio.post(text_fields())
    twilio.post(text_fields())
    twilio.post(text_fields(), signature="forged")

    lines = house.test_client().get("/metrics").get_data(as_text=True).splitlines()

    counted = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}
    texts = {name: count for name, count in counted.items() if name.startswith("reslot_turns_total")}
    assert sorted(texts.values()) == [1, 1]
    assert any('repeated="yes"' in name for name in texts)
    assert counted['reslot_refused_total{view="webhook.text"}'] == 1
    assert counted["reslot_turn_seconds_count"] == 2


def test_metrics_tell_what_waits_for_staff(house: Flask, twilio: Twilio):
    twilio.post([*text_fields("help me"), ("ErrorCode", "11200")], "/sms/fallback")

    text = house.test_client().get("/metrics").get_data(as_text=True)

    assert "reslot_tasks_open 1.0" in text


def test_metrics_hold_no_phone_numbers(house: Flask, twilio: Twilio):
    twilio.post(text_fields())

    text = house.test_client().get("/metrics").get_data(as_text=True)

    assert "+1202" not in text
    assert "5550100" not in text


def test_metrics_add_up_over_workers_that_share_a_folder(house: Flask, sqlite_url: str, tmp_path: Path):
    folder = tmp_path / "metrics"
    folder.mkdir()
    worker = (
        "import sys; from app import create_app; from tests.web.conftest import *;"
        "app = create_app(settings_for(sys.argv[1]), clock=lambda: NOW); Twilio(app).post(text_fields(sid=sys.argv[2]));"
        "print(app.test_client().get('/metrics').get_data(as_text=True))"
    )
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder), "PYTHONPATH": str(ROOT)}

    for sid in ("SMfirst", "SMsecond"):
        command = [sys.executable, "-c", worker, sqlite_url, sid]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert "reslot_turn_seconds_count 2.0" in done.stdout
