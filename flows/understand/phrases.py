"""Phrase patterns compiled into one automaton a language: which phrases stand where in a row of tokens.

A pattern is a row of elements: a word; `(a|b c)` one of several; `[a|b]` one or none; `@name` a word class;
`stem~` any word that begins so; `=word` only with its accents as written; `..` up to a few words of any kind; `_`
exactly one; `#time` a time expression; `#num` a number in digits. Patterns are cut
by the same tokenizer as texts, so any script works. `spelt` gives the usual spelling of words that are typed otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from flows.understand.spelling import Spelling
from flows.understand.tokens import Token, fold, tokenize_phrase

_ELEMENT = re.compile(r"[()\[\]|]|@[A-Za-z0-9_]+|#[a-z]+|\.\.|[^\s()\[\]|@#]+|[@#]")
_ANY, _TIME, _NUMBER = "*", "#time", "#num"
SOFT, BREAK = -1, -2  # codes of tokens that a phrase steps over, and of those it never crosses
# A gap never swallows a word that would turn the meaning round.
_TELLING = frozenset(("yes", "no", "not", "but", "if", "keep", "cancelword", "moveword"))
_PARTING = frozenset(".,;:!")  # no phrase goes on beyond one of these
_SOFT_SIGNS = frozenset("-'\"’*_~()[]/&+#=")
# A language's automaton is built state by state as texts need it; hostile texts may not make it grow for ever.
_MOST_STATES, _MOST_WORDS = 50_000, 20_000


# The expressions of time that begin at a token: for each the token after it, its index, its first token.
Jumps = Mapping[int, tuple[tuple[int, int, int], ...]]
# A phrase found: the token after it, its roles, the expressions of time used in it.
Found = tuple[int, frozenset[str], tuple[int, ...]]


class PatternError(ValueError):
    """A pattern of the language data that cannot be read."""


class Phrasebook:
    """The phrases of one language, by role; `walk` gives the phrases that begin at a token."""

    def __init__(
        self,
        phrases: Mapping[str, Iterable[str]],
        classes: Mapping[str, Sequence[str]],
        *,
        gap: int = 3,
        spelt: Mapping[str, str] | None = None,
    ) -> None:
        self._classes, self._gap, self._spelt = classes, gap, spelt or {}
        self._edges: list[dict[str, tuple[int, ...]]] = []
        self._ends: dict[int, frozenset[str]] = {}
        self._symbols: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._classed: dict[str, list[list[str]]] = {}
        self._draft: list[dict[str, tuple[int, ...]]] = []
        self._shared: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._cuts: dict[str, list[str]] = {}  # a word stands in many patterns and is cut once
        self._merged: dict[object, tuple[int, ...]] = {}
        self._first = self._join([self._compile(role, patterns) for role, patterns in phrases.items()])
        for unfinished in (self._shared, self._cuts, self._merged):
            unfinished.clear()
        self._spelling = Spelling(self._symbols)
        self._telling = self._single_words(_TELLING)
        self._codes: dict[str, int] = {}
        self._alphabet: list[tuple[str, ...]] = []
        self._letters: dict[tuple[str, ...], int] = {}
        self.unknown = self._letter((_ANY,))
        self.number = self._letter((_ANY, _NUMBER))
        self.time = self._letter((_ANY, _TIME))
        self._reset()

    def code(self, token: Token) -> int:
        """The token's letter of the automaton's alphabet: words that are used alike share one."""
        code = self._codes.get(token.norm)
        if code is None:
            if len(self._codes) > _MOST_WORDS:
                self._codes.clear()
            code = self._codes[token.norm] = self._code_of(token)
        return code

    def codes(self, tokens: Sequence[Token]) -> list[int]:
        """The letters of all of a text's tokens."""
        try:
            return list(map(self._codes.__getitem__, [token[1] for token in tokens]))
        except KeyError:
            return [self.code(token) for token in tokens]

    def alone(self, code: int) -> frozenset[str]:
        """What the word is evidence of by itself."""
        state = self._step(0, code)
        return self._roles[state] if state >= 0 else frozenset()

    def run(self, codes: Sequence[int], start: int) -> list[Found]:
        """The phrases that begin at `start` where no expression of time follows: what `walk` finds, by its one path."""
        found: list[Found] = []
        steps, roles = self._steps, self._roles
        state, at = 0, start
        for code in codes[start:]:
            at += 1
            if code >= 0:
                following = steps[state].get(code)
                state = self._step(state, code) if following is None else following
                if state < 0:
                    break
                if roles[state]:
                    found.append((at, roles[state], ()))
            elif code == BREAK or at == start + 1:
                break
        return found

    def walk(self, codes: Sequence[int], start: int, jumps: Jumps) -> list[Found]:
        """The phrases that begin at `start`, those that hold expressions of time among them."""
        found: list[Found] = []
        count = len(codes)
        at, state = start, 0
        times: tuple[int, ...] = ()
        paths: list[tuple[int, int, tuple[int, ...]]] = []
        while True:
            while at < count:
                if at in jumps:
                    self._jump(at, start, state, times, jumps, found, paths)
                code = codes[at]
                if code < 0:
                    if code == BREAK or at == start:
                        break
                    at += 1
                    continue
                following = self._steps[state].get(code)
                state = self._step(state, code) if following is None else following
                if state < 0:
                    break
                at += 1
                if self._roles[state]:
                    found.append((at, self._roles[state], times))
            if not paths:
                return found
            at, state, times = paths.pop()

    def _jump(
        self,
        at: int,
        start: int,
        state: int,
        times: tuple[int, ...],
        jumps: Jumps,
        found: list[Found],
        paths: list[tuple[int, int, tuple[int, ...]]],
    ) -> None:
        """Notes where a path leads over the expressions that begin at a token."""
        for end, index, first in jumps[at]:
            beyond = self._step(state, self.time) if first == at or start < first else -1
            if beyond >= 0:
                used = (*times, index)
                if self._roles[beyond]:
                    found.append((end, self._roles[beyond], used))
                paths.append((end, beyond, used))

    # ---------------------------------------------------------------- reading patterns

    def _compile(self, role: str, patterns: Iterable[str]) -> int:
        """The state at which the phrases of a role begin."""
        self._draft = [{}]
        self._shared.clear()
        found: set[int] = set()
        for pattern in patterns:
            elements = _ELEMENT.findall(pattern)
            ends, used = self._several(elements, 0, frozenset((0,)))
            if used != len(elements) or not elements or 0 in ends:
                raise PatternError(f"{role}: {pattern!r} does not read as a pattern")
            found |= ends
        return self._merge(frozenset((role,)), found)

    def _merge(self, role: frozenset[str], ends: set[int]) -> int:
        """Keeps the draft with one state for all behind which the same follows: a quarter of them, and of the memory.

        A role at a time, so that what is left over of one is used for the next. Gives the first state.
        """
        draft, merged = self._draft, self._merged
        kept: list[tuple[int, ...]] = [()] * len(draft)
        for state in range(len(draft) - 1, -1, -1):  # what follows a state was made after it
            edges = draft[state]
            for symbol, to in edges.items():
                edges[symbol] = kept[to[0]] if len(to) == 1 else tuple({new for old in to for new in kept[old]})
            key = (role if state in ends else None, *edges.items())
            known = merged.get(key)
            if known is None:
                known = merged[key] = (len(self._edges),)
                if state in ends:
                    self._ends[len(self._edges)] = role
                self._edges.append(edges)
            kept[state] = known
        return kept[0][0]

    def _join(self, states: Iterable[int]) -> int:
        """One state from which all goes on that goes on from these."""
        edges: dict[str, tuple[int, ...]] = {}
        for state in states:
            for symbol, targets in self._edges[state].items():
                edges[symbol] = edges.get(symbol, ()) + targets
        self._edges.append(edges)
        return len(self._edges) - 1

    def _several(self, elements: list[str], at: int, sources: frozenset[int]) -> tuple[frozenset[int], int]:
        """Alternatives parted by bars, up to a closing bracket."""
        ends: frozenset[int] = frozenset()
        cuts, edge = self._cuts, self._edge
        while True:
            branch, begin = sources, at
            while at < len(elements) and elements[at] not in "|)]":
                symbols = cuts.get(elements[at])
                if symbols is None:
                    branch, at = self._one(elements, at, branch)
                    continue
                for symbol in symbols:  # a word seen before, which most are
                    branch = edge(branch, symbol)
                at += 1
            if branch == sources and at > begin and elements[at : at + 1] == [")"]:  # "(number|#)": signs alone
                raise PatternError(f"{' '.join(elements)!r}: a branch says nothing")
            ends |= branch
            if at >= len(elements) or elements[at] != "|":
                return ends, at
            at += 1

    def _one(self, elements: list[str], at: int, sources: frozenset[int]) -> tuple[frozenset[int], int]:
        element = elements[at]
        if element in "([":
            inner, at = self._several(elements, at + 1, sources)
            closing = ")" if element == "(" else "]"
            if at >= len(elements) or elements[at] != closing:
                raise PatternError(f"{' '.join(elements)!r}: {element} is not closed")
            return (inner if element == "(" else inner | sources), at + 1
        if element == "..":
            reached = sources
            for _ in range(self._gap):
                reached |= self._edge(reached, _ANY)
            return reached, at + 1
        if element == "_":
            return self._edge(sources, _ANY), at + 1
        if element in (_TIME, _NUMBER):
            return self._edge(sources, element), at + 1
        if element.startswith("@"):
            return self._class(element, sources), at + 1
        return self._words(element, sources), at + 1

    def _words(self, literal: str, sources: frozenset[int]) -> frozenset[int]:
        self._cuts[literal] = self._cut(literal)
        for symbol in self._cuts[literal]:
            sources = self._edge(sources, symbol)
        return sources

    def _cut(self, literal: str) -> list[str]:
        """The symbols of a written word; a stem's ends in a tilde."""
        if literal.isascii() and literal.isalpha():  # as most are
            norm = literal.lower()
            self._symbols.setdefault(norm, set()).add(norm)
            return [norm]
        stem, exact = literal.endswith("~"), literal.startswith("=") and len(literal) > 1
        norms = [
            t.norm
            for t in tokenize_phrase(literal.rstrip("~").lstrip("=") or literal)
            if t.norm not in _SOFT_SIGNS and t.norm not in _PARTING
        ]
        if exact:  # a symbol of its own: the same word may stand elsewhere without its accents
            for norm in norms:
                self._learn(norm, f"={norm}", exact=True)
            return [f"={norm}" for norm in norms]
        for norm in norms[:-1] if stem else norms:
            self._learn(norm, norm)
        if stem and norms:
            self._stems.setdefault(norms[-1], set()).add(norms[-1] + "~")
            norms[-1] += "~"
        return norms

    def _learn(self, norm: str, symbol: str, *, exact: bool = False) -> None:
        """A text's word stands for the symbol with or without its accents and apostrophes, unless it must be exact."""
        if exact:
            self._symbols.setdefault(norm, set()).add(symbol)
            return
        bare = norm.replace("'", "")
        for spelling in {norm, fold(norm), bare, fold(bare)} - {""}:
            self._symbols.setdefault(spelling, set()).add(symbol)

    def _class(self, name: str, sources: frozenset[int]) -> frozenset[int]:
        if name not in self._classed:
            if name[1:] not in self._classes:
                raise PatternError(f"no word class {name}")
            self._classed[name] = self._sort_members(name)
        reached = self._edge(sources, name)
        for elements in self._classed[name]:
            ends, _ = self._several(elements, 0, sources)
            reached |= ends
        return reached

    def _sort_members(self, name: str) -> list[list[str]]:
        """Single words become one symbol, the class's name; the elements of the longer members are given back."""
        longer = []
        for member in self._classes[name[1:]]:
            symbols = [] if re.search(r"[@#()\[\]| ]|\.\.", member) else self._cut(member)
            if len(symbols) != 1:
                longer.append(_ELEMENT.findall(member))
            elif member.endswith("~"):
                self._stems[symbols[0][:-1]].add(name)
            else:
                self._learn(symbols[0].lstrip("="), name, exact=member.startswith("="))
        return longer

    def _edge(self, sources: frozenset[int], symbol: str) -> frozenset[int]:
        """A state behind the symbol; phrases that begin alike share their states, which keeps the automaton small."""
        shared = self._shared.get((sources, symbol))
        if shared is not None:
            return shared
        self._draft.append({})
        target = len(self._draft) - 1
        alone = (target,)
        for source in sources:
            edges = self._draft[source]
            edges[symbol] = edges[symbol] + alone if symbol in edges else alone
        made = self._shared[sources, symbol] = frozenset((target,))
        return made

    # ---------------------------------------------------------------- the automaton

    def _reset(self) -> None:
        self._numbered: dict[frozenset[int], int] = {}
        self._sets: list[frozenset[int]] = []
        self._steps: list[dict[int, int]] = []
        self._roles: list[frozenset[str]] = []
        self._number(frozenset((self._first,)))

    def _number(self, states: frozenset[int]) -> int:
        number = self._numbered.get(states)
        if number is None:
            number = self._numbered[states] = len(self._sets)
            self._sets.append(states)
            self._steps.append({})
            self._roles.append(frozenset(r for s in states for r in self._ends.get(s, ())))
        return number

    def _step(self, state: int, code: int) -> int:
        following = self._steps[state].get(code)
        if following is not None:
            return following
        reached: set[int] = set()
        symbols, edges = self._alphabet[code], self._edges
        for source in self._sets[state]:
            beyond = edges[source]
            if beyond:  # most states end a phrase
                for symbol in symbols:
                    if symbol in beyond:
                        reached.update(beyond[symbol])
        following = self._number(frozenset(reached)) if reached else -1
        self._steps[state][code] = following
        return following

    def trim(self) -> None:
        """Forgets the automaton where texts have made it too large; called between texts."""
        if len(self._sets) > _MOST_STATES:
            self._reset()

    def _letter(self, symbols: tuple[str, ...]) -> int:
        if symbols not in self._letters:
            self._letters[symbols] = len(self._alphabet)
            self._alphabet.append(symbols)
        return self._letters[symbols]

    def _code_of(self, token: Token) -> int:
        norm = token.norm
        if token.kind == "sign":
            if norm in _PARTING or norm not in self._symbols:
                return SOFT if norm in _SOFT_SIGNS else BREAK
        elif token.kind == "emoji":
            norm = norm[0]
            if norm not in self._symbols:
                return SOFT
        usual = self._spelt.get(norm, norm)
        symbols = self._symbols.get(norm, set()) | self._symbols.get(usual, set())
        for spelling in {norm, fold(norm), usual} if self._stems else ():
            for length in range(1, len(spelling) + 1):
                symbols |= self._stems.get(spelling[:length], set())
        if not symbols and token.kind == "word":
            symbols = set(self._symbols.get(self._spelling.nearest(norm), ()))
        if token.kind == "number":
            symbols.add(_NUMBER)
        gaps = () if symbols & self._telling else (_ANY,)
        return self._letter((*gaps, *sorted(symbols)))

    def _single_words(self, roles: frozenset[str]) -> frozenset[str]:
        """The symbols that alone are a phrase of one of these roles."""
        return frozenset(
            symbol
            for symbol, targets in self._edges[self._first].items()
            if any(not roles.isdisjoint(self._ends.get(target, ())) for target in targets)
        )
