"""The stand-in calls our webhook and reads our answer as Twilio does."""

from __future__ import annotations

import pytest

from bot.channels.twilio import reply_twiml
from bot.ports import Refused
from bot.trial.callers import WebhookAnswer
from bot.trial.exchange import shared_key_signer, token_signer, unsigned
from bot.trial.standin import Given
from bot.trial.state import MediaFile
from tests.trial.house import SILENCE, XML, House, as_seen, reads, twiml
from tests.trial_fixture import CUSTOMER, OURS, PUBLIC, channel_to


@pytest.mark.parametrize("given", [Given(), Given(geography="empty"), Given(geography="absent"), Given(extra={"Novelty": ""})])
def test_our_channel_reads_its_signed_texts(standin, given):
    standin.call = house = House(SILENCE)

    standin.text(CUSTOMER, OURS, "Can I move? 👋 50% & more", given)

    assert reads(channel_to(standin), house.requests[0]) == "Can I move? 👋 50% & more"


def test_our_channel_reads_a_text_by_get(standin):
    standin.account.numbers[0].sms_method = "GET"
    standin.call = house = House(SILENCE)

    standin.text(CUSTOMER, OURS, "Thu 2:30~ ok? é")

    assert (house.requests[0].form, reads(channel_to(standin), house.requests[0])) == ((), "Thu 2:30~ ok? é")


def test_a_fragment_is_neither_sent_nor_signed(standin):
    standin.account.numbers[0].sms_url += "#rc=2&rp=ct,rt,5xx"
    standin.call = house = House(SILENCE)

    standin.text(CUSTOMER, OURS, "hi")

    assert (house.requests[0].url, reads(channel_to(standin), house.requests[0])) == (f"{PUBLIC}/sms", "hi")


@pytest.mark.parametrize("signer", [unsigned, token_signer("stolen"), shared_key_signer("k9", "s")])
def test_strangers_can_be_played(standin, signer):
    standin.signer = signer
    standin.call = house = House(SILENCE)

    standin.text(CUSTOMER, OURS, "hi")

    with pytest.raises(Refused):
        channel_to(standin).read(as_seen(house.requests[0]))


def test_a_picture_comes_with_its_address(standin):
    standin.call = house = House(SILENCE)

    standin.text(CUSTOMER, OURS, "", Given(media=[MediaFile("image/jpeg", b"x")]))

    inbound = channel_to(standin).read(as_seen(house.requests[0]))
    assert channel_to(standin).fetch_media(inbound.media[0].url) == ("image/jpeg", b"x")


def test_the_same_text_can_come_twice(standin):
    standin.call = house = House(SILENCE)
    standin.text(CUSTOMER, OURS, "hi", Given(sid="SM" + "5" * 32))

    standin.text(CUSTOMER, OURS, "hi", Given(sid="SM" + "5" * 32))

    assert house.requests[0].form == house.requests[1].form
    assert len(standin.account.messages) == 1


def test_a_reply_becomes_a_message_and_its_action_hears_of_it(standin):
    standin.call = house = House(
        WebhookAnswer(200, XML, reply_twiml("Moved <to> Thu", f"{PUBLIC}/sms/status?id=t1").encode()), SILENCE
    )

    standin.text(CUSTOMER, OURS, "2")
    standin.finish()

    reports = [channel_to(standin).read_status(as_seen(request)) for request in house.requests[1:]]
    reply = standin.account.messages[1]
    assert (reply.direction, reply.body, reply.sender, reply.to) == ("outbound-reply", "Moved <to> Thu", OURS, CUSTOMER)
    assert [(r.sid, r.status) for r in reports] == [(reply.sid, "sent"), (reply.sid, "delivered")]


def test_a_relative_action_is_completed(standin):
    standin.call = House(twiml('<Message action="/sms/status?id=1">a</Message>'))

    assert standin.text(CUSTOMER, OURS, "hi").replies[0].action == f"{PUBLIC}/sms/status?id=1"


@pytest.mark.parametrize(
    ("answer", "bodies", "alerts"),
    [
        (twiml("<Message>a</Message><Message><Body>b</Body><Media>https://a.b/c</Media></Message>"), ["a", "b"], []),
        (SILENCE, [], []),
        (WebhookAnswer(204, None, b""), [], []),
        (WebhookAnswer(200, "application/xml", b"<Response><Message>a</Message></Response>"), ["a"], []),
        (WebhookAnswer(200, "text/html; charset=utf-8", b"<Response><Message>a</Message></Response>"), ["a"], []),
        (WebhookAnswer(200, "text/plain", b"OK"), ["OK"], []),
        (WebhookAnswer(200, "application/json", b"{}"), [], [12300]),
        (WebhookAnswer(200, None, b"<Response/>"), [], [12300]),
        (WebhookAnswer(200, XML, b" \n<?xml version='1.0'?><Response/>"), [], [12100]),
        (WebhookAnswer(200, XML, b"<Response><Message>\x0b</Message></Response>"), [], [12100]),
        (WebhookAnswer(200, XML, b"<Answer/>"), [], [12100]),
        (WebhookAnswer(200, XML, b"<!DOCTYPE a><Response/>"), [], [12100]),
        (WebhookAnswer(200, XML, b"<Response>" + b" " * 70000 + b"</Response>"), [], [11750]),
        (WebhookAnswer(403, XML, b""), [], [11200]),
        (WebhookAnswer(500, XML, b""), [], [11200]),
        (twiml("<message>a</message><Message>b</Message>"), ["b"], [12200]),
        (twiml("<Say>a</Say>"), [], [14110]),
        (twiml("<Message/><Message>b</Message>"), ["b"], [14103]),
        (twiml(f"<Message>{'x' * 1601}</Message>"), [], [14103]),
        (twiml("<Message>a</Message>" * 11), ["a"] * 10, [14109]),
    ],
)
def test_our_answer_is_read_as_twilio_reads_it(standin, answer, bodies, alerts):
    standin.account.numbers[0].sms_fallback_url = ""
    standin.call = House(answer)

    exchange = standin.text(CUSTOMER, OURS, "hi")

    assert (exchange.bodies, exchange.alerts) == (bodies, alerts)


@pytest.mark.parametrize(
    ("failure", "code"),
    [(WebhookAnswer(500, XML, b""), "11200"), (TimeoutError(), "11200"), (WebhookAnswer(200, XML, b"oops"), "12100")],
)
def test_a_failed_webhook_goes_to_the_fallback_with_its_error(standin, failure, code):
    standin.call = house = House(failure, twiml("<Message>Sorry</Message>"))

    exchange = standin.text(CUSTOMER, OURS, "hi")

    told = dict(house.requests[-1].form)
    assert (exchange.bodies, house.requests[-1].url) == (["Sorry"], f"{PUBLIC}/sms/fallback")
    assert (told["ErrorCode"], told["ErrorUrl"], told["Body"]) == (code, f"{PUBLIC}/sms", "hi")


def test_no_connection_is_tried_once_more_by_default(standin):
    standin.call = house = House(ConnectionRefusedError(), twiml("<Message>a</Message>"))

    exchange = standin.text(CUSTOMER, OURS, "hi")

    tokens = {request.headers["I-Twilio-Idempotency-Token"] for request, _ in exchange.requests}
    assert (exchange.bodies, len(house.requests), len(tokens)) == (["a"], 2, 1)


@pytest.mark.parametrize(
    ("fragment", "tries"), [("", 1), ("#rc=3&rp=5xx", 4), ("#rc=2&rp=ct", 1), ("#rc=1&rp=all", 2), ("#rc=0", 1)]
)
def test_the_fragment_sets_the_retries(standin, fragment, tries):
    number = standin.account.numbers[0]
    number.sms_url, number.sms_fallback_url = number.sms_url + fragment, ""
    standin.call = house = House(WebhookAnswer(503, XML, b""))

    standin.text(CUSTOMER, OURS, "hi")

    assert len(house.requests) == tries


def test_a_redirected_webhook_loses_its_form(standin):
    standin.call = house = House(WebhookAnswer(301, None, b"", {"Location": "/sms/"}), SILENCE)

    standin.text(CUSTOMER, OURS, "hi")

    assert [(r.method, r.url, bool(r.form)) for r in house.requests] == [
        ("POST", f"{PUBLIC}/sms", True),
        ("GET", f"{PUBLIC}/sms/", False),
    ]


def test_a_redirect_verb_is_followed(standin):
    standin.call = house = House(
        twiml("<Message>a</Message><Redirect>other</Redirect><Message>never</Message>"), twiml("<Message>b</Message>")
    )

    exchange = standin.text(CUSTOMER, OURS, "hi")

    assert (exchange.bodies, house.requests[1].url) == (["a", "b"], f"{PUBLIC}/other")


def test_endless_redirects_end(standin):
    standin.call = House(twiml("<Redirect>/sms</Redirect>"))

    assert standin.text(CUSTOMER, OURS, "hi").alerts == [14106]
