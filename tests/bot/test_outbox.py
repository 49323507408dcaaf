"""Texts that go out: once, in order, as things stand when they leave, and with a reason where they do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot import notices
from bot.inbox import answer
from bot.ports import Store
from bot.records import appointment as appointment_of
from bot.records import to_text
from bot.settings import Settings
from flows.segments import segments
from flows.values import Slot
from tests.bot.sending import ASKED, FIRST, SECOND, SOON, START, WEEK_BEFORE, House, house_of
from tests.bot.texting import ANA, book, text

Business = Callable[[Store], None]
LEO = "+12025550177"


def test_a_reminder_goes_out_when_it_is_due_and_only_once(house: House) -> None:
    early = house.work(at=ASKED - timedelta(minutes=1))
    due = house.work(at=ASKED)
    again = house.work(at=ASKED + timedelta(minutes=1))

    assert (0, 1, 0) == (early.total, due.sent, again.total)
    assert ("queued", None) == house.fate(FIRST)
    assert [
        "Hi Ana, this is Green Street Dental. Check-up with Dr Ito on Thu 12 Mar 1:00 PM. "
        "Reply YES to confirm, or text a day or time that suits you better."
    ] == house.provider.bodies
    assert 1 == segments(house.provider.bodies[0])


def test_the_answer_to_a_reminder_confirms_the_visit_it_asked_about(house: House) -> None:
    house.work(at=ASKED)

    answered = answer(house.store, text("Yes"), house.clock.forward(minutes=5))

    assert "Thank you, confirmed: check-up with Dr Ito, Thu 12 Mar 1:00 PM. See you then!" == answered.reply
    with house.store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    assert "confirmed" == row["status"]


def test_an_answer_that_is_faster_than_the_provider_finds_the_question(house: House) -> None:
    replies = []
    house.provider.before_answering = lambda taken: replies.append(answer(house.store, text("Yes"), house.clock.now).rule)

    house.work(at=ASKED)

    assert 1 == len(replies)
    assert ("queued", None) == house.fate(FIRST)
    with house.store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    assert "confirmed" == row["status"]


def test_a_question_that_was_not_sent_is_not_open(quick: House) -> None:
    quick.provider.faults.append(21211)

    quick.work(at=ASKED)

    assert "idle" == quick.state()


def test_no_reminder_of_the_old_time_after_a_move(house: House) -> None:
    house.move(START + timedelta(days=1))

    house.work(at=ASKED)
    house.work(at=ASKED + timedelta(days=1))

    assert ("unsent", "moved") == house.fate(FIRST)
    assert 1 == len(house.provider.bodies)
    assert "Fri 13 Mar 1:00 PM" in house.provider.bodies[0]


def test_a_move_that_forgot_to_plan_is_noticed_when_the_reminder_is_due(quick: House) -> None:
    at = to_text(quick.clock.now)
    moved = to_text(START + timedelta(days=1))
    quick.run("move_appointment", id="visit", starts_at=moved, provider="ito", minutes=30, was=to_text(START), now=at)

    quick.work(at=ASKED)

    assert ("unsent", "moved") == quick.fate(FIRST)


def test_a_confirmed_visit_is_not_asked_about_but_reminded_of(quick: House) -> None:
    quick.run("confirm_appointment", id="visit", now=to_text(quick.clock.now))

    quick.work(at=ASKED)
    quick.work(at=SOON)

    assert ("unsent", "answered") == quick.fate(FIRST)
    assert ["Hi Ana, see you soon at Green Street Dental: Check-up with Dr Ito, Thu 12 Mar 1:00 PM. Phone +15550100099."] == (
        quick.provider.bodies
    )


def test_a_cancelled_visit_is_not_reminded_of(quick: House) -> None:
    quick.run("cancel_appointment", id="visit", now=to_text(quick.clock.now))

    quick.work(at=ASKED)

    assert ("unsent", "cancelled") == quick.fate(FIRST)


def test_a_reminder_nobody_has_use_for_any_more_is_not_sent(quick: House) -> None:
    quick.work(at=SOON + timedelta(minutes=1))
    quick.work()

    assert ("unsent", "past") == quick.fate(FIRST)
    assert "queued" == quick.text(SECOND)["status"]


def test_nobody_is_woken_but_the_news_comes_in_the_morning(quick: House) -> None:
    eleven_at_night = WEEK_BEFORE.replace(hour=4)
    quick.clock.now = eleven_at_night
    quick.staff_text("Please bring your card")

    quick.work(at=eleven_at_night + timedelta(minutes=1))
    held = quick.text("note")
    quick.work(at=eleven_at_night.replace(hour=13))

    assert ("waiting", "quiet_hours", "2026-03-04T13:00:00Z") == (held["status"], held["reason"], held["due_at"])
    assert ["Please bring your card"] == quick.provider.bodies


def test_a_customer_who_texts_at_night_may_be_answered_by_staff(quick: House) -> None:
    night = WEEK_BEFORE.replace(hour=4)
    answer(quick.store, text("I need a person please"), night)
    quick.clock.now = night
    quick.staff_text("I am here")

    quick.work(at=night + timedelta(minutes=2))

    assert ["I am here"] == quick.provider.bodies


def test_a_cancellation_that_can_not_be_told_in_time_becomes_a_task(quick: House) -> None:
    early = START.replace(hour=11)  # 07:00 in New York, inside the quiet hours
    quick.book(early, key="early", phone=LEO, provider="maya")
    night = early - timedelta(hours=8)
    with quick.store.write() as session:
        session.run("cancel_appointment", id="early", now=to_text(night))
        row = session.one("appointment", id="early")
        assert row is not None
        notices.cancelled_by_staff(session, appointment_of(row), by="eve@example.com", now=night)
    quick.plan("early")

    quick.work(at=night + timedelta(minutes=1))

    assert ("unsent", "quiet_hours") == quick.fate(f"early:{to_text(early)}:cancelled_by_staff")
    assert ["text_not_sent"] == quick.tasks()


def test_a_question_waits_while_a_person_holds_the_thread_and_plain_news_goes(quick: House) -> None:
    answer(quick.store, text("a person please"), ASKED - timedelta(minutes=5))

    quick.work(at=ASKED)
    waits = quick.fate(FIRST)
    quick.staff_text("Of course")
    quick.work(at=ASKED + timedelta(minutes=1))

    assert ("waiting", "person_holds_thread") == waits
    assert ["Of course"] == quick.provider.bodies
    assert "with_staff" == quick.state()


def test_a_question_does_not_break_into_a_dialogue(quick: House) -> None:
    answer(quick.store, text("can we do friday"), ASKED - timedelta(minutes=5))

    quick.work(at=ASKED)

    assert ("waiting", "dialogue") == quick.fate(FIRST)
    assert "choosing" == quick.state()


def test_a_dialogue_that_fell_asleep_does_not_swallow_the_reminder(quick: House) -> None:
    answer(quick.store, text("can we do friday"), ASKED - timedelta(hours=2))

    quick.work(at=ASKED)

    assert "queued" == quick.text(FIRST)["status"]
    assert "confirming" == quick.state()


def test_reminders_of_a_family_add_up_and_name_each_person(quick: House) -> None:
    with quick.store.write() as session:
        session.run(
            "book_appointment",
            id="leo", location="main", provider="maya", service="checkup", starts_at=to_text(START), minutes=30,
            phone=ANA, name="Leo", language="en", now=to_text(quick.clock.now),
        )  # fmt: skip
    quick.plan("leo")

    quick.work(at=ASKED)
    quick.work(at=ASKED + timedelta(minutes=1))
    both = answer(quick.store, text("yes for both"), quick.clock.forward(minutes=1))

    assert ["Leo, check-up with Maya Stone", "Ana, check-up with Dr Ito"] == [
        body.split(": ", 1)[1].split(", Thu")[0] for body in quick.provider.bodies
    ]
    assert "onfirmed" in both.reply
    with quick.store.read() as session:
        statuses = [row["status"] for key in ("visit", "leo") if (row := session.one("appointment", id=key))]
    assert ["confirmed", "confirmed"] == statuses


def test_texts_to_one_phone_leave_in_the_order_they_were_written(store: Store, business: Business) -> None:
    business(store)
    house = house_of(store, Settings(long_code_pace=0))
    for number in range(4):
        house.staff_text(f"part {number}", key=f"note-{number}")
        house.clock.forward(seconds=1)
    house.staff_text("other phone", key="other", phone=LEO)
    with house.store.customer("main", LEO) as session:
        session.run("keep_customer", location="main", phone=LEO, language="en", now=to_text(house.clock.now))

    reports = [house.work() for _ in range(5)]

    assert [2, 1, 1, 1, 0] == [report.sent for report in reports]
    assert [f"part {number}" for number in range(4)] == [body for body in house.provider.bodies if body != "other phone"]


def test_a_text_that_is_tried_again_is_not_overtaken(quick: House) -> None:
    quick.provider.faults.append(20429)
    quick.staff_text("first", key="a")
    quick.work(at=quick.clock.forward(seconds=1))
    quick.staff_text("second", key="b")

    quick.work(at=quick.clock.forward(seconds=1))
    quick.work(at=quick.clock.forward(minutes=1))
    quick.work(at=quick.clock.forward(seconds=1))

    assert ["first", "second"] == quick.provider.bodies


def test_no_more_texts_an_hour_to_one_phone_than_allowed(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store, Settings(texts_per_phone_hour=2, long_code_pace=0))
    for number in range(3):
        house.staff_text(f"part {number}", key=f"note-{number}")
        house.clock.forward(seconds=1)

    for _ in range(3):
        house.work()
    third = house.fate("note-2")
    house.work(at=house.clock.forward(minutes=61))

    assert ("waiting", "rate") == third
    assert ["part 0", "part 1", "part 2"] == house.provider.bodies


def test_the_daily_cap_stops_texts_and_alerts_once(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store, Settings(daily_spend_cap=0.02, segment_price=0.01))
    for number in range(4):
        house.staff_text(f"part {number}", key=f"note-{number}")
        house.clock.forward(seconds=1)

    for _ in range(6):
        house.work(at=house.clock.forward(seconds=1))
    stopped = house.fate("note-2")
    house.work(at=house.clock.forward(days=1))

    assert ("waiting", "spend_cap") == stopped
    assert ["spend_cap"] == [kind for kind in house.tasks() if kind == "spend_cap"]
    assert ["part 0", "part 1"] == house.provider.bodies[:2]


def test_a_place_without_a_usable_sender_says_so(quick: House) -> None:
    quick.run("forget_sender", number="+15550100001", location="main")
    quick.run("forget_sender", number="+15550100002", location="main")

    quick.work(at=ASKED)

    assert ("waiting", "no_sender") == quick.fate(FIRST)


def test_a_text_that_can_not_be_put_into_words_stops_no_other(quick: House, caplog: pytest.LogCaptureFixture) -> None:
    quick.run(
        "outbox_add",
        id="broken", location="main", phone=ANA, kind="reminder-48", body="", line='{"key": "no_such_line"}', media="[]",
        appointment="visit", appointment_start=to_text(START), due_at=to_text(ASKED), useful_until=None, segments=None,
        by=None, now=to_text(quick.clock.now),
    )  # fmt: skip

    quick.work(at=ASKED)
    quick.work(at=ASKED + timedelta(minutes=1))

    assert ("unsent", "bug") == quick.fate("broken")
    assert "queued" == quick.text(FIRST)["status"]
    assert "no_such_line" in caplog.text


def test_a_phone_whose_answers_do_not_reach_us_is_told_whom_to_call(quick: House) -> None:
    abroad = "+971501234567"
    quick.book(START, key="abroad", phone=abroad, provider="maya")

    quick.work(at=ASKED)

    (body,) = [taken.text.body for taken in quick.provider.taken if taken.text.phone == abroad]
    assert "Reply" not in body
    assert "Phone +15550100099" in body
    assert quick.state(abroad) is None
    assert ["operator"] == quick.tasks()


def test_staff_moving_a_visit_tell_the_customer(quick: House) -> None:
    later = START + timedelta(days=1)
    quick.move(later)
    with quick.store.write() as session:
        row = session.one("appointment", id="visit")
        assert row is not None
        notices.moved_by_staff(session, appointment_of(row), by="eve@example.com", now=quick.clock.now)

    quick.work(at=quick.clock.forward(minutes=1))

    assert [
        "Green Street Dental: we had to move your visit. It is now check-up with Dr Ito, Fri 13 Mar 1:00 PM. "
        "Text a day or time if that does not suit you."
    ] == quick.provider.bodies


def test_a_proposal_is_held_and_taken_by_its_number(quick: House) -> None:
    slots = [Slot("ito", START + timedelta(days=4, hours=hours), 30) for hours in (0, 1)]
    with quick.store.write() as session:
        row = session.one("appointment", id="visit")
        assert row is not None
        visit = appointment_of(row)
        from bot.records import service as service_of

        service = next(service_of(row) for row in session.all("services_of_location", location="main"))
        until = quick.clock.now + timedelta(days=1)
        notices.propose(session, visit, service, slots, until=until, by="eve@example.com", now=quick.clock.now)

    quick.work(at=quick.clock.forward(minutes=1))
    chosen = answer(quick.store, text("2"), quick.clock.forward(hours=2))

    assert "Mon 16 Mar 2:00 PM" in quick.provider.bodies[0]
    assert "Moved: check-up with Dr Ito, Mon 16 Mar 2:00 PM. See you then!" == chosen.reply


def test_texts_in_spanish_go_to_a_customer_who_writes_spanish(quick: House) -> None:
    answer(quick.store, text("hola, ¿cuándo es mi cita?"), quick.clock.now)

    quick.work(at=ASKED)

    assert "Hola, Ana, somos Green Street Dental." in quick.provider.bodies[0]


def test_booking_in_the_tests_gives_consent(quick: House) -> None:
    book(quick.store, START, quick.clock.now, key="again", phone=LEO, provider="maya")

    with quick.store.read() as session:
        row = session.one("web_customer", location="main", phone=LEO)

    assert row is not None
    assert row["consent_at"]
