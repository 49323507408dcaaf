"""The stand-in treats us as Twilio does: services, opt-outs, callbacks, phones, ways to reach us."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.twilio_http import Account, connect
from bot.channels.twilio_send import send
from bot.ports import NotSent, Outgoing
from bot.trial.callers import into_app, over_socket
from bot.trial.server import Server
from bot.trial.standin import StandIn
from bot.trial.state import Fault, Service
from tests.trial.house import SILENCE, House, as_seen, twiml
from tests.trial_fixture import CUSTOMER, OURS, PUBLIC, channel_to


def in_service(standin: StandIn, **changes) -> Service:
    return standin.add_service(Service(pool=[standin.account.numbers[0]], **changes))


def test_a_services_webhook_wins_over_the_numbers(standin):
    service = in_service(standin, inbound_url=f"{PUBLIC}/service")
    standin.call = house = House(SILENCE)

    standin.text(CUSTOMER, OURS, "hi")

    assert (house.requests[0].url, dict(house.requests[0].form)["MessagingServiceSid"]) == (f"{PUBLIC}/service", service.sid)


def test_the_number_decides_where_the_service_says_so(standin):
    in_service(standin, inbound_url=f"{PUBLIC}/service", number_decides=True)
    standin.call = house = House(SILENCE)

    standin.text(CUSTOMER, OURS, "hi")

    assert house.requests[0].url == f"{PUBLIC}/sms"


@pytest.mark.parametrize("prepare", [in_service, lambda s: setattr(s.account.numbers[0], "application", "AP" + "1" * 32)])
def test_a_text_can_go_nowhere(standin, prepare):
    prepare(standin)
    standin.call = house = House(SILENCE)

    exchange = standin.text(CUSTOMER, OURS, "hi")

    assert (exchange.dropped is None, house.requests) == (False, [])


@pytest.mark.parametrize("word", ["STOP", "stop ", "Cancel", "END", "quit", "REVOKE", "optout"])
def test_a_lone_opt_out_word_blocks_and_still_comes_to_us(standin, word):
    standin.call = house = House(SILENCE)
    standin.text(CUSTOMER, OURS, word)

    with pytest.raises(NotSent) as caught:
        channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", OURS))

    assert (caught.value.trouble, len(house.requests)) == ("opted_out", 1)


@pytest.mark.parametrize("words", ["please cancel", "STOP PLEASE", "yes"])
def test_other_words_block_nobody(standin, words):
    standin.call = House(SILENCE)

    standin.text(CUSTOMER, OURS, words)

    assert channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", OURS)).status == "queued"


@pytest.mark.parametrize("word", ["START", "unstop", "YES"])
def test_the_way_back(standin, word):
    standin.call = House(SILENCE)
    standin.text(CUSTOMER, OURS, "STOP")

    standin.text(CUSTOMER, OURS, word)

    assert channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", OURS)).status == "queued"


def test_advanced_opt_out_names_the_word_and_fails_late(standin):
    service = in_service(standin, inbound_url=f"{PUBLIC}/sms", advanced_opt_out=True)
    standin.call = house = House(SILENCE)
    standin.text(CUSTOMER, OURS, "STOP")

    receipt = channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", None, service.sid))
    standin.finish()

    channel = channel_to(standin)
    report = channel.read_status(as_seen(house.requests[-1]))
    assert channel.read(as_seen(house.requests[0])).opt_out_type == "STOP"
    assert (report.sid, report.status, channel.trouble(report.error_code)) == (receipt.sid, "failed", "opted_out")


def test_callbacks_wait_until_they_are_wanted_in_any_order_and_number(standin):
    standin.call = house = House(SILENCE)
    channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", OURS))
    message = standin.account.messages[0]
    sent, delivered = standin.advance(message, "sent"), standin.advance(message, "delivered")

    for callback in [delivered, sent, delivered]:
        standin.report(callback)

    reports = [channel_to(standin).read_status(as_seen(request)) for request in house.requests]
    assert [(r.status, r.ours) for r in reports] == [("delivered", "r1"), ("sent", "r1"), ("delivered", "r1")]


@pytest.mark.parametrize(("when", "before"), [("first", True), ("held", False)])
def test_a_callback_may_come_before_the_create_call_is_answered(standin, when, before):
    standin.call = house = House(SILENCE)
    standin.callbacks = when

    channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", OURS))

    assert bool(house.requests) == before


def test_callbacks_at_once_have_come_when_all_is_settled(standin):
    standin.call = house = House(SILENCE)
    standin.callbacks = "at once"

    channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", OURS))
    standin.settle()

    assert [dict(request.form)["MessageStatus"] for request in house.requests] == ["sent", "delivered"]


@pytest.mark.parametrize(
    ("code", "status"), [(30003, "undelivered"), (30007, "undelivered"), (30034, "failed"), (63018, "undelivered")]
)
def test_a_phones_fate_is_told_by_callback(standin, code, status):
    standin.call = house = House(SILENCE)
    standin.account.fates[CUSTOMER] = code

    channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", OURS))
    standin.finish()

    report = channel_to(standin).read_status(as_seen(house.requests[-1]))
    assert (report.status, report.error_code) == (status, code)


def test_a_service_picks_a_number_of_the_phones_country(standin):
    service = in_service(standin, status_callback=f"{PUBLIC}/other")
    standin.call = House(SILENCE)
    channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", None, service.sid))

    standin.finish()

    message = standin.account.messages[0]
    assert (message.sender, message.seen) == (OURS, ["accepted", "queued", "sent", "delivered"])


def test_a_scheduled_text_waits_for_its_time(standin):
    service = in_service(standin)
    standin.call = House(SILENCE)
    at = standin.account.clock() + timedelta(hours=1)
    channel_to(standin).send(Outgoing("r1", CUSTOMER, "Hi", None, service.sid), send_at=at)
    message = standin.account.messages[0]

    standin.finish()
    early = message.status
    standin.account.clock.forward(timedelta(hours=1))
    standin.finish()

    assert (early, message.status) == ("scheduled", "delivered")


def test_a_phone_shows_both_sides(standin):
    standin.call = House(twiml("<Message>Moved</Message>"), SILENCE)
    standin.text(CUSTOMER, OURS, "2")
    standin.text("+15185550177", OURS, "other")
    standin.finish()

    assert [m.body for m in standin.texts(CUSTOMER)] == ["2", "Moved"]


def test_only_this_machine_is_called():
    with pytest.raises(ValueError, match="this machine only"):
        over_socket("http://192.0.2.1:80")


def test_webhooks_reach_a_wsgi_app_with_the_raw_target(standin):
    seen = {}

    def app(environ, start_response):
        seen.update(environ, body=environ["wsgi.input"].read())
        start_response("200 OK", [("content-type", "text/xml")])
        return [b"<Response><Message>hi</Message></Response>"]

    standin.account.numbers[0].sms_url = f"{PUBLIC}/a%7Eb?x=%2C"
    standin.call = into_app(app)

    exchange = standin.text(CUSTOMER, OURS, "é 1")

    assert (exchange.bodies, seen["RAW_URI"], seen["PATH_INFO"]) == (["hi"], "/a%7Eb?x=%2C", "/a~b")
    assert (seen["wsgi.url_scheme"], b"Body=%C3%A9+1" in seen["body"]) == ("http", True)


def test_webhooks_reach_a_server_through_the_pretended_proxy(standin):
    other = StandIn().start()
    standin.call = over_socket(other.url)
    standin.account.numbers[0].sms_fallback_url = ""

    exchange = standin.text(CUSTOMER, OURS, "hi")
    other.stop()
    gone = standin.text(CUSTOMER, OURS, "hi")

    assert (exchange.alerts, gone.alerts) == ([11200], [11205])


def test_a_hanging_server_is_given_up(standin):
    standin.account.faults.append(Fault("hang"))
    account = Account(standin.account.sid, (standin.token,), standin.url, timeout=0.2)

    with pytest.raises(NotSent) as caught:
        send(connect(account), Outgoing("r1", CUSTOMER, "Hi", OURS), public_url=PUBLIC)

    assert caught.value.trouble == "unknown"


def test_a_server_that_is_not_running_has_no_address(standin):
    with pytest.raises(RuntimeError):
        _ = Server(standin.account, created=print, answered=print).url
