"""Which sender a waiting text goes out from: the place's numbers, those that are stopped, and the customer's opt-outs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.outbox_checks import Scene, Stop, alert
from bot.ports import Session
from bot.records import from_text, to_text
from bot.senders import Choice, Sender, choose_sender, country_of, kind_of

NO_SENDER = timedelta(hours=1)
STOPPED = "sender-stopped:"  # notes: a sender the provider refuses to use, and until when we leave it alone
REFUSED = "sender-refused:"  # the same for one phone: `sender-refused:PHONE:SENDER`
KNOWN = "sender:"  # notes: what the provider says a number of ours can do


def sender_for(session: Session, scene: Scene) -> Choice | Stop:
    """Who texts this phone, or why nobody may: no sender, or an opt-out.

    Any opt-out at this place counts, of a number of ours or of a messaging service (whose numbers we may not know); only
    that of another number does not, where the customer texted the one we choose.
    """
    text, service = scene.text, scene.settings.twilio_messaging_service_sid
    texted = scene.conversation.sender or None
    stopped = _stopped(session, text.phone, scene.now)
    senders = _senders(session, text.location, scene.place["country"])
    choice = choose_sender(
        text.phone,
        [sender for sender in senders if sender.number not in stopped],
        texted=texted,
        service=service if service not in stopped else None,
        media=bool(text.media),
        one_way=not text.asks and text.kind not in ("staff", "proposal", "reply"),
    )
    flags = session.all("opt_outs_of_phone", phone=text.phone)
    used = {service, choice.sender if choice else None, choice.service if choice else None}
    others = {sender.number for sender in senders} - used if choice and choice.sender and choice.sender == texted else set()
    if any(flag["sender"] in used or (flag["location"] == text.location and flag["sender"] not in others) for flag in flags):
        return Stop("opted_out")
    return choice or Stop("no_sender", scene.now + NO_SENDER)


def _stopped(session: Session, phone: str, now: datetime) -> set[str]:
    """Senders that are left alone for now, altogether or for this phone."""
    found: set[str] = set()
    for prefix in (STOPPED, f"{REFUSED}{phone}:"):
        rows = session.all("notes_between", first=prefix, last=after(prefix))
        found |= {row["key"].removeprefix(prefix) for row in rows if from_text(row["value"]) > now}
    return found


def _senders(session: Session, location: str, home: str) -> list[Sender]:
    numbers = [row["number"] for row in session.all("senders_of_location", location=location)]
    rows = session.all("notes_between", first=KNOWN, last=after(KNOWN))
    notes = {row["key"].removeprefix(KNOWN): json.loads(row["value"]) for row in rows}
    return [_sender(number, home, notes.get(number, {})) for number in numbers]


def _sender(number: str, home: str, known: dict[str, bool]) -> Sender:
    """A sender as its number shows, with the capabilities that the provider's list told."""
    kind, mms = kind_of(number), known.get("mms", False)
    if kind in ("short code", "name"):
        return Sender(number, home, kind, mms=mms)
    return Sender(number, country_of(number) or home, kind, known.get("sms", True), mms)


def stop_sender(session: Session, sender: str, now: datetime, until: datetime, *, phone: str | None = None) -> None:
    """Nothing goes out from this sender until then: to this phone, or to anybody."""
    key = f"{REFUSED}{phone}:{sender}" if phone else STOPPED + sender
    session.run("note_keep", key=key, value=to_text(until), now=to_text(now))


def warn(session: Session, scene: Scene, choice: Choice) -> None:
    """Tells the operator once for each sender and country that a conversation may fail across a border."""
    used = choice.sender or choice.service
    key = f"sender-warning:{scene.text.location}:{used}:{country_of(scene.text.phone)}"
    alert(session, scene.text, key, "operator", choice.warning or "", scene.now)


def keep_capabilities(session: Session, numbers: Sequence[tuple[str, bool, bool]], now: datetime) -> None:
    """Remembers what each number can do (number, SMS, MMS), so that no picture goes through one that can't."""
    for number, sms, mms in numbers:
        session.run("note_keep", key=KNOWN + number, value=json.dumps({"sms": sms, "mms": mms}), now=to_text(now))


def after(prefix: str) -> str:
    """The first key behind all that begin with a prefix (which ends in a colon)."""
    return prefix[:-1] + ";"
