"""Sends texts through Twilio's REST API, looks for ones of unknown outcome, and lists what customers sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from twilio.base import values
from twilio.rest import Client

from bot.channels.twilio_http import TWILIO, as_not_sent
from bot.channels.twilio_webhook import LONGEST_BODY, clean
from bot.ports import NotSent, Outgoing, Receipt
from flows.values import Inbound, Media

_MOST_MEDIA = 10
_SOONEST = timedelta(seconds=300)
_LATEST = timedelta(days=35)
_SKEW = timedelta(minutes=2)  # between our clock and Twilio's
_TRIAL_PREFIX = "Sent from your Twilio trial account - "


def status_url(public_url: str, ours: str) -> str:
    """Where Twilio reports what became of our message `ours`."""
    return f"{public_url.rstrip('/')}/sms/status?id={quote(ours, safe='')}"


def send(client: Client, text: Outgoing, *, public_url: str, send_at: datetime | None = None) -> Receipt:
    """Hands a text over once; raises `NotSent`. `send_at` (aware UTC, see `schedule_time`) needs a messaging service."""
    _check(text, send_at)
    with as_not_sent():
        message = client.messages.create(
            to=text.phone,
            body=clean(text.body) or values.unset,
            from_=text.sender or values.unset,
            messaging_service_sid=text.service or values.unset,
            media_url=list(text.media) or values.unset,
            status_callback=status_url(public_url, text.id),
            schedule_type="fixed" if send_at else values.unset,
            send_at=send_at or values.unset,
        )
        return _receipt(message)


def cancel(client: Client, sid: str) -> Receipt:
    """Takes back a scheduled text; raises `NotSent` (30409 where it is too late)."""
    with as_not_sent():
        return _receipt(client.messages(sid).update(status="canceled"))


def schedule_time(when: datetime, now: datetime) -> datetime:
    """A time Twilio will schedule for, in UTC: five minutes to 35 days ahead; raises ValueError.

    The library writes an aware time's own digits and a Z behind them, so any other zone would be sent hours off.
    """
    if when.tzinfo is None:
        raise ValueError("a scheduled time needs its zone")
    ahead = when - now
    if not _SOONEST <= ahead <= _LATEST:
        raise ValueError(f"Twilio schedules 5 minutes to 35 days ahead, not {ahead}")
    return when.astimezone(UTC)


def find(client: Client, text: Outgoing, since: datetime) -> Receipt | None:
    """The text if Twilio has it: to this phone, with this body, by the API, made since then (aware UTC)."""
    # No DateSent filter: a text that is still queued has no sending date yet, and it is the one we look for.
    body = clean(text.body)
    with as_not_sent():
        for message in _newest_first(client.messages.stream(to=text.phone, page_size=200), since - _SKEW):
            if message.direction == "outbound-api" and (message.body or "").removeprefix(_TRIAL_PREFIX) == body:
                return _receipt(message)
    return None


def list_inbound(client: Client, to: str, since: datetime) -> list[Inbound]:
    """What customers sent to one of our numbers since then, oldest first: for texts that came while we were down.

    Twilio has no filter for direction. A listed message has no geography and no opt-out type.
    """
    with as_not_sent():
        stream = client.messages.stream(to=to, date_sent_after=since.astimezone(UTC), page_size=1000)
        return [_inbound(message) for message in stream if message.direction == "inbound"][::-1]


def _check(text: Outgoing, send_at: datetime | None) -> None:
    """Refuses what Twilio is sure to refuse, before it costs a call."""
    if not (text.sender or text.service):
        raise NotSent("neither a sender nor a messaging service", trouble="sender")
    if send_at and not text.service:
        raise NotSent("a scheduled text needs a messaging service", trouble="bug", code=35118)
    if send_at and send_at.utcoffset() != timedelta(0):
        raise NotSent("a scheduled time must be UTC", trouble="bug")
    if len(text.media) > _MOST_MEDIA:
        raise NotSent("more than 10 pictures", trouble="bug", code=21623)
    if len(text.body) > LONGEST_BODY:
        raise NotSent("longer than 1600 characters", trouble="bug", code=21617)
    if not clean(text.body) and not text.media:
        raise NotSent("an empty text", trouble="bug", code=21602)


def _newest_first(messages: Iterator[Any], since: datetime) -> Iterator[Any]:
    """The messages made since then; Twilio lists the newest first, so the rest need not be fetched."""
    for message in messages:
        if message.date_created is not None and message.date_created < since:
            return
        yield message


def _receipt(message: Any) -> Receipt:
    segments = str(message.num_segments or "0")
    return Receipt(
        sid=message.sid,
        status=str(message.status),
        segments=int(segments) if segments.isdigit() else 0,
        error_code=message.error_code,
    )


def _inbound(message: Any) -> Inbound:
    files = message.media.list() if str(message.num_media or "0") != "0" else []
    return Inbound(
        sid=message.sid,
        phone=message.from_,
        sender=message.to,
        body=clean(message.body or ""),
        media=tuple(Media(TWILIO + file.uri.removesuffix(".json"), file.content_type) for file in files),
        messaging_service=message.messaging_service_sid,
    )
