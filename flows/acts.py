"""What several flows do: tell what is booked, ask which or when, offer slots, refuse, call a person."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flows.draft import Draft
from flows.events import SlotsHeld, TaskRaised
from flows.local import hours, to_local
from flows.openings import found, nothing_in_the_rest
from flows.says import Numbered, Value, Visit
from flows.that_day import rest_of_day
from flows.values import ANYBODY, Appointment, Intent, Slot
from flows.visits import (
    PICKING,
    booking,
    first_name,
    for_whom,
    new_visit,
    pool,
    purpose,
    refs,
    service_of,
    shown,
    target,
    targets,
    upcoming,
)
from flows.wishes import chosen, exact, excluded, named_service, wanted_service, wishes, with_whom, without

HELD_FOR = timedelta(minutes=15)


def tell_bookings(turn: Draft) -> None:
    """What is booked now; nothing changes."""
    visits = upcoming(turn)
    if not visits:
        turn.say("none_booked", place=turn.calendar.place.name)
        return
    if len(visits) == 1:
        turn.say("booked", visit=shown(turn, visits[0]), when=visits[0].start)
        return
    turn.say("booked_all", visits=listed(turn, visits[:4]))


def listed(turn: Draft, visits: tuple[Appointment, ...]) -> tuple[Value, ...]:
    """Visits in the shortest words that tell them apart: the person or the service, and when."""
    people = len({first_name(visit) for visit in visits}) > 1
    return tuple(
        (first_name(visit) if people else service_of(turn, visit.service).name(turn.language), visit.start) for visit in visits
    )


def ask_which_visit(turn: Draft) -> None:
    """Which of several visits is meant; the wish is kept for afterwards."""
    visits = targets(turn)
    turn.remember(
        about=refs(visits),
        purpose=purpose(turn),
        wishes=wishes(turn),
        provider=with_whom(turn),
        without=without(turn),
        excluded=turn.reading.excluded,
        offers=(),
        asked_at=turn.now,
    )
    turn.say("which_visit", visits=Numbered(listed(turn, visits)))


def ask_when(turn: Draft) -> None:
    """Which day or time, for a visit to be moved or a new one."""
    remember_subject(turn)
    turn.remember(offers=(), wishes=(), asked_at=turn.now)
    if booking(turn):
        turn.say("ask_when_new", service=service_of(turn, wanted_service(turn)).name(turn.language))
        return
    turn.say("ask_when", visit=shown(turn, target(turn)), when=target(turn).start)


def remember_subject(turn: Draft) -> None:
    """Keeps what the conversation is about: a visit to be moved (others wait their turn), or a new one; and with whom."""
    if booking(turn):
        turn.remember(purpose="book", service=named_service(turn), about=(), waiting=(), person=person_named(turn))
    else:
        meant = targets(turn)
        turn.remember(purpose="move", about=refs(meant[:1]))
        if len(meant) > 1:
            turn.remember(waiting=refs(meant[1:]))
    turn.remember(provider=with_whom(turn), without=without(turn))


def person_named(turn: Draft) -> tuple[tuple[str, datetime], ...]:
    """Whom a new visit is for, by another visit of theirs, for the texts that come."""
    who = for_whom(turn)
    return refs((who,)) if who else ()


def offer_slots(turn: Draft) -> None:
    """Offers the slots found, numbered, and holds them."""
    _hold(turn)
    _say_what_is_not(turn)
    _say_offers(turn, found(turn).slots, with_other=found(turn).other)


def offer_again(turn: Draft) -> None:
    """What is on offer already, with who it is with."""
    slots = turn.conversation.offers
    if turn.state == "agreeing":
        turn.say("agree", visit=_visit_at(turn, slots[0].provider), when=slots[0].start)
        return
    _say_offers(turn, slots, with_other=True)


def _say_offers(turn: Draft, slots: tuple[Slot, ...], *, with_other: bool) -> None:
    """Slots as a numbered list; what they are for and who they are with, where that does not go without saying."""
    zone = turn.calendar.place.zone
    starts = [to_local(slot.start, zone) for slot in slots]
    days = {start.date() for start in starts}
    provider = _one_provider(slots)
    names: dict[str, Value] = {}
    if booking(turn) or len(upcoming(turn)) > 1:
        names = _subject(turn, slots)
    elif provider and with_other:
        names = {"provider": turn.calendar.provider_name(provider)}
    ending = ("_with" if "provider" in names else "_of") if names else ""
    if len(days) == 1:
        times = Numbered(tuple([start.time() for start in starts]))
        turn.say(f"offers_day{ending}", day=days.pop(), times=times, **names)
        return
    turn.say(f"offers{ending}", offers=Numbered(tuple([slot.start for slot in slots])), **names)


def _one_provider(slots: tuple[Slot, ...]) -> str:
    """Who all of the slots are with, "" where they are with several."""
    providers = {slot.provider for slot in slots}
    return providers.pop() if len(providers) == 1 else ""


def _subject(turn: Draft, slots: tuple[Slot, ...]) -> dict[str, Value]:
    """What the offers are for: `what` in full, `short` where that is too long."""
    service, provider = service_of(turn, wanted_service(turn)).name(turn.language), _one_provider(slots)
    if not provider:
        name = _visit_at(turn, slots[0].provider).name
        return {"what": ((name, service),) if name else service, "short": name or service}
    visit = _visit_at(turn, provider)
    return {"what": visit, "short": visit.name or service}


def offer_nearest(turn: Draft) -> None:
    """The wish can't be met: says so, and offers the nearest slots."""
    say_not_free(turn)
    offer_slots(turn)


def name_slot(turn: Draft) -> None:
    """Says one slot back with weekday, date, time and who with, and asks for a yes."""
    _hold(turn)
    _say_what_is_not(turn)
    slot = found(turn).slots[0]
    turn.say("agree", visit=_visit_at(turn, slot.provider), when=slot.start)


def name_chosen(turn: Draft, slot: Slot) -> None:
    """Says an offered slot back, and asks for a yes."""
    remember_subject(turn)
    turn.remember(offers=(slot,), asked_at=turn.now)
    turn.emit(SlotsHeld((slot,), turn.now + HELD_FOR, wanted_service(turn)))
    turn.say("agree", visit=_visit_at(turn, slot.provider), when=slot.start)


def _visit_at(turn: Draft, provider: str) -> Visit:
    """The visit under discussion, or the new one, with the provider of a slot."""
    if booking(turn):
        return new_visit(turn, wanted_service(turn), provider)
    return shown(turn, target(turn), provider=provider)


def name_nearest(turn: Draft) -> None:
    """The wish can't be met, and one other slot is near: says so, and asks for a yes."""
    say_not_free(turn)
    name_slot(turn)


def name_first_of_two(turn: Draft) -> None:
    """Clocks show the time twice that night: says which of the two it is, and asks for a yes."""
    _hold(turn)
    turn.say("agree_twice", when=found(turn).slots[0].start, phone=turn.calendar.place.phone)


def _hold(turn: Draft) -> None:
    slots = found(turn).slots
    remember_subject(turn)
    turn.remember(offers=slots, wishes=wishes(turn), excluded=excluded(turn), asked_at=turn.now)
    turn.emit(SlotsHeld(slots, turn.now + HELD_FOR, wanted_service(turn)))


def _say_what_is_not(turn: Draft) -> None:
    """The slot that was taken up has been given to somebody else, or the day on the table has nothing later or earlier."""
    if chosen(turn):
        turn.say("gone")
        return
    rest = rest_of_day(turn)
    if rest is not None and nothing_in_the_rest(turn):
        turn.say("nothing_later" if rest.start.time() > time() else "nothing_earlier", day=rest.start.date())


def say_not_free(turn: Draft) -> None:
    """That the wished-for time can't be had, as exactly as it was wished for."""
    wall = exact(turn)
    if chosen(turn) or nothing_in_the_rest(turn):
        return  # this is said with the offers
    if _say_who_is_not_free(turn):
        return
    if is_too_soon(turn):
        turn.say("too_soon", phone=turn.calendar.place.phone)
        return
    days = {window.start.date() for window in wishes(turn) if (window.end - window.start) <= timedelta(days=1)}
    day = next(iter(days)) if len(days) == 1 else None
    if day is not None and turn.reading.intent == Intent.ALTERNATIVES and not turn.reading.windows:
        turn.say("nothing_else", day=day)
        return
    if day is not None and not turn.calendar.place.opens(day):
        turn.say("closed_day", day=day)
        return
    if wall is not None:
        turn.say("taken", day=wall.date(), time=wall.time())
        return
    if day is not None and len(wishes(turn)) == 1 and not wishes(turn)[0].time_given:
        turn.say("full_day", day=day)
        return
    turn.say("full")


def _say_who_is_not_free(turn: Draft) -> bool:
    """That who was asked for has no time, or does not do it; False where nobody was."""
    key = with_whom(turn)
    known = next((one for one in turn.calendar.providers if one.id == key), None) if key not in (None, ANYBODY) else None
    if known is None:
        return False
    service = wanted_service(turn)
    if service in known.services:
        turn.say("provider_taken", provider=known.name)
    else:
        turn.say("provider_other", provider=known.name, service=service_of(turn, service).name(turn.language))
    return True


def is_too_soon(turn: Draft) -> bool:
    """All that is wished for begins before the service can be arranged by text."""
    notice = hours(service_of(turn, wanted_service(turn)).notice_hours)
    return all(turn.now_local <= window.end < turn.now_local + notice for window in wishes(turn))


def say_nothing_free(turn: Draft) -> None:
    """Nothing at all is free: a person has to find something."""
    remember_subject(turn)
    turn.remember(offers=(), wishes=(), asked_at=turn.now)
    turn.emit(TaskRaised("no_slots", _target_id(turn), turn.inbound.body))
    turn.say("nothing_free", phone=turn.calendar.place.phone)


def refuse_late_change(turn: Draft) -> None:
    """Too near the visit to change it by text: what did not happen, and what to do."""
    visit = target(turn)
    turn.emit(TaskRaised("policy_refused", visit.id, turn.inbound.body))
    turn.say("too_late", visit=shown(turn, visit), when=visit.start, phone=turn.calendar.place.phone)


def refuse_another_move(turn: Draft) -> None:
    """The visit has been moved as often as its service allows."""
    visit = target(turn)
    turn.emit(TaskRaised("policy_refused", visit.id, turn.inbound.body))
    turn.say("moved_enough", visit=shown(turn, visit), when=visit.start, phone=turn.calendar.place.phone)


def ask_to_drop(turn: Draft, visits: tuple[Appointment, ...] = ()) -> None:
    """Says which visits would be given up (default: those the text is about), and asks for a yes."""
    visits = visits or targets(turn)
    turn.remember(about=refs(visits), purpose="cancel", offers=(), wishes=(), asked_at=turn.now)
    if len(visits) == 1:
        turn.say("ask_drop", visit=shown(turn, visits[0]), when=visits[0].start)
        return
    turn.say("ask_drop_all", visits=listed(turn, visits))


def call_person(turn: Draft) -> None:
    """We have not understood twice: a person takes over."""
    turn.emit(TaskRaised("not_understood", _target_id(turn), turn.inbound.body))
    turn.say("person_coming", place=turn.calendar.place.name, phone=turn.calendar.place.phone)


def ask_in_other_words(turn: Draft) -> None:
    """Asks once more, in words that fit what we wait for."""
    # A wish, or another one, while we ask whose visit it is for is worth keeping, and no answer that was not understood.
    told = turn.state in PICKING and bool(turn.reading.windows) and turn.reading.windows != turn.conversation.wishes
    turn.remember(misses=turn.conversation.misses + (not told), asked_at=turn.now)
    values: dict[str, Value] = {}
    if turn.state in ("confirming", "dropping") and not targets(turn):
        turn.say("again_idle")
        return
    if turn.state in PICKING:
        values["choices"] = _choices(turn)
        turn.remember(wishes=turn.reading.windows or turn.conversation.wishes)
    if turn.state == "choosing":
        values["count"] = len(turn.conversation.offers)
    if turn.state == "agreeing":
        values["when"] = turn.conversation.offers[0].start
    if turn.state == "dropping" and len(targets(turn)) > 1:
        turn.say("ask_drop_all", visits=listed(turn, targets(turn)))
        return
    if turn.state in ("confirming", "dropping"):
        values["when"] = target(turn).start
    turn.say(f"again_{turn.state}", **values)


def _choices(turn: Draft) -> Numbered:
    """What "which one?" listed: visits, or services for a new one."""
    if booking(turn):
        return Numbered(tuple(service.name(turn.language) for service in turn.calendar.services))
    return Numbered(listed(turn, pool(turn)))


def nudge(turn: Draft) -> None:
    """After a text that was no answer: what is still open, where it waits for a yes."""
    if turn.state == "confirming" and targets(turn):
        turn.say("still_confirming", when=target(turn).start)
    if turn.state == "agreeing":
        turn.say("still_agreeing", when=turn.conversation.offers[0].start)


def pass_on_question(turn: Draft) -> None:
    """Nothing we know by ourselves: staff get the question, the customer a number to call."""
    turn.emit(TaskRaised("question", None, turn.inbound.body))
    turn.say("question", place=turn.calendar.place.name, phone=turn.calendar.place.phone)
    nudge(turn)


def _target_id(turn: Draft) -> str | None:
    return targets(turn)[0].id if targets(turn) else None


def go_on_with_next(turn: Draft) -> None:
    """One visit is settled: asks about the next one that waits."""
    standing = {(visit.id, visit.start): visit for visit in upcoming(turn)}
    refs_left = tuple(ref for ref in turn.conversation.waiting if ref in standing)
    visit = standing[refs_left[0]]
    turn.remember(
        about=refs_left[:1], waiting=refs_left[1:], purpose="move", offers=(), wishes=(), excluded=(), asked_at=turn.now
    )
    turn.remember(provider=None, without=())
    say_next(turn, visit)


def say_next(turn: Draft, visit: Appointment) -> None:
    """Asks about the visit of somebody who does not come."""
    who = first_name(visit) or service_of(turn, visit.service).name(turn.language)
    turn.say("ask_next", visit=shown(turn, visit), who=who, when=visit.start)
