"""A customer's phone for trials: its texts are signed as Twilio signs them, its screen reads TwiML as Twilio does."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit
from xml.parsers.expat import ExpatError, ParserCreate

from bot.trial.signing import sign

if TYPE_CHECKING:
    from werkzeug.test import Client

SIGNATURE = "X-Twilio-Signature"
TWILIO_WAITS = 15  # seconds
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Pairs = list[tuple[str, str]]
# Posts fields to a URL with these headers; gives the status and the body.
Post = Callable[[str, Pairs, dict[str, str]], tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """One `<Message>` of an answer and where its delivery is to be reported."""

    text: str
    action: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a text needs to reach the webhook: our public URL, the account and its token, and a way to post."""

    public_url: str
    account_sid: str
    token: str
    post: Post = field(repr=False)


class NoAnswer(Exception):
    """The webhook did not answer as Twilio needs; the message says what came instead."""


def text(line: Line, *, phone: str, to: str, body: str, picture: bool = False) -> list[Said]:
    """Sends a customer's text to the webhook; what it answers. Raises `NoAnswer`."""
    sid = ("MM" if picture else "SM") + uuid.uuid4().hex
    fields = text_fields(line.account_sid, sid=sid, phone=phone, to=to, body=body, picture=picture)
    url = f"{line.public_url}/sms"
    status, answer = _post(line, url, fields)
    if status >= 400:
        # As Twilio does: once to the fallback, with what went wrong.
        fields += [("ErrorCode", "11200"), ("ErrorUrl", url)]
        status, answer = _post(line, f"{url}/fallback", fields)
    if status != 200:
        raise NoAnswer(f"the webhook and its fallback answered {status}")
    said = read_twiml(answer)
    for message in said:
        _deliver(line, message, phone=phone, to=to)
    return said


def text_fields(account_sid: str, *, sid: str, phone: str, to: str, body: str, picture: bool = False) -> Pairs:
    """The form of an inbound text, geography and all."""
    fields = [
        ("MessageSid", sid),
        ("SmsSid", sid),
        ("SmsMessageSid", sid),
        ("AccountSid", account_sid),
        ("From", phone),
        ("To", to),
        ("Body", body),
        ("NumSegments", "1"),
        ("NumMedia", "1" if picture else "0"),
        ("FromCountry", "US"),
        ("FromState", "NY"),
        ("FromCity", ""),
        ("ApiVersion", "2010-04-01"),
    ]
    if picture:
        url = f"https://api.twilio.com/2010-04-01/Accounts/{account_sid}/Messages/{sid}/Media/ME{uuid.uuid4().hex}"
        fields += [("MediaUrl0", url), ("MediaContentType0", "image/jpeg")]
    return fields


def read_twiml(xml: str) -> list[Said]:
    """The messages of a TwiML answer; raises `NoAnswer` for what is no TwiML."""
    said: list[Said] = []
    actions: list[str] = []
    words: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Message":
            actions.append(attributes.get("action", ""))
            words.clear()

    def end(name: str) -> None:
        if name == "Message":
            said.append(Said("".join(words), actions[-1]))

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = words.append
    try:
        parser.Parse(xml.encode(), True)
    except ExpatError as error:
        raise NoAnswer(f"the answer is no TwiML: {error}") from error
    return said


def over_http(url: str, fields: Pairs, headers: dict[str, str]) -> tuple[int, str]:
    """Posts over a socket, as Twilio does."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TWILIO_WAITS)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, urlencode(fields), headers | FORM)
        response = connection.getresponse()
        return response.status, response.read().decode()
    except OSError as error:
        raise NoAnswer(f"no connection to {url}: {error}") from error
    finally:
        connection.close()


def through(client: Client, public_url: str) -> Post:
    """Posts to an app in this process, for a terminal without a server."""

    def post(url: str, fields: Pairs, headers: dict[str, str]) -> tuple[int, str]:
        response = client.post(url.removeprefix(public_url), data=urlencode(fields), headers=headers | FORM)
        return response.status_code, response.get_data(as_text=True)

    return post


def _deliver(line: Line, message: Said, *, phone: str, to: str) -> None:
    """Reports a reply as Twilio does: sent, then delivered."""
    sid = "SM" + uuid.uuid4().hex
    for status in ("sent", "delivered") if message.action else ():
        fields = [
            ("MessageSid", sid),
            ("SmsSid", sid),
            ("AccountSid", line.account_sid),
            ("From", to),
            ("To", phone),
            ("MessageStatus", status),
            ("SmsStatus", status),
            ("ApiVersion", "2010-04-01"),
        ]
        _post(line, message.action, fields)


def _post(line: Line, url: str, fields: Pairs) -> tuple[int, str]:
    return line.post(url, fields, {SIGNATURE: sign(url, fields, line.token)})
