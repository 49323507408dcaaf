"""When a text is read the same again: most answers are the same few words to the same few questions."""

from __future__ import annotations

from operator import attrgetter

from flows.understand.heard import Heard, Question
from flows.understand.names import are_named
from flows.understand.wishes import numbers_in
from flows.values import Asked

_MOST_OFFERS = 9  # which bounds the questions that a reading is kept for
_DATE_GIVEN = attrgetter("date_given")


def question(heard: Heard, asked: Asked) -> Question | None:
    """All of what was asked that a text without a time of its own is read by; None where it has one or says a name."""
    offers = asked.offers
    if (heard.expressions and asked.expecting != "choose") or len(offers) > _MOST_OFFERS:
        return None
    if asked.names and are_named(heard.tokens, asked.names):
        return None
    return (
        asked.expecting,
        asked.several,
        len(asked.names) > 1,
        asked.appointment is None,
        len(offers),
        len(offers) > 1 and len({offer.date() for offer in offers}) == 1,
    )


def depends_on_no_time(heard: Heard, asked: Asked) -> bool:
    """Whether nothing that looks like a time counts as one: then nothing is compared with a visit, an offer or now.

    Beside offers "2" and "2 please" name one of them by its number.
    """
    for expression in heard.expressions:
        if not expression.weak or expression.relative is not None or any(map(_DATE_GIVEN, expression.windows)):
            return False
        numbers = numbers_in(expression, heard)
        if len(numbers) != 1 or not 1 <= numbers[0] <= len(asked.offers):
            return False
    return True
