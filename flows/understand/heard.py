"""What a text says by itself, before it is known what was asked."""

from __future__ import annotations

from dataclasses import field

from flows.frozen import value
from flows.understand.elsewhere import Elsewhere
from flows.understand.evidence import Evidence
from flows.understand.expressions import TimeExpr
from flows.understand.tokens import Token
from flows.values import Expecting, Reading, Window

# What is expected, whether of several visits, whether several people may be meant, whether no visit is there to be given up,
# how many offers there are, whether they are all on one day.
Question = tuple[Expecting | None, bool, bool, bool, int, bool]


@value(frozen=True, slots=True)
class Heard:
    """A text's tokens, its expressions of time and its evidence; `language` is the one it was read in."""

    text: str
    tokens: tuple[Token, ...]
    expressions: tuple[TimeExpr, ...]
    evidence: Evidence
    language: str
    lang: str | None = None  # the language that the text itself shows, None where it could be any
    cut: bool = False  # the text goes on beyond what was read
    verb_last: bool = False  # an object may stand before its verb
    own: tuple[Window, ...] = ()  # when a visit is now: "move my Tuesday appointment to Friday"
    other: Elsewhere | None = None  # set where the text is in a language without a grammar of its own
    # What it was taken for, by the questions that it may answer: a text that is heard again is read but once for each.
    again: dict[Question, Reading] = field(default_factory=dict, compare=False, repr=False)
