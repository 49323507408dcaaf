"""Which of the customer's visits a text is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from flows.draft import Draft, fact
from flows.local import to_local
from flows.names import service_said
from flows.says import Visit
from flows.values import LIVE, Appointment, Intent, Purpose, Service, State, Window
from flows.words import says_unable

PICKING: tuple[State, ...] = ("picking_appointment", "picking_person")
SEARCHED: tuple[State, ...] = ("choosing", "agreeing", "asking_when")  # slots are being looked for
MOVING = (Intent.RESCHEDULE, Intent.PROPOSE, Intent.ALTERNATIVES, Intent.EARLIER, Intent.LATER)
BOOKING: tuple[State, ...] = ("asking_when", "choosing", "agreeing", *PICKING)  # where a new visit may be the subject
A_DAY = timedelta(days=1)
STILL_LATE = timedelta(hours=1)  # how long after its start somebody may still be on the way to a visit


@fact
def upcoming(turn: Draft) -> tuple[Appointment, ...]:
    """The visits that stand and lie ahead, soonest first."""
    now = turn.now
    ahead = [visit for visit in turn.calendar.appointments if visit.status in LIVE and visit.start > now]
    if len(ahead) > 1:
        ahead.sort(key=attrgetter("start"))
    return tuple(ahead)


@fact
def discussed(turn: Draft) -> tuple[Appointment, ...]:
    """The visits our last question was about, as far as they still stand where they stood."""
    about = turn.conversation.about
    if not about:
        return ()
    return tuple(standing_still(about, upcoming(turn)))


def standing_still(asked: tuple[tuple[str, datetime], ...], visits: Sequence[Appointment]) -> list[Appointment]:
    """Those of the visits that were asked about and have not moved since, in the order in which they were asked about."""
    return [visit for key, start in asked for visit in visits if visit.id == key and visit.start == start]


@fact
def booking(turn: Draft) -> bool:
    """Whether this is about a new visit rather than one that is booked."""
    if turn.reading.intent == Intent.BOOK:
        return True
    if turn.conversation.purpose == "book" and turn.state in BOOKING:
        return True
    if upcoming(turn) and not newcomers_named(turn):
        return False
    if turn.reading.intent in (Intent.PROPOSE, Intent.ALTERNATIVES):
        return True
    return turn.reading.intent == Intent.RESCHEDULE and given_up(turn) is not None


@fact
def purpose(turn: Draft) -> Purpose:
    """What the customer wants to happen; an answer to "which one?" goes on with what was wanted before."""
    if booking(turn):
        return "book"
    intent = turn.reading.intent
    if intent == Intent.CANCEL:
        return "cancel"
    if intent != Intent.RESCHEDULE and turn.state in PICKING and turn.conversation.purpose:
        return turn.conversation.purpose
    return "move" if intent in MOVING or intent == Intent.DENY else "confirm"


@fact
def pool(turn: Draft) -> tuple[Appointment, ...]:
    """The visits that can be meant where the text does not say: those under discussion, else all that lie ahead."""
    return discussed(turn) if turn.conversation.about and turn.state != "idle" else upcoming(turn)


@fact
def named(turn: Draft) -> tuple[Appointment, ...]:
    """The visits the text itself names, by person or by their own day; empty where it names none."""
    people = _people_named(turn)
    of_them = tuple([visit for visit in upcoming(turn) if first_name(visit).casefold() in people]) if people else ()
    some = of_them or upcoming(turn)
    of_kind = (_of_kind_named(turn, some) or _with_who_is_named(turn, some)) if len(some) > 1 else ()
    if of_kind or of_them:
        return _only_one(turn, of_kind, turn.reading.own) or of_kind or of_them
    if turn.reading.own:
        return _only_one(turn, upcoming(turn), turn.reading.own)
    if purpose(turn) == "move" and (turn.reading.aimed or turn.reading.intent != Intent.RESCHEDULE):
        return _refused(turn)
    return _only_one(turn, upcoming(turn), naming(turn)) or _refused(turn)


def _only_one(turn: Draft, visits: tuple[Appointment, ...], windows: tuple[Window, ...]) -> tuple[Appointment, ...]:
    """The visit that lies in one of the windows, empty where several do; a bare clock time is compared by the clock."""
    if not windows:
        return ()
    lying = tuple(visit for visit in visits if any(_lies_in(window, start_of(turn, visit)) for window in windows))
    return lying if len(lying) == 1 else ()


def _lies_in(window: Window, start: datetime) -> bool:
    if not window.date_given:
        start = datetime.combine(window.start.date(), start.time())
    return covers(window, start)


def _refused(turn: Draft) -> tuple[Appointment, ...]:
    """The one of several visits on the day that does not suit: "something came up on Monday" speaks of Monday's."""
    days = _of_a_day(turn.reading.excluded)
    return _only_one(turn, pool(turn), days) if days and len(pool(turn)) > 1 else ()


def _people_named(turn: Draft) -> frozenset[str]:
    """Whom the text names, where the phone has visits of several people."""
    if turn.reading.answers:
        answering = frozenset(name.casefold() for name, _ in turn.reading.answers)
        return answering | _said_of(turn, upcoming(turn)) if says_unable(turn) else answering  # "Ana yes, Leo is sick"
    return _said_of(turn, upcoming(turn))


def _said_of(turn: Draft, visits: tuple[Appointment, ...]) -> frozenset[str]:
    """The first names in the text of those who have these visits; empty where it is all one person."""
    if len(visits) < 2:
        return frozenset()
    people = {first_name(visit).casefold() for visit in visits}
    words = re.findall(r"\w+", turn.inbound.body.casefold()) if len(people) > 1 else ()
    return frozenset(people.intersection(words))


@fact
def newcomers_named(turn: Draft) -> bool:
    """The text names somebody of this phone who has given a visit up and has none ahead, and nobody who has."""
    for visit in turn.calendar.appointments:
        if visit.status == "cancelled":
            break
    else:
        return False
    gone = {first_name(visit).casefold() for visit in turn.calendar.appointments if visit.status == "cancelled"}
    said = _said_of(turn, turn.calendar.appointments)
    ahead = {first_name(visit).casefold() for visit in upcoming(turn)}
    return bool(said & gone) and said.isdisjoint(ahead)


@fact
def for_whom(turn: Draft) -> Appointment | None:
    """A visit of the person a new one is for: named in this text, or in one before; None where nobody was named."""
    said = _said_of(turn, turn.calendar.appointments)
    if len(said) == 1:
        return next(visit for visit in turn.calendar.appointments if first_name(visit).casefold() in said)
    if turn.conversation.purpose != "book" or turn.state not in BOOKING:
        return None
    kept = turn.conversation.person
    return next((visit for visit in turn.calendar.appointments if (visit.id, visit.start) in kept), None)


@fact
def given_up(turn: Draft) -> Appointment | None:
    """The cancelled visit that a new one takes the place of: of who has no other visit, where there is no doubt which."""
    ahead = {first_name(visit) for visit in upcoming(turn)}
    who = for_whom(turn)
    gone = [
        visit
        for visit in turn.calendar.appointments
        if visit.status == "cancelled"
        and first_name(visit) not in ahead
        and (who is None or first_name(visit) == first_name(who))
        and any(service.id == visit.service for service in turn.calendar.services)
    ]
    if len({(visit.service, first_name(visit)) for visit in gone}) != 1:
        return None
    return max(gone, key=lambda visit: visit.start)


def _of_kind_named(turn: Draft, visits: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
    """The visits for what the text names ("the cleaning"), where there are others too."""
    kinds = {visit.service for visit in visits} if len(visits) > 1 else ()
    if len(kinds) < 2:
        return ()
    kind = service_said(turn, tuple(service for service in turn.calendar.services if service.id in kinds))
    return tuple(visit for visit in visits if visit.service == kind)


def _with_who_is_named(turn: Draft, visits: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
    """The visits with the provider that the text names ("the one with Maya"), where there are others too.

    While slots are being looked for the name is a wish for these.
    """
    if turn.state in SEARCHED or turn.reading.provider is None:
        return ()
    theirs = tuple(visit for visit in visits if visit.provider == turn.reading.provider)
    return theirs if len(theirs) < len(visits) else ()


def coming_people(turn: Draft) -> frozenset[str]:
    """Who says yes in an answer per person."""
    return frozenset(name.casefold() for name, intent in turn.reading.answers if intent == Intent.AFFIRM)


def naming(turn: Draft) -> tuple[Window, ...]:
    """The days and times of the text that may name a visit."""
    return _of_a_day(turn.reading.windows)


def _of_a_day(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    return tuple([window for window in windows if window.date_given and window.end - window.start <= A_DAY])


def covers(window: Window, start: datetime) -> bool:
    """Whether a naive local time lies in a window; the end is outside, except of an exact time."""
    return window.start == start or window.start <= start < window.end


@fact
def picked(turn: Draft) -> tuple[Appointment, ...]:
    """The visits an answer to "which one?" picks: all, by number, by name, by day; empty where it picks none."""
    if turn.reading.everything:
        return pool(turn)
    number = turn.reading.choice
    listed = turn.conversation.about
    if number is not None and len(listed) == len(pool(turn)) and 1 <= number <= len(listed):
        return (pool(turn)[number - 1],)
    return named(turn) or _by_day(turn)


def _by_day(turn: Draft) -> tuple[Appointment, ...]:
    windows = turn.reading.windows
    fitting = tuple(visit for visit in pool(turn) if any(covers(window, start_of(turn, visit)) for window in windows))
    return fitting if len(fitting) == 1 else ()


@fact
def targets(turn: Draft) -> tuple[Appointment, ...]:
    """The visits this text is about: those it picks or names, else those that can be meant."""
    if booking(turn):
        return ()
    if turn.state in PICKING:
        return picked(turn) or pool(turn)
    if turn.reading.everything or (pool(turn) and len(upcoming(turn)) == 1):
        return pool(turn)  # a visit that is the only one is meant, whether it is named or not
    return named(turn) or pool(turn)


def target(turn: Draft) -> Appointment:
    """The one visit to be moved, cancelled or confirmed; raises LookupError where there is none."""
    meant = targets(turn)
    if not meant:
        raise LookupError("no visit is meant")
    return meant[0]


@fact
def visit_today(turn: Draft) -> Appointment | None:
    """The visit a late customer is late for: today's, even if it has just begun."""
    return next(iter(visits_today(turn)), None)


def visits_today(turn: Draft) -> list[Appointment]:
    """Today's visits that have not begun long ago, the first first."""
    today = turn.now_local.date()
    return [
        visit
        for visit in sorted(turn.calendar.appointments, key=lambda visit: visit.start)
        if visit.live and start_of(turn, visit).date() == today and visit.start > turn.now - STILL_LATE
    ]


def start_of(turn: Draft, visit: Appointment) -> datetime:
    """A visit's start on the place's clocks."""
    return to_local(visit.start, turn.calendar.place.zone)


def first_name(visit: Appointment) -> str:
    """The name a family would use in a text."""
    words = visit.name.split(None, 1)
    return words[0] if words else ""


def service_of(turn: Draft, key: str) -> Service:
    """The service with this id; raises LookupError where the place does not have it."""
    for service in turn.calendar.services:
        if service.id == key:
            return service
    raise LookupError(f"no service {key!r} at {turn.calendar.place.id}")


def shown(turn: Draft, visit: Appointment, *, provider: str | None = None) -> Visit:
    """A visit as a line names it; the person only where the phone has visits of several people."""
    visits = turn.calendar.appointments
    several = len(visits) > 1 and len({first_name(other) for other in visits}) > 1
    return Visit(
        service_of(turn, visit.service).name(turn.language),
        turn.calendar.provider_name(provider or visit.provider),
        first_name(visit) if several else "",
    )


def new_visit(turn: Draft, service: str, provider: str) -> Visit:
    """A new visit as a line names it; for whom only where the phone has visits of several people."""
    people = {first_name(visit) for visit in turn.calendar.appointments}
    known = whose(turn)
    name = first_name(known) if known and len(people) > 1 else ""
    return Visit(service_of(turn, service).name(turn.language), turn.calendar.provider_name(provider), name)


def whose(turn: Draft) -> Appointment | None:
    """A visit of who comes to a new one: who was named, who gave one up, else whoever this phone's latest visit was for."""
    latest = max(turn.calendar.appointments, key=lambda visit: visit.start, default=None)
    return for_whom(turn) or given_up(turn) or latest


def refs(visits: tuple[Appointment, ...]) -> tuple[tuple[str, datetime], ...]:
    """How a conversation remembers visits: by id and start, so that an answer to a moved one is known to be stale."""
    return tuple([(visit.id, visit.start) for visit in visits])
