"""An app with a loaded business, and a Twilio that signs: what all tests of the web process share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from bot.ports import Store
from bot.settings import Settings
from bot.trial.signing import sign
from tests.bot.texting import ANA, SENDER, book

ACCOUNT = "AC" + "0" * 32
TOKEN = "present-token"
PUBLIC = "https://texts.example.com"
NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)  # a Wednesday, 10:00 in New York
VISIT = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)
SID = "SM" + "1" * 32
Pairs = list[tuple[str, str]]


def settings_for(database_url: str, **changes: object) -> Settings:
    """Settings of a house in order, with some of them changed."""
    usual = {"public_url": PUBLIC, "twilio_account_sid": ACCOUNT, "twilio_auth_tokens": (TOKEN,), "secret_key": "k" * 40}
    return Settings(database_url=database_url, **(usual | changes))


def text_fields(body: str = "when is my visit?", *, sid: str = SID, **changes: str | None) -> Pairs:
    """The form of a text as Twilio sends it; a field given as None is left out."""
    fields: dict[str, str | None] = {
        "ToCountry": "US",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "FromZip": "94103",
        "SmsSid": sid,
        "FromState": "CA",
        "SmsStatus": "received",
        "FromCity": "SAN FRANCISCO",
        "Body": body,
        "FromCountry": "US",
        "To": SENDER,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": ANA,
        "ApiVersion": "2010-04-01",
    }
    return [(name, value) for name, value in (fields | changes).items() if value is not None]


class Twilio:
    """Calls an app's webhook as Twilio does; what the proxy makes of it on the way can be changed."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def post(
        self,
        fields: Pairs,
        path: str = "/sms",
        *,
        token: str = TOKEN,
        public: str = PUBLIC,
        signature: str | None = None,
        environ: dict[str, str] | None = None,
        base_url: str = "http://10.0.0.7:8000",
    ) -> TestResponse:
        """A signed POST that a TLS proxy passes on in plain http to another host and port."""
        signed = sign(public + path, fields, token) if signature is None else signature
        return self.client.post(
            path,
            data=urlencode(fields),
            content_type="application/x-www-form-urlencoded",
            headers={"X-Twilio-Signature": signed} if signed else {},
            base_url=base_url,
            environ_overrides=environ,
        )

    def get(self, fields: Pairs, path: str = "/sms", *, token: str = TOKEN) -> TestResponse:
        """A signed GET: the fields are in the address, which alone is signed."""
        target = f"{path}?{urlencode(fields)}"
        return self.client.get(target, headers={"X-Twilio-Signature": sign(PUBLIC + target, [], token)})


def said(response: TestResponse) -> list[str]:
    """The texts of a TwiML answer."""
    assert response.status_code == 200
    return [message.text or "" for message in ElementTree.fromstring(response.data).iter("Message")]


def turns(app: Flask, phone: str = ANA) -> list[str]:
    """The SIDs stored for a phone, the newest first."""
    with app.extensions["reslot"].store.read() as session:
        return [row["sid"] for row in session.all("web_turns_of", location="main", phone=phone, most=99)]


def row_of(app: Flask, query: str, **params: str) -> dict[str, object]:
    """A row that must be there."""
    with app.extensions["reslot"].store.read() as session:
        row = session.one(query, **params)
    assert row is not None
    return dict(row)


@pytest.fixture
def house(sqlite_url: str, business: Callable[[Store], None]) -> Iterator[Flask]:
    """The app on a fresh SQLite file with a business and Ana's visit tomorrow."""
    app = create_app(settings_for(sqlite_url), clock=lambda: NOW)
    store = app.extensions["reslot"].store
    business(store)
    book(store, VISIT, NOW)
    yield app
    store.close()


@pytest.fixture
def twilio(house: Flask) -> Twilio:
    """Twilio, calling that app."""
    return Twilio(house)
