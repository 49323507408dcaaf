"""Cancelling words that give up no visit of ours: "must I cancel?", "the pills are no longer needed"."""

from __future__ import annotations

from functools import cache

from flows.understand.evidence import Mark
from flows.understand.said import cut, listed, says
from flows.understand.view import View
from flows.understand.wordbook import wordbook

_CANCELLING = frozenset(("cancel", "cancelword"))
_BESIDE = frozenset(
    ("filler", "polite", "request", "want", "time", "question", "asks", "greeting", "join", "hence", "pickword")
)
_NEGATED_COPULA = frozenset(("not", "question"))  # "isn't"
_SHORT, _BEHIND = 3, 3  # tokens
_COPULA, _FILLER = frozenset(("filler", "question")), frozenset(("filler", "question", "theirs"))  # "is", "are"


def asks_whether_one_must(view: View) -> bool:
    """ "Bisogna disdire?": nothing but whether one has to cancel is asked."""
    asked = [mark for mark in view.marks if mark.clause in view.questions]
    if not all(mark.roles & _CANCELLING or mark.roles <= _BESIDE for mark in asked):
        return False
    return says(view, _must(view.heard.language))


@cache
def _must(language: str) -> tuple[str, ...]:
    """The words of a language for having to, cut as a text is."""
    return cut(wordbook(language).must)


def is_done_at_a_visit(given_up: Mark, view: View) -> bool:
    """ "I'll stop by for my appointment", "cancel my ride to the visit": not the visit is what is stopped or cancelled."""
    aside = listed(view.heard.language, "aside")
    if not aside:
        return False
    words, tokens = wordbook(view.heard.language), view.heard.tokens
    end = given_up.last + _BEHIND if given_up.times else given_up.last  # "skip my lunch before the visit": noon is no visit
    said = range(given_up.first, min(end, len(tokens)))
    visit = next((at for at in said if tokens[at].norm in words.visits), given_up.first)
    # "Need to cancel for my appointment": nothing else is named.
    verbs = (at for at in said if not words.book.alone(words.book.code(tokens[at])).isdisjoint(_CANCELLING))
    return says(view, aside, range(next((at + 2 for at in verbs), given_up.first), visit))


def takes_another_time(view: View) -> bool:
    """ "Cancel Friday, take Monday": behind the order, and apart from it, another time is wished for."""
    orders = [mark for mark in view.marks if not mark.roles.isdisjoint(_CANCELLING)]
    given_up = {index for mark in orders for index in mark.times}
    end = max(mark.last for mark in orders)
    joins = {mark.first for mark in view.marks if "join" in mark.roles}
    apart = (at for at, token in enumerate(view.heard.tokens) if at >= end and (token.kind == "sign" or at in joins))
    start = end if given_up else next(apart, len(view.heard.tokens))
    return any(
        "want" in mark.roles and mark.first >= start and not given_up.issuperset(mark.times or behind.times)
        for mark, behind in zip(view.marks, (*view.marks[1:], *view.marks[-1:]), strict=True)
    )


def needs_something_else_no_longer(view: View) -> bool:
    """Whether the pills or "de foto", which nothing accounts for, are what "is no longer needed", or a ride to the visit."""
    unknown, clauses = view.heard.evidence.unknown, view.heard.evidence.clauses
    copulas = {one.last: one.first for one in view.marks if one.roles >= _COPULA and one.roles <= _FILLER}
    unneeded = [mark for mark in view.marks if "unneeded" in mark.roles]
    if all(is_done_at_a_visit(mark, view) for mark in unneeded):
        return True
    needless = [mark for mark in unneeded if not _holds_what_is_not_needed(mark, view)]
    subjects = [(copulas.get(mark.first, mark.first) - 1, mark.clause) for mark in needless]
    return any(at in unknown and clauses[at] == clause for at, clause in subjects)


def _holds_what_is_not_needed(mark: Mark, view: View) -> bool:
    """ "Reservation isn't needed", "Carla doesn't want her reservation anymore": the visit stands in the phrase itself."""
    book = wordbook(view.heard.language).book
    second = book.alone(book.code(view.heard.tokens[mark.first + 1])) if mark.last - mark.first == _SHORT + 1 else frozenset()
    denied = "not" in second and "question" not in second  # Spanish "ya no es necesaria"
    if mark.times or (mark.last - mark.first > _SHORT and not denied):
        return True
    behind = view.heard.tokens[mark.first + 1 : mark.last]
    return any(book.alone(book.code(token)) >= _NEGATED_COPULA for token in behind)
