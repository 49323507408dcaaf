"""What Twilio refuses when a message is created, with its error codes and magic test numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.senders import country_of
from bot.trial.state import Account, Message, Number, Service, new_sid

# Twilio's documented magic numbers for test credentials.
MAGIC_FROM = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}
MAGIC_TO = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
MAGIC_SENDER = "+15005550006"
_SHORT_CODE = re.compile(r"[0-9]{3,6}")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SCHEDULE = range(35111, 35126)  # what is wrong with a scheduled text is told at once
_STATUS_OF = {20003: 401, 20005: 403, 20404: 404, 20429: 429, 20500: 500, 20503: 503}


class Error(Exception):
    """An error answer: HTTP status and Twilio's code."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class Wish:
    """The fields of a create request."""

    to: str
    sender: str | None
    service: str | None
    body: str
    media: tuple[str, ...]
    callback: str | None
    schedule: str | None
    send_at: str | None


def wish_of(form: Sequence[tuple[str, str]]) -> Wish:
    """What a create request asks for."""
    one: Mapping[str, str] = dict(form)
    return Wish(
        to=one.get("To", ""),
        sender=one.get("From"),
        service=one.get("MessagingServiceSid"),
        body=one.get("Body", ""),
        media=tuple(value for name, value in form if name == "MediaUrl"),
        callback=one.get("StatusCallback"),
        schedule=one.get("ScheduleType"),
        send_at=one.get("SendAt"),
    )


def create(account: Account, wish: Wish) -> Message:
    """The message that Twilio makes of a wish; raises `Error`."""
    _check_recipient(account, wish)
    _check_content(wish)
    service = _checked_service(account, wish)
    send_at = _checked_time(account, wish)
    sender = _checked_sender(account, wish, service)
    if account.is_blocked(wish.service or wish.sender, wish.to) and not (service and service.advanced_opt_out):
        raise Error(21610, "Attempt to send to unsubscribed recipient")
    message = Message(
        sid=new_sid("MM" if wish.media else "SM"),
        direction="outbound-api",
        to=wish.to,
        sender=sender,
        body=wish.body,
        status="scheduled" if send_at else "accepted" if service else "queued",
        created=account.clock(),
        service=wish.service,
        callback=wish.callback or (service.status_callback if service else None),
        media_urls=wish.media,
        send_at=send_at,
    )
    message.seen.append(message.status)
    account.messages.append(message)
    return message


def _check_recipient(account: Account, wish: Wish) -> None:
    if _SHORT_CODE.fullmatch(wish.to):
        raise Error(21265, "'To' number cannot be a Short Code")
    if not _E164.fullmatch(wish.to):
        raise Error(21211, f"The 'To' number {wish.to} is not a valid phone number.")
    if wish.to == wish.sender:
        raise Error(21266, "'To' and 'From' number cannot be the same")
    code = MAGIC_TO.get(wish.to) or account.fates.get(wish.to, 30000)
    if country_of(wish.to) in account.closed_countries:
        code = 21408
    if code < 30000 or code in _SCHEDULE:
        raise Error(code, f"The text to {wish.to} was refused", _STATUS_OF.get(code, 400))


def _check_content(wish: Wish) -> None:
    if not wish.body and not wish.media:
        raise Error(21602, "Message body is required.")
    if len(wish.body) > 1600:
        raise Error(21617, "The concatenated message body exceeds the 1600 character limit")
    if len(wish.media) > 10:
        raise Error(21623, "Number of media files exceeds allowed limit")


def _checked_service(account: Account, wish: Wish) -> Service | None:
    if wish.service is None:
        return None
    service = account.service(wish.service)
    if service is None:
        raise Error(21701, "The Messaging Service does not exist.", 404)
    if not service.pool and not service.names:
        raise Error(21704, "The Messaging Service contains no phone numbers.")
    if wish.sender and wish.sender not in [n.phone for n in service.pool]:
        raise Error(21712, "The 'From' number is not in the Messaging Service")
    return service


def _checked_sender(account: Account, wish: Wish, service: Service | None) -> str | None:
    """The sender that will be used: None while a service has not picked one yet."""
    if wish.sender is None:
        if service is None:
            raise Error(21603, "A 'From' phone number is required.")
        return None
    if wish.sender in MAGIC_FROM:
        raise Error(MAGIC_FROM[wish.sender], f"The 'From' number {wish.sender} was refused")
    number = account.number(wish.sender)
    known = number is not None and number.sms
    if not known and wish.sender != MAGIC_SENDER and wish.sender not in account.names:
        raise Error(21606, f"The 'From' phone number {wish.sender} is not an SMS-capable number of this account.")
    if number is not None:
        _check_reach(number, wish)
    return wish.sender


def _check_reach(number: Number, wish: Wish) -> None:
    abroad = country_of(wish.to) != number.country
    if not number.phone.startswith("+") and abroad:
        raise Error(21606, "A short code can't text another country.")
    if wish.media and not number.mms:
        raise Error(21612, "The 'From' number can't send pictures to this 'To' number.")


def _checked_time(account: Account, wish: Wish) -> datetime | None:
    if wish.schedule is None:
        return None
    if wish.service is None:
        raise Error(35118, "MessagingServiceSid is required to schedule a message")
    if wish.send_at is None:
        raise Error(35111, "SendAt is required to schedule a message")
    send_at = datetime.strptime(wish.send_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if not timedelta(seconds=300) <= send_at - account.clock() <= timedelta(days=35):
        raise Error(35114, "SendAt must be between 300 seconds and 35 days in the future")
    return send_at
