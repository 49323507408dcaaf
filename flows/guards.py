"""Statements about a turn that can be true: what rows ask before they act."""

from __future__ import annotations

from datetime import timedelta

from flows.draft import Draft, fact
from flows.lang.lines import topic_of
from flows.local import hours, to_local
from flows.openings import found, taken_up
from flows.values import Intent
from flows.visits import (
    booking,
    coming_people,
    covers,
    discussed,
    first_name,
    picked,
    pool,
    purpose,
    service_of,
    standing_still,
    start_of,
    target,
    targets,
    upcoming,
    visit_today,
    visits_today,
)
from flows.wishes import chosen, exact, exact_exists, exact_twice, named_service, wishes, with_whom, without
from flows.words import (
    asks_for_a_day,
    is_plain_no,
    is_plain_yes,
    roles,
    says_coming,
    says_keep,
    says_no_but_coming,
    wishes_for_a_number,
)

# The carrier takes these, alone in a text, for an opt-out, and answers by itself (default words of a long code).
STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
START_WORDS = frozenset({"start", "unstop"})
MOST_PASSIVE = 3
FORGOTTEN_AFTER = timedelta(hours=24)
A_DAY = timedelta(days=1)
PASSIVE_SPAN = timedelta(hours=1)


def is_reserved_word(turn: Draft) -> bool:
    """A lone word the carrier acts on and has answered."""
    return turn.inbound.body.strip().casefold() in STOP_WORDS | START_WORDS


def staff_held_the_thread(turn: Draft) -> bool:
    """A person had the thread when the opt-out came, and has it still."""
    return turn.conversation.held


def is_unknown(turn: Draft) -> bool:
    return not turn.calendar.appointments and not booking(turn)


def has_asked_before(turn: Draft) -> bool:
    """The text before this one was not understood either, and that is not long ago."""
    asked_at = turn.conversation.asked_at
    return turn.conversation.misses > 0 and asked_at is not None and asked_at > turn.now - FORGOTTEN_AFTER


def nothing_is_booked(turn: Draft) -> bool:
    return not upcoming(turn) and not booking(turn)


def is_stale(turn: Draft) -> bool:
    """The visit we asked about has moved, passed or been cancelled since."""
    return len(discussed(turn)) < len(turn.conversation.about)


def is_booking(turn: Draft) -> bool:
    return booking(turn)


def passive_limit_is_reached(turn: Draft) -> bool:
    return recent_passive(turn) == MOST_PASSIVE


def passive_limit_is_passed(turn: Draft) -> bool:
    return recent_passive(turn) > MOST_PASSIVE


def recent_passive(turn: Draft) -> int:
    since = turn.now - PASSIVE_SPAN
    return len([moment for moment in turn.conversation.passive if moment > since])


def visit_is_today(turn: Draft) -> bool:
    return visit_today(turn) is not None


def somebody_says_no(turn: Draft) -> bool:
    """An answer per person in which somebody who has a visit will not come."""
    coming = coming_people(turn)
    return bool(turn.reading.answers) and any(first_name(visit).casefold() not in coming for visit in targets(turn))


def some_are_named(turn: Draft) -> bool:
    """An answer per person that leaves somebody out."""
    return bool(turn.reading.answers) and any(visit not in targets(turn) for visit in pool(turn))


def several_people(turn: Draft) -> bool:
    """More than one visit can be meant, and they are of different people."""
    return several_visits(turn) and len({first_name(visit) for visit in targets(turn)}) > 1


def several_visits(turn: Draft) -> bool:
    return len(targets(turn)) > 1 and not turn.reading.everything


def none_is_picked(turn: Draft) -> bool:
    """The answer to "which one?" says neither which visit nor, for a new one, what it is for."""
    return named_service(turn) is None if booking(turn) else not picked(turn)


def wants_confirming(turn: Draft) -> bool:
    return purpose(turn) == "confirm"


def wants_cancelling(turn: Draft) -> bool:
    return purpose(turn) == "cancel"


def notice_has_run_out(turn: Draft) -> bool:
    """It is later than the service allows changes by text."""
    meant = targets(turn)
    near = [visit for visit in meant if turn.now > visit.start - hours(service_of(turn, visit.service).notice_hours)]
    return bool(near)


def moves_are_used_up(turn: Draft) -> bool:
    meant = targets(turn)
    return bool(meant) and meant[0].moves >= service_of(turn, meant[0].service).max_moves


def one_visit_is_meant(turn: Draft) -> bool:
    """There is only one, or the text names it."""
    return len(targets(turn)) == 1


def service_is_open(turn: Draft) -> bool:
    """It is not settled yet what a new visit is for."""
    return booking(turn) and named_service(turn) is None


def wish_is_open(turn: Draft) -> bool:
    """No day or time has been named."""
    return not wishes(turn)


def wish_has_passed(turn: Draft) -> bool:
    ahead = [window for window in wishes(turn) if window.end >= turn.now_local]
    return not ahead


def clocks_skip_the_wish(turn: Draft) -> bool:
    return not exact_exists(turn)


def clocks_repeat_the_wish(turn: Draft) -> bool:
    return exact_twice(turn) and wish_is_free(turn)


def wish_is_the_visit(turn: Draft) -> bool:
    """What is asked for is what is booked: its very time, or, where we asked about the visit, no more than its day."""
    asked, meant = wishes(turn), targets(turn)
    if len(asked) != 1 or not meant or not turn.reading.windows:
        return False
    provider = meant[0].provider
    if with_whom(turn) not in (None, provider) or provider in without(turn):
        return False
    start = start_of(turn, meant[0])
    day_alone = turn.state == "confirming" and not asked[0].time_given and asked[0].end - asked[0].start <= A_DAY
    return exact(turn) == start or (day_alone and covers(asked[0], start))


def wish_is_free(turn: Draft) -> bool:
    """Something free lies within what was asked for."""
    return found(turn).met and bool(found(turn).slots)


def one_slot_is_found(turn: Draft) -> bool:
    return len(found(turn).slots) == 1


def something_is_free(turn: Draft) -> bool:
    return bool(found(turn).slots)


def choice_is_not_offered(turn: Draft) -> bool:
    """A yes that does not say to which slot, or a number that is not in the list."""
    return chosen(turn) is None


def slot_is_free(turn: Draft) -> bool:
    return taken_up(turn) is not None


def offer_is_asked_about(turn: Draft) -> bool:
    """The offer is asked about or wished for by its day alone, or its number may be an hour: it is not taken yet."""
    slot = chosen(turn)
    if turn.reading.intent != Intent.CHOOSE or slot is None:
        return False
    if asks_for_a_day(turn) or ("time" in roles(turn) and not roles(turn).isdisjoint(("pick earliest", "pick latest"))):
        return True
    hour = to_local(slot.start, turn.calendar.place.zone).hour
    return (hour - (turn.reading.choice or 0)) % 12 != 0 and wishes_for_a_number(turn)


def is_undecided(turn: Draft) -> bool:
    """ "I'll let you know", "not sure yet": there will be an answer, and none is to be asked for in other words."""
    return ("promise" in roles(turn) or topic(turn) == "undecided") and not turn.reading.windows


def has_said_late(turn: Draft) -> bool:
    """What came before was that they will be late for a visit of today."""
    return turn.conversation.purpose == "late" and visit_is_today(turn)


def is_a_question(turn: Draft) -> bool:
    """The text asks something."""
    return "?" in turn.inbound.body or "\uff1f" in turn.inbound.body


def visits_asked_about_are_today(turn: Draft) -> bool:
    """Who runs late comes to every visit that we asked about."""
    about = {key for key, _ in turn.conversation.about}
    return bool(about) and about <= {visit.id for visit in visits_today(turn)}


def speaks_of_the_delay(turn: Draft) -> bool:
    """After "I'm running late" a number without a day is one of minutes: "maybe 20"."""
    return has_said_late(turn) and not any(window.date_given for window in turn.reading.windows)


def another_waits(turn: Draft) -> bool:
    """The customer has more than this one visit to settle."""
    return bool(standing_still(turn.conversation.waiting, upcoming(turn)))


def visit_is_discussed(turn: Draft) -> bool:
    """Our question was about a visit that is booked, not about a new one."""
    return not booking(turn) and bool(targets(turn))


def wants_to_keep(turn: Draft) -> bool:
    """The visit is to stay as it is."""
    return visit_is_discussed(turn) and (says_keep(turn) or topic(turn) == "keep")


def offer_is_at_the_time_kept(turn: Draft) -> bool:
    """The slot we named is at the visit's own time, with somebody else, and a time is what is to be kept."""
    offers = turn.conversation.offers
    return bool(offers) and "time" in roles(turn) and offers[0].start == target(turn).start


def fewer_are_named(turn: Draft) -> bool:
    """The text names some of the visits we asked about, not all."""
    return 0 < len(targets(turn)) < len(discussed(turn))


def speaks_of_coming(turn: Draft) -> bool:
    """The customer speaks of the visit as of one that will take place: no yes to giving it up."""
    return says_coming(turn)


def says_no_and_comes(turn: Draft) -> bool:
    """ "No, I'm coming", which by itself may be either: asked whether to give the visit up, it keeps it."""
    return bool(targets(turn)) and says_no_but_coming(turn)


def keeps_what_is_listed(turn: Draft) -> bool:
    """Asked which visit to give up or to move, the customer says that something is to stay."""
    return turn.conversation.purpose in ("cancel", "move") and (says_keep(turn) or topic(turn) == "keep")


def answer_is_in_doubt(turn: Draft) -> bool:
    """What was asked is about to happen on words that may mean otherwise: more than a plain yes, or a no to coming at all."""
    if turn.reading.intent == Intent.DENY:
        return not is_plain_no(turn)
    if turn.reading.intent == Intent.CANCEL:
        return says_keep(turn)
    if turn.reading.intent == Intent.CHOOSE:
        return says_keep(turn) or topic(turn) == "keep"  # "keep it at 10": the visit's own time, not the offer at that hour
    return not is_plain_yes(turn)


def visit_still_suits(turn: Draft) -> bool:
    """Our question was about a visit of which they have not said that they can't come: then an OK may leave it as it is."""
    return visit_is_discussed(turn) and turn.conversation.purpose != "confirm"


def says_wrong_number(turn: Draft) -> bool:
    """Whoever has this phone is not our customer."""
    return topic(turn) == "wrong_number"


def asks_who(turn: Draft) -> bool:
    return topic(turn) == "who"


def asks_provider(turn: Draft) -> bool:
    return topic(turn) == "provider"


def asks_provider_of_offers(turn: Draft) -> bool:
    """Whom the offers are with, while it still stands what they are for."""
    return asks_provider(turn) and bool(turn.conversation.offers) and (booking(turn) or bool(targets(turn)))


def asks_place(turn: Draft) -> bool:
    return topic(turn) == "place"


def asks_hours(turn: Draft) -> bool:
    """The question is about opening hours, and we know them."""
    return topic(turn) == "hours" and any(spans for _, spans in turn.calendar.place.hours_text)


@fact
def topic(turn: Draft) -> str | None:
    """What a question is about, by the words of its language."""
    return topic_of(turn.inbound.body, turn.reading.lang or turn.language)
