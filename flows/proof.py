"""Proves the table: every state answers every trigger by exactly one rule, and every reply can be said everywhere."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from flows.guards import STOP_WORDS
from flows.lang.lines import languages, speech
from flows.segments import segments
from flows.specimens import LONGEST, Longest, Spoken, play_specimens, say_unasked
from flows.table import TRIGGERS, Row, Table, Trigger
from flows.values import STATES, State

Group = list[tuple[str, Row]]


@dataclass
class Proof:
    """What was walked, and every problem found, in words."""

    groups: int = 0
    outcomes: int = 0
    replies: int = 0
    problems: list[str] = field(default_factory=list)


def prove(table: Table, longest: Longest = LONGEST) -> Proof:
    """Walks states x triggers x guard outcomes, and says every reply with the longest names in every language."""
    proof = Proof()
    groups = grouped(table)
    for state in STATES:
        for trigger in TRIGGERS:
            _walk(proof, trigger, state, groups[trigger, state])
    _ways_out(proof, groups)
    _lines_agree(proof)
    _replies(proof, table, longest)
    return proof


def grouped(table: Table) -> dict[tuple[Trigger, State], Group]:
    """The rows that may answer each trigger in each state, in matching order."""
    groups: dict[tuple[Trigger, State], Group] = defaultdict(list)
    for rule, row in table.rules.items():
        for trigger, state in row.cases():
            groups[trigger, state].append((rule, row))
    return groups


def _walk(proof: Proof, trigger: Trigger, state: State, group: Group) -> None:
    """Guards are asked in order and the first row that holds fires: what could go wrong is a gap or a row never reached.

    A row is out of reach exactly if an earlier row asks no more than it does: whatever makes it hold makes that one hold.
    """
    proof.groups += 1
    where = f"{trigger} in {state}"
    if not group:
        proof.problems.append(f"{where}: nothing answers")
        return
    if group[-1][1].guards:
        proof.problems.append(f"{where}: the last rule, {group[-1][0]!r}, has a condition: some text is not answered")
    earlier: list[tuple[str, frozenset[str]]] = []
    for rule, row in group:
        asked = frozenset(guard.__name__ for guard in row.guards)
        hidden = [other for other, its in earlier if its <= asked]
        if hidden:
            proof.problems.append(f"{where}: {rule!r} is never reached, since {hidden[0]!r} comes first")
        earlier.append((rule, asked))
        proof.outcomes += 1


def _ways_out(proof: Proof, groups: dict[tuple[Trigger, State], Group]) -> None:
    for state in STATES:
        left = {row.dest for trigger in TRIGGERS for _, row in groups[trigger, state]} - {"=", state}
        if not left:
            proof.problems.append(f"{state} can't be left")


def _lines_agree(proof: Proof) -> None:
    """Every language says what English says, with the same values, and asks for no word that carriers act on."""
    model = {key: _placeholders(" ".join(variants)) for key, variants in speech("en").lines.items()}
    for language in languages():
        lines = speech(language).lines
        proof.problems += [f"{language}: no line {key!r}" for key in model.keys() - lines.keys()]
        proof.problems += [f"{language}: a line {key!r} that English does not have" for key in lines.keys() - model.keys()]
        for key, variants in lines.items():
            for variant in variants:
                extra = _placeholders(variant) - model.get(key, set())
                proof.problems += [f"{language}: {key!r} wants a value {{{name}}} that nobody gives" for name in sorted(extra)]
                proof.problems += [f"{language}: {key!r} has the reserved word {word!r}" for word in reserved_words(variant)]


def reserved_words(text: str) -> list[str]:
    """Words in a text of ours that a carrier would take, sent back alone, for an opt-out."""
    return [word for word in re.findall(r"\w+", text.casefold()) if word in STOP_WORDS]


def _placeholders(line: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(line) if name}


def _replies(proof: Proof, table: Table, longest: Longest) -> None:
    fired: set[str] = set()
    spoken_keys: set[str] = set()
    worst: dict[tuple[str, str], Spoken] = {}
    for spoken in play_specimens(longest):
        proof.replies += 1
        if spoken.failure and spoken.failure not in proof.problems:
            proof.problems.append(spoken.failure)
        fired.add(spoken.rule)
        spoken_keys.update(spoken.keys)
        place = (spoken.language, spoken.rule)
        if place not in worst or len(spoken.reply) > len(worst[place].reply):
            worst[place] = spoken
    proof.problems += [f"no specimen fires {rule!r}" for rule in table.rules if rule not in fired]
    unsaid = set(speech("en").lines) - spoken_keys - speech("en").unasked
    proof.problems += [f"nothing says the line {key!r}" for key in sorted(unsaid)]
    for language in languages():
        for key in speech(language).unasked:
            worst[language, key] = Spoken(language, key, (key,), say_unasked(key, language, longest))
    proof.problems += list(_too_long(worst))


def _too_long(worst: dict[tuple[str, str], Spoken]) -> Iterator[str]:
    for (language, rule), spoken in worst.items():
        budget = speech(language).segments
        if segments(spoken.reply) > budget:
            yield f"{language}: {rule!r} takes {segments(spoken.reply)} segments, not {budget}: {spoken.reply!r}"
