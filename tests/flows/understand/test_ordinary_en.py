"""English in ordinary words that were once misread: what answers nothing, what picks nothing, and short replies by kind."""

from __future__ import annotations

import pytest

from flows.values import Expecting, Intent, Reading
from tests.flows.understand import contexts
from tests.flows.understand.contexts import ACTING


def reading(text: str, expecting: Expecting | None) -> Reading:
    return contexts.reading(text, "en-US", expecting)


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize(
    "text",
    [
        "glad that it worked out", "do I need to cancel my other appointment at the hospital",
        "you better not be cancelling again", "1 more thing", "that's the 2nd reminder today", "don't worry about it",
        "ignore my last message", "I want to cancel my phone service", "1 or another", "first or a later one",
        "the last message was for someone else", "2 more days", "both of us", "both my kids", "2-3 weeks", "1 to 2 people",
        "have a nice weekend all", "happy Friday", "my boss approved it", "I agree with my wife", "we agreed on 40 dollars",
        "code 3", "order 2 confirmed", "rate us 3", "I give it a 3", "bus 2", "door 2", "could have come on Friday",
        "wish I could do 1", "text back yes", "first off sorry", "one each please", "I need two of those", "tentatively 2",
        "at 3 I pick up the kids", "I have to get my kid at 3", "I start at 9", "wife works Thursday", "church at 9",
        "you are way off", "it is over", "it will be a lot", "we are at home", "I am at your office", "I do it at home",
        "works at home", "done with you", "deal with it", "copy me in", "game over", "totally over it", "bet you do",
        "sure you are", "facts about you", "heading over to my mom's", "definitely will not", "absolutely do not",
        "monday is labor day", "I have Thursday at 9 in my diary", "don't let me forget my 3 o'clock", "today was great",
    ],
)  # fmt: skip
def test_what_is_told_or_asked_acts_on_nothing(text: str, expecting: Expecting | None) -> None:
    assert reading(text, expecting).intent not in ACTING


@pytest.mark.parametrize(
    "text",
    [
        "not on a Monday", "anything Thursday other than 9?", "forget number 2", "scrap 1", "disregard 3", "delete 2",
        "drop the first one", "remove the first one", "take off the 2nd", "all good thanks", "I'm all good",
        "not thursday nor friday, sorry", "Thursdays don't suit, nor Fridays", "avoid 2", "try again",
    ],
)  # fmt: skip
def test_what_is_refused_picks_none_of_the_offers(text: str) -> None:
    heard = reading(text, "choose")

    assert (heard.intent is Intent.CHOOSE and heard.choice in (1, 2)) is False
    assert heard.intent is not Intent.CANCEL


@pytest.mark.parametrize(
    ("intent", "texts"),
    [
        (Intent.AFFIRM, "works like a charm; still coming; intend to be there; attending; otw; planning on attending; no cap"),
        (Intent.AFFIRM, "very much so; can't argue with that; i don't disagree; on the same page; friday is good for me"),
        (Intent.DENY, "on nights; working that day; no longer able to come; power's out; i forgot I have work that day"),
        (Intent.DENY, "that's impossible; far from it; quite the opposite; no dice; seems off; anything but true; deadline"),
        (Intent.DENY, "hungover; not up to it; water broke; baby has a fever; swim meet; court date; daycare's closed"),
        (Intent.RESCHEDULE, "can we find a time that works better; would prefer another date; swap with someone"),
        (Intent.CANCEL, "will have to cancel; consider it cancelled; give my place to someone else"),
        (Intent.WHEN, "when's it again; when are you expecting me; did I book something; Friday at what time?"),
        (Intent.INFO, "location?; cost?; what street; are you open late; who's it with; are walk-ins ok"),
        (Intent.LATE, "train's stuck; just got here; waiting outside; gimme 10; finding somewhere to park"),
        (Intent.HUMAN, "customer service; let's talk; I was overcharged; can the nurse call; contact me"),
        (Intent.LATER, "something further out; need a later date; bit early"),
        (Intent.THANKS, "that's helpful; you're the greatest; couldn't do it without you"),
    ],
)
def test_short_replies_by_kind(intent: Intent, texts: str) -> None:
    expecting: Expecting | None = None if intent in (Intent.LATE, Intent.THANKS) else "confirm"
    misread = {text: heard for text in texts.split("; ") if (heard := reading(text, expecting).intent) is not intent}

    assert not misread


@pytest.mark.parametrize(
    "text",
    [
        "how do i change a flat tire", "i'm so tired today", "move 300 from checking to savings", "what day do i get paid",
        "has my flight been delayed", "change my flight to thursday", "can you translate good morning to german",
        "change the volume to 4", "what's 2 plus 2", "do i need an umbrella tomorrow",
        "how do you spell reschedule", "delay the alarm until 8", "when do the clocks change",
        "do i work on christmas", "i need a truck from friday to sunday", "text john that i'm running late",
    ],
)  # fmt: skip
@pytest.mark.parametrize("expecting", ["confirm", None])
def test_requests_to_another_kind_of_assistant_are_none_of_ours(text: str, expecting: Expecting | None) -> None:
    heard = reading(text, expecting)

    assert (heard.intent in (Intent.OTHER, Intent.INFO, Intent.HELP), tuple(heard.windows)) == (True, ())


def test_what_was_read_before_its_words_were_learnt_is_read_still() -> None:
    assert reading("Can't I'm afraid, at a funeral", "confirm").intent == Intent.DENY
    assert reading("whats ur cancelation policy", "confirm").intent == Intent.INFO
    assert reading("noon is when i can get there", "when").intent == Intent.PROPOSE
    assert reading("friday is when i work", "when").windows == ()
