"""Customers' pictures: fetched with our credentials from Twilio only, within limits, and never from our own network."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.twilio_media import Limits
from bot.channels.twilio_media import _next as next_address
from bot.ports import NotSent
from bot.trial.standin import StandIn
from bot.trial.state import MediaFile, Message
from flows.values import Media
from tests.trial_fixture import CUSTOMER, NOW, OURS, channel_to


def picture(standin: StandIn, content: bytes = b"\xff\xd8picture", kind: str = "image/jpeg") -> str:
    message = Message(
        "MM" + "1" * 32, "inbound", OURS, CUSTOMER, "", "received", NOW, sent=NOW, media=[MediaFile(kind, content)]
    )
    standin.account.messages.append(message)
    return (
        f"https://api.twilio.com/2010-04-01/Accounts/{standin.account.sid}/Messages/{message.sid}/Media/{message.media[0].sid}"
    )


def test_listed_pictures_come_with_the_address_to_fetch(standin):
    url = picture(standin)

    listed = channel_to(standin).list_inbound(OURS, NOW - timedelta(minutes=5))

    assert listed[0].media == (Media(url, "image/jpeg"),)


def test_a_picture_is_fetched_and_the_store_never_sees_our_credentials(standin):
    url = picture(standin)

    assert channel_to(standin).fetch_media(url) == ("image/jpeg", b"\xff\xd8picture")


def test_a_picture_is_fetched_with_either_token_of_a_change_over(standin):
    url = picture(standin)

    assert channel_to(standin, tokens=("old", standin.token)).fetch_media(url)[0] == "image/jpeg"


def test_a_picture_refused_with_every_token_is_the_operators(standin):
    with pytest.raises(NotSent) as caught:
        channel_to(standin, tokens=("old", "older")).fetch_media(picture(standin))

    assert caught.value.trouble == "alert"


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1:1/x", "https://localhost/x", "https://10.0.0.1/x", "ftp://a.example/x", ""]
)
def test_a_picture_never_leads_into_our_own_network(standin, location):
    account = channel_to(standin).account

    with pytest.raises(NotSent, match="do not follow"):
        next_address(replace(account, api_url="https://api.twilio.com"), "http://api.twilio.com/x", location)


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url.replace("https://api.twilio.com", "https://evil.example"),
        lambda url: url.replace("https://api.twilio.com", "https://api.twilio.com@evil.example"),
        lambda url: url.replace("https", "http"),
        lambda url: url.replace("AC" + "0" * 32, "AC" + "9" * 32),
        lambda url: url + "/../../Messages.json",
        lambda url: "file:///etc/passwd",
    ],
    ids=["host", "userinfo", "scheme", "account", "path", "file"],
)
def test_our_credentials_go_to_our_accounts_media_only(standin, change):
    with pytest.raises(NotSent, match="not our account's"):
        channel_to(standin).fetch_media(change(picture(standin)))


def test_a_file_that_is_too_large_is_not_kept(standin):
    with pytest.raises(NotSent, match="more than 100 bytes"):
        channel_to(standin).fetch_media(picture(standin, b"x" * 101), Limits(most_bytes=100))


def test_a_file_of_another_type_is_not_kept(standin):
    with pytest.raises(NotSent, match="text/html"):
        channel_to(standin).fetch_media(picture(standin, kind="text/html; charset=utf-8"))


def test_a_picture_that_is_gone_is_typed(standin):
    url = picture(standin)
    standin.account.messages[0].media.clear()

    with pytest.raises(NotSent, match="404"):
        channel_to(standin).fetch_media(url)
