"""Patterns of the language data, compiled into the states of one automaton a language.

A pattern is a row of elements: a word; `(a|b c)` one of several; `[a|b]` one or none; `@name` a word class;
`stem~` any word that begins so; `=word` only with its accents as written; `..` up to a few words of any kind; `_`
exactly one; `#time` a time expression; `#num` a number in digits. Patterns are cut
by the same tokenizer as texts, so any script works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from flows.understand.tokens import fold, tokenize_phrase

_ELEMENT = re.compile(r"[()\[\]|]|@[A-Za-z0-9_]+|#[a-z]+|\.\.|[^\s()\[\]|@#]+|[@#]")
_LONGER = re.compile(r"[@#()\[\]| ]|\.\.")  # a member of a class that is more than a word
_BRACKETS = re.compile(r"[()\[\]|]")
ANY, TIME, NUMBER = "*", "#time", "#num"
PARTING = frozenset(".,;:!")  # no phrase goes on beyond one of these
SOFT_SIGNS = frozenset("-'\"’*_~()[]/&+#=")

# Rows of elements that begin alike, as one: what may follow each element. The empty element is the end of a row; a group is
# an element too, written as it stands.
Tree = dict[str, "Tree"]
_END = ""
Edges = list[dict[str, tuple[int, ...]]]
# For each symbol the states from which it leads on, and where to.
Leads = dict[str, dict[int, tuple[int, ...]]]
# What a phrase book is made of: its first state, leads, ends, symbols and stems (see `States`); nothing but plain values.
Parts = tuple[int, Leads, dict[int, frozenset[str]], dict[str, set[str]], dict[str, set[str]]]


class PatternError(ValueError):
    """A pattern of the language data that cannot be read."""


class _Draft:
    """A state in the making."""

    __slots__ = ("edges", "roles")

    def __init__(self) -> None:
        self.edges: dict[str, tuple[int, ...]] = {}
        self.roles: frozenset[str] = frozenset()

    def lead(self, symbol: str, state: int) -> None:
        """Lets the symbol lead to a state."""
        targets = self.edges.get(symbol)
        if targets is None:
            self.edges[symbol] = (state,)
        elif state not in targets:
            self.edges[symbol] = (*targets, state)


def parts_of(phrases: Mapping[str, Iterable[str]], classes: Mapping[str, Sequence[str]], gap: int = 3) -> Parts:
    """The parts of the book of these phrases, by role; raises `PatternError`."""
    return States(classes, gap).parts(phrases)


class States:
    """The states of one language's phrases, made from their ends: all behind which the same follows are one.

    `edges` are the states that a symbol leads to, `ends` the roles of phrases that end in a state; `symbols` and `stems` tell
    what a text's word stands for.
    """

    def __init__(self, classes: Mapping[str, Sequence[str]], gap: int) -> None:
        self.edges: Edges = []
        self.ends: dict[int, frozenset[str]] = {}
        self.symbols: dict[str, set[str]] = {}
        self.stems: dict[str, set[str]] = {}
        self._classes, self._gap = classes, gap
        self._members: dict[str, Tree] = {}  # of each class, the longer ones
        self._groups: dict[str, Tree] = {}
        self._cuts: dict[str, list[str]] = {}  # a word stands in many patterns and is cut once
        self._kept: dict[object, int] = {}
        self._known: dict[tuple[str, int], int] = {}  # an element and what follows it

    def parts(self, phrases: Mapping[str, Iterable[str]]) -> Parts:
        """The states of all phrases; raises `PatternError`."""
        draft = _Draft()
        for role, patterns in phrases.items():
            last = _Draft()
            last.roles = frozenset((role,))
            end = self._keep(last)
            tree: Tree = {}
            for pattern in patterns:
                self._plant(tree, role, pattern)
            self._known.clear()
            self._absorb(draft, self._after(tree, end))
        first = self._keep(draft)
        for unfinished in (self._members, self._groups, self._cuts, self._kept, self._known):
            unfinished.clear()
        return first, self._leads_from(first), self.ends, self.symbols, self.stems

    def _leads_from(self, first: int) -> Leads:
        """The edges by symbol, as they are asked for, of all states that phrases come by."""
        leads: Leads = {}
        reached, ahead = {first}, [first]
        while ahead:
            state = ahead.pop()
            for symbol, targets in self.edges[state].items():
                leads.setdefault(symbol, {})[state] = targets
                ahead += [target for target in targets if target not in reached]
                reached.update(targets)
        return leads

    # ---------------------------------------------------------------- reading

    def _plant(self, tree: Tree, role: str, pattern: str) -> None:
        elements = _ELEMENT.findall(pattern)
        row, used = elements, len(elements)
        if _BRACKETS.search(pattern):
            rows, used = self._rows(elements, 0)
            row = rows[0] if len(rows) == 1 else []
        if used != len(elements) or all(map(self._is_nothing, row)):
            raise PatternError(f"{role}: {pattern!r} does not read as a pattern")
        _plant(tree, row)

    def _rows(self, elements: list[str], at: int) -> tuple[list[list[str]], int]:
        """Alternatives parted by bars, up to a closing bracket."""
        rows: list[list[str]] = [[]]
        while at < len(elements) and elements[at] not in ")]":
            element = elements[at]
            at += 1
            if element == "|":
                rows.append([])
            elif element in "([":
                inner, end = self._rows(elements, at)
                closing = ")" if element == "(" else "]"
                if end >= len(elements) or elements[end] != closing:
                    raise PatternError(f"{' '.join(elements)!r}: {element} is not closed")
                group = element + " ".join(elements[at:end]) + closing
                self._group(group, inner)
                rows[-1].append(group)
                at = end + 1
            else:
                rows[-1].append(element)
        return rows, at

    def _group(self, group: str, rows: list[list[str]]) -> None:
        if group not in self._groups:
            tree = self._groups[group] = {}
            for row in rows:
                if row and group[0] == "(" and all(map(self._is_sign, row)):  # "(number|#)"
                    raise PatternError(f"{group!r}: a branch says nothing")
                _plant(tree, row)

    def _is_nothing(self, element: str) -> bool:
        """Whether no token need be there for it."""
        if _is_group(element):
            return element[0] == "[" or _END in self._groups[element]
        return element == ".." or self._is_sign(element)

    def _is_sign(self, element: str) -> bool:
        special = element in ("..", "_") or (len(element) > 1 and element[0] in "@#([")
        return not special and not self._cut(element)

    # ---------------------------------------------------------------- making states

    def _after(self, tree: Tree, end: int) -> int:
        """The state from which one of the rows leads to the end."""
        if len(tree) == 1:
            ((element, rest),) = tree.items()
            return end if element == _END else self._before(element, self._after(rest, end))
        draft = _Draft()
        self._lead_all(draft, tree, end)
        return self._keep(draft)

    def _before(self, element: str, state: int) -> int:
        """The state from which an element leads to a state."""
        known = self._known.get((element, state))
        if known is None:
            draft = _Draft()
            self._lead(draft, element, state)
            known = self._known[element, state] = self._keep(draft)
        return known

    def _lead_all(self, draft: _Draft, tree: Tree, end: int) -> None:
        for element, rest in tree.items():
            if element == _END:
                self._absorb(draft, end)
            else:
                self._lead(draft, element, self._after(rest, end))

    def _lead(self, draft: _Draft, element: str, state: int) -> None:
        symbols = self._cuts.get(element)
        if symbols is None:
            if _is_group(element):
                self._lead_all(draft, self._groups[element], state)
                if element[0] == "[":
                    self._absorb(draft, state)
                return
            if element == "..":
                self._absorb(draft, state)
                draft.lead(ANY, self._gap_before(state))
                return
            if element == "_" or element in (TIME, NUMBER):
                draft.lead(ANY if element == "_" else element, state)
                return
            if element[0] == "@" and len(element) > 1:
                draft.lead(element, state)
                self._lead_all(draft, self._class(element), state)
                return
            symbols = self._cut(element)
        if not symbols:  # signs alone
            self._absorb(draft, state)
            return
        for symbol in reversed(symbols[1:]):
            state = self._before_symbol(symbol, state)
        draft.lead(symbols[0], state)

    def _before_symbol(self, symbol: str, state: int) -> int:
        draft = _Draft()
        draft.lead(symbol, state)
        return self._keep(draft)

    def _gap_before(self, state: int) -> int:
        """The state behind the first word of a gap."""
        behind = state
        for _ in range(self._gap - 1):
            draft = _Draft()
            self._absorb(draft, state)
            draft.lead(ANY, behind)
            behind = self._keep(draft)
        return behind

    def _absorb(self, draft: _Draft, state: int) -> None:
        """Lets all go on from here that goes on from a state."""
        for symbol, targets in self.edges[state].items():
            for target in targets:
                draft.lead(symbol, target)
        if state in self.ends:
            draft.roles |= self.ends[state]

    def _keep(self, draft: _Draft) -> int:
        key = (draft.roles, *draft.edges.items())
        state = self._kept.get(key)
        if state is None:
            state = self._kept[key] = len(self.edges)
            self.edges.append(draft.edges)
            if draft.roles:
                self.ends[state] = draft.roles
        return state

    # ---------------------------------------------------------------- words

    def _class(self, name: str) -> Tree:
        """The longer members of a class. Single words become one symbol, the class's name."""
        if name in self._members:
            return self._members[name]
        if name[1:] not in self._classes:
            raise PatternError(f"no word class {name}")
        tree: Tree = {}
        for member in self._classes[name[1:]]:
            symbols = [] if _LONGER.search(member) else self._cut(member)
            if len(symbols) != 1:
                self._plant(tree, name, member)
            elif member.endswith("~"):
                self.stems[symbols[0][:-1]].add(name)
            else:
                self._learn(symbols[0].lstrip("="), name, exact=member.startswith("="))
        self._members[name] = tree
        return tree

    def _cut(self, literal: str) -> list[str]:
        """The symbols of a written word; a stem's ends in a tilde."""
        if literal not in self._cuts:
            self._cuts[literal] = self._symbols_of(literal)
        return self._cuts[literal]

    def _symbols_of(self, literal: str) -> list[str]:
        if literal.isascii() and literal.isalpha():  # as most are
            norm = literal.lower()
            self.symbols.setdefault(norm, set()).add(norm)
            return [norm]
        stem, exact = literal.endswith("~"), literal.startswith("=") and len(literal) > 1
        norms = [
            t.norm
            for t in tokenize_phrase(literal.rstrip("~").lstrip("=") or literal)
            if t.norm not in SOFT_SIGNS and t.norm not in PARTING
        ]
        if exact:  # a symbol of its own: the same word may stand elsewhere without its accents
            for norm in norms:
                self._learn(norm, f"={norm}", exact=True)
            return [f"={norm}" for norm in norms]
        for norm in norms[:-1] if stem else norms:
            self._learn(norm, norm)
        if stem and norms:
            self.stems.setdefault(norms[-1], set()).add(norms[-1] + "~")
            norms[-1] += "~"
        return norms

    def _learn(self, norm: str, symbol: str, *, exact: bool = False) -> None:
        """A text's word stands for the symbol with or without its accents and apostrophes, unless it must be exact."""
        if exact:
            self.symbols.setdefault(norm, set()).add(symbol)
            return
        bare = norm.replace("'", "")
        for spelling in {norm, fold(norm), bare, fold(bare)} - {""}:
            self.symbols.setdefault(spelling, set()).add(symbol)


def _is_group(element: str) -> bool:
    return len(element) > 1 and element[0] in "(["


def _plant(tree: Tree, row: Iterable[str]) -> None:
    for element in row:
        tree = tree.setdefault(element, {})
    tree[_END] = {}
