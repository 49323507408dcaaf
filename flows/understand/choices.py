"""Which of the offers listed last a text picks: by number, ordinal, day, clock time, comparison or exclusion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise

from flows.frozen import replace, value
from flows.understand.evidence import PICK, TIME, Mark
from flows.understand.expressions import TimeExpr
from flows.understand.fates import REFUSING, TOLD
from flows.understand.view import View
from flows.values import Window

_NOT_ALL = ("none", "measure", "earlier", "later")  # "they are all too late"
_AGAINST = frozenset(("not", "refuse", "no", "notpost"))
_REASONS = frozenset(("refuse", "obstacle"))
_NO = REFUSING | {"notnow"}
_AGREED = ("yes", "fine", "doit", "want", "any", "but")
# A number in "3 works" is still the number of an offer.
_AROUND_NUMBERS = frozenset(
    (TIME, "want", "refuse", "yes", "no", "not", "fine", "filler", "pickword", "polite", "doit", "coming", "join",
     "keep", "notpost", "asks", "hence", "attend")
)  # fmt: skip
_WITH_ARTICLE = frozenset(("move", "moveword", "alternatives", "book"))
_COMPARING = frozenset(PICK + name for name in ("latest", "earliest", "last", "middle"))
_PARTING = frozenset(",;.!?\n、。，")
_DAY = timedelta(days=1)


@value(frozen=True, slots=True)
class Choice:
    """The offer picked (from 1 on), or whether all of them or any of them are meant; `clear` where nothing else is said."""

    number: int | None = None
    everything: bool = False
    whichever: bool = False


NO_CHOICE = Choice()


def choose(seen: View, offers: Sequence[datetime], wanted: Iterable[Window], excluded: Iterable[Window]) -> Choice:
    """What the text picks among `offers`."""
    wanted, excluded = tuple(wanted), tuple(excluded)
    picked, dropped = _numbered(seen, offers)
    left = _left(seen, offers, () if dropped and _named_twice(seen) else excluded)
    if picked - set(left):  # "the one that isn't Monday" is not the first
        if picked != {1} or _digits(seen, len(offers)):
            return NO_CHOICE
        picked = set()
    timed = [n for n in left if any(fits(offers[n - 1], w) and not _barely(offers[n - 1], w) for w in wanted)]
    dated = _by_day_of_month(seen, offers)
    if dated is not None and dated not in dropped:
        return Choice(dated)
    return _settled(seen, picked, dropped, left, timed, bool(wanted), bool(excluded))


def _settled(
    seen: View,
    picked: set[int],
    dropped: set[int],
    left: list[int],
    timed: list[int],
    named_a_time: bool,
    ruled_out: bool,
) -> Choice:
    if seen.has("all") and not picked and not dropped and not seen.has(*_AGAINST, *_NOT_ALL, "but"):
        return Choice(everything=True)
    if seen.has("none") or (named_a_time and not timed):
        return NO_CHOICE  # "a table for 2 at eight": the time named is none of ours
    if len(picked) == 1 and (not timed or picked <= set(timed)):
        return Choice(next(iter(picked)))
    if picked == {1} and len(timed) == 1 and not seen.has("but", "join"):  # "the first or Monday"
        return Choice(timed[0])  # "the afternoon one"
    if picked:
        return NO_CHOICE
    if named_a_time:
        return _compared(seen, timed) if timed else NO_CHOICE
    left = [n for n in left if n not in dropped]
    if (dropped or ruled_out) and len(left) == 1:
        # "I work Mondays", "can't do Monday", "1 no" take no other yet; "not Monday", "all but the first" are about which one.
        refuses = any(_only_refuses(mark, seen) for mark in seen.marks) and not seen.has("yes")
        return NO_CHOICE if refuses else Choice(left[0])
    compared = _by_comparison(seen, left, dropped)  # "whatever's latest" compares
    if compared is NO_CHOICE and seen.has("any") and not seen.has(*_AGAINST) and left and not (dropped or ruled_out):
        return Choice(left[0], whichever=True)
    return compared


def _named_twice(seen: View) -> bool:
    """Whether the same words name an offer and a day: Portuguese "a segunda" is the second or Monday."""
    return any(mark.times and any(role.startswith(PICK) for role in mark.roles) for mark in seen.marks)


def _compared(seen: View, timed: list[int]) -> Choice:
    """Of several offers that fit the time named, the one that a comparison or an ordinal settles."""
    if len(timed) == 1:
        return Choice(timed[0])
    compared = _by_comparison(seen, timed)
    if compared is NO_CHOICE and _picks(seen, "1"):
        return Choice(timed[0])
    if compared.number is not None:
        return compared
    return Choice(timed[0], whichever=True) if seen.has("any") else NO_CHOICE


def _by_comparison(seen: View, left: list[int], dropped: Iterable[int] = ()) -> Choice:
    refused = _refused_comparisons(seen)
    if not left or seen.has("all") or (seen.has("any") and seen.has("but")) or len(refused) == len(_comparisons(seen)) > 0:
        return NO_CHOICE  # "not the late one", "any but the latest" take none
    if _picks(seen, "latest", but=refused) and _picks(seen, "earliest", but=refused):
        return NO_CHOICE  # "the early one or the late one"
    last = () if max(dropped, default=0) > left[-1] else ("last",)  # "all but the last" names no last one to take
    if _picks(seen, "latest", *last, but=refused):
        return Choice(left[-1])
    if _picks(seen, "earliest", but=refused) and len(left) > 1:
        return Choice(left[0])
    if _picks(seen, "middle", but=refused) and len(left) % 2:
        return Choice(left[len(left) // 2])
    return NO_CHOICE


def _refused_comparisons(seen: View) -> frozenset[int]:
    """Where a comparison names what is refused: "not the late one, the earliest of them" takes the earliest."""
    return frozenset(
        pick.first
        for first, last in _stretches(seen)
        if any(first <= mark.first < last and _is_against(mark) for mark in seen.marks)
        for pick in _comparisons(seen)
        if first <= pick.first < last
    )


def _only_refuses(mark: Mark, seen: View) -> bool:
    """Whether a mark says no and neither which one is meant ("the one that isn't Monday") nor which one is not."""
    if mark.roles.isdisjoint(_NO) or "alternatives" in mark.roles:
        return False
    return bool(mark.times) or not any(mark.first <= pick.first < mark.last for pick in seen.heard.evidence.picks)


def _is_against(mark: Mark) -> bool:
    return not mark.roles.isdisjoint(_AGAINST)


def elsewhen(seen: View, wanted: Sequence[Window]) -> bool:
    """Whether an earlier or later time is wished for, and not just one refused: "9 is too early, the other Monday one"."""
    marks = (mark for mark in seen.marks if not mark.roles.isdisjoint(("earlier", "later")))
    return any(not wanted or "refuse" not in mark.roles for mark in marks)


def compares(seen: View) -> bool:
    """Whether "later" or "earlier" is only said of the offers: "the later one", not "number 2 is too early"."""
    compared = {at for mark in _comparisons(seen) for at in range(mark.first, mark.last)}
    wished = (mark for mark in seen.marks if not mark.roles.isdisjoint(("earlier", "later")))
    return bool(compared) and all(not compared.isdisjoint(range(mark.first, mark.last)) for mark in wished)


def _comparisons(seen: View) -> list[Mark]:
    return [mark for mark in seen.heard.evidence.picks if not mark.roles.isdisjoint(_COMPARING)]


def _picks(seen: View, *names: str, but: frozenset[int] = frozenset()) -> bool:
    roles = {PICK + name for name in names}
    # "The soonest, please" is a time of its own kind and says just what is picked.
    soonest = {at for m in seen.marks if "asap" in m.roles for at in range(m.first, m.last)} if "earliest" in names else set()
    refused = {at for m in seen.marks if "refuse" in m.roles for at in range(m.first, m.last)}  # "all but the last"
    taken = (_taken(seen) - soonest) | refused
    return any(
        not m.roles.isdisjoint(roles) and m.first not in taken | but and not _stands_for_a_noun(m, seen)
        for m in seen.heard.evidence.picks
    )


def _stands_for_a_noun(pick: Mark, seen: View) -> bool:
    """Whether the word for the first offer is just "one" behind a time, "the Monday one", or "a": "ein anderer Tag"."""
    tokens = seen.heard.tokens
    if pick.last - pick.first > 1 or tokens[pick.first].kind != "word" or PICK + "1" not in pick.roles:
        return False
    if any(mark.first == pick.last and not mark.roles.isdisjoint(_WITH_ARTICLE) for mark in seen.marks):
        return True
    return pick.first > 0 and any(e.start <= tokens[pick.first - 1].start < e.end for e in seen.heard.expressions)


def _left(seen: View, offers: Sequence[datetime], excluded: tuple[Window, ...]) -> list[int]:
    return [n for n, offer in enumerate(offers, 1) if not any(fits(offer, window) for window in excluded)]


def on_offered_days(expression: TimeExpr, offers: Sequence[datetime]) -> TimeExpr:
    """A bare weekday is that of the offers: "Thursday" is next week's where the one offered Thursday lies there."""
    if not expression.weekly or not expression.windows:
        return expression
    first = expression.windows[0].start.date()
    days = sorted({offer.date() for offer in offers if offer.weekday() == first.weekday()} or {first})
    shifts = [timedelta(days=(day - first).days) for day in days]
    windows = tuple(replace(w, start=w.start + shift, end=w.end + shift) for shift in shifts for w in expression.windows)
    return replace(expression, windows=windows)


def at_offered_hour(expression: TimeExpr, offers: Sequence[datetime], said: str) -> TimeExpr:
    """ "The 11" is eleven o'clock where no offer lies on an 11th and just one is at eleven."""
    number = said.split()[-1]
    if not expression.monthly or not number.isdecimal() or not 1 <= int(number) <= 12:
        return expression
    if any(fits(offer, window) for offer in offers for window in expression.windows):
        return expression
    at = [offer for offer in offers if (offer.hour % 12 or 12, offer.minute) == (int(number), 0)]
    if len(at) != 1 or len(expression.windows) != 1 or expression.windows[0].end - expression.windows[0].start > _DAY:
        return expression
    return replace(expression, windows=(Window(at[0], at[0], date_given=False),), kind="time")


def fits(offer: datetime, window: Window) -> bool:
    """Whether an offer lies in a window; a window without a date is compared by the clock alone."""
    start, end = window.start, window.end
    if not window.date_given:
        shift = datetime.combine(offer.date(), start.time()) - start
        start, end = start + shift, end + shift
    if start == end:
        return offer == start
    # "Before 9" and "until 9" both begin with the day: whether they hold nine o'clock is asked rather than guessed.
    closed = window.time_given and not window.date_given and start.time() != time.min
    return start <= offer < end or (closed and offer == end)


def _barely(offer: datetime, window: Window) -> bool:
    """Whether an offer is where an open window begins: "anything later than 5" does not take the one at five."""
    open_ended = window.time_given and window.start != window.end and window.end.time() == time.min
    return open_ended and offer.time() == window.start.time() != time.min


def _numbered(seen: View, offers: Sequence[datetime]) -> tuple[set[int], set[int]]:
    """The offers named by number: those wanted, those refused."""
    wanted: set[int] = set()
    refused: set[int] = set()
    named = [*_ordinals(seen, len(offers)), *_digits(seen, len(offers))]
    stretches = [(first, last, {n for at, n in named if first <= at < last}) for first, last in _stretches(seen)]
    for (first, last, numbers), (behind, end, others) in pairwise([*stretches, (0, 0, set())]):
        against = any(first <= mark.first < last and _is_against(mark) for mark in seen.marks)
        # "2, sorry my kid is sick"
        reason = not others and any(behind <= mark.first < end and not mark.roles.isdisjoint(_REASONS) for mark in seen.marks)
        (refused if against or (reason and not seen.has(*_AGREED)) else wanted).update(numbers)
    return wanted - refused, refused


def _stretches(seen: View) -> list[tuple[int, int]]:
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


def _ordinals(seen: View, count: int) -> list[tuple[int, int]]:
    """Where the text names offers in words; "last" is a number only where no time narrows it."""
    named = []
    taken = _taken(seen)
    for mark in seen.heard.evidence.picks:
        if _stands_for_a_noun(mark, seen):
            continue
        for role in mark.roles:
            if role.startswith(PICK) and mark.first not in taken:
                named += [(mark.first, number) for number in _numbers(role.split()[1:], seen, count)]
    return named


def _numbers(parts: Sequence[str], seen: View, count: int) -> list[int]:
    numbers = [int(part) for part in parts if part.isdigit()]
    narrowed = any(not expression.weak for expression in seen.heard.expressions)
    if parts == ["last"] and not narrowed:
        numbers.append(count)
    if parts == ["middle"] and count % 2 and not narrowed:
        numbers.append(count // 2 + 1)
    return [number for number in numbers if 1 <= number <= count]


def _digits(seen: View, count: int) -> list[tuple[int, int]]:
    """Where the text names offers in digits; those of a time, a measure or a phrase of their own are none."""
    taken = _taken(seen)
    return [
        (at, int(token.norm))
        for at, token in enumerate(seen.heard.tokens)
        if token.kind == "number"
        and at not in taken
        and at + 1 not in seen.heard.evidence.unknown  # "3 pizzas"
        and len(token.norm) < 3
        and 1 <= int(token.norm) <= count
    ]


def _taken(seen: View) -> set[int]:
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


def _by_day_of_month(seen: View, offers: Sequence[datetime]) -> int | None:
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
