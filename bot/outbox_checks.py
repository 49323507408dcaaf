"""May this text go out now? Asked again right before sending; every no has a reason that is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.costs import Limits, fits_cap, limits_of, texts_last_hour
from bot.outbox_rows import Text
from bot.ports import Row, Session
from bot.quiet import Quiet, quiet_of
from bot.records import appointment as appointment_of
from bot.records import conversation as conversation_of
from bot.records import from_text, to_text
from bot.settings import Settings
from flows.values import Appointment, Conversation

DIALOGUE_MINUTES = timedelta(minutes=30)  # a customer silent for longer is not in the middle of something
ASK_AGAIN = timedelta(minutes=10)
HELD_BY_STAFF = timedelta(minutes=30)
TOO_MANY = timedelta(minutes=15)
RECENT_TALK = timedelta(hours=1)
FREE_TEXT_USE = timedelta(hours=24)  # a text of staff that could not go for a day is out of date
PAUSED = "sending-paused"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a text is decided on, read in the transaction that decides it."""

    text: Text
    now: datetime
    settings: Settings
    place: Row
    quiet: Quiet
    limits: Limits
    customer: Row
    visit: Appointment | None
    conversation: Conversation
    talked_at: datetime | None  # the last change of the conversation
    heard_at: datetime | None  # the customer's last text


@dataclass(frozen=True, slots=True)
class Stop:
    """Not now: `until` says when to look again; None: never, and `reason` is why."""

    reason: str
    until: datetime | None = None


Check = Callable[[Session, Scene], Stop | None]


def load_scene(session: Session, text: Text, settings: Settings, now: datetime) -> Scene:
    """Everything the checks ask, by a few small queries."""
    where = {"location": text.location, "phone": text.phone}
    place = session.one("location", location=text.location)
    customer = session.one("web_customer", **where)
    if place is None or customer is None:
        raise ValueError(f"text {text.id} is for a place or customer that is not there")
    visit = session.one("appointment", id=text.appointment) if text.appointment else None
    talk = session.one("web_conversation", **where)
    heard = session.one("last_text_from", **where)
    return Scene(
        text=text,
        now=now,
        settings=settings,
        place=place,
        quiet=quiet_of(place),
        limits=limits_of(place, settings),
        customer=customer,
        visit=appointment_of(visit) if visit else None,
        conversation=conversation_of(talk) if talk else Conversation(text.location, text.phone, ""),
        talked_at=from_text(talk["updated_at"]) if talk else None,
        heard_at=from_text(heard["at"]) if heard and heard["at"] else None,
    )


def outdated(session: Session, scene: Scene) -> Stop | None:
    """Whether the visit has moved, ended or been answered since the text was planned."""
    text, visit = scene.text, scene.visit
    if text.appointment is None:
        return None
    if visit is None:
        return Stop("cancelled")
    if text.kind == "cancelled_by_staff":
        return Stop("booked_again") if visit.live else None
    if visit.status == "cancelled":
        return Stop("cancelled")
    if text.appointment_start != visit.start:
        return Stop("moved")
    if visit.status != "booked" and text.asks:
        return Stop("answered" if visit.status == "confirmed" else "past")
    return None if visit.live else Stop("past")


def past(session: Session, scene: Scene) -> Stop | None:
    """Whether nobody would have any use for it any more."""
    return Stop("past") if scene.now >= use_ends(scene) else None


def use_ends(scene: Scene) -> datetime:
    """Until when a text is of use."""
    if scene.text.useful_until:
        return scene.text.useful_until
    return scene.visit.start if scene.visit else scene.text.created_at + FREE_TEXT_USE


def no_consent(session: Session, scene: Scene) -> Stop | None:
    """Nothing goes to a phone whose owner never agreed (import column, or a text of their own)."""
    return None if scene.customer["consent_at"] else Stop("no_consent")


def unreachable(session: Session, scene: Scene) -> Stop | None:
    """A landline or a dead number, unless it has texted us since."""
    since = scene.customer["unreachable_at"]
    if not since or (scene.heard_at and scene.heard_at >= from_text(since)):
        return None
    return Stop("unreachable")


def paused(session: Session, scene: Scene) -> Stop | None:
    """Credentials or account trouble: nothing is tried until the pause ends."""
    note = session.one("note", key=PAUSED)
    until = from_text(note["value"]) if note else scene.now
    return Stop("account", until) if until > scene.now else None


def held(session: Session, scene: Scene) -> Stop | None:
    """A question must not talk over a person who holds the thread, nor into a dialogue; plain news may."""
    if not scene.text.asks:
        return None
    talk = scene.conversation
    over = talk.expires_at is not None and talk.expires_at <= scene.now
    if over or talk.state in ("idle", "confirming", "opted_out"):
        return None
    if talk.state == "with_staff":
        return Stop("person_holds_thread", scene.now + HELD_BY_STAFF)
    is_recent = scene.talked_at is not None and scene.now - scene.talked_at < DIALOGUE_MINUTES
    return Stop("dialogue", scene.now + ASK_AGAIN) if is_recent else None


def quiet_hours(session: Session, scene: Scene) -> Stop | None:
    """Nobody is woken, but a customer who is texting with us right now may be answered by staff."""
    if not scene.quiet.holds(scene.now):
        return None
    talking = scene.heard_at is not None and scene.now - scene.heard_at <= RECENT_TALK
    if talking and scene.text.kind in ("staff", "reply", "proposal"):
        return None
    return Stop("quiet_hours", scene.quiet.ends(scene.now))


def too_many(session: Session, scene: Scene) -> Stop | None:
    """The most texts an hour to one phone, on all paths together."""
    if texts_last_hour(session, scene.text.phone, scene.now) < scene.limits.texts_per_phone_hour:
        return None
    return Stop("rate", scene.now + TOO_MANY)


CHECKS: tuple[Check, ...] = (outdated, past, no_consent, unreachable, paused, held, quiet_hours, too_many)


def first_stop(session: Session, scene: Scene) -> Stop | None:
    """The first reason against sending now; a wait beyond the text's use is a no for good."""
    stops = (check(session, scene) for check in CHECKS)
    return useful(scene, next((stop for stop in stops if stop), None))


def useful(scene: Scene, stop: Stop | None) -> Stop | None:
    """A stop whose end comes too late for the text has no end."""
    if stop and stop.until and stop.until >= use_ends(scene):
        return Stop(stop.reason)
    return stop


def over_cap(session: Session, scene: Scene, segments: int) -> Stop | None:
    """The day's cap of the location; raises the alert of the day."""
    if fits_cap(session, scene.text.location, scene.quiet, scene.limits, scene.now, segments):
        return None
    day = scene.now.astimezone(scene.quiet.zone).date().isoformat()
    note = f"{scene.limits.daily_spend_cap:g} on {day}"
    alert(session, scene.text, f"spend-cap:{scene.text.location}:{day}", "spend_cap", note, scene.now)
    return useful(scene, Stop("spend_cap", scene.quiet.next_day(scene.now)))


def alert(session: Session, text: Text, key: str, kind: str, note: str, now: datetime) -> None:
    """A task for staff or operator, once a key."""
    session.run(
        "raise_task",
        id=key,
        location=text.location,
        phone=text.phone,
        kind=kind,
        note=note,
        appointment=text.appointment,
        turn=None,
        now=to_text(now),
    )
