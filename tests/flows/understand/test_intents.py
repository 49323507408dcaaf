"""What texts mean in English, by themselves and after a question."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent, Reading

NOW = datetime(2026, 3, 4, 10, 0)
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 15, 30), datetime(2026, 3, 11, 11, 0))


def reading(text: str, expecting: Expecting | None = None, names: tuple[str, ...] = ()) -> Reading:
    offers = OFFERS if expecting == "choose" else ()
    return read(text, NOW, "en-US", (), Asked(expecting, APPOINTMENT, offers, names))


@pytest.mark.parametrize(
    "text",
    [
        "Yes", "YES!!!", "y", "yep", "Yess", "ok", "Okay, thank you", "sounds great, see you then", "That works for us",
        "sure, no problem", "absolutely 👍", "👍", "confirmed", "Yes please keep it", "we will be there", "all good",
        "no worries, we'll be there", "not a problem at all", "nothing has changed, see you", "that time is perfect",
        "definately", "Yes Dr Ito, see you Friday", "Friday at 2:30 is fine", "I'll be there at 2:30",
        "wouldn't miss it for the world", "that isn't wrong", "good with me",
    ],
)  # fmt: skip
def test_a_clear_yes_to_a_question_affirms(text: str) -> None:
    assert reading(text, "confirm").intent is Intent.AFFIRM


@pytest.mark.parametrize(
    "text",
    [
        "yes but later", "yes if my brother may come", "Yes?", "yes, or maybe not", "ok but where is it",
        "yes, but only after 4", "is that right?", "yes I already cancelled my cable plan", "ok google turn on the lamp",
        "perfect pizza place nearby", "right angle triangle", "sure is a lovely poem about otters",
        "go ahead and order a pizza", "yes to world peace and free coffee", "ok, what time do the banks close",
        "it's not fine", "I can't say yes yet", "👎", "cool jazz playlist please", "that would be my cousin's horse",
    ],
)  # fmt: skip
def test_a_yes_that_is_opposed_conditional_or_about_something_else_never_affirms(text: str) -> None:
    assert reading(text, "confirm").intent is not Intent.AFFIRM


@pytest.mark.parametrize("text", ["thanks", "thank you so much", "great, thanks", "no problem", "lovely"])
def test_courtesy_alone_changes_nothing_when_nothing_was_asked(text: str) -> None:
    assert reading(text).intent in (Intent.THANKS, Intent.OTHER)


@pytest.mark.parametrize(
    "text",
    [
        "no", "Nope", "nah", "no thank you", "not this time", "that's wrong", "that is not correct", "it doesn't suit me",
        "I can't make it", "we won't be able to come", "sorry, something came up", "I'm out of town that day",
        "no, I don't want that", "changed my mind", "not now, maybe later", "Friday doesn't work for me",
    ],
)  # fmt: skip
def test_a_no_denies(text: str) -> None:
    assert reading(text, "confirm").intent is Intent.DENY


@pytest.mark.parametrize(
    "text",
    [
        "cancel my appointment", "Please cancel my cleaning on Friday", "can I cancel?", "I need to cancel, my son is ill",
        "I no longer need the appointment", "call it off please", "could you cancel it", "want to cancel both",
        "pls cancl my apointment", "get rid of my 2:30 booking", "my reservation needs to be cancelled",
        "We don't need our table anymore",
    ],
)  # fmt: skip
def test_giving_up_the_appointment_cancels(text: str) -> None:
    assert reading(text).intent is Intent.CANCEL


@pytest.mark.parametrize(
    "text",
    [
        "don't cancel", "please do not cancel my visit", "I don't want to cancel", "did I cancel?", "I cancelled my gym",
        "is there a fee for cancelling", "will you cancel if it snows", "cancel my phone plan", "cancel the newsletter",
        "cancel my streaming subscription", "how do I cancel my order", "if I cancel, do I pay", "you cancelled on me",
        "cancel that last command", "keep it, never mind", "without cancelling anything",
    ],
)  # fmt: skip
def test_talk_of_cancelling_is_no_cancellation(text: str) -> None:
    assert reading(text).intent not in (Intent.CANCEL, Intent.AFFIRM)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("can we move it", Intent.RESCHEDULE), ("I need a different day", Intent.RESCHEDULE),
        ("reschedule please", Intent.RESCHEDULE), ("push my appointment to Monday", Intent.RESCHEDULE),
        ("cancel and rebook me for Monday", Intent.RESCHEDULE), ("how about Monday at 9", Intent.PROPOSE),
        ("no, Thursday at 4", Intent.PROPOSE), ("yes but could you do 5", Intent.PROPOSE),
        ("Monday suits me better", Intent.PROPOSE), ("anything earlier?", Intent.EARLIER),
        ("a bit later please", Intent.LATER), ("that's too early for me", Intent.LATER),
        ("as soon as possible", Intent.EARLIER), ("what else do you have", Intent.ALTERNATIVES),
        ("any other times?", Intent.ALTERNATIVES), ("running 10 minutes late", Intent.LATE),
        ("stuck in traffic", Intent.LATE), ("I'll be there at 2:45", Intent.LATE),
        ("when is my appointment", Intent.WHEN), ("what time am I booked for", Intent.WHEN),
        ("is my appointment still on", Intent.WHEN), ("where are you located", Intent.INFO),
        ("how much is a filling", Intent.INFO), ("do you take my insurance", Intent.INFO),
        ("can someone call me", Intent.HUMAN), ("let me talk to a person", Intent.HUMAN),
        ("wrong number", Intent.HUMAN), ("stop texting me", Intent.STOP), ("take me off your list", Intent.STOP),
        ("please start texting me again", Intent.START), ("how does this work", Intent.HELP),
        ("not sure yet", Intent.OTHER), ("let me check and get back to you", Intent.OTHER),
        ("my sister will come in my place", Intent.OTHER),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, intent: Intent) -> None:
    assert reading(text, "confirm").intent is intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I'd like to make an appointment", Intent.BOOK), ("any openings on Monday?", Intent.BOOK),
        ("can you fit me in tomorrow", Intent.BOOK), ("hello", Intent.GREETING), ("goodbye", Intent.BYE),
        ("have a lovely weekend", Intent.BYE), ("what is the capital of Peru", Intent.OTHER),
        ("my cat learned to swim", Intent.OTHER), ("", Intent.OTHER), ("???", Intent.OTHER), ("12345", Intent.OTHER),
    ],
)  # fmt: skip
def test_what_is_said_out_of_nowhere(text: str, intent: Intent) -> None:
    assert reading(text).intent is intent


@pytest.mark.parametrize("word", ["STOP", "stopall", "Unsubscribe", "CANCEL", "end", "Quit", "REVOKE", "optout", "Stop."])
def test_a_lone_carrier_word_opts_out(word: str) -> None:
    assert reading(word, "confirm").intent is Intent.STOP


@pytest.mark.parametrize(("word", "intent"), [("START", Intent.START), ("unstop", Intent.START), ("HELP", Intent.HELP)])
def test_the_other_carrier_words_are_known(word: str, intent: Intent) -> None:
    assert reading(word).intent is intent


@pytest.mark.parametrize(
    "text",
    [
        "Liked “See you Friday at 2:30 PM”", "Laughed at “Reply YES to confirm”", "👍 to “Reply YES to confirm”",
        "Auto-reply: I am out of the office until Monday", "I'm driving right now, I'll reply when I stop",
        "Reply YES to confirm", "Thanks for contacting Blue Garage. We received your message",
    ],
)  # fmt: skip
def test_noise_means_nothing(text: str) -> None:
    heard = reading(text, "confirm")

    assert (Intent.OTHER, True) == (heard.intent, heard.noise)


def test_a_yes_with_a_question_is_answered_before_it_confirms() -> None:
    assert reading("Yes. What's the address?", "confirm").intent is Intent.INFO


def test_keeping_is_left_to_the_flow_that_knows_what_was_asked() -> None:
    heard = reading("keep it as it is", "confirm")

    assert heard.intent is Intent.OTHER
    assert "keep" in {span.meaning for span in heard.spans}


def test_each_person_named_gets_an_answer() -> None:
    heard = reading("Ana yes, Leo no", "confirm", ("Ana", "Leo"))

    assert (("Ana", Intent.AFFIRM), ("Leo", Intent.DENY)) == heard.answers


def test_answers_may_stand_before_the_names() -> None:
    heard = reading("yes for Ana but cancel it for Leo", "confirm", ("Ana", "Leo"))

    assert (("Ana", Intent.AFFIRM), ("Leo", Intent.CANCEL)) == heard.answers


def test_urgency_is_told() -> None:
    assert reading("the soonest you have please", "when").urgent


def test_the_words_that_made_the_reading_are_told() -> None:
    spans = reading("sorry, cancel my appointment", "confirm").spans

    assert ("cancel my appointment", "cancel") in {(span.text, span.meaning) for span in spans}
    assert spans[-1].meaning == "rule: cancelling"


@pytest.mark.parametrize("text", ["kkkkk", "hahahaha", "zzzz", "😂😂😂"])
def test_laughter_is_no_answer(text: str) -> None:
    assert reading(text, "confirm").intent is Intent.OTHER


def test_what_lies_beyond_the_words_that_are_read_takes_the_yes_away() -> None:
    assert reading("yes please " * 200, "confirm").intent is not Intent.AFFIRM
