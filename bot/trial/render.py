"""The JSON shapes in which Twilio's API answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from bot.senders import country_of
from bot.trial.state import Account, MediaFile, Message, Number, Service
from flows.segments import segments

Json = dict[str, Any]
Pairs = Sequence[tuple[str, str]]

_VERSION = "2010-04-01"
_MESSAGING = "https://messaging.twilio.com"


def account(owner: Account) -> Json:
    """The account resource."""
    base = f"/{_VERSION}/Accounts/{owner.sid}"
    return {
        "sid": owner.sid,
        "owner_account_sid": owner.sid,
        "friendly_name": "Stand-in",
        "status": owner.status,
        "type": owner.type,
        "auth_token": "",
        "date_created": _rfc2822(owner.clock()),
        "date_updated": _rfc2822(owner.clock()),
        "subresource_uris": {"messages": f"{base}/Messages.json"},
        "uri": f"{base}.json",
    }


def message(owner: Account, found: Message) -> Json:
    """The message resource."""
    base = f"/{_VERSION}/Accounts/{owner.sid}/Messages/{found.sid}"
    undecided = found.service is not None and found.sender is None  # a service counts segments once it has picked a sender
    return {
        "sid": found.sid,
        "account_sid": owner.sid,
        "api_version": _VERSION,
        "body": found.body,
        "direction": found.direction,
        "from": found.sender,
        "to": found.to,
        "status": found.status,
        "num_segments": "0" if undecided else str(segments(found.body) if found.body else 1),
        "num_media": str(len(found.media) + len(found.media_urls)),
        "messaging_service_sid": found.service,
        "date_created": _rfc2822(found.created),
        "date_sent": _rfc2822(found.sent),
        "date_updated": _rfc2822(found.updated or found.created),
        "error_code": found.error_code,
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "subresource_uris": {"media": f"{base}/Media.json"},
        "uri": f"{base}.json",
    }


def media(owner: Account, parent: Message, found: MediaFile) -> Json:
    """The media resource."""
    return {
        "sid": found.sid,
        "account_sid": owner.sid,
        "parent_sid": parent.sid,
        "content_type": found.content_type,
        "date_created": _rfc2822(parent.created),
        "date_updated": _rfc2822(parent.created),
        "uri": f"/{_VERSION}/Accounts/{owner.sid}/Messages/{parent.sid}/Media/{found.sid}.json",
    }


def number(owner: Account, found: Number) -> Json:
    """The incoming phone number, or short code, resource."""
    shared: Json = {
        "sid": found.sid,
        "account_sid": owner.sid,
        "api_version": _VERSION,
        "friendly_name": found.phone,
        "sms_url": found.sms_url,
        "sms_method": found.sms_method,
        "sms_fallback_url": found.sms_fallback_url,
        "sms_fallback_method": found.sms_fallback_method,
        "date_created": _rfc2822(owner.clock()),
        "date_updated": _rfc2822(owner.clock()),
    }
    if found.sid.startswith("SC"):
        return shared | {"short_code": found.phone, "uri": f"/{_VERSION}/Accounts/{owner.sid}/SMS/ShortCodes/{found.sid}.json"}
    return shared | {
        "phone_number": found.phone,
        "capabilities": {"voice": True, "sms": found.sms, "mms": found.mms, "fax": False},
        "sms_application_sid": found.application or None,
        "status": "in-use",
        "uri": f"/{_VERSION}/Accounts/{owner.sid}/IncomingPhoneNumbers/{found.sid}.json",
    }


def service(owner: Account, found: Service) -> Json:
    """The messaging service resource."""
    url = f"{_MESSAGING}/v1/Services/{found.sid}"
    return {
        "sid": found.sid,
        "account_sid": owner.sid,
        "friendly_name": found.name,
        "inbound_request_url": found.inbound_url,
        "inbound_method": found.inbound_method,
        "fallback_url": found.fallback_url,
        "fallback_method": found.fallback_method,
        "status_callback": found.status_callback,
        "sticky_sender": True,
        "mms_converter": True,
        "smart_encoding": False,
        "scan_message_content": "inherit",
        "fallback_to_long_code": False,
        "area_code_geomatch": True,
        "synchronous_validation": False,
        "validity_period": 36000,
        "use_inbound_webhook_on_number": found.number_decides,
        "us_app_to_person_registered": found.us_registered,
        "usecase": "undeclared",
        "date_created": _iso(owner.clock()),
        "date_updated": _iso(owner.clock()),
        "url": url,
        "links": {"phone_numbers": f"{url}/PhoneNumbers"},
    }


def pooled(owner: Account, parent: Service, found: Number) -> Json:
    """A number or short code as a member of a service's pool, where capabilities are a list."""
    short = found.sid.startswith("SC")
    able = [name for name, has in (("SMS", found.sms), ("MMS", found.mms), ("Voice", not short)) if has]
    return {
        **_member(owner, parent, found.sid, "ShortCodes" if short else "PhoneNumbers"),
        "short_code" if short else "phone_number": found.phone,
        "country_code": country_of(found.phone) or found.country,
        "capabilities": able,
    }


def name(owner: Account, parent: Service, sid: str) -> Json:
    """An alphanumeric sender of a service."""
    return {**_member(owner, parent, sid, "AlphaSenders"), "alpha_sender": parent.names[sid], "capabilities": ["SMS"]}


def page(path: str, query: Pairs, key: str, items: Sequence[Any], show: Callable[[Any], Json]) -> Json:
    """One page of a list of the 2010 API: 50 unless asked otherwise; the other pages' addresses keep the filters."""
    number_, size, start = _place(query)
    last = max(0, (len(items) - 1) // size)

    def uri(at: int) -> str:
        kept = [(n, v) for n, v in query if n not in ("Page", "PageSize", "PageToken")]
        token = [("PageToken", f"PA{at}")] if at else []
        return f"{path}?{urlencode([*kept, ('PageSize', size), ('Page', at), *token])}"

    return {
        key: [show(item) for item in items[start : start + size]],
        "page": number_,
        "page_size": size,
        "start": start,
        "end": min(start + size, len(items)) - 1 if items else 0,
        "uri": uri(number_),
        "first_page_uri": uri(0),
        "previous_page_uri": uri(number_ - 1) if number_ else None,
        "next_page_uri": uri(number_ + 1) if number_ < last else None,
    }


def meta_page(path: str, query: Pairs, key: str, items: Sequence[Any], show: Callable[[Any], Json]) -> Json:
    """One page of a list of the messaging API, where paging is under `meta` with whole addresses."""
    older = page(_MESSAGING + path, query, key, items, show)
    return {
        key: older[key],
        "meta": {
            "key": key,
            "page": older["page"],
            "page_size": older["page_size"],
            "url": older["uri"],
            "first_page_url": older["first_page_uri"],
            "previous_page_url": older["previous_page_uri"],
            "next_page_url": older["next_page_uri"],
        },
    }


def error(code: int, words: str, status: int) -> Json:
    """The error answer."""
    return {"code": code, "message": words, "more_info": f"https://www.twilio.com/docs/errors/{code}", "status": status}


def _member(owner: Account, parent: Service, sid: str, kind: str) -> Json:
    return {
        "sid": sid,
        "account_sid": owner.sid,
        "service_sid": parent.sid,
        "date_created": _iso(owner.clock()),
        "date_updated": _iso(owner.clock()),
        "url": f"{_MESSAGING}/v1/Services/{parent.sid}/{kind}/{sid}",
    }


def _place(query: Pairs) -> tuple[int, int, int]:
    asked = dict(query)
    number_, size = int(asked.get("Page", "0")), int(asked.get("PageSize", "50"))
    return number_, size, number_ * size


def _rfc2822(at: datetime | None) -> str | None:
    # Twilio writes +0000, and the library reads nothing else.
    return None if at is None else format_datetime(at)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
