"""Words that nobody knows where one could turn the meaning: "my wife sys cancel", "whay is 2", "2 pls nit"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_lowercase

from flows.understand.conditional import holds_only_if, is_not_believed_in
from flows.understand.evidence import Mark
from flows.understand.giving_up import is_done_at_a_visit
from flows.understand.said import listed, says
from flows.understand.view import View
from flows.understand.wordbook import wordbook

# What these say beside an order takes it back, leaves it open or asks.
_TURNING = frozenset(("not", "no", "but", "if", "maybe", "question", "keep", "notpost"))
_CANCELLING = frozenset(("cancel", "cancelword"))
_NOT = frozenset(("not",))
_GIVING_UP = ("refuse", "unneeded")  # "I no longer want my reservation at the loft cancel it"
_CHOOSING = frozenset(("pickword", "want", "doit"))
_SHORT = 4  # letters, of which a slip leaves nothing to be known by: "sys", "nto", "sed"
_NEAR = 3  # words between a negation and the cancelling that it denies: "I am not saying I want it cancelled"
_LEAST, _LONGEST = 3, 10  # letters of a word that is known again in spite of a slip


def leaves_cancelling_open(seen: View) -> bool:
    """Whether each cancelling word may be turned by the one before it, or is somebody else's: "my wife sys cancel".

    A careful reader asks: a word right before the verb that is short or one slip away from "says", "not", "if" ... may be
    what counts. A name with its capital, a comma between, or a longer word ("please balayage cancel") turns nothing.
    """
    verbs = [mark for mark in seen.marks if not mark.roles.isdisjoint(_CANCELLING)]
    if _is_kept(seen, verbs):
        return True
    return all(_is_doubtful(mark, seen) for mark in verbs)


def _is_kept(seen: View, verbs: Sequence[Mark]) -> bool:
    """ "Keep it, no cancel", "cancel my son's, not mine": each verb stands behind a no, or of two visits one stays."""
    noes = {mark.last for mark in seen.marks if "no" in mark.roles}
    if "keep" in seen.roles and all(mark.first in noes for mark in verbs):
        return True
    return bool(verbs) and says(seen, listed(seen.heard.language, "not_mine"))


def _is_considered(verb: Mark, seen: View) -> bool:
    """ "Ich überlege, abzusagen", "odio cancelar": what is thought or felt about cancelling is no order."""
    considering = listed(seen.heard.language, "considers")
    clauses = seen.heard.evidence.clauses
    within = range(clauses.index(verb.clause), len(clauses) - clauses[::-1].index(verb.clause))
    return bool(considering) and says(seen, considering, within)


def _is_negated(verb: Mark, seen: View) -> bool:
    """ "I do not want it cancelled": a no shortly before the verb ends in a negation, which is that of the verb."""
    book, tokens = wordbook(seen.heard.language).book, seen.heard.tokens
    return any(
        mark.clause == verb.clause
        and 0 <= verb.first - mark.last <= _NEAR
        and all(token.kind == "word" for token in tokens[mark.last : verb.first])
        and "not" in book.alone(book.code(tokens[mark.last - 1]))
        for mark in seen.marks
        if "no" in mark.roles
    )


def _is_doubtful(verb: Mark, seen: View) -> bool:
    if _is_considered(verb, seen) or _is_negated(verb, seen) or is_done_at_a_visit(verb, seen):
        return True
    if is_not_believed_in(verb, seen) or holds_only_if(verb, seen):
        return True
    before, behind = verb.first - 1, verb.last
    if behind in seen.heard.evidence.unknown and not _has_a_capital(behind, seen) and may_turn(behind, seen):
        return True  # "cancel my appointment iff"
    if any(mark.roles == _NOT and mark.first == behind == len(seen.heard.tokens) - 1 for mark in seen.marks):
        return True  # "cancel my appointment nto"
    if before < 0 or seen.heard.tokens[before].kind != "word" or seen.heard.evidence.clauses[before] != verb.clause:
        return False
    if is_said_of_somebody(before, seen):
        return True
    if not (before in seen.heard.evidence.unknown or _ends_a_name(before, seen)) or _has_a_capital(before, seen):
        return False
    if may_turn(before, seen):
        return True
    short = len(seen.heard.tokens[before].norm) <= _SHORT
    return short and _begins_with_the_verb(verb, seen) and not seen.has(*_GIVING_UP)


def is_said_of_somebody(at: int, seen: View) -> bool:
    """Whether this word tells what somebody says or wants: "says", "meint", "quiere"."""
    return f" {seen.heard.tokens[at].norm} " in listed(seen.heard.language, "reports")


def tells_what_somebody_says(seen: View) -> bool:
    """ "Dr says yes", "ich 2, meine Frau 3": what looks like a name is who says or takes it."""
    if "named" not in seen.roles:
        return False
    named = [mark.last - 1 for mark in seen.marks if "named" in mark.roles and mark.last - mark.first > 1]
    return any(seen.heard.tokens[at].kind == "number" or is_said_of_somebody(at, seen) for at in named)


def may_turn(at: int, seen: View) -> bool:
    """Whether a word is one slip of the thumb away from one that turns what stands beside it."""
    return _is_slip_of(seen.heard.tokens[at].norm, seen.heard.language, _TURNING)


def turns_the_pick(seen: View) -> bool:
    """Whether an unknown word may turn a number of the list: one before it that is no name, or a slip behind it.

    "2 please Karen", "Anja here, 2" and "il take 2" pick; "whay is 2" asks.
    """
    tokens = seen.heard.tokens
    number = next((at for at, token in enumerate(tokens) if token.kind == "number"), len(tokens))
    return any(
        tokens[at].kind == "word" and not _has_a_capital(at, seen) and (may_turn(at, seen) or _leads_to(at, number, seen))
        for at in seen.heard.evidence.unknown
    )


def _leads_to(at: int, number: int, seen: View) -> bool:
    """Whether a word stands before the number, with no sign and no word of choosing between: "sll but 2"."""
    tokens = seen.heard.tokens
    said = (mark for mark in seen.marks if mark.first < number <= mark.last)  # "take 2"
    if at > number or any(not mark.roles.isdisjoint(_CHOOSING) for mark in said):
        return False
    if _is_slip_of(tokens[at].norm, seen.heard.language, _CHOOSING):
        return False  # Portuguese "qero a 2"
    return all(token.kind != "sign" for token in tokens[at:number])


def _has_a_capital(at: int, seen: View) -> bool:
    """Whether a word has a name's capital within the text."""
    return at > 0 and seen.heard.tokens[at].text.istitle()


def _begins_with_the_verb(mark: Mark, seen: View) -> bool:
    """Whether the phrase begins with the cancelling word: "I need to cancel" begins a clause of its own."""
    book = wordbook(seen.heard.language).book
    return not book.alone(book.code(seen.heard.tokens[mark.first])).isdisjoint(_CANCELLING)


def _ends_a_name(at: int, seen: View) -> bool:
    """ "Meine frau sgt": what a title seems to name."""
    return any("named" in mark.roles and mark.last == at + 1 and mark.last - mark.first > 1 for mark in seen.marks)


@lru_cache(maxsize=1024)
def _is_slip_of(word: str, language: str, roles: frozenset[str]) -> bool:
    """Whether one letter more, less or other, or two neighbours changed, make it a word that alone has such a role."""
    if not _LEAST <= len(word) <= _LONGEST:
        return False
    book, reports = wordbook(language).book, listed(language, "reports") if roles is _TURNING else ()
    meant = (known for known in _one_slip_away(word) if len(known) >= _LEAST)
    return any(f" {known} " in reports or not book.said_alone(known).isdisjoint(roles) for known in meant)


def _one_slip_away(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in ascii_lowercase:
            yield before + letter + behind
            yield before + letter + behind[1:]
