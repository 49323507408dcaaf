"""What staff do with a visit is done at once and whole, and the customer hears of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from bot import desk
from bot.desk import Act, CannotChange, Done, Order
from bot.inbox import answer
from bot.ports import Store
from bot.records import appointment as appointment_of
from bot.records import from_text
from bot.rehearsal import rehearse
from flows.values import Appointment, Slot
from tests.bot.sending import FIRST, START, House, house_of
from tests.bot.texting import assert_consistent, look, text

Business = Callable[[Store], None]
LATER = Slot("ito", START + timedelta(days=4), 30)
EVE = "eve@example.com"
TABLES = ("appointments", "cells", "outbox", "conversations", "tasks")


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, on each engine."""
    business(store)
    return house_of(store)


def order(act: Act, *slots: Slot, was: datetime | None = START, tell: bool = True) -> Order:
    return Order("visit", act, EVE, slots, was, tell)


def do(house: House, wanted: Order) -> Done:
    return desk.carry_out(house.store, wanted, house.clock.now)


def visit(house: House) -> Appointment:
    with house.store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    return appointment_of(row)


def sent(house: House) -> list[str]:
    """The texts that a worker sends a minute later."""
    house.work(at=house.clock.forward(minutes=1))
    return house.provider.bodies


def test_a_moved_visit_takes_its_time_and_reminders_along(house: House, database_url: str) -> None:
    do(house, order("move", LATER))

    assert ["It is now check-up with Dr Ito, Mon 16 Mar 1:00 PM"] == [body.split(". ")[1] for body in sent(house)]
    assert (LATER.start, 0) == (visit(house).start, visit(house).moves)
    assert ("unsent", "moved") == house.fate(FIRST)
    assert_consistent(database_url)


def test_a_cancelled_visit_is_free_again_and_the_customer_is_told(house: House, database_url: str) -> None:
    do(house, order("cancel"))

    assert ["Green Street Dental: we are sorry, check-up with Dr Ito, Thu 12 Mar 1:00 PM, will not take place."] == [
        body.split(" Text a day")[0] for body in sent(house)
    ]
    assert_consistent(database_url)


@pytest.mark.parametrize("wanted", [order("move", LATER, tell=False), order("cancel", tell=False)], ids=["move", "cancel"])
def test_nobody_is_told_where_staff_say_so(house: House, wanted: Order) -> None:
    done = do(house, wanted)

    assert done.text is None
    assert [] == sent(house)


def test_a_visit_moved_there_and_back_is_told_of_each_time(house: House) -> None:
    do(house, order("move", LATER))
    sent(house)
    do(house, order("move", Slot("ito", START, 30), was=LATER.start))
    sent(house)
    do(house, order("move", LATER))

    assert 3 == len(sent(house))


def test_proposed_times_are_held_and_taken_by_number(house: House, database_url: str) -> None:
    slots = do(house, order("propose")).slots
    house.work(at=house.clock.forward(minutes=1))
    chosen = answer(house.store, text("1"), house.clock.forward(hours=3))

    assert 3 == len(slots)
    assert chosen.reply.startswith("Moved: check-up with Dr Ito, ")
    assert slots[0].start == visit(house).start
    assert_consistent(database_url)


def test_the_times_that_staff_chose_are_proposed(house: House) -> None:
    other = Slot("maya", START + timedelta(days=5), 30)

    done = do(house, order("propose", LATER, other))

    assert (LATER, other) == done.slots
    assert "Reply 1 for Mon 16 Mar 1:00 PM, 2 for Tue 17 Mar 1:00 PM" in sent(house)[0]


def test_a_new_proposal_takes_the_place_of_one_that_has_not_gone_out(house: House, database_url: str) -> None:
    first = do(house, order("propose", LATER))
    house.clock.forward(minutes=1)
    do(house, order("propose", Slot("ito", LATER.start + timedelta(hours=1), 30)))

    assert first.text is not None
    assert ("unsent", "superfluous") == house.fate(first.text)
    assert 6 == look(database_url, "SELECT COUNT(*) FROM cells WHERE holder IS NOT NULL")[0][0]


@pytest.mark.parametrize("wanted", [order("move", LATER), order("cancel"), order("propose", LATER)], ids=lambda it: it.act)
def test_a_form_sent_twice_is_done_once(house: House, wanted: Order, database_url: str) -> None:
    do(house, wanted)
    house.clock.forward(minutes=1)
    do(house, wanted)

    assert 1 == len(sent(house))
    if wanted.act != "propose":
        assert_consistent(database_url)


def test_a_time_of_somebody_else_is_refused_and_nothing_changes(house: House, database_url: str) -> None:
    house.book(LATER.start, key="other", phone="+12025550177")

    with pytest.raises(CannotChange, match="somebody else"):
        do(house, order("move", LATER))

    assert ("waiting", None) == house.fate(FIRST)
    assert_consistent(database_url)


def test_a_time_that_is_offered_to_somebody_else_is_refused(house: House) -> None:
    house.book(START + timedelta(days=1), key="other", phone="+12025550177")
    desk.carry_out(house.store, Order("other", "propose", EVE, (LATER,)), house.clock.now)

    with pytest.raises(CannotChange, match="offered to somebody"):
        do(house, order("move", LATER))


def test_two_of_the_staff_who_want_one_time_for_two_visits_get_it_once(house: House, database_url: str) -> None:
    house.book(START + timedelta(days=1), key="other", phone="+12025550177")

    def move(key: str) -> str:
        try:
            desk.carry_out(house.store, Order(key, "move", EVE, (LATER,)), house.clock.now)
        except CannotChange as lost:
            return str(lost)
        return "moved"

    with ThreadPoolExecutor(2) as staff:
        fates = list(staff.map(move, ("visit", "other")))

    assert 1 == fates.count("moved")
    assert 1 == sum("somebody else has that time" in fate for fate in fates)
    assert_consistent(database_url)


@pytest.mark.parametrize("act", ["move", "cancel", "propose"])
def test_a_visit_that_was_moved_meanwhile_stays_where_it_is(house: House, act: Act) -> None:
    house.move(START + timedelta(days=1))

    with pytest.raises(CannotChange, match="moved meanwhile"):
        do(house, order(act, LATER))

    assert START + timedelta(days=1) == visit(house).start


@pytest.mark.parametrize("act", ["move", "cancel", "propose"])
@pytest.mark.parametrize("when", [START, START + timedelta(days=1)])
def test_a_visit_that_has_begun_stays_as_it_is(house: House, act: Act, when: datetime) -> None:
    house.clock.now = when

    with pytest.raises(CannotChange, match="over"):
        do(house, order(act, LATER))


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ((), "choose one time"),
        ((LATER, Slot("maya", LATER.start, 30)), "choose one time"),
        ((Slot("ito", START, 30),), "at that time already"),
        ((Slot("ito", START - timedelta(days=30), 30),), "has passed"),
        ((Slot("nobody", LATER.start, 30),), "nobody of that name"),
    ],
)
def test_a_move_that_can_not_be_is_refused_in_words(house: House, slots: tuple[Slot, ...], words: str) -> None:
    with pytest.raises(CannotChange, match=words):
        do(house, order("move", *slots))

    assert START == visit(house).start


def test_there_is_no_such_visit(house: House) -> None:
    with pytest.raises(CannotChange, match="no such visit"):
        desk.carry_out(house.store, Order("nothing", "cancel", EVE), house.clock.now)


def test_who_wants_no_texts_gets_no_proposal(house: House) -> None:
    answer(house.store, text("STOP"), house.clock.now)

    with pytest.raises(CannotChange, match="wants no texts"):
        do(house, order("propose"))


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        (tuple(Slot("ito", LATER.start + timedelta(hours=n), 30) for n in range(4)), "more than 3"),
        ((LATER, Slot("ito", START - timedelta(days=30), 30)), "has passed"),
        ((Slot("ito", LATER.start + timedelta(hours=1), 30), LATER), "somebody took one"),
    ],
    ids=["four", "past", "taken"],
)
def test_a_proposal_that_can_not_be_leaves_the_one_that_waits(
    house: House, slots: tuple[Slot, ...], words: str, database_url: str
) -> None:
    house.book(LATER.start, key="other", phone="+12025550177")
    before = do(house, order("propose", Slot("ito", START + timedelta(days=1), 30))).text
    assert before is not None

    with pytest.raises(CannotChange, match=words):
        do(house, order("propose", *slots))

    assert ("waiting", None) == house.fate(before)
    assert [(6,)] == look(database_url, "SELECT COUNT(*) FROM cells WHERE holder IS NOT NULL")


def test_who_never_agreed_to_texts_gets_no_proposal(house: House) -> None:
    house.run("withdraw_consent", location="main", phone=visit(house).phone)

    with pytest.raises(CannotChange, match="has not agreed to texts"):
        do(house, order("propose"))


@pytest.mark.parametrize(("act", "hours"), [("move", 0), ("propose", 0), ("completed", 1), ("no_show", 1)])
def test_a_cancelled_visit_stays_cancelled(house: House, act: Act, hours: int, database_url: str) -> None:
    do(house, order("cancel"))
    if hours:
        house.clock.now = START + timedelta(hours=hours)

    with pytest.raises(CannotChange, match="was cancelled"):
        do(house, order(act, LATER))

    assert "cancelled" == visit(house).status
    assert_consistent(database_url)


@pytest.mark.parametrize("first", ["completed", "no_show"])
def test_a_visit_is_closed_and_the_mistake_can_be_put_right(house: House, first: Act, database_url: str) -> None:
    house.clock.now = START + timedelta(minutes=10)
    second: Act = "no_show" if first == "completed" else "completed"

    statuses = []
    for act in (first, second):
        do(house, order(act))
        statuses.append(visit(house).status)

    assert [first, second] == statuses
    assert [] == sent(house)
    assert_consistent(database_url)


def test_a_visit_that_has_not_begun_can_not_be_closed(house: House) -> None:
    with pytest.raises(CannotChange, match="not begun"):
        do(house, order("no_show"))


def test_an_answer_to_what_was_offered_before_staff_moved_the_visit_changes_nothing(house: House, database_url: str) -> None:
    answer(house.store, text("can we do friday instead?"), house.clock.now)
    do(house, order("move", LATER))

    reply = answer(house.store, text("1"), house.clock.forward(minutes=1)).reply

    assert LATER.start == visit(house).start
    assert "16 Mar" in reply
    assert_consistent(database_url)


@pytest.mark.parametrize(
    "wanted", [order("move", LATER), order("cancel"), order("propose"), order("propose", LATER)], ids=lambda it: it.act
)
def test_the_text_rehearsed_is_the_text_sent_and_nothing_stays_of_the_trial(
    house: House, wanted: Order, database_url: str
) -> None:
    before = [look(database_url, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES]

    found = rehearse(house.host, wanted, house.clock.now)

    assert before == [look(database_url, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES]
    do(house, wanted)
    assert [found.body] == sent(house)
    assert found.segments >= 1


def test_a_rehearsal_says_that_no_text_will_go_out(house: House) -> None:
    answer(house.store, text("STOP"), house.clock.now)

    found = rehearse(house.host, order("move", LATER), house.clock.now)

    assert ("", "opted_out") == (found.body, found.never)


def test_a_rehearsal_says_when_the_text_may_go_out(house: House) -> None:
    house.clock.now = from_text("2026-03-05T08:00:00Z")  # three in the morning

    found = rehearse(house.host, order("move", LATER), house.clock.now)

    assert found.body
    assert found.later is not None
    assert found.later > house.clock.now


@pytest.mark.parametrize(("hour", "outside"), [(13, False), (21, True)])
def test_a_rehearsal_warns_of_a_time_outside_the_hours(house: House, hour: int, outside: bool) -> None:
    slot = Slot("ito", LATER.start + timedelta(hours=hour - 13), 30)

    assert outside == rehearse(house.host, order("move", slot), house.clock.now).outside_hours


def test_free_times_of_a_day_come_in_order_and_need_no_notice(house: House) -> None:
    house.clock.now = START - timedelta(hours=2)
    booked = visit(house)
    with house.store.read() as session:
        found = desk.free_times(session, booked, provider="maya", day=START.date(), now=house.clock.now)

    starts = [slot.start for slot in found.slots]
    assert found.met
    assert sorted(starts) == starts
    assert START - timedelta(hours=1) in starts


def test_a_day_without_room_shows_the_nearest_free_times(house: House) -> None:
    booked = visit(house)
    with house.store.read() as session:
        found = desk.free_times(session, booked, provider="ito", day=date(2026, 3, 15), now=house.clock.now)

    assert not found.met
    assert found.slots
    assert found.slots[0].start > house.clock.now
