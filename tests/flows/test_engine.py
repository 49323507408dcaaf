"""The rules that always hold, and what other systems get wrong (../shared/complaints.md), through the engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.engine import ask_confirmation, asked, step
from flows.events import AppointmentConfirmed, AppointmentMoved, HoldsReleased, OptedOut, SlotsHeld, TaskRaised
from flows.understand import understand
from flows.values import Intent, Media, Reading, Slot, Window
from tests.flows.made import NOW, THURSDAY, THURSDAY_3PM, TUESDAY_10, sheet, talk, text, turn, visit
from tests.flows.sheet import business
from tests.scripts import TakenLine

ANA = visit()
SLOT = Slot("ito", datetime(2026, 3, 5, 20, 0, tzinfo=UTC), 30)
OTHER_SLOT = replace(SLOT, start=SLOT.start + timedelta(hours=1))


def kinds(turned: object) -> list[str]:
    return [type(event).__name__ for event in turned.events]


@pytest.mark.parametrize("intent", [Intent.THANKS, Intent.GREETING, Intent.BYE])
def test_courtesy_alone_confirms_nothing(intent: Intent) -> None:
    asking = ask_confirmation(talk(), (ANA,), NOW)

    said = turn(asking, Reading(intent), sheet(ANA))

    assert said.events == ()
    assert said.after.state == "confirming"


@pytest.mark.parametrize("state", ["confirming", "agreeing"])
def test_a_yes_that_brings_another_time_is_no_yes(state: str) -> None:
    local = NOW.replace(tzinfo=None) - timedelta(hours=5)
    asking = talk(state, ANA, offers=(SLOT,) if state == "agreeing" else (), purpose="move")

    said = step(asking, text("yes but friday at 9"), understand("yes but friday at 9", local, "en", ("en",)), sheet(ANA), NOW)

    assert "AppointmentConfirmed" not in kinds(said)
    assert "AppointmentMoved" not in kinds(said)


def test_a_time_read_from_words_is_said_back_and_moves_nothing() -> None:
    said = turn(talk(), Reading(Intent.PROPOSE, (THURSDAY_3PM,)), sheet(ANA))

    assert said.after.state == "agreeing"
    assert said.reply == "Check-up with Dr Ito, Thu 5 Mar 3:00 PM: reply YES to take it, or text another day or time."
    assert kinds(said) == ["SlotsHeld"]


def test_offered_slots_are_held_for_a_quarter_of_an_hour() -> None:
    said = turn(talk(), Reading(Intent.PROPOSE, (THURSDAY,)), sheet(ANA))

    held = next(event for event in said.events if isinstance(event, SlotsHeld))
    assert held.until == NOW + timedelta(minutes=15)
    assert held.slots == said.after.offers


def test_leaving_an_offer_untaken_frees_it() -> None:
    offering = talk("choosing", ANA, offers=(SLOT, OTHER_SLOT), purpose="move")

    said = turn(offering, Reading(Intent.HUMAN), sheet(ANA))

    assert HoldsReleased() in said.events
    assert said.after.offers == ()


def test_a_chosen_slot_that_somebody_has_taken_is_offered_anew() -> None:
    taken = (TakenLine("ito", datetime(2026, 3, 5, 15), datetime(2026, 3, 5, 15, 30)),)
    offering = talk("choosing", ANA, offers=(SLOT, OTHER_SLOT), purpose="move", wishes=(THURSDAY,))

    said = turn(offering, Reading(Intent.CHOOSE, choice=1), sheet(ANA, taken=taken))

    assert kinds(said) == ["SlotsHeld"]
    assert said.reply.startswith("Sorry, that time has just gone.")


def test_an_answer_about_a_moved_visit_changes_nothing() -> None:
    asking = ask_confirmation(talk(), (ANA,), NOW)

    said = turn(asking, Reading(Intent.AFFIRM), sheet(replace(ANA, start=ANA.start + timedelta(days=1))))

    assert said.events == ()
    assert said.after.state == "idle"
    assert "Wed 4 Mar 10:00 AM" in said.reply


def test_an_answer_after_the_visit_began_changes_nothing() -> None:
    asking = ask_confirmation(talk(), (ANA,), NOW)
    later = TUESDAY_10 + timedelta(minutes=5)

    said = turn(asking, Reading(Intent.AFFIRM), sheet(ANA, now=later), now=later)

    assert said.events == ()
    assert said.before.state == "confirming"
    assert said.after.state == "idle"


@pytest.mark.parametrize("state", ["picking_appointment", "asking_when", "choosing", "agreeing", "dropping", "with_staff"])
def test_a_question_left_alone_for_a_day_is_no_longer_asked(state: str) -> None:
    asking = talk(state, ANA, expires_at=NOW - timedelta(seconds=1), offers=(SLOT,), purpose="move")

    said = turn(asking, Reading(Intent.AFFIRM), sheet(ANA))

    assert said.events == ()
    assert said.after.state == "idle"


@pytest.mark.parametrize("word", ["STOP", "stopall", "Unsubscribe", "CANCEL", "end", "QUIT", "revoke", "OptOut", " stop "])
def test_a_lone_reserved_word_opts_out_in_silence_and_names_the_visit(word: str) -> None:
    said = turn(talk(), Reading(Intent.STOP), sheet(ANA), inbound=text(word))

    assert said.events == (OptedOut(), TaskRaised("opted_out", "ana", word))
    assert said.reply == ""
    assert said.after.state == "opted_out"


def test_plain_wording_gets_one_last_text() -> None:
    said = turn(talk(), Reading(Intent.STOP), sheet(ANA), inbound=text("please stop texting me"))

    assert OptedOut() in said.events
    assert said.reply != ""


@pytest.mark.parametrize("intent", [intent for intent in Intent if intent not in (Intent.START,)])
def test_nothing_but_a_start_is_answered_once_opted_out(intent: Intent) -> None:
    said = turn(talk("opted_out"), Reading(intent, choice=1), sheet(ANA))

    assert (said.reply, said.events, said.after.state) == ("", (), "opted_out")


@pytest.mark.parametrize("intent", [intent for intent in Intent if intent not in (Intent.START, Intent.STOP)])
def test_the_bot_is_silent_while_a_person_holds_the_thread(intent: Intent) -> None:
    held = talk("with_staff", expires_at=NOW + timedelta(hours=1))

    said = turn(held, Reading(intent, (THURSDAY,), choice=1), sheet(ANA))

    assert (said.reply, said.events, said.after.state) == ("", (), "with_staff")
    assert said.after.expires_at == held.expires_at


@pytest.mark.parametrize("kind", ["STOP", "START", "HELP"])
def test_what_twilio_has_answered_gets_no_words_of_ours(kind: str) -> None:
    said = turn(talk(), Reading(Intent.OTHER), sheet(ANA), inbound=text("whatever", opt_out_type=kind))

    assert said.reply == ""


def test_help_gets_the_help_line() -> None:
    said = turn(talk(), Reading(Intent.HELP), sheet(ANA), inbound=text("HELP"))

    assert "+15550100099" in said.reply


def test_an_echo_of_our_own_text_moves_nothing() -> None:
    asking = replace(ask_confirmation(talk(), (ANA,), NOW), last_reply="Reply YES to confirm.")

    said = turn(asking, Reading(Intent.AFFIRM), sheet(ANA), inbound=text("Reply YES to confirm."))

    assert (said.reply, said.events, said.after.state) == ("", (), "confirming")


def test_noise_between_two_unclear_texts_is_no_understanding() -> None:
    asked_once = turn(talk(), Reading(Intent.OTHER), sheet(ANA)).after

    after_noise = turn(asked_once, Reading(Intent.OTHER, noise=True), sheet(ANA)).after
    said = turn(after_noise, Reading(Intent.OTHER), sheet(ANA))

    assert said.after.state == "with_staff"


def test_unclear_texts_days_apart_are_each_asked_about() -> None:
    asked_once = turn(talk(), Reading(Intent.OTHER), sheet(ANA)).after
    later = NOW + timedelta(days=5)

    said = turn(asked_once, Reading(Intent.OTHER), sheet(visit(start=NOW + timedelta(days=9)), now=later), now=later)

    assert said.after.state == "idle"


def test_two_auto_responders_do_not_talk_all_night() -> None:
    conversation, said = talk(), []
    for minute in range(60):
        now = NOW + timedelta(minutes=minute)
        turned = turn(conversation, Reading(Intent.THANKS), sheet(ANA, now=now), now=now)
        conversation, said = turned.after, [*said, turned]

    assert sum(1 for turned in said if turned.reply) == 3
    assert [event for turned in said for event in turned.events] == [TaskRaised("passive_limit", None, "so")]


def test_courtesy_is_answered_again_an_hour_later() -> None:
    quiet = talk(passive=(NOW - timedelta(minutes=61),) * 4)

    assert turn(quiet, Reading(Intent.THANKS), sheet(ANA)).reply != ""


def test_a_picture_without_words_is_accepted() -> None:
    picture = text("", media=(Media("https://example.com/1", "image/jpeg"),))

    said = turn(talk(), Reading(Intent.OTHER), sheet(ANA), inbound=picture)

    assert said.events == (TaskRaised("picture", None, ""),)
    assert said.reply != ""


def test_a_picture_with_words_is_an_ordinary_text_and_a_task() -> None:
    asking = ask_confirmation(talk(), (ANA,), NOW)
    picture = text("yes", media=(Media("https://example.com/1", "image/jpeg"),))

    said = turn(asking, Reading(Intent.AFFIRM), sheet(ANA), inbound=picture)

    assert said.events == (AppointmentConfirmed("ana"), TaskRaised("picture", None, "yes"))


def test_the_language_of_the_text_stays() -> None:
    spanish = turn(talk(), Reading(Intent.WHEN, lang="es"), sheet(ANA))
    after = turn(spanish.after, Reading(Intent.WHEN), sheet(ANA))

    assert (spanish.language, after.language) == ("es", "es")
    assert after.reply.startswith("Tiene reservado")


def test_the_visits_language_counts_where_the_text_shows_none() -> None:
    said = turn(talk(), Reading(Intent.WHEN), sheet(visit(language="es")))

    assert said.language == "es"


def test_a_change_within_the_notice_period_is_refused_in_words() -> None:
    soon = visit(start=NOW + timedelta(hours=3))

    said = turn(talk(), Reading(Intent.PROPOSE, (THURSDAY,)), sheet(soon))

    assert said.events == (TaskRaised("policy_refused", "ana", "so"),)
    assert "+15550100099" in said.reply


def test_a_single_offered_slot_is_taken_by_a_yes() -> None:
    proposed = talk("choosing", ANA, offers=(SLOT,), purpose="move")

    said = turn(proposed, Reading(Intent.AFFIRM), sheet(ANA))

    assert said.events == (AppointmentMoved("ana", SLOT, ANA.start),)


def test_a_bare_time_is_on_the_day_of_the_offers() -> None:
    offering = talk("choosing", ANA, offers=(SLOT, OTHER_SLOT), purpose="move")
    at_four = Window(datetime(2026, 3, 2, 16, 30), datetime(2026, 3, 2, 16, 30), date_given=False)

    said = turn(offering, Reading(Intent.PROPOSE, (at_four,)), sheet(ANA))

    assert "Thu 5 Mar 4:30 PM" in said.reply


def test_a_bare_time_is_on_the_day_of_the_visit_where_nothing_is_offered() -> None:
    at_three = Window(datetime(2026, 3, 2, 15), datetime(2026, 3, 2, 15), date_given=False)

    said = turn(talk(), Reading(Intent.PROPOSE, (at_three,)), sheet(ANA))

    assert "Tue 3 Mar 3:00 PM" in said.reply


def test_a_number_out_of_the_list_is_asked_about_not_taken_for_a_time() -> None:
    offering = talk("choosing", ANA, offers=(SLOT, OTHER_SLOT), purpose="move")
    at_seven = Window(datetime(2026, 3, 2, 19), datetime(2026, 3, 2, 19), date_given=False)

    said = turn(offering, Reading(Intent.PROPOSE, (at_seven,)), sheet(ANA), inbound=text("7"))

    assert said.reply == "Sorry, which one? Reply with a number from 1 to 2, or text another day or time."


def test_alternatives_are_not_those_offered_before() -> None:
    first = turn(talk(), Reading(Intent.PROPOSE, (THURSDAY,)), sheet(ANA))

    second = turn(first.after, Reading(Intent.ALTERNATIVES), sheet(ANA))

    assert second.after.offers != ()
    assert not set(first.after.offers) & set(second.after.offers)


def test_asked_names_what_the_last_text_asked() -> None:
    leo = visit("leo", start=TUESDAY_10 + timedelta(minutes=30), name="Leo Rivera")
    picking = talk("picking_person", ANA, leo, purpose="cancel")

    question = asked(picking, sheet(ANA, leo), NOW)

    assert question.expecting == "choose"
    assert question.offers == (datetime(2026, 3, 3, 10), datetime(2026, 3, 3, 10, 30))
    assert question.names == ("Ana", "Leo")


def test_asked_is_nothing_once_the_question_has_expired() -> None:
    asking = talk("choosing", ANA, offers=(SLOT,), expires_at=NOW)

    question = asked(asking, sheet(ANA), NOW)

    assert (question.expecting, question.offers) == (None, ())


def test_the_same_text_on_the_same_facts_is_decided_the_same() -> None:
    asking = ask_confirmation(talk(), (ANA,), NOW)
    local = datetime(2026, 3, 2, 10)
    heard = understand("can we do thursday after 2 instead", local, "en", ("en",))

    turns = [step(asking, text("can we do thursday after 2 instead"), heard, sheet(ANA), NOW) for _ in range(2)]

    assert turns[0] == turns[1]


def test_a_reminder_does_not_take_the_thread_from_a_person() -> None:
    held = talk("with_staff")

    assert ask_confirmation(held, (ANA,), NOW) == held


def test_opening_hours_we_do_not_know_are_a_question_for_staff() -> None:
    nowhere = replace(sheet(ANA), kept=_without_hours())

    said = turn(talk(), Reading(Intent.INFO), nowhere, inbound=text("when are you open?"))

    assert said.events == (TaskRaised("question", None, "when are you open?"),)


def _without_hours() -> dict[str, Any]:
    kept = business()
    kept["locations"]["main"]["hours"] = {}
    return kept


def test_two_spans_wished_for_are_both_offered() -> None:
    thursday = Window(datetime(2026, 3, 5, 15), datetime(2026, 3, 6))
    wednesday = Window(datetime(2026, 3, 4), datetime(2026, 3, 4, 10))

    said = turn(talk(), Reading(Intent.PROPOSE, (thursday, wednesday)), sheet(ANA))

    assert {slot.start.day for slot in said.after.offers} == {4, 5}


def test_what_the_customer_ruled_out_is_not_offered() -> None:
    week = Window(datetime(2026, 3, 4), datetime(2026, 3, 7), True, False)

    said = turn(talk(), Reading(Intent.PROPOSE, (week,), excluded=(THURSDAY,)), sheet(ANA))

    assert 5 not in {slot.start.day for slot in said.after.offers}


def test_as_soon_as_possible_is_the_soonest_there_is() -> None:
    said = turn(talk(), Reading(Intent.EARLIER, urgent=True), sheet(ANA))

    assert said.after.offers[0].start == NOW + timedelta(hours=4)


def test_another_provider_is_offered_by_name_where_the_own_one_is_away() -> None:
    away = Window(datetime(2026, 3, 10), datetime(2026, 3, 11), True, False)

    said = turn(talk(), Reading(Intent.PROPOSE, (away,)), sheet(ANA))

    assert {slot.provider for slot in said.after.offers} == {"maya"}
    assert "with Maya Stone" in said.reply


def test_who_is_late_on_a_day_with_several_visits_is_told_to_staff_with_all_of_them() -> None:
    noon = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    ana, leo = visit("ana", start=noon), visit("leo", start=noon + timedelta(minutes=30), name="Leo Rivera")

    said = turn(talk(), Reading(Intent.LATE), sheet(leo, ana, ANA), inbound=text("ten minutes late"))

    note = "ten minutes late (12:00 check-up, Dr Ito, Ana Rivera; 12:30 check-up, Dr Ito, Leo Rivera)"
    assert said.events == (TaskRaised("late", "ana", note),)
