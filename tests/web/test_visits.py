"""Staff change a visit from the thread's page, and the customer is told."""

from __future__ import annotations

from flask import Flask

from bot.ports import Row
from tests.bot.texting import ANA
from tests.web.desk import at_desk

THREAD = f"/conversations/main/{ANA}"


def told(app: Flask) -> list[Row]:
    """What waits to be sent about changes of staff."""
    with app.extensions["reslot"].store.read() as session:
        rows = session.all("web_outbox_of", location="main", phone=ANA, most=50)
    return [row for row in rows if row["created_by"]]


def visit(app: Flask) -> Row:
    with app.extensions["reslot"].store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    return row


def test_a_visit_moved_on_the_page_is_moved_and_told(house: Flask):
    desk = at_desk(house, "agent")

    desk.post("/visits/visit/move", {"start": "2026-03-05T14:00", "provider": "ito"}, on=THREAD)

    assert visit(house)["starts_at"] == "2026-03-05T19:00:00Z"
    assert [row["kind"] for row in told(house)] == ["moved_by_staff"]
    assert "Moved to Thu, Mar 5, 2:00" in desk.page(THREAD).replace("\u202f", " ")


def test_a_visit_cancelled_on_the_page_is_cancelled_and_told(house: Flask):
    desk = at_desk(house, "agent")

    desk.post("/visits/visit/cancel", on=THREAD)

    assert visit(house)["status"] == "cancelled"
    assert [row["kind"] for row in told(house)] == ["cancelled_by_staff"]
    assert "/visits/visit/cancel" not in desk.page(THREAD)


def test_other_times_are_offered_from_the_page(house: Flask):
    desk = at_desk(house, "agent")

    desk.post("/visits/visit/offer", on=THREAD)

    assert [row["kind"] for row in told(house)] == ["proposal"]
    assert "Offered: Thu, Mar 5" in desk.page(THREAD)


def test_a_time_that_can_not_be_is_refused_in_words(house: Flask):
    desk = at_desk(house, "agent")

    for start in ("", "yesterday", "2026-03-08T02:30", "2026-03-01T10:00"):
        desk.post("/visits/visit/move", {"start": start, "provider": "ito"}, on=THREAD)
        assert "Not moved: " in desk.page(THREAD)

    assert told(house) == []


def test_a_provider_that_is_not_there_is_refused_in_words(house: Flask):
    desk = at_desk(house, "agent")

    desk.post("/visits/visit/move", {"start": "2026-03-05T14:00", "provider": "nobody"}, on=THREAD)

    assert "Not moved: nobody of that name works here" in desk.page(THREAD)


def test_a_viewer_may_change_nothing(house: Flask):
    desk = at_desk(house, "viewer")

    answers = [desk.post(f"/visits/visit/{what}", on=THREAD).status_code for what in ("offer", "move", "cancel")]

    assert answers == [403, 403, 403]
    assert "Cancel it" not in desk.page(THREAD)


def test_without_the_pages_token_nothing_is_done(house: Flask):
    desk = at_desk(house, "agent")

    answer = desk.client.post("/visits/visit/cancel", base_url="https://texts.example.com")

    assert answer.status_code == 400
    assert visit(house)["status"] == "booked"
