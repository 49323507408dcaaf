"""One customer's thread: what came in, what went out, in the order a phone shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from bot.ports import Row, Session
from bot.records import from_text
from bot.web.shops import Shop

MOST_SHOWN = 200
# An outbox row's status in the words of the page; anything else is shown as it is.
OUTBOX = {"waiting": "waiting", "leased": "being sent", "unknown": "checking whether it went out", "skipped": "not sent"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or file of a customer's text."""

    content_type: str
    status: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text; `ours` are those that we sent. `turn` is the sid whose story tells why."""

    at: datetime
    ours: bool
    body: str
    kind: str
    turn: str | None = None
    segments: int = 0
    status: str = ""
    reason: str = ""
    by: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def sent(self) -> bool:
        """Whether it left the house (or came in)."""
        return not self.ours or self.kind == "reply" or self.status in SENT


SENT = ("accepted", "scheduled", "queued", "sending", "sent", "delivered", "undelivered", "read")


def bubbles(session: Session, shop: Shop, phone: str) -> list[Bubble]:
    """The newest texts of a thread, oldest first."""
    pictures: dict[str, list[Picture]] = defaultdict(list)
    for row in session.all("web_media_of", location=shop.id, phone=phone):
        pictures[row["turn"]].append(Picture(row["content_type"], row["status"]))
    found: list[Bubble] = []
    for row in session.all("web_turns_of", location=shop.id, phone=phone, most=MOST_SHOWN):
        found += _turn(row, tuple(pictures[row["sid"]]))
    found += [_outgoing(row) for row in session.all("web_outbox_of", location=shop.id, phone=phone, most=MOST_SHOWN)]
    # The newest came first, and of one turn the reply: turned round, texts of the same second keep their order.
    found.reverse()
    return sorted(found, key=lambda bubble: bubble.at)[-MOST_SHOWN:]


def _turn(row: Row, pictures: tuple[Picture, ...]) -> list[Bubble]:
    at = from_text(row["at"])
    text = Bubble(at, False, row["body"], "text", row["sid"], pictures=pictures)
    if not row["reply"]:
        return [text]
    status = row["reply_status"] or ""
    reason = f"error {row['reply_error']}" if row["reply_error"] else ""
    return [Bubble(at, True, row["reply"], "reply", row["sid"], row["segments"], status, reason), text]


def _outgoing(row: Row) -> Bubble:
    status = str(row["status"])
    reason = row["reason"] or (f"error {row['error_code']}" if row["error_code"] else "")
    at = from_text(row["updated_at"] if status in SENT else row["created_at"])
    return Bubble(at, True, row["body"], row["kind"], None, row["segments"] or 0, status, reason, row["created_by"] or "")
