"""What became of a text: reports move it forward only, whatever order they come in; a failure does what its code asks."""

from __future__ import annotations

import logging
from datetime import datetime
from random import SystemRandom
from typing import Any

from bot.host import Host
from bot.notices import write_text
from bot.outbox_checks import load_scene
from bot.outbox_rows import Text, text_of
from bot.outbox_texts import unask
from bot.outbox_troubles import Failed, treat
from bot.ports import Collided, Row, Session, StatusReport
from bot.records import from_text, to_text

log = logging.getLogger("reslot.delivery")
# Callbacks come late, twice and out of order: only a higher rank counts. A status we don't know moves nothing.
RANK = {
    "accepted": 0,
    "scheduled": 0,
    "queued": 1,
    "sending": 2,
    "sent": 3,
    "delivered": 4,
    "undelivered": 4,
    "failed": 4,
    "canceled": 4,
    "read": 5,
}
# The engine may give our transaction up for another one: Twilio would not report again, so we try again.
MOST_COLLISIONS = 3
FAILED = ("undelivered", "failed")


def is_forward(was: str | None, status: str) -> bool:
    """Whether a message that is `was` (null or a status of ours: not with the provider yet) may become `status`."""
    return status in RANK and RANK[status] > RANK.get(was or "", -1)


def note(host: Host, report: StatusReport) -> bool:
    """Keeps a status report with the message it speaks of; whether anything moved.

    A report may come before the call that made the message has returned: by our own id it is known even then, by its
    SID alone it waits in `early_reports`.
    """
    for _ in range(MOST_COLLISIONS):
        try:
            return _note(host, report, host.clock())
        except Collided:
            continue
    return _note(host, report, host.clock())


def _note(host: Host, report: StatusReport, now: datetime) -> bool:
    with host.store.read() as session:
        whose = _whose(session, report)
    if whose is None:
        with host.store.write() as session:
            return _keep_early(session, report, now)
    with host.store.customer(whose["location"], whose["phone"]) as session:
        return _forward(session, host, report, now)


def merge_early(session: Session, key: str, sid: str, host: Host, now: datetime) -> None:
    """Applies what was reported of a message before we knew it as ours; in the transaction that made it known."""
    early = session.one("early_report", sid=sid)
    if early is None:
        return
    _forward(session, host, StatusReport(sid, early["status"], early["error_code"], key), now)
    session.run("early_report_forget", sid=sid)


def sweep(host: Host) -> int:
    """Applies early reports whose message became known in the same moment they came; how many."""
    now = host.clock()
    with host.store.read() as session:
        found = session.all("early_reports_known")
    for row in found:
        with host.store.customer(row["location"], row["phone"]) as session:
            merge_early(session, row["id"], row["sid"], host, now)
    return len(found)


def _whose(session: Session, report: StatusReport) -> Row | None:
    if report.ours is not None:
        known = session.one("delivery_of_turn", sid=report.ours) or session.one("outbox_text", id=report.ours)
        if known:
            return known
    return session.one("delivery_of_reply", sid=report.sid) or session.one("outbox_with_sid", sid=report.sid)


def _forward(session: Session, host: Host, report: StatusReport, now: datetime) -> bool:
    """Read again under the customer's lock, which every writer of these rows holds."""
    if report.ours is not None and (turn := session.one("delivery_of_turn", sid=report.ours)):
        return _forward_reply(session, host, turn, report, now)
    if turn := session.one("delivery_of_reply", sid=report.sid):
        return _forward_reply(session, host, turn, report, now)
    known = session.one("outbox_with_sid", sid=report.sid)
    row = session.one("outbox_text", id=known["id"] if known else report.ours)
    return row is not None and _forward_text(session, host, row, report, now)


def _forward_reply(session: Session, host: Host, turn: Row, report: StatusReport, now: datetime) -> bool:
    if turn["reply_sid"] not in (None, report.sid) or not is_forward(turn["reply_status"], report.status):
        return False
    session.run(
        "delivery_forward",
        sid=turn["sid"],
        was=turn["reply_status"] or "",
        status=report.status,
        error=report.error_code,
        reply_sid=report.sid,
    )
    if report.status in FAILED:
        _after_failure(session, host, _as_text(turn), report, now)
    return True


def _forward_text(session: Session, host: Host, row: Row, report: StatusReport, now: datetime) -> bool:
    if row["sid"] not in (None, report.sid):
        log.warning("text %s is known as %s, but there is a report on %s", row["id"], row["sid"], report.sid)
        return False
    if not is_forward(row["status"] if row["sid"] else None, report.status):
        return False
    session.run(
        "outbox_forward",
        id=row["id"],
        sid=report.sid,
        status=report.status,
        error=report.error_code,
        now=to_text(now),
    )
    if report.status in FAILED:
        reason = _after_failure(session, host, text_of(row), report, now)
        session.run("outbox_give_reason", id=row["id"], reason=reason)
    return True


def _after_failure(session: Session, host: Host, text: Text, report: StatusReport, now: datetime) -> str:
    """Does what the code asks; another try is a row of its own. The reason to be kept with the failed one."""
    scene = load_scene(session, text, host.settings, now)
    failed = Failed(scene, host.channel.trouble(report.error_code), report.error_code, _tries(text.id))
    stop = treat(session, failed, SystemRandom())
    unask(session, text, now)
    if stop.until is not None:
        write_text(
            session,
            key=_again(text.id),
            location=text.location,
            phone=text.phone,
            kind=text.kind,
            body=text.body if "key" not in text.line else "",
            line=text.line,
            media=() if stop.reason == "text_only" else text.media,
            visit=scene.visit if scene.visit and scene.visit.start == text.appointment_start else None,
            due_at=stop.until,
            useful_until=text.useful_until,
            now=now,
        )
    return stop.reason


def _keep_early(session: Session, report: StatusReport, now: datetime) -> bool:
    if report.status not in RANK:
        return False
    known = session.one("early_report", sid=report.sid)
    if known is not None and not is_forward(known["status"], report.status):
        return False
    session.run("early_report_keep", sid=report.sid, status=report.status, error=report.error_code, now=to_text(now))
    return True


def _tries(key: str) -> int:
    _, mark, number = key.rpartition("~")
    return int(number) if mark else 1


def _again(key: str) -> str:
    """The key of the next try: no second row can have it, however often the failure is reported."""
    base, mark, number = key.rpartition("~")
    return f"{base}~{int(number) + 1}" if mark else f"{key}~2"


def _as_text(turn: Row) -> Text:
    """A reply seen as a text of the outbox, for what follows from its failure."""
    fields: dict[str, Any] = dict.fromkeys(Text.__slots__)
    fields |= {
        "id": f"{turn['sid']}:reply",
        "location": turn["location"],
        "phone": turn["phone"],
        "kind": "reply",
        "body": turn["reply"],
        "line": {},
        "media": (),
        "due_at": from_text(turn["at"]),
        "status": "sent",
        "attempts": 1,
        "sender": turn["sender"],
        "created_at": from_text(turn["at"]),
    }
    return Text(**fields)
