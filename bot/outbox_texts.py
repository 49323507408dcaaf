"""The words of a waiting text, found when it is sent so that they say how things stand then; and the question it asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.outbox_checks import Scene
from bot.outbox_rows import Text
from bot.ports import Session
from bot.records import appointment as appointment_of
from bot.records import conversation as conversation_of
from bot.records import details, slot_from_json, to_text
from bot.records import place as place_of
from bot.records import service as service_of
from bot.reminders import ASKS, REMINDS
from bot.senders import countries, country_of
from flows.engine import ask_confirmation
from flows.lang.lines import choose_language, say
from flows.says import Numbered, Visit
from flows.values import Appointment, Conversation


def words(session: Session, scene: Scene) -> str:
    """The body to be sent: as staff wrote it, or the line in the customer's language with the visit as it stands now."""
    text, visit = scene.text, scene.visit
    if "key" not in text.line or visit is None:
        return text.body
    place = place_of(scene.place)
    known = scene.conversation.language or scene.customer["language"] or visit.language
    language = choose_language(None, known, place)
    people = {_first_name(other) for other in _ahead(session, scene)}
    values: dict[str, object] = {
        "place": place.name,
        "phone": place.phone,
        "name": _first_name(visit),
        "visit": _shown(session, visit, language, named=len(people) > 1, first=text.is_reminder),
        "when": text.appointment_start or visit.start,
        "offers": Numbered(tuple(slot_from_json(slot).start for slot in text.line.get("slots", ()))),
    }
    key = REMINDS if text.asks and not can_answer(text) else text.line["key"]
    return say(_key(key, visit, several=len(people) > 1), language, place, values)


def can_answer(text: Text) -> bool:
    """Whether an answer from this phone's country reaches us; where none does, a text asks nothing and says whom to call."""
    return country_of(text.phone) not in countries().one_way


def ask(session: Session, scene: Scene, body: str, sender: str | None) -> None:
    """Puts the conversation to where an answer to this text is expected.

    Written before the text leaves: a fast answer, or one that comes after a crash, must find the question. Several
    reminders to one phone add up: all the visits asked about are under discussion.
    """
    visit = scene.visit
    if visit is None:
        return
    talk = replace(scene.conversation, sender=sender or scene.conversation.sender)
    if scene.text.kind == "proposal":
        asking = _proposal(talk, scene, visit)
    elif scene.text.asks and can_answer(scene.text):
        asking = ask_confirmation(talk, (*_still_asked(session, talk, visit, scene.now), visit), scene.now)
    else:
        return
    if asking != talk:
        keep(session, replace(asking, last_reply=body), scene.now)


def unask(session: Session, text: Text, now: datetime) -> None:
    """Takes the question back: the text did not leave, so that a stray yes must not count as an answer to it."""
    row = session.one("web_conversation", location=text.location, phone=text.phone)
    if row is None or text.appointment is None:
        return
    talk = conversation_of(row)
    rest = tuple(ref for ref in talk.about if ref[0] != text.appointment)
    if talk.state == "confirming" and text.asks and rest != talk.about:
        keep(session, replace(talk, about=rest) if rest else replace(talk, state="idle", about=(), expires_at=None), now)
    if talk.state == "choosing" and text.kind == "proposal" and not rest:
        keep(session, replace(talk, state="idle", about=(), offers=(), expires_at=None), now)


def keep(session: Session, talk: Conversation, now: datetime) -> None:
    """Writes a conversation back."""
    session.run(
        "keep_conversation",
        location=talk.location,
        phone=talk.phone,
        sender=talk.sender,
        state=talk.state,
        details=details(talk),
        expires_at=to_text(talk.expires_at) if talk.expires_at else None,
        now=to_text(now),
    )


def _still_asked(session: Session, talk: Conversation, visit: Appointment, now: datetime) -> tuple[Appointment, ...]:
    """The visits an earlier reminder asked about, as far as they still stand and wait for an answer."""
    if talk.state != "confirming" or (talk.expires_at and talk.expires_at <= now):
        return ()
    rows = (session.one("appointment", id=key) for key, _ in talk.about if key != visit.id)
    visits = (appointment_of(row) for row in rows if row)
    return tuple(v for v in visits if v.status == "booked" and (v.id, v.start) in talk.about and v.start > now)


def _proposal(talk: Conversation, scene: Scene, visit: Appointment) -> Conversation:
    """Numbered slots are offered and held: `choosing`, as if the customer had asked.

    A person who held the thread has handed this question to the bot by offering times.
    """
    slots = tuple(slot_from_json(slot) for slot in scene.text.line["slots"])
    return Conversation(
        talk.location,
        talk.phone,
        talk.sender,
        state="choosing",
        language=talk.language,
        about=((visit.id, visit.start),),
        purpose="move",
        offers=slots,
        passive=talk.passive,
        asked_at=scene.now,
        expires_at=scene.text.useful_until,
    )


def _ahead(session: Session, scene: Scene) -> list[Appointment]:
    rows = session.all("appointments_of_phone", location=scene.text.location, phone=scene.text.phone, since=to_text(scene.now))
    return [visit for visit in map(appointment_of, rows) if visit.live]


def _shown(session: Session, visit: Appointment, language: str, *, named: bool, first: bool) -> Visit:
    services = {row["id"]: service_of(row) for row in session.all("services_of_location", location=visit.location)}
    providers = {row["id"]: row["name"] for row in session.all("providers_of_location", location=visit.location)}
    # A service's name is given by primary language.
    name = services[visit.service].name(language.partition("-")[0])
    if named:
        return Visit(name, providers[visit.provider], _first_name(visit))
    # In a reminder the visit begins a sentence.
    return Visit(name[:1].upper() + name[1:] if first else name, providers[visit.provider])


def _key(key: str, visit: Appointment, *, several: bool) -> str:
    """A greeting by name where one person has the phone; a family's reminder names whom it is about instead."""
    return f"{key}_of" if key in (ASKS, REMINDS) and (several or not _first_name(visit)) else key


def _first_name(visit: Appointment) -> str:
    return visit.name.split()[0] if visit.name.split() else ""
