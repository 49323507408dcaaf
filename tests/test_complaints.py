"""What users of other systems suffer from must not happen here: one test a row of that list, by its number.

Rows 18 to 20 (signatures behind a proxy, through a messaging service, a webhook called twice) are whole tables of cases in
`tests/web/test_webhook.py`; row 23's answers per person are scripts (`tests/conversations/*_family*.txt`).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import cells, delivery
from bot.inbox import answer
from bot.ports import SlotTaken, StatusReport, Store
from bot.quiet import Quiet
from bot.records import from_text, to_text
from bot.reminders import due_times
from bot.settings import Settings
from flows.lang.lines import languages, speech
from flows.segments import encoding, segments
from flows.understand import read
from flows.values import Asked, Intent, Media
from tests.bot.sending import ASKED, FIRST, START, House, house_of
from tests.bot.texting import ANA, SENDER, converse, text, visit

Business = Callable[[Store], None]
LEO = "+12025550177"


@pytest.fixture
def house(sqlite_store: Store, business: Business) -> House:
    """Ana's check-up a week ahead with its reminders."""
    business(sqlite_store)
    return house_of(sqlite_store)


def says(house: House, *bodies: str) -> list[str]:
    """The replies to these texts, a minute apart."""
    return [given.reply for given in converse(house.store, house.clock.now, bodies)]


def stands(house: House, key: str = "visit") -> tuple[str, str]:
    with house.store.read() as session:
        row = visit(session, key)
    return row["status"], row["starts_at"]


@pytest.mark.parametrize("body", ["banana", "my cat is blue", "¿?", "42 is the answer to everything", "x", "?", "🦷🪥 soon"])
def test_01_free_text_is_not_rejected_or_lost(house: House, body: str) -> None:
    first, second = says(house, body, f"{body} {body}")

    assert first or house.tasks()
    assert second or house.tasks()
    assert stands(house) == ("booked", to_text(START))


@pytest.mark.parametrize(
    "body",
    ["Y", "yes", "YES!!", "yep", "Yes please 😊", "👍", "sure thing", "ok, see you then", "confirmed", "yup I'll be there"],
)
def test_02_any_clear_yes_is_accepted(house: House, body: str) -> None:
    house.work(at=ASKED)

    says(house, body)

    assert stands(house)[0] == "confirmed"


@pytest.mark.parametrize("body", ["thanks", "thank you!", "right", "great", "have a nice day", "ok thanks bye"])
def test_03_courtesy_confirms_nothing_that_was_not_asked(house: House, body: str) -> None:
    says(house, body)

    assert stands(house) == ("booked", to_text(START))


def test_04_the_first_answer_does_not_win_for_ever(house: House) -> None:
    house.work(at=ASKED)

    says(house, "yes", "sorry, can we do thursday 19 march at 2pm instead", "yes")

    assert stands(house)[1] == "2026-03-19T18:00:00Z"


def test_05_a_lone_cancel_does_not_unsubscribe_unnoticed(house: House) -> None:
    replies = says(house, "CANCEL")

    with house.store.read() as session:
        flags = session.all("web_opt_outs_of", location="main", phone=ANA)
        tasks = session.all("web_open_tasks", location="main", most=10)
    assert replies == [""]
    assert [SENDER] == [flag["sender"] for flag in flags]
    assert [("opted_out", "visit")] == [(task["kind"], task["appointment"]) for task in tasks]


def test_06_opt_outs_do_not_live_only_at_the_carrier(house: House) -> None:
    house.provider.opted_out.add(ANA)

    house.work(at=ASKED)
    house.clock.forward(minutes=1)
    house.staff_text("Hello Ana")
    house.work()

    assert house.fate(FIRST) == ("unsent", "opted_out")
    assert house.fate("note") == ("unsent", "opted_out")
    assert house.provider.taken == []


@pytest.mark.parametrize(
    "body",
    ["REVOKE", "optout", "stop texting me", "please take me off your list", "no me escriban más", "unsubscribe me please"],
)
def test_07_new_and_plain_opt_out_words_are_not_missing(house: House, body: str) -> None:
    says(house, body)

    assert house.state() == "opted_out"


def test_08_help_is_not_a_dead_end(house: House) -> None:
    (help_line,) = says(house, "HELP")
    (handed_over,) = says(house, "I want to talk to a real person")

    assert "+15550100099" in help_line
    assert handed_over
    assert house.tasks() == ["human_asked"]
    assert house.state() == "with_staff"


def test_09_the_old_reminder_does_not_go_out_after_a_move(house: House) -> None:
    house.move(START + timedelta(days=7))

    house.work(at=ASKED)

    assert house.provider.taken == []
    assert house.fate(FIRST) == ("unsent", "moved")


def test_10_a_moved_appointment_gets_new_reminders(house: House) -> None:
    says(house, "can we do thursday 19 march at 2pm instead", "yes")
    moved = from_text(stands(house)[1])

    house.work(at=moved - timedelta(hours=48))

    assert "Thu 19 Mar 2:00 PM" in house.provider.bodies[0]


def test_11_two_workers_send_no_reminder_twice(house: House) -> None:
    house.work(at=ASKED, worker="one")
    house.work(at=ASKED, worker="two")

    assert len(house.provider.taken) == 1


def test_12_no_reminder_is_silently_not_sent(house: House) -> None:
    house.run("cancel_appointment", id="visit", now=to_text(house.clock.now))

    house.work(at=ASKED)

    assert house.provider.taken == []
    assert house.fate(FIRST)[1] is not None


def test_13_late_bookings_get_no_reminders_for_the_past(house: House) -> None:
    house.clock.now = START - timedelta(hours=20)
    house.book(START + timedelta(minutes=60), key="late", phone=LEO)

    fate = house.fate(f"late:{to_text(START + timedelta(minutes=60))}:reminder-48")

    assert fate == ("unsent", "past")


@pytest.mark.parametrize(
    "zone",
    ["America/New_York", "America/Los_Angeles", "Europe/London", "Europe/Madrid", "Australia/Sydney", "America/Santiago"],
)
def test_14_reminders_are_not_an_hour_off_at_clock_changes(zone: str) -> None:
    for month in range(1, 13):
        for day in (1, 8, 15, 22, 29)[: 4 if month == 2 else 5]:
            start = datetime(2026, month, day, 15, tzinfo=ZoneInfo(zone))

            first, _ = due_times(start, (48, 3), Quiet(ZoneInfo(zone), (), frozenset()))

            local = first.at.astimezone(ZoneInfo(zone))
            assert (local.hour, local.minute) == (15, 0)


def test_15_dates_are_written_as_the_country_writes_them_with_the_weekday(house: House) -> None:
    (reply,) = says(house, "when is my appointment?")

    assert "Thu 12 Mar 1:00 PM" in reply
    assert speech("en-GB").time.startswith("HH")
    assert all("EEE" in speech(code).date for code in languages())


def test_16_no_text_leaves_at_night(house: House) -> None:
    night = START.replace(hour=7) + timedelta(days=1)  # 03:00 in New York
    house.book(night.replace(hour=13), key="early", phone=LEO)

    due = [from_text(house.text(f"early:{to_text(night.replace(hour=13))}:reminder-{n}")["due_at"]) for n in (48, 3)]

    assert all(8 <= at.astimezone(ZoneInfo("America/New_York")).hour < 21 for at in due)


def test_17_two_people_are_not_booked_into_one_slot(house: House) -> None:
    with house.store.write() as session, pytest.raises(SlotTaken):
        cells.take_for_appointment(
            session,
            location="main",
            provider="ito",
            start=START,
            minutes=30,
            appointment="other",
            holder=LEO,
            now=house.clock.now,
        )


def test_21_delivered_does_not_fall_back_to_sent(house: House) -> None:
    house.work(at=ASKED)
    sid = house.text(FIRST)["sid"]

    for status in ("delivered", "sent", "queued"):
        delivery.note(house.host, StatusReport(sid, status, None, None))

    assert house.fate(FIRST)[0] == "delivered"


def test_22_no_curly_quote_or_accent_doubles_the_cost(house: House) -> None:
    replies = says(house, "when is my appointment?", "can we do thursday after 2", "2", "gracias", "¿cuándo es mi cita?")

    assert {"GSM-7"} == {encoding(reply) for reply in replies}
    assert {1} == {segments(reply) for reply in replies}


def test_23_two_bookings_on_one_phone_are_asked_which(house: House) -> None:
    house.book(START + timedelta(hours=1), key="leo")

    (question,) = says(house, "I need to move the appointment")

    assert "1" in question
    assert "2" in question
    assert stands(house) == ("booked", to_text(START))


def test_24_the_bot_does_not_talk_over_the_human(house: House) -> None:
    says(house, "can a person call me please")

    replies = says(house, "hello?", "are you there", "can we do thursday at 2pm")

    assert replies == ["", "", ""]
    assert stands(house) == ("booked", to_text(START))


def test_25_two_auto_responders_do_not_talk_all_night(house: House) -> None:
    replies = says(house, *["Thanks!"] * 12)

    assert 1 <= sum(bool(reply) for reply in replies) <= 3
    assert "passive_limit" in house.tasks()


@pytest.mark.parametrize("body", ["Liked “Reply YES to confirm”", "👍 to “See you then!”", "Loved an image"])
def test_26_phone_reactions_are_not_answers(house: House, body: str) -> None:
    house.work(at=ASKED)

    replies = says(house, body)

    assert replies == [""]
    assert stands(house)[0] == "booked"
    assert house.state() == "confirming"


def test_27_a_photo_without_text_does_not_crash_it(house: House) -> None:
    photo = replace(text(""), media=(Media("https://api.twilio.com/2010-04-01/x", "image/jpeg"),))

    reply = answer(house.store, photo, house.clock.now).reply

    assert reply
    assert house.tasks() == ["picture"]


def test_28_a_stuck_conversation_does_not_swallow_later_texts(house: House) -> None:
    says(house, "can we move my appointment?")
    later = house.clock.forward(days=2)

    reply = answer(house.store, text("when is my appointment?"), later).reply

    assert "Thu 12 Mar" in reply


def test_29_answers_do_not_arrive_in_the_wrong_order(house: House) -> None:
    house.staff_text("first", key="a")
    house.clock.forward(seconds=1)
    house.staff_text("second", key="b")

    for _ in range(3):
        house.work(at=house.clock.forward(minutes=1))

    assert house.provider.bodies == ["first", "second"]


def test_30_nobody_gets_more_texts_an_hour_than_the_cap(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store, Settings(texts_per_phone_hour=2))
    for number in range(5):
        house.staff_text(f"offer {number}", key=f"offer-{number}")

    for _ in range(20):
        house.work(at=house.clock.forward(minutes=1))

    assert len(house.provider.taken) == 2


def test_31_last_minute_and_endless_changes_are_refused_in_words(house: House) -> None:
    house.clock.now = START - timedelta(hours=2)

    (reply,) = says(house, "can we do thursday 19 march at 2pm instead")

    assert "+15550100099" in reply
    assert stands(house) == ("booked", to_text(START))
    assert house.tasks() == ["policy_refused"]


def test_32_many_writers_never_see_a_locked_database(house: House) -> None:
    phones = [f"+1202555{number:04d}" for number in range(40)]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda phone: answer(house.store, text("hello", phone=phone), house.clock.now), phones))

    assert all(given.rule for given in answers)


def test_33_costs_do_not_jump_without_warning(sqlite_store: Store, business: Business) -> None:
    business(sqlite_store)
    house = house_of(sqlite_store, Settings(daily_spend_cap=0.0))

    house.work(at=ASKED)

    assert house.provider.taken == []
    assert house.fate(FIRST)[1] == "spend_cap"
    assert house.tasks()


# What a general date parser gets wrong, asked on Wednesday 4 March 2026 at 10:00 (start, end, day named, time named).
WEDNESDAY = datetime(2026, 3, 4, 10)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("body", "start", "end"),
    [
        ("tomorrow at 3", datetime(2026, 3, 5, 15), None),
        ("fri @ 2", datetime(2026, 3, 6, 14), None),
        ("half past 2 on monday", datetime(2026, 3, 9, 14, 30), None),
        ("the 12th", datetime(2026, 3, 12), datetime(2026, 3, 13)),
        ("1230 friday", datetime(2026, 3, 6, 12, 30), None),
        ("tmrw 2pm", datetime(2026, 3, 5, 14), None),
        ("thurs 9-11", datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 11)),
        ("el viernes a las 3", datetime(2026, 3, 6, 15), None),
        ("morgen um 15 Uhr", datetime(2026, 3, 5, 15), None),
    ],
)
def test_a_time_in_plain_words_is_read_as_meant(body: str, start: datetime, end: datetime | None) -> None:
    reading = read(body, WEDNESDAY, None, ("en", "es", "de"), Asked("when"))

    assert [(start, end or start)] == [(window.start, window.end) for window in reading.windows]


@pytest.mark.parametrize("body", ["1", "2", "5"])
def test_a_lone_digit_is_a_choice_and_no_date(body: str) -> None:
    offers = tuple(datetime(2026, 3, 5, 9 + number) for number in range(5))

    reading = read(body, WEDNESDAY, "en", (), Asked("choose", None, offers))

    assert (Intent.CHOOSE, int(body), ()) == (reading.intent, reading.choice, reading.windows)


def test_a_contrast_names_no_time_and_confirms_nothing() -> None:
    reading = read("yes but can we do later", WEDNESDAY, "en", (), Asked("confirm", datetime(2026, 3, 6, 14, 30)))

    assert reading.intent in (Intent.LATER, Intent.RESCHEDULE)
    assert reading.windows == ()


def test_the_same_time_next_week_is_counted_from_the_visit() -> None:
    reading = read("same time next week", WEDNESDAY, "en", (), Asked("confirm", datetime(2026, 3, 6, 14, 30)))

    assert [datetime(2026, 3, 13, 14, 30)] == [window.start for window in reading.windows]
