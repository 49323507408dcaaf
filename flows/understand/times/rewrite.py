"""Rules that turn a run of items into one item, kept in a tree over the kinds so that a position costs one walk."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

from flows.understand.times.values import Item, Setting

Build = Callable[..., Item | None]
_Node = dict[str, Any]
# The functions of a pattern, each with the items it gets and the kinds that may not follow; and the items it matched.
_Match = tuple[list[tuple[Build, tuple[int, ...], tuple[str, ...]]], tuple[Item, ...]]
Opening = str | tuple[str, str]
_MOST_STEPS = 400
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

    def openings(self) -> frozenset[Opening]:
        """How a match may begin: with a kind that is a pattern by itself or with two kinds in a row."""
        pairs = ((kind, after) for kind, node in self.root.items() for after in node if after)
        return frozenset((*pairs, *(kind for kind, node in self.root.items() if "" in node)))

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

    def apply(self, items: list[Item], setting: Setting) -> bool:
        """Makes this pass over the items, bounded in steps, whatever the text; tells whether it changed any."""
        root, changed = self.root, False
        at = steps = 0
        while at < len(items) and steps < _MOST_STEPS:
            item = items[at]
            while not item.others and item.kind not in root:  # as of most items
                at += 1
                if at == len(items):
                    return changed
                item = items[at]
            steps += 1
            worth = item.others or _leads_on(root[item.kind], items, at)
            made = self._longest(items, at, setting) if worth else None
            if made is None:
                at += 1
                continue
            new, count = made
            new.first, new.last = item.first, items[at + count - 1].last
            items[at : at + count] = [new]
            at, changed = max(0, at - 3), True
        return changed

    def _longest(self, items: list[Item], at: int, setting: Setting) -> tuple[Item, int] | None:
        found: list[_Match] = []
        _walk(self.root, items, at, (), found)
        if len(found) > 1:
            found.sort(key=_length, reverse=True)
        for builds, matched in found:
            after = items[at + len(matched)] if at + len(matched) < len(items) else _END
            for build, kept, unwanted in builds:
                if unwanted and (after.among(unwanted) or _follow_in_a_row(unwanted, items, at + len(matched))):
                    continue
                item = build(setting, *[matched[k] for k in kept])
                if item is not None:
                    return item, len(matched)
        return None


def _follow_in_a_row(unwanted: tuple[str, ...], items: list[Item], at: int) -> bool:
    """Whether two kinds that may not follow do: `of month`."""
    if at + 1 >= len(items):
        return False
    pairs = (kind.split() for kind in unwanted if " " in kind)
    return any(items[at].among((one,)) and items[at + 1].among((other,)) for one, other in pairs)


def openings(items: list[Item]) -> set[Opening]:
    """Every kind of the items and every two in a row, in all the parts that their words may play."""
    kinds = [item.kind for item in items]
    found: set[Opening] = {*kinds, *pairwise(kinds)}
    for at, item in enumerate(items):
        if item.others:
            found.update(item.others)
            for one, other in pairwise(items[max(at - 1, 0) : at + 2]):
                found.update(product(_parts(one), _parts(other)))
    return found


def _parts(item: Item) -> tuple[str, ...]:
    return (item.kind, *item.others) if item.others else (item.kind,)


def _leads_on(node: _Node, items: list[Item], at: int) -> bool:
    """Whether a pattern that begins with this item is whole with it or may go on with the next one."""
    if "" in node:
        return True
    after = items[at + 1] if at + 1 < len(items) else _END
    return after.kind in node or bool(after.others)


def _walk(node: _Node, items: list[Item], at: int, path: tuple[Item, ...], found: list[_Match]) -> None:
    """All patterns from here on; a word that may play several parts is tried in each."""
    while True:
        if "" in node:
            found.append((node[""], path))
        if at >= len(items):
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
        node, path = after, (*path, item)


def _length(match: _Match) -> int:
    return len(match[1])
