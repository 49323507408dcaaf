"""Threads: what staff see of a conversation, and what they do with it."""

from __future__ import annotations

import base64
import re
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from flask import Flask

from bot.ports import Row
from bot.records import to_text
from tests.bot.texting import ANA, book
from tests.web.conftest import NOW, SID, VISIT, Twilio, text_fields
from tests.web.desk import Desk, at_desk

THREAD = f"/conversations/main/{ANA}"


def outbox(app: Flask) -> list[Row]:
    """Staff's texts."""
    with app.extensions["reslot"].store.read() as session:
        rows = session.all("web_outbox_of", location="main", phone=ANA, most=9)
    return [row for row in rows if row["kind"] == "staff"]


def write(desk: Desk, body: str, key: str = "") -> None:
    """Fills in the form under a thread."""
    found = re.search(r'name="key" value="([^"]+)"', desk.page(THREAD))
    desk.post(f"{THREAD}/text", {"body": body, "key": key or (found[1] if found else "")}, on=THREAD)


def test_a_thread_shows_texts_and_replies_in_order(house: Flask, twilio: Twilio):
    twilio.post(text_fields("when is my visit?"))
    twilio.post(text_fields("thanks a lot", sid="SM" + "2" * 32))

    page = at_desk(house).page(THREAD)

    said = re.findall(r'class="bubble (left|right)', page)
    assert said[:2] == ["left", "right"]
    assert page.index("when is my visit?") < page.index("5 Mar") < page.index("thanks a lot")


def test_the_list_shows_who_wrote_last_and_who_needs_a_person(house: Flask, twilio: Twilio):
    twilio.post(text_fields("I need to speak with somebody"))

    page = at_desk(house).page("/conversations")

    assert "I need to speak with somebody" in page
    assert "needs a person" in page


def test_texts_of_one_second_stay_in_the_order_they_came(house: Flask, twilio: Twilio):
    for number in (3, 1, 2):
        twilio.post(text_fields(f"text number {number}", sid="SM" + str(number) * 32))
    desk = at_desk(house)

    thread = desk.page(THREAD).partition('class="bubbles"')[2].partition("</ol>")[0]

    assert ["3", "1", "2"] == re.findall(r"text number (\d)", thread)
    assert "text number 2" in desk.page("/conversations")


def test_the_list_names_everybody_of_a_phone(house: Flask, twilio: Twilio, sqlite_url: str):
    book(house.extensions["reslot"].store, VISIT + timedelta(days=1), NOW, key="second")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE appointments SET name = 'Leo' WHERE id = 'second'")
        database.commit()
    twilio.post(text_fields())

    page = at_desk(house).page("/conversations")

    assert "<strong>Leo and Ana</strong>" in page


def test_a_picture_is_shown_as_a_reference_and_not_fetched(house: Flask, twilio: Twilio):
    url = "https://api.twilio.com/2010-04-01/Accounts/AC/Messages/MM/Media/ME"
    twilio.post([*text_fields("", NumMedia="1"), ("MediaUrl0", url), ("MediaContentType0", "image/jpeg")])

    page = at_desk(house).page(THREAD)

    assert "image/jpeg" in page
    assert "<img" not in page.partition('class="bubbles"')[2]


def test_the_bot_is_silent_while_a_person_holds_the_thread(house: Flask, twilio: Twilio):
    desk = at_desk(house, "agent")
    twilio.post(text_fields())

    desk.post(f"{THREAD}/take", on=THREAD)

    response = twilio.post(text_fields("is anybody there?", sid="SM" + "2" * 32))
    assert b"<Message" not in response.data
    assert "A person holds this conversation" in desk.page(THREAD)


def test_handed_back_the_bot_answers_again_and_tasks_are_done(house: Flask, twilio: Twilio):
    desk = at_desk(house, "agent")
    twilio.post(text_fields("a person please"))

    desk.post(f"{THREAD}/hand-back", on=THREAD)

    response = twilio.post(text_fields("when is my visit?", sid="SM" + "2" * 32))
    assert b"<Message" in response.data
    assert "Nobody is waiting" in desk.page("/schedule")


def test_an_opted_out_customer_can_not_be_taken_over_or_written_to(house: Flask, twilio: Twilio):
    desk = at_desk(house, "agent")
    twilio.post(text_fields("STOP"))

    desk.post(f"{THREAD}/text", {"body": "hello?"}, on="/schedule")
    desk.post(f"{THREAD}/take", on="/schedule")

    page = desk.page(THREAD)
    assert outbox(house) == []
    assert "This customer wants no texts" in page
    assert "A person holds this conversation" not in page


def test_staff_texts_wait_in_the_outbox_with_their_author(house: Flask):
    desk = at_desk(house, "agent")

    write(desk, "Please bring your card. Thanks!")

    rows = outbox(house)
    assert [("Please bring your card. Thanks!", "waiting", "agent@example.com", 1)] == [
        (row["body"], row["status"], row["created_by"], row["segments"]) for row in rows
    ]
    assert "Please bring your card. Thanks!" in desk.page(THREAD)


def test_a_form_sent_twice_makes_one_text(house: Flask):
    desk = at_desk(house, "agent")

    write(desk, "Hello", key="samekey")
    write(desk, "Hello", key="samekey")

    assert len(outbox(house)) == 1


@pytest.mark.parametrize("body", ["", "   ", "x" * 1601])
def test_an_empty_or_endless_text_is_not_sent(house: Flask, body: str):
    desk = at_desk(house, "agent")

    write(desk, body)

    assert outbox(house) == []


@pytest.mark.parametrize("path", ["/conversations/main/+19999999999", "/conversations/moon/+12025550143", "/turns/SM404"])
def test_what_is_not_there_is_not_found(house: Flask, path: str):
    response = at_desk(house).get(path)

    assert response.status_code == 404
    assert "No such" in response.get_data(as_text=True)


def test_writing_to_a_number_we_do_not_know_makes_no_customer(house: Flask):
    desk = at_desk(house, "agent")

    for what in ("text", "take", "hand-back"):
        response = desk.post(f"/conversations/main/+19999999999/{what}", {"body": "hi"}, on="/schedule")
        assert response.status_code == 404

    assert desk.get("/conversations/main/+19999999999").status_code == 404


def test_the_turn_page_tells_why(house: Flask, twilio: Twilio):
    twilio.post(text_fields("when is my visit?"))

    page = at_desk(house).page(f"/turns/{SID}")

    assert "when is my visit?" in page
    assert "rule" in page
    assert "Decided again from this row it gives the same answer." in page


def test_curly_quotes_are_made_plain_before_sending(house: Flask):
    desk = at_desk(house, "agent")

    write(desk, "Don’t forget – bring your card…")

    assert outbox(house) == []
    assert "Not sent yet" in desk.page(THREAD)


def test_the_plain_form_waits_to_be_sent(house: Flask):
    desk = at_desk(house, "agent")

    response = desk.post(f"{THREAD}/text", {"body": "Don’t forget – bring your card…", "key": "k"}, on=THREAD)

    assert "Don&#39;t forget - bring your card...</textarea>" in desk.page(response.headers["Location"])


def test_an_accent_is_part_of_a_name_and_stays(house: Flask):
    desk = at_desk(house, "agent")

    write(desk, "Señor Muñoz, až zítra")

    assert ["Señor Muñoz, až zítra"] == [row["body"] for row in outbox(house)]


def test_a_fetched_picture_is_shown_from_our_own_database(house: Flask, twilio: Twilio):
    url = "https://api.twilio.com/2010-04-01/Accounts/AC/Messages/MM/Media/ME"
    twilio.post([*text_fields("", NumMedia="2"), *media(url, 0, "image/png"), *media(url, 1, "image/svg+xml")])
    settle(house, 0, "image/png")
    settle(house, 1, "text/html")
    desk = at_desk(house)

    assert f'<img src="/media/{SID}/0"' in desk.page(THREAD)
    assert (200, "image/png", b"content") == kept(desk, 0)[:3]
    assert (200, "application/octet-stream", b"content") == kept(desk, 1)[:3]
    assert "attachment" in kept(desk, 1)[3]
    assert desk.get(f"/media/{SID}/2").status_code == 404


def media(url: str, number: int, content_type: str) -> list[tuple[str, str]]:
    """The fields of a picture."""
    return [(f"MediaUrl{number}", url + str(number)), (f"MediaContentType{number}", content_type)]


def settle(app: Flask, position: int, content_type: str) -> None:
    """Puts a file where the worker puts what it has fetched."""
    content = base64.b64encode(b"content").decode()
    with app.extensions["reslot"].store.write() as session:
        session.run(
            "media_settle",
            turn=SID,
            position=position,
            status="fetched",
            reason=None,
            content_type=content_type,
            size=7,
            content=content,
            now=to_text(NOW),
        )


def kept(desk: Desk, position: int) -> tuple[int, str, bytes, str]:
    """Status, type, content and disposition of a file as a browser gets it."""
    response = desk.get(f"/media/{SID}/{position}")
    return response.status_code, response.mimetype, response.data, response.headers.get("Content-Disposition", "")


def test_a_new_line_is_one_sign_and_not_two(house: Flask):
    write(at_desk(house), "Hello Ana,\r\nplease call us.\r\n")

    assert ["Hello Ana,\nplease call us."] == [row["body"] for row in outbox(house)]


def test_a_text_that_is_too_long_is_not_lost(house: Flask):
    desk = at_desk(house, "agent")

    response = desk.post(f"{THREAD}/text", {"body": "bring your card " * 101, "key": "k"}, on=THREAD)

    page = desk.page(response.headers["Location"])
    assert "Not sent: a text needs 1 to 1600 characters, and this one has 1615." in page
    assert ("bring your card " * 101).strip() in page
    assert outbox(house) == []


def test_no_saving_is_claimed_where_there_is_none(house: Flask):
    desk = at_desk(house, "agent")

    response = desk.post(f"{THREAD}/text", {"body": "Don’t forget", "key": "k"}, on=THREAD)

    assert "made plain, which leaves more room in its 1 segment." in desk.page(response.headers["Location"])
