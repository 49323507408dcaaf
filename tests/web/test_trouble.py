"""When we fail, and what became of a reply: the fallback and the status reports."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from flask import Flask

from app import create_app
from tests.web.conftest import NOW, PUBLIC, SID, Twilio, row_of, said, settings_for, text_fields
from tests.web.desk import at_desk

NEW = "+12025550199"


def test_a_failure_of_ours_is_a_500_so_that_twilio_calls_the_fallback(sqlite_url: str, caplog: pytest.LogCaptureFixture):
    app = create_app(settings_for(sqlite_url), clock=lambda: NOW)  # no business is loaded: a text can't be answered

    response = Twilio(app).post(text_fields())

    assert response.status_code == 500
    assert response.content_type == "text/xml; charset=utf-8"
    assert "Traceback" in caplog.text


def test_the_fallback_says_a_fixed_text_and_tells_staff(house: Flask, twilio: Twilio):
    fields = [*text_fields("please move me"), ("ErrorCode", "11200"), ("ErrorUrl", f"{PUBLIC}/sms")]

    first = twilio.post(fields, "/sms/fallback")
    second = twilio.get(fields, "/sms/fallback")

    assert "+15550100099" in said(first)[0]
    assert said(first) == said(second)
    with house.extensions["reslot"].store.read() as session:
        tasks = session.all("web_open_tasks", location="main", most=9)
    assert [("webhook_failed", "please move me", SID)] == [(task["kind"], task["note"], task["turn"]) for task in tasks]


def test_staff_can_write_back_to_somebody_new_whose_text_we_failed_at(house: Flask, twilio: Twilio):
    twilio.post([*text_fields("do you do braces?", From=NEW), ("ErrorCode", "11200")], "/sms/fallback")
    desk, thread = at_desk(house, "agent"), f"/conversations/main/{NEW}"

    page = desk.page(thread)
    desk.post(f"{thread}/text", {"body": "We do.", "key": "k"}, on=thread)

    assert "do you do braces?" in page
    assert "/turns/" not in page  # there is no turn to tell the why of
    assert row_of(house, "web_customer", location="main", phone=NEW)["consent_at"]
    assert row_of(house, "outbox_text", id="staff-k")["status"] == "waiting"


def test_the_fallback_speaks_the_places_first_language(twilio: Twilio):
    response = twilio.post(text_fields(To="+34910000001"), "/sms/fallback")

    assert "Lo sentimos" in said(response)[0]


def test_the_fallback_gives_the_stored_reply_where_the_text_was_answered_after_all(house: Flask, twilio: Twilio):
    answered = twilio.post(text_fields())

    response = twilio.post([*text_fields(), ("ErrorCode", "11205")], "/sms/fallback")

    assert said(answered) == said(response)
    with house.extensions["reslot"].store.read() as session:
        assert session.all("web_open_tasks", location="main", most=9) == []


def test_the_fallback_still_speaks_when_the_database_is_broken(house: Flask, twilio: Twilio, sqlite_url: str):
    break_database(sqlite_url)

    response = twilio.post(text_fields(), "/sms/fallback")

    assert "Sorry" in said(response)[0]


def test_the_fallback_remembers_whom_to_call_when_the_database_breaks(house: Flask, twilio: Twilio, sqlite_url: str):
    twilio.post(text_fields(sid="SM" + "3" * 32), "/sms/fallback")
    break_database(sqlite_url)

    response = twilio.post(text_fields(), "/sms/fallback")

    assert "+15550100099" in said(response)[0]


def break_database(url: str) -> None:
    """Takes away a table that every text needs."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        database.execute("ALTER TABLE turns RENAME TO gone")


def test_a_status_report_moves_the_reply_forward_only(house: Flask, twilio: Twilio):
    twilio.post(text_fields())
    reply = "SM" + "6" * 32
    for status in ("sent", "delivered", "sent", "queued", "delivered"):
        report = [("MessageSid", reply), ("MessageStatus", status), *text_fields(MessageSid=None)]
        assert twilio.post(report, f"/sms/status?id={SID}").status_code == 200

    turn = row_of(house, "web_turn", sid=SID)
    assert ("delivered", reply) == (turn["reply_status"], turn["reply_sid"])


def test_a_status_report_gets_an_empty_twiml_answer(twilio: Twilio):
    report = [("MessageSid", "SM" + "6" * 32), ("MessageStatus", "sent"), *text_fields(MessageSid=None)]

    response = twilio.post(report, "/sms/status")

    assert said(response) == []
    assert response.content_type == "text/xml; charset=utf-8"
