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
OUTBOX = {"waiting": "waiting", "leased": "being sent", "unknown": "checking whether it went out", "unsent": "not sent"}
# Why it did not go, as `outbox.reason` has it; docs/operating.md says what to do about each.
REASONS = {
    "moved": "the visit was moved",
    "cancelled": "the visit was cancelled",
    "answered": "the customer has answered",
    "past": "it was too late for it",
    "superfluous": "another text says it",
    "opted_out": "the customer wants no texts",
    "quiet_hours": "quiet hours",
    "booked_again": "the visit stands again",
    "not_wanted": "the service's reminders were changed",
    "no_consent": "there is no consent to text",
    "unreachable": "texts do not reach this number",
    "account": "Twilio does not accept our account: see the log",
    "operator": "the operator must mend something: see the task",
    "person_holds_thread": "a person holds the thread",
    "dialogue": "a conversation is going on",
    "rate": "too many texts to this number in an hour",
    "spend_cap": "the day's spending cap is reached",
    "no_sender": "no number of ours reaches this customer",
    "sender": "another number of ours tries",
    "retry": "Twilio was busy",
    "daily_limit": "the carrier's limit of the day is reached",
    "text_only": "without its picture, which was too large",
    "handset_off": "the phone is off or out of reach",
    "pace": "waits for its turn: the number sends no faster",
    "ignored": "it would have gone to ourselves",
    "refused": "Twilio or the carrier refused it",
    "delivery_failed": "it did not arrive",
    "unknown": "Twilio did not say whether it went out",
    "bug": "a fault of ours: see the log",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or file of a customer's text, the `position`th of its turn; `status` is `fetched` once we have it."""

    turn: str
    position: int
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
    sid: str = ""  # what the provider calls it
    due: datetime | None = None  # of one that waits: when it goes out
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
        pictures[row["turn"]].append(Picture(row["turn"], row["position"], row["content_type"], row["status"]))
    found: list[Bubble] = []
    for row in session.all("web_turns_of", location=shop.id, phone=phone, most=MOST_SHOWN):
        found += _turn(row, tuple(pictures[row["sid"]]))
    rows = session.all("web_outbox_of", location=shop.id, phone=phone, most=MOST_SHOWN)
    found += [_outgoing(row) for row in rows if row["body"]]
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
    sid = row["reply_sid"] or ""
    return [Bubble(at, True, row["reply"], "reply", row["sid"], row["segments"], status, reason, sid=sid), text]


def _outgoing(row: Row) -> Bubble:
    status, at = str(row["status"]), from_text(row["updated_at"] if row["status"] in SENT else row["created_at"])
    return Bubble(
        at,
        True,
        row["body"],
        row["kind"],
        None,
        row["segments"] or 0,
        status,
        why_not(row),
        row["created_by"] or "",
        sid=row["sid"] or "",
        due=from_text(row["due_at"]) if status == "waiting" else None,
    )


def kind_words(kind: str) -> str:
    """What an outgoing text is for: `reminder-48` is a reminder 48 h before."""
    name, dash, hours = kind.partition("-")
    return f"{name} {hours} h before" if dash else kind.replace("_", " ")


def reason_words(reason: str) -> str:
    """A stored reason in words; what is no reason of ours stays as it is."""
    return REASONS.get(reason, reason)


def why_not(row: Row) -> str:
    """Why a text of the outbox did not go, or went wrong, in words."""
    if row["reason"]:
        return reason_words(row["reason"]).replace("_", " ")
    return f"error {row['error_code']}" if row["error_code"] else ""


def unspoken(session: Session, shop: Shop, phone: str) -> list[Row]:
    """Texts of the outbox that have no words yet or never got any: planned ones, and ones not sent, the next due first."""
    rows = session.all("web_outbox_of", location=shop.id, phone=phone, most=MOST_SHOWN)
    return sorted((row for row in rows if not row["body"]), key=lambda row: str(row["due_at"]))
