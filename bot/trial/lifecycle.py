"""How a text goes on after it was taken: its statuses, and the callbacks that tell of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.senders import country_of
from bot.trial.callers import Pairs
from bot.trial.state import FINAL, Account, Message

_BLOCKED = 21610
_FAILS_EARLY = (*range(30001, 30003), 30017, 30018, 30019, 30022, 30023, 30024, 30027, 30032, 30034)


@dataclass(frozen=True, slots=True)
class Callback:
    """A status callback that waits to be delivered."""

    message: Message
    url: str
    fields: Pairs
    status: str


def steps_ahead(account: Account, message: Message) -> list[tuple[str, int | None]]:
    """The statuses this text will still get, each with its error code; none for a text that has ended or waits for its time."""
    if message.direction == "inbound" or message.status in FINAL:
        return []
    if message.status == "scheduled" and message.send_at is not None and account.clock() < message.send_at:
        return []
    end = _end(account, message)
    way = ["queued", "sent"] if message.status in ("accepted", "scheduled") else ["sent"]
    if end[0] == "failed":
        way.remove("sent")
    return [(status, None) for status in way if status not in message.seen] + [end]


def advance(account: Account, message: Message, status: str, code: int | None = None) -> Callback | None:
    """Gives a text a status; the callback that tells of it, where it has an address for one."""
    with account.lock:
        if status == "queued" and message.sender is None:
            message.sender = _picked(account, message)
        if status in ("sent", "delivered") and message.sent is None:
            message.sent = account.clock()
        message.status = status
        message.error_code = code
        message.updated = account.clock()
        message.seen.append(status)
    if message.callback is None:
        return None
    return Callback(message, message.callback, callback_fields(account, message), status)


def callback_fields(account: Account, message: Message) -> Pairs:
    """The form of a status callback."""
    fields = {
        "SmsSid": message.sid,
        "SmsStatus": message.status,
        "MessageStatus": message.status,
        "To": message.to,
        "MessageSid": message.sid,
        "AccountSid": account.sid,
        "From": message.sender or "",
        "ApiVersion": "2010-04-01",
    }
    if message.service:
        fields["MessagingServiceSid"] = message.service
    if message.error_code is not None:
        fields["ErrorCode"] = str(message.error_code)
    if message.status in ("delivered", "undelivered"):
        fields["RawDlrDoneDate"] = account.clock().strftime("%y%m%d%H%M")
    return tuple(fields.items())


def _end(account: Account, message: Message) -> tuple[str, int | None]:
    """Where a text ends up. With Advanced Opt-Out a blocked one fails only now; a fate above 30000 is a carrier's."""
    if account.is_blocked(message.service or message.sender, message.to):
        return "failed", _BLOCKED
    code = account.fates.get(message.to)
    if code is None:
        return "delivered", None
    return ("failed" if code in _FAILS_EARLY else "undelivered"), code


def _picked(account: Account, message: Message) -> str | None:
    """The sender a service picks: one of the recipient's country before others."""
    service = account.service(message.service)
    if service is None:
        return None
    able = sorted((n for n in service.pool if n.sms), key=lambda n: n.country != country_of(message.to))
    return able[0].phone if able else next(iter(service.names.values()), None)
