"""Rules that turn a run of items into one item, kept in a tree over the kinds so that a position costs one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import pairwise, product
from operator import or_
from typing import Any

from flows.understand.times.values import Item, Setting

Build = Callable[..., Item | None]
_Node = dict[str, Any]
# The functions of a pattern, each with the items it gets and the kinds that may not follow; and the items it matched.
_Match = tuple[list[tuple[Build, tuple[int, ...], tuple[str, ...]]], tuple[Item, ...]]
Roles = str | tuple[str, ...]  # the kind of an item; where its words may play several parts, all of them
_MOST_STEPS = 400  # of a pass
_MOST_PAIRS = 4096  # of kinds in a row that are kept
_END = Item("end", None, 0, 0)  # what follows the last item
_NOISE = frozenset({"comma", "dot", "dash", "slash", "of", "the"})


class Rules:
    """One pass over the items: at each position the longest pattern whose function agrees replaces its run.

    A pattern is kinds in a row: `ord|num of? month`. Elements with `?` may be missing. The function gets the setting
    and the items in their order, without those that may be missing and without signs, "of" and "the". A last element
    `!dash|num` says what may not follow, `of month` among them a month behind "of", `or clock` a clock time behind "or".
    """

    def __init__(self) -> None:
        self.root: _Node = {}

    def add(self, *patterns: str) -> Callable[[Build], Build]:
        def entered(build: Build) -> Build:
            for pattern in patterns:
                self._enter(pattern, build)
            return build

        return entered

    def may_begin(self, one: Roles, other: Roles) -> bool:
        """Whether a pattern may begin with an item where it plays one of these parts, and the next one one of those."""
        nodes = [self.root[kind] for kind in _each(one) if kind in self.root]
        return any("" in node or not node.keys().isdisjoint(_each(other)) for node in nodes)

    def _enter(self, pattern: str, build: Build) -> None:
        ways = []
        pattern, _, last = pattern.partition(" !")
        unwanted = tuple(last.split("|")) if last else ()
        for element in pattern.split():
            if element.endswith("?"):
                ways.append([(kind, False) for kind in element[:-1].split("|")] + [(None, False)])
            else:
                ways.append([(kind, kind not in _NOISE) for kind in element.split("|")])
        for way in product(*ways):
            path = [(kind, kept) for kind, kept in way if kind is not None]
            node = self.root
            for kind, _ in path:
                node = node.setdefault(kind, {})
            kept = tuple(at for at, (_, wanted) in enumerate(path) if wanted)
            node.setdefault("", []).append((build, kept, unwanted))

    def longest(self, items: list[Item], at: int, setting: Setting) -> tuple[Item, int] | None:
        """What the longest pattern from an item on makes whose function agrees, and of how many items."""
        found: list[_Match] = []
        _walk(self.root, items, at, (), found)
        if len(found) > 1:
            found.sort(key=_length, reverse=True)
        for builds, matched in found:
            for build, kept, unwanted in builds:
                if unwanted and _follows(unwanted, items, at + len(matched)):
                    continue
                item = build(setting, *(matched if len(kept) == len(matched) else [matched[k] for k in kept]))
                if item is not None:
                    return item, len(matched)
        return None


class Passes:
    """All passes in their order. For every two parts in a row it is known which passes may begin there."""

    def __init__(self, in_order: Sequence[Rules]) -> None:
        self._numbered = {1 << at: rules for at, rules in enumerate(in_order)}
        self._beginning = _Beginning(self._numbered).__getitem__

    def apply(self, items: list[Item], setting: Setting) -> list[Roles]:
        """Makes the passes over the items; gives the parts that those which are left may play, and what stands for the end."""
        roles = [_roles(item) if item.others else item.kind for item in items]
        roles.append("end")
        starts = list(map(self._beginning, pairwise(roles)))
        left = reduce(or_, starts, 0)
        starts.append(-1)  # at the end every pass stops
        while left:
            one = left & -left  # the first pass that is left
            if self._made(one, items, roles, starts, setting):
                left = reduce(or_, starts[:-1], 0)
            left &= -2 * one
        return roles

    def _made(self, one: int, items: list[Item], roles: list[Roles], starts: list[int], setting: Setting) -> bool:
        """Makes one pass, bounded in steps, whatever the text; tells whether it changed any item.

        `starts` are the passes that may begin at each item, as a sum of their numbers.
        """
        rules, changed = self._numbered[one], False
        at = steps = 0
        while steps < _MOST_STEPS:
            while not starts[at] & one:
                at += 1
            if at == len(items):
                break
            steps += 1
            made = rules.longest(items, at, setting)
            if made is None:
                at += 1
                continue
            new, count = made
            new.first, new.last = items[at].first, items[at + count - 1].last
            items[at : at + count], roles[at : at + count] = [new], [_roles(new)]
            starts[at : at + count] = [self._beginning((roles[at], roles[at + 1]))]
            if at:
                starts[at - 1] = self._beginning((roles[at - 1], roles[at]))
            at, changed = max(0, at - 3), True
        return changed


class _Beginning(dict[tuple[Roles, Roles], int]):
    """The passes, as a sum of their numbers, that may begin with two items in a row; filled as texts ask."""

    def __init__(self, numbered: Mapping[int, Rules]) -> None:
        super().__init__()
        self._numbered = numbered

    def __missing__(self, pair: tuple[Roles, Roles]) -> int:
        if len(self) >= _MOST_PAIRS:
            self.clear()
        passes = self[pair] = sum(one for one, rules in self._numbered.items() if rules.may_begin(*pair))
        return passes


def _roles(item: Item) -> Roles:
    return (item.kind, *item.others) if item.others else item.kind


def _each(roles: Roles) -> tuple[str, ...]:
    return roles if isinstance(roles, tuple) else (roles,)


def _follows(unwanted: tuple[str, ...], items: list[Item], at: int) -> bool:
    """Whether one of the kinds that may not follow does."""
    after = items[at] if at < len(items) else _END
    return bool(after.among(unwanted)) or _follow_in_a_row(unwanted, items, at)


def _follow_in_a_row(unwanted: tuple[str, ...], items: list[Item], at: int) -> bool:
    """Whether two kinds that may not follow do: `of month`."""
    if at + 1 >= len(items):
        return False
    pairs = (kind.split() for kind in unwanted if " " in kind)
    return any(items[at].among((one,)) and items[at + 1].among((other,)) for one, other in pairs)


def kinds_of(roles: Sequence[Roles]) -> set[object]:
    """Every kind that items are or may be."""
    kinds: set[object] = set(roles)
    if tuple in map(type, roles):
        kinds.update(*map(_each, roles))
    return kinds


def _walk(node: _Node, items: list[Item], at: int, path: Iterable[Item], found: list[_Match]) -> None:
    """All patterns from here on; a word that may play several parts is tried in each."""
    path = list(path)
    while True:
        if "" in node:
            found.append((node[""], tuple(path)))
        if at == len(items):
            return
        item = items[at]
        at += 1
        after = node.get(item.kind)
        if item.others:
            if after is not None:
                _walk(after, items, at, (*path, item), found)
            for kind in item.others:
                if kind in node:
                    _walk(node[kind], items, at, (*path, item.taken_for(kind)), found)
            return
        if after is None:
            return
        node = after
        path.append(item)


def _length(match: _Match) -> int:
    return len(match[1])
