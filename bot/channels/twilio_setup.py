"""Reads and changes how the Twilio account is set up: its numbers, messaging service and webhook addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from twilio.rest import Client

from bot.channels.twilio_http import as_not_sent
from bot.senders import Kind, kind_of


@dataclass(frozen=True, slots=True)
class AccountState:
    """The account: `status` is active, suspended or closed, `type` Trial or Full."""

    sid: str
    name: str
    status: str
    type: str


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Where inbound texts go: to `url`, and to `fallback` when that fails; an empty text means unset."""

    url: str
    method: str
    fallback: str
    fallback_method: str


@dataclass(frozen=True, slots=True)
class Number:
    """A sender of ours. With `application` set Twilio ignores the number's own webhooks."""

    sid: str
    number: str
    kind: Kind
    sms: bool
    mms: bool
    webhooks: Webhooks
    application: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A messaging service and the numbers in its pool; with `number_decides` each number's own webhooks are used."""

    sid: str
    name: str
    webhooks: Webhooks
    number_decides: bool
    status_callback: str
    pool: tuple[str, ...]
    alpha_senders: tuple[str, ...]
    us_registered: bool


def account(client: Client) -> AccountState:
    """The account as Twilio sees it; raises `NotSent`."""
    with as_not_sent():
        found = client.api.accounts(client.username).fetch()
        return AccountState(found.sid, found.friendly_name or "", str(found.status), str(found.type))


def numbers(client: Client) -> list[Number]:
    """Every number and short code of the account; raises `NotSent`."""
    with as_not_sent():
        owned = [_number(found) for found in client.incoming_phone_numbers.list()]
        return owned + [_short_code(found) for found in client.short_codes.list()]


def services(client: Client) -> list[Service]:
    """Every messaging service with its pool: a number's texts go where its service says; raises `NotSent`."""
    with as_not_sent():
        return [_service(client, found) for found in client.messaging.v1.services.list()]


def update_number(client: Client, number: Number, webhooks: Webhooks) -> None:
    """Points a number or short code at us; raises `NotSent`.

    An application on the number stays, and Twilio ignores these addresses until the operator takes it off: the API
    documents no way to unset it.
    """
    changes: Mapping[str, Any] = {
        "sms_url": webhooks.url,
        "sms_method": webhooks.method,
        "sms_fallback_url": webhooks.fallback,
        "sms_fallback_method": webhooks.fallback_method,
    }
    with as_not_sent():
        if number.kind == "short code":
            client.short_codes(number.sid).update(**changes)
            return
        client.incoming_phone_numbers(number.sid).update(**changes)


def update_service(client: Client, sid: str, webhooks: Webhooks, status_callback: str) -> None:
    """Points a messaging service at us; its addresses then win over those of its numbers; raises `NotSent`."""
    with as_not_sent():
        client.messaging.v1.services(sid).update(
            inbound_request_url=webhooks.url,
            inbound_method=webhooks.method,
            fallback_url=webhooks.fallback,
            fallback_method=webhooks.fallback_method,
            status_callback=status_callback,
            use_inbound_webhook_on_number=False,
        )


def differences(now: Webhooks, wanted: Webhooks) -> list[tuple[str, str, str]]:
    """What would change: field name, present value, wanted value."""
    pairs = ((field.name, str(getattr(now, field.name)), str(getattr(wanted, field.name))) for field in fields(Webhooks))
    return [(name, before, after) for name, before, after in pairs if before != after]


def _service(client: Client, found: Any) -> Service:
    members = client.messaging.v1.services(found.sid)
    pool = [item.phone_number for item in members.phone_numbers.list()]
    pool += [item.short_code for item in members.short_codes.list()]
    return Service(
        sid=found.sid,
        name=found.friendly_name or "",
        webhooks=Webhooks(
            found.inbound_request_url or "", found.inbound_method or "", found.fallback_url or "", found.fallback_method or ""
        ),
        number_decides=bool(found.use_inbound_webhook_on_number),
        status_callback=found.status_callback or "",
        pool=tuple(pool),
        alpha_senders=tuple(item.alpha_sender for item in members.alpha_senders.list()),
        us_registered=bool(found.us_app_to_person_registered),
    )


def _number(found: Any) -> Number:
    able = found.capabilities or {}
    return Number(
        sid=found.sid,
        number=found.phone_number,
        kind=kind_of(found.phone_number),
        sms=bool(able.get("sms")),
        mms=bool(able.get("mms")),
        webhooks=_webhooks(found),
        application=found.sms_application_sid or "",
    )


def _short_code(found: Any) -> Number:
    # Twilio gives no capabilities for short codes: texts always, pictures as a rule but not for certain.
    return Number(found.sid, found.short_code, "short code", sms=True, mms=False, webhooks=_webhooks(found))


def _webhooks(found: Any) -> Webhooks:
    return Webhooks(
        found.sms_url or "", str(found.sms_method or ""), found.sms_fallback_url or "", str(found.sms_fallback_method or "")
    )
