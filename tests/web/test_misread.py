"""Staff mark a text as misread: who may, what is kept, and where it is listed."""

from __future__ import annotations

from flask import Flask

from tests.web.conftest import SID, Twilio, text_fields
from tests.web.desk import at_desk

TURN = f"/turns/{SID}"
MEANT = {"intent": "propose", "start": "2026-03-06T14:30", "note": "they wrote the day in short"}


def test_a_text_marked_as_misread_is_listed_with_what_it_meant(house: Flask, twilio: Twilio):
    twilio.post(text_fields("fr 1430 <b>?"))
    desk = at_desk(house, "agent")

    answered = desk.post(f"{TURN}/misread", MEANT, on=TURN)

    page = desk.page("/misread")
    assert 302 == answered.status_code
    assert "names a day or time: 2026-03-06 14:30:00" in page
    assert "they wrote the day in short" in page
    assert "fr 1430 &lt;b&gt;?" in page
    assert "Marked as misread" in desk.page(TURN)


def test_a_mark_can_be_taken_back(house: Flask, twilio: Twilio):
    twilio.post(text_fields("fr 1430"))
    desk = at_desk(house, "agent")
    desk.post(f"{TURN}/misread", MEANT, on=TURN)

    desk.post(f"{TURN}/misread/undo", on=TURN)

    assert "No text is marked as misread" in desk.page("/misread")


def test_what_can_not_be_meant_is_told_and_not_kept(house: Flask, twilio: Twilio):
    twilio.post(text_fields("fr 1430"))
    desk = at_desk(house, "agent")

    desk.post(f"{TURN}/misread", {"intent": "deny", "choice": "2"}, on=TURN)

    assert "Not kept: A number goes with a text that takes an offer." in desk.page(TURN)
    assert "Marked as misread" not in desk.page(TURN)


def test_a_viewer_sees_why_and_may_not_mark(house: Flask, twilio: Twilio):
    twilio.post(text_fields("fr 1430"))
    desk = at_desk(house, "viewer")

    page = desk.page(TURN)
    answered = desk.post(f"{TURN}/misread", MEANT, on="/schedule")

    assert "Misread?" not in page
    assert 403 == answered.status_code


def test_a_mark_needs_the_page_it_is_on(house: Flask, twilio: Twilio):
    twilio.post(text_fields("fr 1430"))
    desk = at_desk(house, "agent")

    answered = desk.post(f"{TURN}/misread", MEANT | {"csrf_token": "forged"}, on=TURN)

    assert 400 == answered.status_code


def test_a_turn_that_is_not_there_is_not_marked(house: Flask, twilio: Twilio):
    desk = at_desk(house, "agent")

    assert 404 == desk.post("/turns/SM9/misread", MEANT, on="/schedule").status_code


def test_the_export_writes_the_marked_texts_as_cases(house: Flask, twilio: Twilio):
    twilio.post(text_fields("fr 1430"))
    at_desk(house, "agent").post(f"{TURN}/misread", MEANT, on=TURN)

    done = house.test_cli_runner().invoke(args=["misread", "export"])

    assert 0 == done.exit_code
    assert '"text": "fr 1430"' in done.output
    assert '"intent": ["propose"]' in done.output


def test_the_page_tells_the_words_and_the_rule(house: Flask, twilio: Twilio):
    twilio.post(text_fields("no, friday at 3 please"))

    page = at_desk(house, "viewer").page(TURN)

    assert "&#39;friday at 3 please&#39; as a day or time, a wish" in page
    assert "by the rule &#39;proposing&#39;" in page


def test_what_was_typed_into_a_form_that_is_not_kept_is_there_again(house: Flask, twilio: Twilio):
    twilio.post(text_fields("fr 1430"))
    desk = at_desk(house, "agent")

    response = desk.post(f"{TURN}/misread", {"intent": "deny", "choice": "2", "note": "she meant <Friday>"}, on=TURN)

    page = desk.page(response.headers["Location"])
    assert 'value="she meant &lt;Friday&gt;"' in page
    assert '<option value="deny" selected>' in page
    assert '<details class="card" open>' in page
