"""Which of the listed offers a text names by number, in digits or in words, and which of these it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise, zip_longest

from flows.understand.evidence import PICK, TIME, Mark
from flows.understand.expressions import TimeExpr
from flows.understand.fates import TOLD
from flows.understand.offered import fits
from flows.understand.view import View

_AGAINST = frozenset(("not", "refuse", "no", "notpost"))
_REASONS = frozenset(("refuse", "obstacle"))
_AGREED = ("yes", "fine", "doit", "want", "any", "but")
# A number in "3 works" is still the number of an offer.
_AROUND_NUMBERS = frozenset(
    (TIME, "want", "refuse", "yes", "no", "not", "fine", "filler", "pickword", "polite", "doit", "coming", "join",
     "keep", "notpost", "asks", "hence", "attend", "only")
)  # fmt: skip
_WITH_ARTICLE = frozenset(("move", "moveword", "alternatives", "book"))
_PARTING = frozenset(",;.!?\n、。，")
_FROM_THE_END = {"last2": 2, "last3": 3}  # "the last but one"
_BACKWARDS = frozenset(PICK + name for name in _FROM_THE_END)
_REQUESTING = ("want", "request")
_IN_A_REQUEST = frozenset((*_REQUESTING, TIME, "filler", "polite", "pickword", "greeting", "thanks", "yes", "fine", "book"))
_ASKING_MORE = frozenset(
    ("info", "when", "alternatives", "not", "no", "refuse", "third", "named", "earlier", "later", "if", "but", "told", "past",
     "measure", "keep")
)  # fmt: skip
Named = tuple[int, int]  # the token where an offer is named, and its number


def numbered(seen: View, offers: Sequence[datetime]) -> tuple[list[Named], list[Named]]:
    """The offers named by number: those wanted, those refused."""
    wanted: list[Named] = []
    refused: list[Named] = []
    named = sorted({*_ordinals(seen, len(offers)), *digits(seen, len(offers))})
    parts = [(first, last, [one for one in named if first <= one[0] < last]) for first, last in stretches(seen)]
    for (first, last, numbers), (behind, end, others) in pairwise([*parts, (0, 0, [])]):
        apart = _of_another_day(seen, numbers, offers)
        against = any(first <= m.first < last and is_against(m) and m not in apart for m in seen.marks)
        # "2, sorry my kid is sick"
        reason = not others and any(behind <= m.first < end and _gives_a_reason(m, seen) and m not in apart for m in seen.marks)
        if against and len(numbers) > 1 and _suits(seen, numbers[-1][0]):
            wanted.append(numbers.pop())  # "I can't do 1 3 works"
        (refused if against or (reason and not seen.has(*_AGREED)) else wanted).extend(numbers)
    dropped = {number for _, number in refused}
    return [one for one in wanted if one[1] not in dropped], refused


def _gives_a_reason(mark: Mark, seen: View) -> bool:
    """Whether a mark says why not, or just no; "no rush" does not."""
    return not mark.roles.isdisjoint(_REASONS) or ("no" in mark.roles and mark.last not in seen.heard.evidence.unknown)


def _of_another_day(seen: View, numbers: Sequence[Named], offers: Sequence[datetime]) -> list[Mark]:
    """The refusals behind numbers that speak of other times than those: "2 because I work Thursdays"."""
    if not numbers or not seen.heard.expressions:
        return []
    apart = []
    for mark, following in zip_longest(seen.marks, seen.marks[1:]):
        led_to = following.times if following is not None and following.first == mark.last and "not" in mark.roles else ()
        told = (seen.heard.expressions[at] for at in mark.times or led_to)
        windows = [window for each in told if not each.weak for window in each.windows]
        fitting = any(fits(offers[number - 1], window) for _, number in numbers for window in windows)
        if mark.first > numbers[-1][0] and windows and not fitting:
            apart.append(mark)
    return apart


def _suits(seen: View, at: int) -> bool:
    """Whether a number is said to suit: "3 works"."""
    behind = (mark for mark in seen.marks if mark.first in (at, at + 1))
    return any(not is_against(mark) and not mark.roles.isdisjoint(("want", "fine")) for mark in behind)


def stretches(seen: View) -> list[tuple[int, int]]:
    """The tokens between commas, contrasts, conclusions and sentence ends: what a negation speaks of."""
    tokens = seen.heard.tokens
    cuts = {
        at for at, token in enumerate(tokens) if token.norm[0] in _PARTING and not (token.norm == "、" and _lists(seen, at))
    }
    cuts |= {mark.first for mark in seen.marks if not mark.roles.isdisjoint(("but", "hence"))}
    cuts |= {mark.last for mark in seen.marks if "notpost" in mark.roles}
    edges = sorted(cuts | {0, len(tokens)})
    return list(pairwise(edges))


def _lists(seen: View, at: int) -> bool:
    """Whether the sign stands between two bare numbers: `1、2はダメです` refuses both."""
    around = seen.heard.tokens[at - 1 : at] + seen.heard.tokens[at + 1 : at + 2]
    return len(around) == 2 and all(token.kind == "number" for token in around)


def _ordinals(seen: View, count: int) -> list[Named]:
    """Where the text names offers in words; "last" is a number only where no time narrows it."""
    named = []
    taken = taken_tokens(seen)
    for mark in seen.heard.evidence.picks:
        if stands_for_a_noun(mark, seen) or _is_or(mark, seen):
            continue
        for role in mark.roles:
            if role.startswith(PICK) and mark.first not in taken:
                named += [(mark.first, number) for number in _numbers(role.split()[1:], seen, count)]
    return named


def _is_or(mark: Mark, seen: View) -> bool:
    """Italian "1 o 3": what is an ordinal's ending right behind a number ("1º") is a word of its own between two."""
    tokens = seen.heard.tokens[mark.first : mark.last + 1]
    if len(tokens) != 3 or not tokens[0].kind == tokens[2].kind == "number":
        return False
    return tokens[0].end < tokens[1].start and len(tokens[1].norm) == 1


def _numbers(parts: Sequence[str], seen: View, count: int) -> list[int]:
    numbers = [int(part) for part in parts if part.isdigit()]
    numbers += [count + 1 - _FROM_THE_END[part] for part in parts if part in _FROM_THE_END]
    narrowed = any(not expression.weak for expression in seen.heard.expressions)
    if parts == ["last"] and not narrowed:
        numbers.append(count)
    if parts == ["middle"] and count % 2 and not narrowed:
        numbers.append(count // 2 + 1)
    return [number for number in numbers if 1 <= number <= count]


def digits(seen: View, count: int) -> list[Named]:
    """Where the text names offers in digits; those of a time, a measure or a phrase of their own are none."""
    taken = taken_tokens(seen) | _counted_from_the_end(seen)
    return [
        (at, int(token.norm))
        for at, token in enumerate(seen.heard.tokens)
        if token.kind == "number"
        and at not in taken
        and at + 1 not in seen.heard.evidence.unknown  # "3 pizzas"
        and len(token.norm) < 3
        and 1 <= int(token.norm) <= count
        and not _is_decimal(seen, at)
        and not any("all" in mark.roles and mark.last == at for mark in seen.marks)  # "all 3 work"
    ]


def _is_decimal(seen: View, at: int) -> bool:
    """Whether the number is a part of "1.5"."""
    around = seen.heard.tokens[max(at - 2, 0) : at + 3]
    return any(
        point.norm == "." and one.kind == other.kind == "number" and one.end == point.start and point.end == other.start
        for one, point, other in zip(around, around[1:], around[2:], strict=False)
    )


def _counted_from_the_end(seen: View) -> set[int]:
    """The tokens of `最後から2番目`: its number is none from the beginning."""
    from_the_end = (m for m in seen.heard.evidence.picks if not m.roles.isdisjoint(_BACKWARDS))
    return {at for mark in from_the_end for at in range(mark.first, mark.last)}


def taken_tokens(seen: View) -> set[int]:
    """The tokens whose numbers belong to a time, a measure or a phrase of their own."""
    return {
        at
        for mark in seen.marks
        if "measure" in mark.roles  # "third time asking"
        or (
            not any(role.startswith(PICK) for role in mark.roles)
            and (not mark.roles <= _AROUND_NUMBERS or any(_is_time(i, seen) for i in mark.times))
        )
        for at in range(mark.first, mark.last)
    }


def _is_time(index: int, seen: View) -> bool:
    """Whether an expression is a time beyond doubt: not a bare number, nor just the words that pick an offer."""
    expression, tokens = seen.heard.expressions[index], seen.heard.tokens
    inside = [at for at, token in enumerate(tokens) if expression.start <= token.start < expression.end]
    return not expression.weak and not any(
        mark.first == inside[0] and mark.last == inside[-1] + 1 for mark in seen.heard.evidence.picks
    )


def by_day_of_month(seen: View, offers: Sequence[datetime]) -> int | None:
    """ "The 7th" is a date before it is an ordinal, where just one of the offers falls on such a day."""
    told = {index for mark in seen.marks if not mark.roles.isdisjoint(TOLD) for index in mark.times}
    for index, expression in enumerate(seen.heard.expressions):
        if index in told or not _is_ordinal_day(expression, seen.heard.text):
            continue
        days = {window.start.day for window in expression.windows}
        on_day = [n for n, offer in enumerate(offers, 1) if offer.day in days]
        if len(on_day) == 1 and not expression.negated and not seen.has("not", "refuse", "no"):
            return on_day[0]
    return None


def _is_ordinal_day(expression: TimeExpr, text: str) -> bool:
    said = text[expression.start : expression.end]
    return (
        expression.weak
        and any(c.isdigit() for c in said)
        and any(c.isalpha() for c in said)
        and bool(expression.windows)
        and expression.windows[0].date_given
    )


def stands_for_a_noun(pick: Mark, seen: View) -> bool:
    """Whether the word for the first offer is just "one" behind a time, "the Monday one", or "a": "ein anderer Tag"."""
    tokens = seen.heard.tokens
    if pick.last - pick.first > 1 or tokens[pick.first].kind != "word" or PICK + "1" not in pick.roles:
        return False
    if any(mark.first == pick.last and not mark.roles.isdisjoint(_WITH_ARTICLE) for mark in seen.marks):
        return True
    return pick.first > 0 and any(e.start <= tokens[pick.first - 1].start < e.end for e in seen.heard.expressions)


def is_against(mark: Mark) -> bool:
    return not mark.roles.isdisjoint(_AGAINST)


def requests_one(seen: View, offers: Sequence[datetime]) -> bool:
    """ "Can I take the second one?", "2番でお願いできますか": a question that says nothing but which one is wished for.

    "Is the second one still free?" asks, and so does "can I take the second one with my son?" of more than the offer.
    """
    named, refused = numbered(seen, offers)
    if len({number for _, number in named}) != 1 or refused or seen.unknown or not seen.has(*_REQUESTING):
        return False
    # "Can the first be an hour later?", "can we do the 3rd instead?"
    moves = any(each.relative is not None or _is_in_figures(each, seen) for each in seen.heard.expressions)
    return not moves and all(_only_requests(mark) for mark in seen.marks)


def _is_in_figures(expression: TimeExpr, seen: View) -> bool:
    """`the 3rd`: the third, or a day of the month."""
    said = seen.heard.text[expression.start : expression.end]
    return expression.monthly and any(one.isdecimal() and other.isalpha() for one, other in pairwise(said))


def _only_requests(mark: Mark) -> bool:
    if "question" in mark.roles and mark.roles.isdisjoint(_REQUESTING):
        return False
    picks = any(role.startswith(PICK) for role in mark.roles)
    return (picks or not mark.roles.isdisjoint(_IN_A_REQUEST)) and mark.roles.isdisjoint(_ASKING_MORE)
