"""What a text asks for beside the offer it picks: "2 but with Dr Ito", "the first on another day", "is 9 in the morning?"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.understand.evidence import PICK, Mark
from flows.understand.expressions import TimeExpr
from flows.understand.numbered import stretches
from flows.understand.offered import fits
from flows.understand.said import listed, says
from flows.understand.view import View

_AGREEING = frozenset(("yes", "fine", "doit", "coming", "noproblem", "attend", "thanks", "bye", "asap"))
_DEMANDING = frozenset(
    ("named", "alternatives", "move", "moveword", "book", "later", "earlier", "third", "measure", "refuse", "maybe", "none",
     "keep", "obstacle", "unneeded")
)  # fmt: skip
_COURTEOUS = frozenset(("polite", "join", "hence"))
_WISHING = frozenset(("yes", "fine", "want", "doit"))
_AGAINST = frozenset(("no", "not", "notpost", "refuse"))
_SAYING_NOTHING = frozenset(("filler", "question", "theirs", "asks", "join", "time"))
_MOST_BETWEEN = 3  # tokens between two dates of which one is said to be the other: "the 5th is a Thursday"
_ENDING_A_QUESTION = frozenset(("asks", "polite"))
_ABOUT_SOMEBODY = frozenset(("filler", "question", "theirs", "asks", "polite", "named", "maybe", "greeting", "join", "attend"))
_IDLE = frozenset(("time", "filler", "polite", "question", "asks", "join", "pickword"))


def demands_more(seen: View, offer: datetime, expressions: Sequence[TimeExpr]) -> bool:
    """Whether a contrast behind the pick brings a demand that `offer`, the one picked, does not meet, or another day is named.

    `expressions` are the times of the text as they count beside the offers.
    """
    if "but" in seen.roles and _contrasts(seen, offer, expressions):
        return True
    return _says_another(seen) or ("keep" in seen.roles and _never_mind(seen))


def _never_mind(seen: View) -> bool:
    """ "2 never mind": what leaves all as it is stands behind the pick and holds none."""
    last = max((at for at, token in enumerate(seen.heard.tokens) if token.kind == "number"), default=len(seen.heard.tokens))
    return any("keep" in mark.roles and mark.first > last for mark in seen.marks)


def _contrasts(seen: View, offer: datetime, expressions: Sequence[TimeExpr]) -> bool:
    contrast = next(mark for mark in reversed(seen.marks) if "but" in mark.roles)
    behind = [mark for mark in seen.marks if mark.first >= contrast.last and mark.clause == contrast.clause]
    if not behind or all(mark.roles <= _COURTEOUS for mark in behind):
        return False  # "2 though", "2番でお願いしたいのですが"
    start, clauses = seen.heard.tokens[contrast.last - 1].end, seen.heard.evidence.clauses
    if any(at >= contrast.last and clauses[at] == contrast.clause for at in seen.heard.evidence.unknown):
        return True
    later = [each for each in expressions if each.start >= start]
    if any(_unmet(each, offer) for each in later):
        return True
    if any(mark.roles & _DEMANDING for mark in behind):
        return True
    if later or _names_one(seen, behind) or says(seen, listed(seen.heard.language, "errand")):
        return False  # "2 but please send a reminder" asks for nothing of the offer
    return not any(mark.roles & _AGREEING for mark in behind)  # "2 but for my son"


def _unmet(each: TimeExpr, offer: datetime) -> bool:
    """Whether a time wished for is not the offer's, or one refused is."""
    fitting = any(fits(offer, window) for window in each.windows)
    return bool(each.windows) and fitting == each.negated


def _names_one(seen: View, behind: Sequence[Mark]) -> bool:
    """Whether an offer is named there: "not 1 but 2"."""
    spans = [range(mark.first, mark.last) for mark in behind]
    tokens = seen.heard.tokens
    return any(tokens[at].kind == "number" for span in spans for at in span) or any(
        pick.first in span for pick in seen.heard.evidence.picks for span in spans
    )


def _says_another(seen: View) -> bool:
    """Whether another day, hour or person is spoken of beside the pick: "die 1 an einem anderen Tag"."""
    return says(seen, listed(seen.heard.language, "another"))


def asks_about_the_time(seen: View) -> bool:
    """ "9時は午前ですか", "ist 9 Uhr vormittags?": whether what is listed is meant so is asked, and nothing picked."""
    tokens = seen.heard.tokens
    copulas = [at for at, token in enumerate(tokens) if f" {token.norm} " in listed(seen.heard.language, "copula")]
    timed = _timed(seen)
    for at in copulas:
        clause = seen.heard.evidence.clauses[at]
        asked = [mark for mark in seen.marks if mark.clause == clause]
        around = [one for one in timed if seen.heard.evidence.clauses[one] == clause]
        if clause not in seen.questions or not around:
            continue
        plain = all(_is_idle(mark) or (mark.first == at and mark.times) for mark in asked)
        if plain and (around[0] < at < around[-1] or asked[0].first == at):
            return True
    return False


def _timed(seen: View) -> list[int]:
    """The tokens that name a time or an offer, in order."""
    tokens, expressions = seen.heard.tokens, seen.heard.expressions
    timed = {at for at, token in enumerate(tokens) for e in expressions if e.start <= token.start < e.end}
    return sorted(timed | {at for at, token in enumerate(tokens) if token.kind == "number"})


def _is_idle(mark: Mark) -> bool:
    return all(role in _IDLE or role.startswith(PICK) for role in mark.roles)


def asks_about_somebody(seen: View) -> bool:
    """ "Is Friday with Dr Ito?": a name stands behind what is asked about, and whether it is so is asked."""
    named = [mark for mark in seen.marks if "named" in mark.roles and mark.clause in seen.questions]
    return bool(named) and any(at < mark.first for mark in named for at in _timed(seen))


def asks_whether_it_is_with(seen: View) -> bool:
    """ "Wait, is that with Dr Ito?", "c'est avec le docteur Ito ?": nothing but whose visit it is is asked."""
    if "named" not in seen.roles or seen.unknown or seen.heard.expressions or not seen.questions:
        return False
    said = [mark for mark in seen.marks if not mark.roles <= _ENDING_A_QUESTION]
    if "named" not in said[-1].roles or not all(mark.roles <= _ABOUT_SOMEBODY for mark in said):
        return False
    copulas = listed(seen.heard.language, "copula")
    return any(f" {token.norm} " in copulas for token in seen.heard.tokens)


def tells_a_date(seen: View) -> bool:
    """ "Tomorrow is Thursday", "mañana es jueves": of two dates it says that they are one, and wishes for none."""
    expressions, tokens = seen.heard.expressions[-2:], seen.heard.tokens
    if not expressions or not _are_days(expressions):
        return False
    one, other = expressions[0], expressions[-1]
    start, end = (one.end, other.start) if one is not other else (one.start + 1, one.end)  # one date, where they are the same
    between = [at for at, token in enumerate(tokens) if start <= token.start and token.end <= end]
    said = [mark for mark in seen.marks if any(mark.first <= at < mark.last for at in between)]
    idle = all(mark.roles <= _SAYING_NOTHING or (mark.times and mark.first in between) for mark in said)
    if one is not other and (len(between) > _MOST_BETWEEN or not idle):
        return False
    copulas = listed(seen.heard.language, "copula")
    return any(f" {tokens[at].norm} " in copulas for at in between)


def _are_days(expressions: Sequence[TimeExpr]) -> bool:
    windows = [window for each in expressions for window in each.windows]
    return len(windows) == len(expressions) and all(window.date_given and not window.time_given for window in windows)


def refuses_the_hour(seen: View) -> bool:
    """ "Friday is right, the time is wrong": the day suits, and the hour that is offered on it does not."""
    if seen.roles.isdisjoint(_AGAINST) or not says(seen, listed(seen.heard.language, "the_hour")):
        return False
    hours = listed(seen.heard.language, "the_hour")
    against = [mark for mark in seen.marks if mark.roles & _AGAINST and not mark.times]
    if any(says(seen, hours, range(mark.first, mark.last)) for mark in against):
        return True
    return any(
        any(mark.first < last and mark.last > first and mark.roles & _AGAINST for mark in seen.marks)
        and not any(mark.times and first <= mark.first < last for mark in seen.marks)
        and says(seen, hours, range(first, last))
        for first, last in stretches(seen)
    )


def is_of_something_else(seen: View) -> bool:
    """ "Swimming at 9", "Wohnung Nr. 3": a word nobody knows, and that is no name, stands right before the time."""
    tokens = seen.heard.tokens
    picks = {tokens[pick.first].start for pick in seen.heard.evidence.picks}  # "sepáreme la 3" picks in a verb of its own
    starts = {expression.start for expression in seen.heard.expressions} - picks
    numbering = {at for mark in seen.marks if "pickword" in mark.roles for at in range(mark.first, mark.last)}
    for at in seen.heard.evidence.unknown:
        if at and tokens[at].text.istitle():
            continue
        behind = at + 1
        while behind < len(tokens) and (behind in numbering or tokens[behind].norm == ".") and tokens[behind].kind != "number":
            behind += 1
        if behind < len(tokens) and (tokens[behind].kind == "number" or tokens[behind].start in starts):
            return True
    return False


def is_no_more_than_a_yes(seen: View) -> bool:
    """ "Gladly, but not this week": what agrees before a contrast picks nothing, though one offer is left."""
    contrast = next((mark.first for mark in seen.marks if "but" in mark.roles), 0)
    return any(mark.roles & _WISHING and mark.last <= contrast for mark in seen.marks)


def names_an_offer(seen: View) -> bool:
    """Whether a number, an ordinal or a comparison is said."""
    return any(token.kind == "number" for token in seen.heard.tokens) or any(
        role.startswith(PICK) for mark in seen.heard.evidence.picks for role in mark.roles
    )
