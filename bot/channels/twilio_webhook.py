"""Reads Twilio's signed webhook requests and writes the TwiML that answers them."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast
from xml.sax.saxutils import escape

from twilio.request_validator import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)
from twilio.twiml.messaging_response import MessagingResponse

from bot.ports import Refused, Request, StatusReport
from flows.values import Geography, Inbound, Media

LONGEST_BODY = 1600
_SIGNATURE, _SETTINGS = SIGNATURE_HEADER.lower(), SIGNATURE_SETTINGS_HEADER.lower()
_MOST_MEDIA = 10
_OPT_OUT_TYPES = ("STOP", "START", "HELP")
_CHANNEL_PREFIX = re.compile(r"^(whatsapp|rcs|messenger):")
_SHORTEST_BASE64 = 160
_BASE64 = re.compile(rf"[A-Za-z0-9+/]{{{_SHORTEST_BASE64},}}={{0,2}}")
# What XML 1.0 can't carry: Twilio drops such TwiML (error 12100) and the customer gets nothing. PostgreSQL refuses NUL too.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = re.compile('[&<>"\t\n\r]')
_IN_ATTRIBUTES = {'"': "&quot;", "\t": "&#09;", "\n": "&#10;", "\r": "&#13;"}


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a request must be signed with: the account's tokens (old and new during a change-over) and keys by their id."""

    account_sid: str
    tokens: tuple[str, ...]
    shared_keys: Mapping[str, str]


class _Fields(dict[str, list[str]]):
    """The form as the validator wants it: every value of a repeated name counts."""

    def getall(self, name: str) -> list[str]:
        """The name under which the validator looks first; its second guess costs an exception a field."""
        return self[name]


def clean(text: str) -> str:
    """The text without characters that XML forbids (control characters, halves of surrogate pairs)."""
    # What prints is no control character and no half of a pair.
    return text if text.replace("\n", "").isprintable() else _NOT_XML.sub("", text)


def read_inbound(request: Request, *, public_url: str, secrets: Secrets) -> Inbound:
    """The text in a webhook request; raises `Refused` where it is not Twilio's, not ours or not a message.

    WhatsApp and RCS addresses lose their prefix: it is the same customer, TwiML answers in the channel they used, and
    texts that are not replies go to the number as SMS.
    """
    fields = _checked(request, public_url=public_url, secrets=secrets)
    sid, phone, sender = fields.get("MessageSid"), fields.get("From"), fields.get("To")
    if not (sid and phone and sender):
        raise Refused("not a message: MessageSid, From or To is missing (is a voice URL pointed here?)")
    opt_out = fields.get("OptOutType", "").upper()
    # By place: by name it takes twice as long.
    return Inbound(
        sid,
        _address(phone),
        _address(sender),
        _body(fields.get("Body", "")),
        _media(fields),
        Geography(
            fields.get("FromCity", ""), fields.get("FromState", ""), fields.get("FromZip", ""), fields.get("FromCountry", "")
        ),
        cast(Literal["STOP", "START", "HELP"], opt_out) if opt_out in _OPT_OUT_TYPES else None,
        fields.get("MessagingServiceSid") or None,
    )


def read_report(request: Request, *, public_url: str, secrets: Secrets) -> StatusReport:
    """The report in a status callback or a `<Message action>` request; raises `Refused`."""
    fields = _checked(request, public_url=public_url, secrets=secrets)
    sid = fields.get("MessageSid") or fields.get("SmsSid", "")
    status = fields.get("MessageStatus") or fields.get("SmsStatus", "")
    if not (sid and status):
        raise Refused("not a status report: MessageSid or MessageStatus is missing")
    code = fields.get("ErrorCode", "")
    return StatusReport(
        sid=sid,
        status=status.lower(),
        error_code=int(code) if code.isascii() and code.isdigit() and code != "0" else None,
        ours=_first(request.query).get("id") or None,
    )


def reply_twiml(text: str, action_url: str) -> str:
    """TwiML that sends `text` and reports its SID and status to `action_url`; an empty text gives an empty response.

    `<Message>` beyond 1600 characters would be dropped by Twilio (error 14103), so the text ends there.
    """
    body = clean(text)[:LONGEST_BODY]
    if not body.strip():
        return str(MessagingResponse())
    before, between, after = _message()
    # Most URLs hold nothing that XML knows, for which the library looks seven times.
    action = escape(action_url, _IN_ATTRIBUTES) if _MARKUP.search(action_url) else action_url
    return f"{before}{action}{between}{escape(body)}{after}"


@cache
def _message() -> tuple[str, str, str]:
    """The library's own TwiML around an action URL and a text: it builds the same tree for every reply."""
    response = MessagingResponse()
    response.message("{body}", action="{action}", method="POST")
    before, _, rest = str(response).partition("{action}")
    between, _, after = rest.partition("{body}")
    return before, between, after


def signature(url: str, pairs: Iterable[tuple[str, str]], token: str) -> str:
    """What `X-Twilio-Signature` must be: for the doctor's self-test and the terminal phone."""
    return str(RequestValidator(token).compute_signature(url, _grouped(pairs)))


def _checked(request: Request, *, public_url: str, secrets: Secrets) -> dict[str, str]:
    """The request's fields once signature and account are found right."""
    # Twilio signs the URL it called. What a proxy shows us may differ in scheme, host, port or encoding, PUBLIC_URL does not.
    if not request.target.startswith("/"):
        raise Refused("the request target is not a path")
    url = public_url.rstrip("/") + request.target.partition("#")[0]
    by_get = request.method == "GET"
    pairs = request.query if by_get else request.form
    fields = _first(pairs)
    # A name that comes twice is signed with its distinct values.
    posted = () if by_get else pairs if len(pairs) == len(fields) else tuple(set(pairs))
    headers = request.headers
    if isinstance(headers, dict):  # any other mapping of headers knows a name in any case
        headers = {name.lower(): value for name, value in headers.items()}
    settings, given = headers.get(_SETTINGS) or "", headers.get(_SIGNATURE) or ""
    if not _is_signed(url, posted, given, settings, _tokens(settings, secrets)):
        raise Refused("the signature does not fit PUBLIC_URL and the auth token")
    if not "".join(fields.values()).isprintable():
        fields = {name: clean(value) for name, value in fields.items()}
    if fields.get("AccountSid") != secrets.account_sid:
        raise Refused("the request is of another Twilio account")
    return fields


def _tokens(settings: str, secrets: Secrets) -> tuple[str, ...]:
    """The secrets that may have signed: the one a shared-key header names, else the account's tokens."""
    if not settings:
        return secrets.tokens
    parts = dict(part.strip().partition("=")[::2] for part in settings.split(",") if part.strip())
    if "key" not in parts:
        return secrets.tokens
    key = secrets.shared_keys.get(parts["key"].strip())
    if key is None:
        raise Refused("signed with a shared key that we do not know")
    return (key,)


def _is_signed(url: str, posted: Sequence[tuple[str, str]], given: str, settings: str, tokens: Sequence[str]) -> bool:
    """Whether one of the tokens made the signature that was given; none of `posted` comes twice."""
    try:
        # Mostly no settings come, and it is the URL as it stands. The library's validator knows the rest: it makes all of
        # it twice, with the port and without.
        if not settings and _is_plainly_signed(url, posted, given.encode(), tokens):
            return True
        algorithm, grouped = get_signature_algorithm(settings), _grouped(posted)
        return any(RequestValidator(token).validate(url, grouped, given, algorithm) for token in tokens)
    except ValueError:
        # Lone surrogates and malformed ports make the validator raise: a stranger's request must not be a 500.
        return False


def _is_plainly_signed(url: str, posted: Sequence[tuple[str, str]], given: bytes, tokens: Iterable[str]) -> bool:
    """By HMAC-SHA1 over the URL and the sorted fields, in base64: what the library computes, at a tenth of its price."""
    pieces = [url]
    for pair in sorted(posted):
        pieces += pair
    signed = "".join(pieces).encode()
    for token in tokens:
        keyed = _keyed(token).copy()
        keyed.update(signed)
        if hmac.compare_digest(base64.b64encode(keyed.digest()), given):
            return True
    return False


@lru_cache(maxsize=16)
def _keyed(token: str) -> hmac.HMAC:
    """A token's key, set up: OpenSSL looks for its SHA-1 anew for every key, in memory that no cache holds."""
    return hmac.new(token.encode(), digestmod="sha1")


def _grouped(pairs: Iterable[tuple[str, str]]) -> _Fields:
    fields = _Fields()
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields by name; of several with one name the first."""
    return dict(reversed(tuple(pairs)))


def _address(value: str) -> str:
    return _CHANNEL_PREFIX.sub("", value.strip()) if ":" in value else value.strip()


def _body(text: str) -> str:
    """The body as the customer typed it: Twilio may deliver a long text as base64, which no person types."""
    return text if len(text) < _SHORTEST_BASE64 else (_from_base64(text) or text)[:LONGEST_BODY]


def _from_base64(text: str) -> str | None:
    if len(text) % 4 or not _BASE64.fullmatch(text):
        return None
    try:
        decoded = base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return decoded if clean(decoded) == decoded else None


def _media(fields: Mapping[str, str]) -> tuple[Media, ...]:
    if fields.get("NumMedia") == "0":
        return ()
    found = (
        Media(fields[f"MediaUrl{number}"], fields.get(f"MediaContentType{number}", ""))
        for number in range(_MOST_MEDIA)
        if fields.get(f"MediaUrl{number}")
    )
    return tuple(found)
