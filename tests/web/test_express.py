"""A text by POST is answered before Flask's own detour: alike to the byte, and failing alike."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from bot.web import LARGEST_REQUEST, webhook, wire
from tests.web.conftest import SID, Twilio, text_fields, turns


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[object]:
    """Every call of a function, which goes on doing its work."""
    calls: list[object] = []
    real = getattr(module, name)

    def call(*args: object, **kwargs: object) -> object:
        calls.append(args)
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, call)
    return calls


def test_flask_is_not_asked_for_a_plain_text(twilio: Twilio, house: Flask, monkeypatch: pytest.MonkeyPatch):
    asked = counted(monkeypatch, house, "full_dispatch_request")

    assert twilio.post(text_fields()).status_code == 200
    assert twilio.get(text_fields(sid="SM" + "2" * 32)).status_code == 200
    assert len(asked) == 1


def test_both_ways_answer_alike(twilio: Twilio, house: Flask, monkeypatch: pytest.MonkeyPatch):
    asked = counted(monkeypatch, house, "full_dispatch_request")
    express = twilio.post(text_fields())
    by_flask = twilio.post(text_fields(), environ={"CONTENT_TYPE": wire.FORM.upper()})

    assert len(asked) == 1
    assert by_flask.data == express.data
    assert dict(by_flask.headers) == dict(express.headers)


@pytest.mark.parametrize("length", ["", "-1", "x", "²", str(LARGEST_REQUEST + 1)])
def test_an_odd_length_is_left_to_flask(twilio: Twilio, house: Flask, monkeypatch: pytest.MonkeyPatch, length: str):
    asked = counted(monkeypatch, house, "full_dispatch_request")

    response = twilio.post(text_fields(), environ={"CONTENT_LENGTH": length})

    assert response.status_code in (400, 403, 413)
    assert len(asked) == 1
    assert turns(house) == []


def test_a_body_cut_short_is_not_answered(twilio: Twilio, house: Flask):
    response = twilio.post(text_fields(), environ={"CONTENT_LENGTH": "60000"})

    assert response.status_code in (400, 403)
    assert turns(house) == []


def test_a_forged_text_is_refused_and_counted_once(twilio: Twilio, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.WARNING)

    assert twilio.post(text_fields(), signature="bm90IHRoaXM=").status_code == 403
    assert [record.name for record in caplog.records] == ["reslot.refused"]
    assert 'reslot_refused_total{view="webhook.text"} 1.0' in twilio.client.get("/metrics").text


def test_a_failure_is_tried_once_told_once_and_answered_by_flask(
    twilio: Twilio, house: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    house.config["PROPAGATE_EXCEPTIONS"] = False
    tried = counted(monkeypatch, webhook, "answer")
    store = house.extensions["reslot"].store
    file = Path(store._path)
    file.rename(file.with_name("away.db"))

    response = twilio.post(text_fields())

    assert response.status_code == 500
    assert b"<Response/>" in response.data
    assert len(tried) == 1
    assert sum("Exception on /sms" in record.message for record in caplog.records) == 1
    file.with_name("away.db").rename(file)
    assert twilio.post(text_fields()).status_code == 200
    assert turns(house) == [SID]


@given(st.text(alphabet="ab=&+%2BCé \x00😀;", max_size=40).map(str.encode))
def test_fields_are_read_as_the_library_reads_them(body: bytes):
    expected = parse_qsl(body.decode(), keep_blank_values=True, errors=wire.BROKEN)

    assert list(wire.fields(body)) == expected
