"""Which of the offers listed last a text picks: by number, ordinal, day, clock time, comparison or exclusion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flows.frozen import value
from flows.understand.alternatives import undecided
from flows.understand.evidence import PICK, Mark
from flows.understand.expressions import TimeExpr
from flows.understand.fates import REFUSING
from flows.understand.numbered import (
    Named,
    by_day_of_month,
    digits,
    is_against,
    numbered,
    stands_for_a_noun,
    stretches,
    taken_tokens,
)
from flows.understand.offered import barely, fits
from flows.understand.view import View
from flows.values import Window

_NOT_ALL = ("none", "measure", "earlier", "later")  # "they are all too late"
_AGAINST = ("not", "refuse", "no", "notpost")
_SOME_DAYS = timedelta(days=7)
_NO = REFUSING | {"notnow"}
_COURTEOUS = frozenset(("polite", "thanks"))
_COMPARING = frozenset(PICK + name for name in ("latest", "earliest", "last", "middle"))


@value(frozen=True, slots=True)
class Choice:
    """The offer picked (from 1 on), or whether all of them or any of them are meant; `clear` where nothing else is said."""

    number: int | None = None
    everything: bool = False
    whichever: bool = False


NO_CHOICE = Choice()


def choose(
    seen: View,
    offers: Sequence[datetime],
    expressions: Sequence[TimeExpr],
    wanted: Iterable[Window],
    excluded: Iterable[Window],
) -> Choice:
    """What the text picks among `offers`; `expressions` are its times, of which the windows come."""
    wanted, excluded = tuple(wanted), tuple(excluded)
    named, refused = numbered(seen, offers)
    if undecided(seen, offers, expressions, named) or (len(refused) > 1 and _says_yes_to_one(seen, refused)):
        return NO_CHOICE
    if (behind := _behind_none(seen, named)) is not None:
        return Choice(behind)
    picked, dropped = {number for _, number in named}, {number for _, number in refused}
    left = _left(seen, offers, () if dropped and _named_twice(seen) else excluded)
    if picked - set(left):  # "the one that isn't Monday" is not the first
        if picked != {1} or digits(seen, len(offers)):
            return NO_CHOICE
        picked = set()
    timed = [n for n in left if any(fits(offers[n - 1], w) and not barely(offers[n - 1], w) for w in wanted)]
    if not picked and wanted and all(window.end - window.start > _SOME_DAYS for window in wanted):
        return NO_CHOICE  # "after Friday" wishes for some day, of which one may be offered
    if not picked and wanted and all(each.negated or each.left_open for each in expressions):
        return NO_CHOICE  # "I'm in a meeting until 11:30", "can't before two" wish, and take no offer by themselves
    dated = by_day_of_month(seen, offers)
    if dated is not None and dated not in dropped:
        return Choice(dated)
    if not picked and not timed and (_one_by_one(seen, refused) or _no_parts(seen, refused)):
        return NO_CHOICE
    if picked and dropped and _corrects(seen, named, refused):
        return NO_CHOICE
    if excluded and not picked and not wanted and _picks(seen, "last", "latest", but=_refused_comparisons(seen)):
        # "Can't do mornings, so the last one": where the last one is in the morning that is asked about.
        return Choice(left[-1]) if left and left[-1] == len(offers) else NO_CHOICE
    if len(excluded) > 1 and len(offers) > 2 and not picked and not wanted:
        return NO_CHOICE  # "not Thursday or Friday": whether Monday's suits is not said
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
        refuses = any(_only_refuses(mark, seen) for mark in seen.marks) and not _agrees(seen)
        return NO_CHOICE if refuses else Choice(left[0])
    compared = _by_comparison(seen, left, dropped)  # "whatever's latest" compares
    indifferent = seen.has("any") and not seen.has("not", "refuse", "notpost") and seen.only_beside("no", "any")  # "don't care"
    if compared is NO_CHOICE and indifferent and left and not (dropped or ruled_out):
        return Choice(left[0], whichever=True)
    return compared


def _behind_none(seen: View, named: Iterable[Named]) -> int | None:
    """The one offer named behind others that were refused by their numbers: French `ni le 1 ni le 2, le 3`."""
    tokens = seen.heard.tokens
    ends = [m.last for m in seen.marks if "none" in m.roles and any(t.kind == "number" for t in tokens[m.first : m.last])]
    behind = {number for at, number in named if ends and at >= max(ends)}
    return next(iter(behind)) if len(behind) == 1 else None


def _says_yes_to_one(seen: View, refused: Sequence[Named]) -> bool:
    """ "1 yes 2 no": a yes stands between numbers that a no in the same breath seems to refuse."""
    first, last = refused[0][0], refused[-1][0]
    return any(first < mark.first <= last + 1 and not mark.roles.isdisjoint(("yes", "fine", "doit")) for mark in seen.marks)


def _agrees(seen: View) -> bool:
    """Whether a yes is said elsewhere than of a time refused: 周五也是 refuses Friday too."""
    refused = [expression.start for expression in seen.heard.expressions if expression.negated]
    tokens = seen.heard.tokens
    return seen.has("yes") and any(
        "yes" in mark.roles and not any(tokens[first].start <= at < tokens[mark.first].start for at in refused)
        for first, last in stretches(seen)
        for mark in seen.marks
        if first <= mark.first < last
    )


def _one_by_one(seen: View, refused: Sequence[Named]) -> bool:
    """Whether offers are refused each by a no of its own and nothing follows: "neither 1 nor 3" asks for something else."""
    last = max((at for at, _ in refused), default=0)
    refusals = sum(1 for mark in seen.marks if is_against(mark) and mark.first < last)
    behind = any(mark.first > last and not mark.roles <= _COURTEOUS for mark in seen.marks)
    return refusals > 1 and len({at for at, _ in refused}) > 1 and not behind


def _no_parts(seen: View, refused: Sequence[Named]) -> bool:
    """Whether one no stands between two numbers: "3 not 2" takes the third, "1 nicht 2" the second, neither the first."""
    places = [at for at, _ in refused]
    return len(places) > 1 and [min(places) < m.first < max(places) for m in seen.marks if is_against(m)] == [True]


def _corrects(seen: View, named: Sequence[Named], refused: Sequence[Named]) -> bool:
    """ "2, nein doch 3": a no of its own between what was picked and another number takes the pick back."""
    first, last = min(at for at, _ in named), max(at for at, _ in refused)
    return any("no" in m.roles and "not" not in m.roles and first < m.first < last for m in seen.marks)


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
        for first, last in stretches(seen)
        if any(first <= mark.first < last and is_against(mark) for mark in seen.marks)
        for pick in _comparisons(seen)
        if first <= pick.first < last
    )


def _only_refuses(mark: Mark, seen: View) -> bool:
    """Whether a mark says no and neither which one is meant ("the one that isn't Monday") nor which one is not."""
    if mark.roles.isdisjoint(_NO) or "alternatives" in mark.roles:
        return False
    return bool(mark.times) or not any(mark.first <= pick.first < mark.last for pick in seen.heard.evidence.picks)


def elsewhen(seen: View, offers: Sequence[datetime], wanted: Sequence[Window]) -> bool:
    """Whether an earlier or later time is wished for, and not just one refused: "9 is too early, the other Monday one"."""
    marks = [mark.roles for mark in seen.marks if not mark.roles.isdisjoint(("earlier", "later"))]
    if not marks or any("refuse" not in roles for roles in marks):
        return bool(marks)
    return not wanted and not numbered(seen, offers)[0]  # "1 is too early, 3 please"


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
    taken = (taken_tokens(seen) - soonest) | refused
    return any(
        not m.roles.isdisjoint(roles) and m.first not in taken | but and not stands_for_a_noun(m, seen)
        for m in seen.heard.evidence.picks
    )


def _left(seen: View, offers: Sequence[datetime], excluded: tuple[Window, ...]) -> list[int]:
    return [n for n, offer in enumerate(offers, 1) if not any(fits(offer, window) for window in excluded)]
