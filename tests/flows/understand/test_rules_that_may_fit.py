"""A rule is asked only where something is said that it needs, and a case holds only what a rule may look at."""

from __future__ import annotations

import random
from dataclasses import fields
from datetime import datetime

import pytest

from flows.frozen import replace
from flows.understand import understand
from flows.understand.case import COMPARED_BESIDE, Case
from flows.understand.evidence import Mark
from flows.understand.intents import RULES, Rule
from flows.understand.view import View
from flows.understand.wordbook import ROLES

HEARD = understand("hello", datetime(2026, 3, 4, 10, 0), "en")


def _cases(without: tuple[str, ...]) -> list[Case]:
    """Made-up cases of every sort in which none of these roles is said."""
    chance = random.Random(1)
    roles = sorted(ROLES - set(without))
    cases = []
    for _ in range(400):
        said = frozenset(chance.sample(roles, chance.randrange(6)))
        view = View(HEARD, (Mark(0, 1, said),), said, frozenset(chance.choice(((), (0,)))), chance.randrange(3))
        flags = [chance.random() < 0.5 for _ in range(len(fields(Case)) - 2)]
        cases.append(Case(view, chance.choice((None, "confirm", "choose", "when")), *flags))
    return cases


@pytest.mark.parametrize(("rule", "needed"), [row for row in RULES if row[1]], ids=lambda given: getattr(given, "__name__", ""))
def test_rule_never_fits_without_what_it_needs(rule: Rule, needed: tuple[str, ...]) -> None:
    cases = _cases(needed)

    fitting = [sorted(case.view.roles) for case in cases if rule(case) is not None]

    assert [] == fitting


@pytest.mark.parametrize("rule", [rule for rule, _ in RULES], ids=lambda given: given.__name__)
def test_rule_compares_with_the_visit_only_beside_words_of_its_kind(rule: Rule) -> None:
    cases = _cases(tuple(COMPARED_BESIDE))
    uncompared = [replace(case, fits=False, near=False, deadline=False, broad=False, bounded=False) for case in cases]

    assert [rule(case) for case in uncompared] == [rule(case) for case in cases]


@pytest.mark.parametrize("rule", [rule for rule, _ in RULES], ids=lambda given: given.__name__)
def test_rule_looks_at_no_more_than_a_case_holds(rule: Rule) -> None:
    cases = _cases(())
    held = [
        replace(
            case,
            near=case.near and not case.fits and case.has("coming"),
            idle_time=case.idle_time and not case.view.unknown,
            deadline=case.deadline and case.fits,
            broad=case.broad and case.fits,
            bounded=case.bounded and case.fits,
        )
        for case in cases
    ]

    assert [rule(case) for case in held] == [rule(case) for case in cases]
