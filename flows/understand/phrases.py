"""The phrases of a language as one automaton: which of them stand where in a row of tokens.

How phrases are written `patterns.py` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import filterfalse
from operator import methodcaller
from typing import TYPE_CHECKING, NamedTuple

from flows.understand import worth
from flows.understand.patterns import ANY, NUMBER, PARTING, SOFT_SIGNS, TIME, Parts
from flows.understand.spelling import Spelling
from flows.understand.tokens import Token, fold

if TYPE_CHECKING:
    from _collections_abc import dict_keys

SOFT, BREAK = -1, -2  # codes of tokens that a phrase steps over, and of those it never crosses
# A gap never swallows a word that would turn the meaning round.
_TELLING = frozenset(("yes", "no", "not", "but", "if", "maybe", "keep", "cancelword", "moveword"))
# A language's automaton is built state by state as texts need it; hostile texts may not make it grow for ever.
_MOST_STATES, _MOST_WORDS = 50_000, 20_000
_NOTHING: frozenset[str] = frozenset()


# The expressions of time that begin at a token: for each the token after it, its index, its first token.
Jumps = Mapping[int, tuple[tuple[int, int, int], ...]]


class Place(dict[int, "Place | None"]):
    """A state of the automaton: where the tokens seen so far lead from it, None for nowhere, and what has been said here.

    Where another token leads is found out when it is asked for. `worths` tells by its length what the phrase that ends here
    is worth, and is empty where none does; `picks` whether it may pick an offer.
    """

    __slots__ = ("_beyond", "picks", "roles", "states", "worths")

    def __init__(self, beyond: _Beyond, states: frozenset[int], roles: frozenset[str]) -> None:
        self._beyond, self.states, self.roles = beyond, states, roles
        self.worths, self.picks = worth.worth_of(roles)

    def __missing__(self, code: int) -> Place | None:
        following = self[code] = self._beyond(self, code)
        return following


_Beyond = Callable[[Place, int], "Place | None"]
# A phrase found: the token after it, the place reached with it, the expressions of time used in it.
Found = tuple[int, Place, tuple[int, ...]]


class _Letter(NamedTuple):
    """Words that are used alike: from which states they lead where, and whether they are any word as well."""

    leads: tuple[dict_keys[int, tuple[int, ...]], ...]
    is_any: bool


class Phrasebook:
    """The phrases of one language, by role; `walk` gives the phrases that begin at a token.

    `spelt` gives the usual spelling of words that are typed otherwise.
    """

    def __init__(self, parts: Parts, spelt: Mapping[str, str] | None = None) -> None:
        self.parts, self._spelt = parts, spelt or {}
        self._first, self._leads, self._ends, self._symbols, self._stems = parts
        self._spelling = Spelling(self._symbols)
        self._telling = self._single_words(_TELLING)
        self._codes: dict[str, int] = {}
        self._alphabet: list[_Letter] = []
        self._letters: dict[frozenset[str], int] = {}
        self.unknown = self._letter(frozenset((ANY,)))
        self.number = self._letter(frozenset((ANY, NUMBER)))
        self.time = self._letter(frozenset((ANY, TIME)))
        self._reset()

    def code(self, token: Token) -> int:
        """The token's letter of the automaton's alphabet: words that are used alike share one."""
        code = self._codes.get(token.norm)
        if code is None:
            if len(self._codes) > _MOST_WORDS:
                self._codes.clear()
            code = self._codes[token.norm] = self._code_of(token)
        return code

    def codes(self, tokens: Sequence[Token], norms: Sequence[str] | None = None) -> list[int]:
        """The letters of all of a text's tokens, and a BREAK behind them; `norms` are theirs, if they are at hand."""
        try:
            codes = list(map(self._codes.__getitem__, norms or [token[1] for token in tokens]))
        except KeyError:
            codes = [self.code(token) for token in tokens]
        codes.append(BREAK)
        return codes

    def alone(self, code: int) -> frozenset[str]:
        """What the word is evidence of by itself."""
        place = self.start[code]
        return frozenset() if place is None else place.roles

    def said_alone(self, word: str) -> frozenset[str]:
        """What a word is evidence of by itself where the phrases hold it as it is written; nothing where they do not."""
        return self.alone(self.code(Token(word, word, 0, len(word)))) if word in self._symbols else frozenset()

    def walk(self, codes: Sequence[int], start: int, jumps: Jumps, stops: Sequence[int]) -> list[Found]:
        """The phrases that begin at `start`, those with expressions of time and the expressions by themselves among them.

        `codes` end in a BREAK; `stops` are the same with a BREAK for each token of `jumps`, so that what follows up to the
        next of them is gone through without asking at each.
        """
        found: list[Found] = []
        at, place = start, self.start
        times: tuple[int, ...] = ()
        paths: list[Found] = []
        while True:
            while (following := place[stops[at]]) is not None:
                place = following
                at += 1
                if place.worths:
                    found.append((at, place, times))
            if at in jumps:
                beyond = place[self.time]
                if beyond is not None:
                    for end, index, first in jumps[at]:
                        if first == at or start < first:
                            path = end, beyond, (*times, index)
                            paths.append(path)
                            if beyond.worths:
                                found.append(path)
                following = place[codes[at]]
                if following is not None:
                    place = following
                    at += 1
                    if place.worths:
                        found.append((at, place, times))
                    continue
            if not paths:
                break
            at, place, times = paths.pop()
        if start in jumps:
            for end, index, first in jumps[start]:
                if first == start:
                    found.append((end, self._time_alone, (index,)))
        return found

    # ---------------------------------------------------------------- the automaton

    def _reset(self) -> None:
        self._places: dict[frozenset[int], Place] = {}
        self._silent: dict[frozenset[int], Place] = {}  # where something had been said before what is stepped over
        self.start = self._place(frozenset((self._first,)))  # where no token has been seen
        self.start[SOFT] = None  # no phrase begins with what it would step over
        self._time_alone = Place(self.beyond, frozenset(), frozenset((worth.TIME,)))

    def _place(self, states: frozenset[int]) -> Place:
        place = self._places.get(states)
        if place is None:
            said = _NOTHING
            for state in self._ends.keys() & states:  # one at the most, as a rule
                said |= self._ends[state]
            place = self._places[states] = Place(self.beyond, states, said)
        return place

    def beyond(self, place: Place, code: int) -> Place | None:
        """The place to which a token leads from another one, None where it leads nowhere."""
        if code < 0:
            # What a phrase steps over leads on as before, but what had been said there is not said again.
            if code == BREAK:
                return None
            return self._place_silent(place.states) if place.roles else place
        leads, is_any = self._alphabet[code]
        states = place.states
        reached: set[int] = set()
        # Few states lead on by a rare word, thousands by a common one: `isdisjoint` goes through what is shorter.
        for leading in filterfalse(methodcaller("isdisjoint", states), leads):
            leads_to = leading.mapping
            for state in leading & states:
                reached.update(leads_to[state])
        if is_any and code != self.unknown:
            # Where the word itself leads nowhere, as most do, it is any word.
            wherever = place[self.unknown]
            if not reached:
                return wherever
            if wherever is not None:
                reached |= wherever.states
        return self._place(frozenset(reached)) if reached else None

    def _place_silent(self, states: frozenset[int]) -> Place:
        place = self._silent.get(states)
        if place is None:
            place = self._silent[states] = Place(self.beyond, states, _NOTHING)
        return place

    def trim(self) -> None:
        """Forgets the automaton where texts have made it too large; called between texts."""
        if len(self._places) > _MOST_STATES:
            self._reset()

    def _letter(self, symbols: frozenset[str]) -> int:
        letter = self._letters.get(symbols)
        if letter is None:
            letter = self._letters[symbols] = len(self._alphabet)
            words = symbols if len(symbols) == 1 else symbols - {ANY}
            leads = tuple([self._leads[symbol].keys() for symbol in words if symbol in self._leads])
            self._alphabet.append(_Letter(leads, ANY in symbols))
        return letter

    def _code_of(self, token: Token) -> int:
        norm = token.norm
        if token.kind == "sign":
            if norm in PARTING or norm not in self._symbols:
                return SOFT if norm in SOFT_SIGNS else BREAK
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
            symbols.add(NUMBER)
        if symbols.isdisjoint(self._telling):
            symbols.add(ANY)
        return self._letter(frozenset(symbols))

    def _single_words(self, roles: frozenset[str]) -> frozenset[str]:
        """The symbols that alone are a phrase of one of these roles."""
        ends = {state for state, said in self._ends.items() if not roles.isdisjoint(said)}
        return frozenset([word for word, leads in self._leads.items() if not ends.isdisjoint(leads.get(self._first, ()))])
