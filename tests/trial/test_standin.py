"""The stand-in treats us as Twilio does: webhooks, replies, opt-outs, callbacks."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from bot.channels.twilio import TwilioChannel, reply_twiml
from bot.channels.twilio_http import Account, connect
from bot.channels.twilio_send import send
from bot.ports import NotSent, Outgoing, Refused, Request
from bot.trial.callers import WebhookAnswer, WebhookRequest, into_app, over_socket
from bot.trial.exchange import shared_key_signer, token_signer, unsigned
from bot.trial.server import Server
from bot.trial.standin import Given, StandIn
from bot.trial.state import Fault, MediaFile, Service
from tests.trial_fixture import CUSTOMER, OURS, PUBLIC, channel_to

XML = "text/xml"


class House:
    """A webhook that answers as told, and keeps what came."""

    def __init__(self, *answers: WebhookAnswer | OSError) -> None:
        self.answers = list(answers)
        self.requests: list[WebhookRequest] = []

    def __call__(self, request: WebhookRequest) -> WebhookAnswer:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, OSError):
            raise answer
        return answer


def twiml(inner: str) -> WebhookAnswer:
    return WebhookAnswer(200, XML, f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>'.encode())


def as_seen(request: WebhookRequest) -> Request:
    query = tuple(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    return Request(request.method, request.target, request.headers, request.form, query)


def reads(channel: TwilioChannel, request: WebhookRequest) -> str:
    return channel.read(as_seen(request)).body


SILENCE = twiml("")


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
