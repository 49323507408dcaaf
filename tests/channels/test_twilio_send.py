"""Texts out through the REST API: what is sent, how each trouble is typed, how a lost one is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.channels.twilio import TwilioChannel
from bot.channels.twilio_codes import CODES, meaning_of, trouble_of
from bot.channels.twilio_http import ForeignHost
from bot.channels.twilio_send import schedule_time, status_url
from bot.ports import NotSent, Outgoing
from bot.trial.state import Fault, Message, Number, Service
from flows.values import Inbound
from tests.trial_fixture import CUSTOMER, NOW, OURS, PUBLIC, channel_to


def text(body: str = "Hi Ana", *, phone: str = CUSTOMER, sender: str | None = OURS, **more) -> Outgoing:
    return Outgoing(id="reminder:7:48h", phone=phone, body=body, sender=sender, **more)


def refused(channel: TwilioChannel, outgoing: Outgoing) -> NotSent:
    with pytest.raises(NotSent) as caught:
        channel.send(outgoing)
    return caught.value


def test_a_text_is_handed_over_once(standin):
    receipt = channel_to(standin).send(text("Hi Ana\nsee you €5"))

    sent = standin.account.messages
    assert [(m.sid, m.to, m.sender, m.body, m.status) for m in sent] == [
        (receipt.sid, CUSTOMER, OURS, "Hi Ana\nsee you €5", receipt.status)
    ]
    assert (receipt.status, receipt.segments) == ("queued", 1)


def test_a_text_asks_for_reports_under_our_own_id(standin):
    channel_to(standin).send(text())

    assert standin.account.messages[0].callback == f"{PUBLIC}/sms/status?id=reminder%3A7%3A48h"


def test_a_text_can_go_through_a_service(standin):
    service = standin.add_service(Service(pool=[standin.account.numbers[0]]))

    receipt = channel_to(standin).send(text(sender=None, service=service.sid))

    assert (receipt.status, receipt.segments, standin.account.messages[0].sender) == ("accepted", 0, None)


def test_pictures_go_along(standin):
    receipt = channel_to(standin).send(text(media=("https://a.example/1.png", "https://a.example/2.png")))

    assert (receipt.sid[:2], len(standin.account.messages[0].media_urls)) == ("MM", 2)


def test_halves_of_characters_are_left_out(standin):
    channel_to(standin).send(text("Hi\ud83d Ana\x00"))

    assert standin.account.messages[0].body == "Hi Ana"


@pytest.mark.parametrize(
    ("outgoing", "trouble"),
    [
        (text(sender=None), "sender"),
        (text(media=("https://a.example/1.png",) * 11), "bug"),
        (text("x" * 1601), "bug"),
        (text(""), "bug"),
    ],
)
def test_what_twilio_would_refuse_never_leaves(standin, outgoing, trouble):
    error = refused(channel_to(standin), outgoing)

    assert (error.trouble, standin.recorded) == (trouble, [])


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_known_code_has_its_trouble(standin, code):
    """Refused at once, or taken and then reported as failed: the same table answers both."""
    standin.account.faults.append(Fault("status", status=429 if code == 20429 else 400, code=code))

    error = refused(channel_to(standin), text())

    assert (error.code, error.trouble, channel_to(standin).trouble(code)) == (code, CODES[code].trouble, CODES[code].trouble)


@pytest.mark.parametrize(
    ("phone", "code", "trouble"),
    [
        ("+15005550001", 21211, "unreachable"),
        ("+15005550002", 21612, "sender"),
        ("+15005550003", 21408, "alert"),
        ("+15005550004", 21610, "opted_out"),
        ("+15005550009", 21614, "unreachable"),
        ("72345", 21265, "ignore"),
        ("0151234", 21211, "unreachable"),
        (OURS, 21266, "ignore"),
    ],
)
def test_twilios_magic_and_invalid_numbers(standin, phone, code, trouble):
    error = refused(channel_to(standin), text(phone=phone))

    assert (error.code, error.trouble) == (code, trouble)


@pytest.mark.parametrize(
    ("sender", "code"), [("+15005550007", 21606), ("+15005550001", 21212), ("+15005550008", 21611), ("+1518", 21606)]
)
def test_senders_that_are_not_ours(standin, sender, code):
    assert refused(channel_to(standin), text(sender=sender)).code == code


def test_a_short_code_stays_in_its_country(standin):
    standin.add_number(Number("72345", country="US"))

    assert refused(channel_to(standin), text(sender="72345", phone="+447400123456")).trouble == "sender"


def test_wrong_credentials_are_the_operators(standin):
    error = refused(channel_to(standin, tokens=("wrong",)), text())

    assert (error.code, error.trouble) == (20003, "alert")


def test_a_suspended_account_is_the_operators(standin):
    standin.account.status = "suspended"

    assert refused(channel_to(standin), text()).trouble == "alert"


@pytest.mark.parametrize("tokens", [("old", "new"), ("new", "old")])
def test_either_token_of_a_change_over_sends(standin, tokens):
    standin.account.tokens = ["new"]

    channel_to(standin, tokens=tokens).send(text())

    assert len(standin.account.messages) == 1


def test_a_limit_says_when_to_come_back(standin):
    standin.account.faults.append(Fault("status", status=429, code=20429, retry_after=7))

    error = refused(channel_to(standin), text())

    assert (error.trouble, error.code, error.retry_after, standin.account.messages) == ("retry", 20429, 7.0, [])


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", status=500, code=20500),
        Fault("html", status=502),
        Fault("html", status=503, after=True),
        Fault("not_json", after=True),
        Fault("drop", after=True),
        Fault("drop"),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status} {fault.after}",
)
def test_no_clear_answer_leaves_it_open_whether_a_text_went_out(standin, fault):
    standin.account.faults.append(fault)
    channel = channel_to(standin)

    error = refused(channel, text())
    found = channel.find(text(), NOW)

    assert (error.trouble, found is not None) == ("unknown", fault.after)


def test_a_page_of_a_proxy_with_a_client_error_is_the_operators(standin):
    standin.account.faults.append(Fault("html", status=403))

    error = refused(channel_to(standin), text())

    assert (error.trouble, error.code) == ("alert", None)


def test_a_server_that_is_away_leaves_it_open():
    channel = TwilioChannel(account_sid="AC" + "0" * 32, auth_tokens=("t",), public_url=PUBLIC, api_url="http://127.0.0.1:9")

    assert refused(channel, text()).trouble == "unknown"


def test_an_error_tells_no_phone_number(standin):
    assert CUSTOMER not in str(refused(channel_to(standin, tokens=None), text(phone="+15005550001")))


def test_with_a_stand_in_nothing_leaves_for_elsewhere(standin):
    client = channel_to(standin).client

    with pytest.raises(ForeignHost):
        client.request("GET", "https://lookups.twilio.com/v2/PhoneNumbers/+15005550006")


def test_a_lost_text_is_found_by_phone_body_and_time(standin):
    channel = channel_to(standin)
    sent = channel.send(text())

    found = channel.find(text(), NOW - timedelta(minutes=1))

    assert found is not None
    assert (found.sid, found.status) == (sent.sid, "queued")


@pytest.mark.parametrize("other", [text("Hi Leo"), text(phone="+15185550199")], ids=["another body", "another phone"])
def test_another_text_is_not_the_lost_one(standin, other):
    channel = channel_to(standin)
    channel.send(other)

    assert channel.find(text(), NOW) is None


def test_an_older_text_is_not_the_lost_one(standin):
    channel = channel_to(standin)
    channel.send(text())

    assert channel.find(text(), NOW + timedelta(minutes=30)) is None


def test_the_customers_own_words_are_not_the_lost_text(standin):
    standin.account.messages.append(Message("SM" + "2" * 32, "inbound", CUSTOMER, OURS, "Hi Ana", "received", NOW, sent=NOW))

    assert channel_to(standin).find(text(), NOW) is None


def test_a_lost_text_is_found_on_a_later_page(standin):
    channel = channel_to(standin)
    sent = channel.send(text())
    standin.account.messages += [
        Message(f"SM{n:032x}", "outbound-api", CUSTOMER, OURS, "other", "sent", NOW) for n in range(450)
    ]

    found = channel.find(text(), NOW)

    assert found is not None
    assert (found.sid, len([c for c in standin.recorded if c.method == "GET"])) == (sent.sid, 3)


def test_a_failed_lookup_is_typed_too(standin):
    standin.account.faults.append(Fault("status", status=503, code=20503, method="GET"))

    with pytest.raises(NotSent) as caught:
        channel_to(standin).find(text(), NOW)

    assert (caught.value.trouble, caught.value.code) == ("unknown", 20503)


def test_a_scheduled_text_goes_out_in_utc_whatever_its_zone(standin):
    service = standin.add_service(Service(pool=[standin.account.numbers[0]]))
    wished = datetime(2026, 3, 4, 9, 30, tzinfo=ZoneInfo("America/New_York"))

    receipt = channel_to(standin).send(text(sender=None, service=service.sid), send_at=schedule_time(wished, NOW))

    assert (receipt.status, standin.account.messages[0].send_at) == ("scheduled", datetime(2026, 3, 4, 14, 30, tzinfo=UTC))


def test_a_scheduled_text_can_be_taken_back_until_it_is_sent(standin):
    service = standin.add_service(Service(pool=[standin.account.numbers[0]]))
    channel = channel_to(standin)
    receipt = channel.send(text(sender=None, service=service.sid), send_at=schedule_time(NOW + timedelta(hours=1), NOW))

    taken_back = channel.cancel(receipt.sid)

    assert taken_back.status == "canceled"
    with pytest.raises(NotSent, match="30409"):
        channel.cancel(receipt.sid)


@pytest.mark.parametrize("when", [NOW + timedelta(seconds=299), NOW + timedelta(days=35, seconds=1), datetime(2026, 3, 4)])
def test_a_time_that_twilio_would_not_take_is_refused(when):
    with pytest.raises(ValueError):
        schedule_time(when, NOW)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin"])
def test_a_local_time_is_never_sent_as_it_stands(standin, zone):
    with pytest.raises(NotSent, match="UTC"):
        channel_to(standin).send(
            text(sender=None, service="MG" + "1" * 32), send_at=datetime(2026, 3, 4, tzinfo=ZoneInfo(zone))
        )


def test_texts_that_came_while_we_were_down_are_listed_oldest_first(standin):
    service = standin.add_service(Service())
    for number, body in enumerate(("one", "two")):
        at = NOW + timedelta(minutes=number)
        standin.account.messages.append(
            Message(f"SM{number:032x}", "inbound", OURS, CUSTOMER, body, "received", at, service.sid, at)
        )
    standin.account.messages.append(
        Message("SM" + "9" * 32, "inbound", OURS, CUSTOMER, "old", "received", NOW, sent=NOW - timedelta(hours=3))
    )

    listed = channel_to(standin).list_inbound(OURS, NOW - timedelta(minutes=5))

    assert listed == [
        Inbound(f"SM{number:032x}", CUSTOMER, OURS, body, messaging_service=service.sid)
        for number, body in enumerate(("one", "two"))
    ]


@pytest.mark.parametrize(
    ("code", "status", "trouble"),
    [
        (99999, 400, "alert"),
        (None, 500, "unknown"),
        (None, 429, "retry"),
        (None, 404, "alert"),
        (99999, None, "no_retry"),
        (None, None, "no_retry"),
    ],
)
def test_an_error_we_do_not_know_is_never_repeated_by_itself(code, status, trouble):
    assert trouble_of(code, status) == trouble


def test_codes_are_told_in_words():
    assert (meaning_of(30007), meaning_of(12)) == ("filtered as spam by the carrier", "an error we have no words for")


def test_our_id_is_safe_in_the_reports_address():
    assert status_url("https://a.example/", "a b/c&d=é") == "https://a.example/sms/status?id=a%20b%2Fc%26d%3D%C3%A9"
