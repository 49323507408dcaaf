"""The webhook over its URLs: every point of Twilio's contract that a request can show."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest
from flask import Flask

from app import create_app
from bot.ports import Store
from bot.trial.signing import sign
from tests.bot.texting import ANA
from tests.web.conftest import NOW, PUBLIC, SID, TOKEN, Twilio, row_of, said, settings_for, text_fields, turns


def test_a_signed_text_is_answered_in_twiml(twilio: Twilio):
    response = twilio.post(text_fields())

    assert response.content_type == "text/xml; charset=utf-8"
    assert len(said(response)) == 1
    assert "5 Mar" in said(response)[0]


def test_the_reply_reports_its_delivery_to_us_with_our_own_id(twilio: Twilio):
    response = twilio.post(text_fields())

    message = next(ElementTree.fromstring(response.data).iter("Message"))
    assert f"{PUBLIC}/sms/status?id={SID}" == message.get("action")
    assert message.get("method") == "POST"


def test_a_text_by_get_is_answered_alike(twilio: Twilio):
    by_get = twilio.get(text_fields(sid="SM" + "2" * 32))

    by_post = twilio.post(text_fields())
    assert said(by_post) == said(by_get)


@pytest.mark.parametrize("path", ["/sms", "/sms/status", "/sms/fallback"])
@pytest.mark.parametrize("signature", ["", "bm90IHRoaXM=", "é", "x" * 5000])
def test_a_forged_or_missing_signature_is_refused_and_nothing_stored(house: Flask, twilio: Twilio, path: str, signature: str):
    response = twilio.post([*text_fields(), ("MessageStatus", "sent")], path, signature=signature)

    assert response.status_code == 403
    assert turns(house) == []
    with house.extensions["reslot"].store.read() as session:
        assert session.all("web_open_tasks", location="main", most=9) == []
        assert session.one("early_report", sid=SID) is None


def test_a_changed_body_is_refused(house: Flask, twilio: Twilio):
    signature = sign(f"{PUBLIC}/sms", text_fields("yes"), TOKEN)

    response = twilio.post(text_fields("no"), signature=signature)

    assert response.status_code == 403
    assert turns(house) == []


def test_another_account_is_refused(house: Flask, twilio: Twilio):
    response = twilio.post(text_fields(AccountSid="AC" + "9" * 32))

    assert response.status_code == 403
    assert turns(house) == []


@pytest.mark.parametrize("token", ["old-token", "new-token"])
def test_both_tokens_sign_while_they_are_changed_over(sqlite_url: str, business: Callable[[Store], None], token: str):
    app = create_app(settings_for(sqlite_url, twilio_auth_tokens=("old-token", "new-token")), clock=lambda: NOW)
    business(app.extensions["reslot"].store)

    response = Twilio(app).post(text_fields(), token=token)

    assert response.status_code == 200


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_HOST": "internal:9000", "wsgi.url_scheme": "http"},
        {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": "elsewhere.example.net"},
        {"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8443"},
        {"HTTP_X_FORWARDED_PROTO": "http", "HTTP_X_FORWARDED_PORT": "80"},
    ],
)
def test_what_a_proxy_shows_does_not_touch_the_signature(twilio: Twilio, environ: dict[str, str]):
    response = twilio.post(text_fields(), environ=environ)

    assert response.status_code == 200


@pytest.mark.parametrize("public", ["https://texts.example.com:8443", "http://texts.example.com:81", "https://e.org/reslot"])
def test_public_url_may_have_a_port_or_a_prefix(sqlite_url: str, business: Callable[[Store], None], public: str):
    app = create_app(settings_for(sqlite_url, public_url=public), clock=lambda: NOW)
    business(app.extensions["reslot"].store)

    response = Twilio(app).post(text_fields(), public=public)

    assert response.status_code == 200


def test_a_prefix_the_server_mounts_us_under_is_not_counted_twice(sqlite_url: str, business: Callable[[Store], None]):
    public = "https://e.org/reslot"
    app = create_app(settings_for(sqlite_url, public_url=public), clock=lambda: NOW)
    business(app.extensions["reslot"].store)
    mounted = {"SCRIPT_NAME": "/reslot", "RAW_URI": "/reslot/sms", "REQUEST_URI": "/reslot/sms"}

    response = Twilio(app).post(text_fields(), public=public, environ=mounted)

    assert response.status_code == 200


@pytest.mark.parametrize(
    "query", ["?tenant=7", "?a=%7Eb%2Cc", "?x=%E2%82%AC&y=%5B1%5D", "?q=a+b%20c", "?empty=&twice=1&twice=2"]
)
def test_a_query_string_is_signed_as_it_was_sent(twilio: Twilio, query: str):
    response = twilio.post(text_fields(), f"/sms{query}")

    assert response.status_code == 200


@pytest.mark.parametrize("missing", [("RAW_URI", "REQUEST_URI"), ("RAW_URI",), ("REQUEST_URI",)])
def test_any_server_will_do_whatever_it_calls_the_raw_target(twilio: Twilio, missing: tuple[str, ...]):
    # An empty value is how the test client leaves one out.
    response = twilio.post(text_fields(), "/sms?a=%7Eb%2C", environ=dict.fromkeys(missing, ""))

    assert response.status_code == 200


def test_an_absolute_request_target_is_reduced_to_its_path(twilio: Twilio):
    absolute = {"RAW_URI": "http://10.0.0.7:8000/sms?a=%7Eb", "REQUEST_URI": "http://10.0.0.7:8000/sms?a=%7Eb"}

    response = twilio.post(text_fields(), "/sms?a=%7Eb", environ=absolute)

    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/sms/", "/sms/status/", "/sms/fallback/"])
def test_a_slash_too_many_is_never_a_redirect(twilio: Twilio, path: str):
    response = twilio.post([*text_fields(), ("MessageStatus", "sent")], path)

    assert response.status_code == 200


def test_parameters_we_do_not_know_are_ignored(twilio: Twilio):
    fields = [*text_fields(), ("SomethingNew", "1"), ("ButtonPayload", ""), ("ChannelMetadata", '{"a": 1}')]

    response = twilio.post(fields)

    assert response.status_code == 200


def test_repeated_parameters_are_signed_by_their_distinct_values(twilio: Twilio):
    response = twilio.post([*text_fields(), ("Extra", "b"), ("Extra", "a"), ("Extra", "b")])

    assert response.status_code == 200


@pytest.mark.parametrize("value", ["", None])
def test_geography_may_be_empty_or_absent(twilio: Twilio, value: str | None):
    fields = text_fields(FromCity=value, FromState=value, FromZip=value, FromCountry=value, ToCountry=value)

    response = twilio.post(fields)

    assert response.status_code == 200


def test_the_geography_is_stored_as_the_numbers_own(house: Flask, twilio: Twilio):
    twilio.post(text_fields())

    story = json.loads(str(row_of(house, "turn_story", sid=SID)["story"]))
    assert "SAN FRANCISCO" in json.dumps(story)


def test_a_text_through_a_messaging_service_is_answered(twilio: Twilio):
    response = twilio.post(text_fields(MessagingServiceSid="MG" + "7" * 32))

    assert len(said(response)) == 1


def test_a_text_twilio_has_answered_itself_gets_no_second_answer(house: Flask, twilio: Twilio):
    response = twilio.post(text_fields("STOP", MessagingServiceSid="MG" + "7" * 32, OptOutType="STOP"))

    assert said(response) == []
    assert response.content_type == "text/xml; charset=utf-8"
    assert turns(house) == [SID]


def test_a_picture_without_words_is_stored_as_a_reference_and_answered(house: Flask, twilio: Twilio):
    url = "https://api.twilio.com/2010-04-01/Accounts/AC/Messages/MM/Media/ME"
    fields = [*text_fields("", NumMedia="2"), ("MediaUrl0", url + "1"), ("MediaContentType0", "image/jpeg")]
    fields += [("MediaUrl1", url + "2"), ("MediaContentType1", "text/x-vcard")]

    response = twilio.post(fields)

    assert response.status_code == 200
    with house.extensions["reslot"].store.read() as session:
        kept = session.all("web_media_of", location="main", phone=ANA)
    assert ["image/jpeg", "text/x-vcard"] == [media["content_type"] for media in kept]


@pytest.mark.parametrize(
    "body",
    ["", "   ", "\x00\x0b yes\x1f", "👍🏽", "‏مرحبا", "a" * 1600, "word " * 3000, "<Response>&\"'", "\ufffe\uffff", "ok\r\nok"],
)
def test_any_body_gets_valid_twiml_within_the_limit(twilio: Twilio, body: str):
    response = twilio.post(text_fields(body))

    assert all(len(text) <= 1600 for text in said(response))


def test_what_xml_forbids_is_not_stored(house: Flask, twilio: Twilio):
    twilio.post(text_fields("when\x00 is\x0b my visit?"))

    assert row_of(house, "web_turn", sid=SID)["body"] == "when is my visit?"


def test_a_body_in_base64_is_read(house: Flask, twilio: Twilio):
    long_text = "when is my visit? " * 20

    twilio.post(text_fields(base64.b64encode(long_text.encode()).decode()))

    assert row_of(house, "web_turn", sid=SID)["body"] == long_text


def test_a_request_larger_than_any_text_is_turned_away(house: Flask, twilio: Twilio):
    response = twilio.post(text_fields("x" * 70_000))

    assert response.status_code == 413
    assert turns(house) == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/sms", "/sms/status", "/sms/fallback"])
def test_other_methods_are_refused_in_plain_text(twilio: Twilio, method: str, path: str):
    response = twilio.client.open(path, method=method)

    assert response.status_code == 405
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text == "Method Not Allowed\n"
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


def test_an_address_beside_the_webhook_is_refused_in_plain_text(twilio: Twilio):
    response = twilio.client.post("/sms/nothing")

    assert (404, "Not Found\n") == (response.status_code, response.text)


def test_no_cookies_and_no_redirects(twilio: Twilio):
    response = twilio.post(text_fields())

    assert "Set-Cookie" not in response.headers
    assert "Location" not in response.headers


def test_same_sid_is_answered_once_and_alike(house: Flask, twilio: Twilio):
    first = twilio.post(text_fields("cancel my appointment"))
    second = twilio.post(text_fields("cancel my appointment"))

    assert first.data == second.data
    assert turns(house) == [SID]


def test_fifty_copies_at_once_make_one_turn_and_one_reply(house: Flask):
    def call(_: int) -> bytes:
        return Twilio(house).post(text_fields("cancel my appointment")).data

    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(call, range(50)))

    assert len(answers) == 1
    assert turns(house) == [SID]


def test_each_turn_is_one_log_line_without_the_text(twilio: Twilio, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "reslot")

    twilio.post(text_fields("when is my secret visit?"))

    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == "reslot.turn"]
    assert [SID] == [line["sid"] for line in lines]
    assert {"sid", "rule", "ms", "phone"} == set(lines[0])
    assert lines[0]["phone"] == ANA[-4:]
    assert "secret" not in caplog.text
    assert ANA not in caplog.text


def test_a_refusal_is_logged_without_the_text(twilio: Twilio, caplog: pytest.LogCaptureFixture):
    twilio.post(text_fields("secret words"), signature="forged")

    assert "refused POST /sms" in caplog.text
    assert "secret" not in caplog.text


def test_a_text_to_a_number_we_do_not_list_is_answered(twilio: Twilio):
    response = twilio.post(text_fields(To="+15550109999"))

    assert len(said(response)) == 1
