"""What every channel promises, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.channels.console import ACCOUNT, ConsoleChannel
from bot.ports import Channel, Outgoing, Refused, Request
from bot.trial.signing import sign
from bot.trial.standin import StandIn
from tests.trial_fixture import CUSTOMER, NOW, OURS, PUBLIC, channel_to

Made = tuple[Channel, Callable[[str, tuple[tuple[str, str], ...]], Request]]
TEXT = (("MessageSid", "SM" + "1" * 32), ("AccountSid", ACCOUNT), ("From", CUSTOMER), ("To", OURS), ("Body", "Hi"))
REPORT = (("MessageSid", "SM" + "2" * 32), ("AccountSid", ACCOUNT), ("MessageStatus", "delivered"))


@pytest.fixture(params=["twilio", "console"])
def made(request: pytest.FixtureRequest, standin: StandIn) -> Iterator[Made]:
    """A channel, and a way to sign a request for it."""
    if request.param == "twilio":
        yield channel_to(standin), lambda target, form: signed(PUBLIC, target, form, standin.token)
    else:
        console = ConsoleChannel(lambda _line: None, clock=lambda: NOW)
        yield console, console._signed


def signed(public: str, target: str, form: tuple[tuple[str, str], ...], token: str) -> Request:
    return Request("POST", target, {"X-Twilio-Signature": sign(public + target, form, token)}, form, ())


def outgoing(body: str = "Hi Ana") -> Outgoing:
    return Outgoing("r1", CUSTOMER, body, OURS)


def test_a_signed_text_is_read(made):
    channel, signs = made

    inbound = channel.read(signs("/sms", TEXT))

    assert (inbound.phone, inbound.sender, inbound.body) == (CUSTOMER, OURS, "Hi")


def test_a_signed_report_is_read(made):
    channel, signs = made

    assert channel.read_status(signs("/sms/status", REPORT)).status == "delivered"


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": "bm8="}])
def test_a_strangers_request_is_refused(made, headers):
    channel, _ = made
    request = Request("POST", "/sms", headers, TEXT, ())

    with pytest.raises(Refused):
        channel.read(request)
    with pytest.raises(Refused):
        channel.read_status(request)


def test_a_reply_is_twiml(made):
    channel, _ = made

    assert "<Message" in channel.reply_twiml("Hi", PUBLIC)


def test_a_text_that_was_sent_is_found_again(made):
    channel, _ = made
    receipt = channel.send(outgoing())

    found = channel.find(outgoing(), NOW - timedelta(minutes=1))

    assert found is not None
    assert found.sid == receipt.sid


def test_a_text_that_was_never_sent_is_not_found(made):
    channel, _ = made
    channel.send(outgoing("Hi Leo"))

    assert channel.find(outgoing(), NOW - timedelta(minutes=1)) is None


def test_an_unknown_code_is_never_repeated_by_itself(made):
    channel, _ = made

    assert channel.trouble(99999) == "no_retry"


def test_the_console_shows_what_is_sent():
    shown: list[str] = []

    ConsoleChannel(shown.append).send(outgoing())

    assert shown == ["Hi Ana"]


def test_the_console_phone_signs_its_texts():
    console = ConsoleChannel(lambda _line: None)

    inbound = console.read(console.text(CUSTOMER, OURS, "move it to friday"))

    assert inbound.body == "move it to friday"


def test_the_console_reports_under_our_id():
    console = ConsoleChannel(lambda _line: None)
    receipt = console.send(outgoing())

    report = console.read_status(console.report(receipt, "reminder:7"))

    assert (report.sid, report.status, report.ours) == (receipt.sid, "delivered", "reminder:7")
