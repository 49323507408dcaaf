"""Rules that turn a run of items into one item, kept in a tree over the kinds so that a position costs one walk."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from flows.understand.times.values import Item, Setting

Build = Callable[..., Item | None]
_MOST_STEPS = 2_000
_NOISE = frozenset({"comma", "dot", "dash", "slash", "of", "the"})


class Rules:
    """One pass over the items: at each position the longest pattern whose function agrees replaces its run.

    A pattern is kinds in a row: `ord|num of? month`. Elements with `?` may be missing. The function gets the setting
    and the items in their order, without those that may be missing and without signs, "of" and "the".
    """

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}

    def add(self, *patterns: str) -> Callable[[Build], Build]:
        def entered(build: Build) -> Build:
            for pattern in patterns:
                self._enter(pattern, build)
            return build

        return entered

    def _enter(self, pattern: str, build: Build) -> None:
        ways = []
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
            node.setdefault("", []).append((build, kept))

    def apply(self, items: list[Item], setting: Setting) -> list[Item]:
        """The items after this pass; bounded in steps, whatever the text."""
        at = steps = 0
        while at < len(items) and steps < _MOST_STEPS:
            steps += 1
            made = self._longest(items, at, setting) if items[at].kind in self.root else None
            if made is None:
                at += 1
                continue
            item, count = made
            item.first, item.last = items[at].first, items[at + count - 1].last
            items[at : at + count] = [item]
            at = max(0, at - 3)
        return items

    def _longest(self, items: list[Item], at: int, setting: Setting) -> tuple[Item, int] | None:
        found = []
        node = self.root
        step = at
        while step < len(items):
            node = node.get(items[step].kind)
            if node is None:
                break
            step += 1
            if "" in node:
                found.append((step - at, node[""]))
        for count, builds in reversed(found):
            for build, kept in builds:
                item = build(setting, *(items[at + k] for k in kept))
                if item is not None:
                    return item, count
        return None
