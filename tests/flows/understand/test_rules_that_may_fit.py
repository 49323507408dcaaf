"""A rule is asked only where something is said that it needs: without it, it must not fit."""

from __future__ import annotations

import random
from dataclasses import fields
from datetime import datetime

import pytest

from flows.understand import understand
from flows.understand.intents import RULES, Case, Rule
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
        view = View(HEARD, (), said, frozenset(chance.choice(((), (0,)))), chance.randrange(3))
        flags = [chance.random() < 0.5 for _ in range(len(fields(Case)) - 2)]
        cases.append(Case(view, chance.choice((None, "confirm", "choose", "when")), *flags))
    return cases


@pytest.mark.parametrize(("rule", "needed"), [row for row in RULES if row[1]], ids=lambda given: getattr(given, "__name__", ""))
def test_rule_never_fits_without_what_it_needs(rule: Rule, needed: tuple[str, ...]) -> None:
    cases = _cases(needed)

    fitting = [sorted(case.view.roles) for case in cases if rule(case) is not None]

    assert [] == fitting
