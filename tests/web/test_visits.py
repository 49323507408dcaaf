"""A visit's page: what staff see, what they are shown before they decide, and what is done."""

from __future__ import annotations

import html
import re
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from flask import Flask

from app import create_app
from bot.ports import Row
from tests.bot.texting import ANA, book
from tests.web.conftest import NOW, VISIT, Twilio, row_of, settings_for, text_fields
from tests.web.desk import Desk, at_desk
from tests.web.test_schedule import everything

PAGE = "/appointments/visit"
WAS = "2026-03-05T15:00:00Z"
TOMORROW_AT_TWO = "ito@2026-03-05T19:00:00Z"
MOVE = {"act": "move", "slot": TOMORROW_AT_TWO, "was": WAS, "tell": "1"}


def told(app: Flask) -> list[Row]:
    """What waits to be sent about changes of staff."""
    with app.extensions["reslot"].store.read() as session:
        rows = session.all("web_outbox_of", location="main", phone=ANA, most=50)
    return [row for row in rows if row["created_by"]]


def words(page: str) -> str:
    """A page without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def fields(page: str) -> dict[str, str]:
    """What the review's form carries."""
    form = page.partition('action="/appointments/visit/do"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found if name != "csrf_token"}


def reviewed(desk: Desk, form: dict[str, str]) -> str:
    """The page that says what a change would come to."""
    response = desk.post(f"{PAGE}/review", form, on=PAGE)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_page_shows_the_visit_and_the_free_times_of_its_day(house: Flask):
    page = at_desk(house, "agent").page(PAGE)

    assert "Thu, Mar 5, 10:00 AM check-up with Dr Ito, 30 minutes" in words(page)
    assert f'value="{TOMORROW_AT_TWO}"' in page
    assert 'value="ito@2026-03-05T15:00:00Z"' not in page


def test_another_day_and_another_person_can_be_looked_at(house: Flask):
    page = at_desk(house, "agent").page(f"{PAGE}?provider=maya&date=2026-03-06")

    found = re.findall(r'name="slot" value="(\w+)@(2026-03-\d\d)', page)
    assert {("maya", "2026-03-06")} == set(found)


def test_with_anyone_each_time_says_who_has_it(house: Flask):
    page = at_desk(house, "agent").page(f"{PAGE}?provider=*&date=2026-03-06")

    assert "<small>Maya Stone</small>" in page


def test_a_closed_day_shows_the_nearest_free_times(house: Flask):
    page = at_desk(house, "agent").page(f"{PAGE}?date=2026-03-08")

    assert "Nothing free on Sun, Mar 8" in words(page)
    assert 'name="slot"' in page


def test_a_card_of_the_schedule_and_the_thread_lead_to_the_page(house: Flask):
    desk = at_desk(house, "agent")

    assert f'href="{PAGE}"' in desk.page("/schedule?date=2026-03-05")
    assert f'href="{PAGE}"' in desk.page(f"/conversations/main/{ANA}")


def test_a_viewer_sees_no_way_to_change_a_visit(house: Flask):
    desk = at_desk(house, "viewer")

    statuses = [
        desk.get(PAGE).status_code,
        *(desk.post(f"{PAGE}/{what}", MOVE, on="/schedule").status_code for what in ("review", "do")),
    ]

    assert [403, 403, 403] == statuses
    assert PAGE not in desk.page("/schedule?date=2026-03-05") + desk.page(f"/conversations/main/{ANA}")


def test_the_review_shows_the_exact_text_and_changes_nothing(house: Flask, sqlite_url: str):
    desk = at_desk(house, "agent")
    before = everything(sqlite_url)

    page = reviewed(desk, MOVE)

    assert before == everything(sqlite_url)
    assert "Green Street Dental: we had to move your visit. It is now check-up with Dr Ito, Thu 5 Mar 2:00 PM." in words(page)
    assert "1 segment · goes out at once" in words(page)
    assert 'name="tell" value="1" checked' in page


def test_a_visit_is_moved_as_reviewed_and_the_customer_is_told(house: Flask):
    desk = at_desk(house, "agent")
    form = fields(reviewed(desk, MOVE))

    desk.post(f"{PAGE}/do", form | {"act": "move", "tell": "1"}, on=PAGE)

    assert "2026-03-05T19:00:00Z" == row_of(house, "appointment", id="visit")["starts_at"]
    assert [("moved_by_staff", "agent@example.com")] == [(row["kind"], row["created_by"]) for row in told(house)]
    assert "Moved to Thu, Mar 5, 2:00 PM with Dr Ito. Ana gets a text." in words(desk.page(PAGE))


def test_without_the_tick_nobody_is_told(house: Flask):
    desk = at_desk(house, "agent")
    form = fields(reviewed(desk, MOVE))

    desk.post(f"{PAGE}/do", form | {"act": "move"}, on=PAGE)

    assert [] == told(house)
    assert "No text goes out." in words(desk.page(PAGE))


def test_a_time_of_ones_own_is_read_on_this_places_clocks(house: Flask):
    desk = at_desk(house, "agent")

    page = reviewed(desk, {"act": "move", "provider": "maya", "date": "2026-03-07", "time": "19:20", "was": WAS})

    assert "maya@2026-03-08T00:20:00Z" == fields(page)["slot"]
    assert "outside of the hours of Maya Stone" in words(page)


def test_a_time_that_comes_twice_is_named(house: Flask):
    page = reviewed(at_desk(house, "agent"), {"act": "move", "provider": "maya", "date": "2026-11-01", "time": "01:30"})

    assert "the first one is meant" in words(page)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({}, "choose a time first"),
        ({"date": "2026-03-06"}, "needs a day and a time"),
        ({"date": "2026-03-08", "time": "02:30", "provider": "ito"}, "clocks never show that time"),
        ({"date": "2026-03-01", "time": "10:00", "provider": "ito"}, "has passed"),
        ({"date": "2026-03-06", "time": "10:00", "provider": "nobody"}, "nobody of that name"),
        ({"slot": TOMORROW_AT_TWO, "was": "2026-03-04T15:00:00Z"}, "moved meanwhile"),
    ],
)
@pytest.mark.parametrize("step", ["review", "do"])
def test_what_can_not_be_is_refused_in_words(house: Flask, form: dict[str, str], reason: str, step: str):
    response = at_desk(house, "agent").post(f"{PAGE}/{step}", {"act": "move"} | form, on=PAGE)

    assert 409 == response.status_code
    assert reason in words(response.get_data(as_text=True))
    assert WAS == row_of(house, "appointment", id="visit")["starts_at"]


@pytest.mark.parametrize(
    "form", [{"act": "explode"}, {}, MOVE | {"slot": "ito@now"}, MOVE | {"slot": "2026-03-05T10:00:00"}, MOVE | {"was": "x"}]
)
def test_a_form_that_is_not_ours_is_refused(house: Flask, form: dict[str, str]):
    assert 400 == at_desk(house, "agent").post(f"{PAGE}/do", form, on=PAGE).status_code


def test_a_time_taken_since_the_review_is_refused_with_what_to_do(house: Flask):
    desk = at_desk(house, "agent")
    form = fields(reviewed(desk, MOVE))
    book(house.extensions["reslot"].store, VISIT + timedelta(hours=4), NOW, key="faster", phone="+12025550177")

    response = desk.post(f"{PAGE}/do", form | {"act": "move", "tell": "1"}, on=PAGE)

    assert 409 == response.status_code
    assert "somebody else has that time, or it is offered to somebody: choose another one" in words(
        response.get_data(as_text=True)
    )
    assert [] == told(house)


def test_a_cancelled_visit_is_told_and_can_not_be_changed_again(house: Flask):
    desk = at_desk(house, "agent")
    page = reviewed(desk, {"act": "cancel", "was": WAS, "tell": "1"})
    assert "check-up with Dr Ito, Thu 5 Mar 10:00 AM, will not take place" in words(page)

    desk.post(f"{PAGE}/do", fields(page) | {"act": "cancel", "tell": "1"}, on=PAGE)

    assert "cancelled" == row_of(house, "appointment", id="visit")["status"]
    assert ["cancelled_by_staff"] == [row["kind"] for row in told(house)]
    assert "Nothing can be changed any more" in words(desk.page(PAGE))


def test_chosen_times_are_proposed_and_shown_as_offered(house: Flask):
    desk = at_desk(house, "agent")
    page = reviewed(desk, {"act": "propose", "slot": TOMORROW_AT_TWO, "was": WAS, "tell": "1"})
    assert "another time for check-up with Dr Ito, Thu 5 Mar 10:00 AM? Reply 1 for Thu 5 Mar 2:00 PM" in words(page)

    desk.post(f"{PAGE}/do", fields(page) | {"act": "propose"}, on=PAGE)

    assert ["proposal"] == [row["kind"] for row in told(house)]
    assert "Proposed: Thu, Mar 5, 2:00 PM." in words(desk.page(PAGE))
    assert "2:00 PM –2:30 PM offered" in words(desk.page("/schedule?date=2026-03-05")).replace("PM–", "PM –")


def test_who_wants_no_texts_is_not_told_and_staff_know(house: Flask, twilio: Twilio):
    twilio.post(text_fields("STOP"))
    desk = at_desk(house, "agent")

    page = reviewed(desk, MOVE)
    desk.post(f"{PAGE}/do", fields(page) | {"act": "move"}, on=PAGE)

    assert "No text will go out: the customer wants no texts. Phone them on (202) 555-0143." in words(page)
    assert 'name="tell"' not in page.partition('action="/appointments/visit/do"')[2]
    assert [] == told(house)
    assert "2026-03-05T19:00:00Z" == row_of(house, "appointment", id="visit")["starts_at"]


@pytest.mark.parametrize(
    ("act", "status", "flash"), [("completed", "completed", "done"), ("no_show", "no_show", "did not come")]
)
def test_a_visit_that_has_begun_is_marked(sqlite_url: str, business, act: str, status: str, flash: str):
    app = create_app(settings_for(sqlite_url), clock=lambda: VISIT + timedelta(minutes=5))
    business(app.extensions["reslot"].store)
    book(app.extensions["reslot"].store, VISIT, NOW)
    desk = at_desk(app, "agent")
    assert "Another time" not in desk.page(PAGE)

    desk.post(f"{PAGE}/do", {"act": act, "was": WAS}, on=PAGE)

    assert status == row_of(app, "appointment", id="visit")["status"]
    assert flash in words(desk.page(PAGE))
    app.extensions["reslot"].store.close()


def test_without_the_pages_token_nothing_is_done(house: Flask):
    desk = at_desk(house, "agent")

    statuses = [
        desk.client.post(f"{PAGE}/{what}", data=MOVE, base_url="https://texts.example.com").status_code
        for what in ("review", "do")
    ]

    assert [400, 400] == statuses
    assert WAS == row_of(house, "appointment", id="visit")["starts_at"]


def test_a_visit_that_is_not_there_is_a_page_that_says_so(house: Flask):
    response = at_desk(house, "agent").get("/appointments/nothing")

    assert 404 == response.status_code
    assert "No such visit." in words(response.get_data(as_text=True))


def test_names_are_never_markup(house: Flask, sqlite_url: str):
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE appointments SET name = ?", ("<script>alert(1)</script>",))
        database.commit()
    desk = at_desk(house, "agent")

    assert "<script>alert" not in desk.page(PAGE) + reviewed(desk, MOVE)


def test_a_visit_whose_provider_is_away_says_so(house: Flask):
    store = house.extensions["reslot"].store
    book(store, VISIT + timedelta(days=5), NOW, key="away")  # Dr Ito is away that week
    desk = at_desk(house, "agent")

    found = ["outside of the hours of Dr Ito" in words(desk.page(f"/appointments/{key}")) for key in ("away", "visit")]

    assert [True, False] == found


@pytest.mark.parametrize("key", ["2026/001", "a?b#c%20d", "a/review"])
def test_an_id_of_any_signs_has_its_page(house: Flask, key: str):
    book(house.extensions["reslot"].store, VISIT + timedelta(days=1), NOW, key=key)
    desk = at_desk(house, "agent")
    (link,) = set(re.findall(r'href="(/appointments/[^"]+)"', desk.page(f"/conversations/main/{ANA}"))) - {PAGE}

    page = desk.page(link)
    changed = desk.post(f"{link}/do", {"act": "cancel", "was": "2026-03-06T15:00:00Z"}, on=link)

    assert f'action="{link}/review"' in page
    assert 302 == changed.status_code
    assert "cancelled" == row_of(house, "appointment", id=key)["status"]
