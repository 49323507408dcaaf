"""The table of the conversation is proven, and its drawing is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.flows import PAGE, longest_names
from flows.diagram import draw
from flows.draft import Draft
from flows.proof import Proof, _walk, prove, reserved_words
from flows.registry import TABLE
from flows.table import Flow, NoRule, Row, Table
from flows.values import STATES, Intent
from tests.flows.made import draft

ROOT = Path(__file__).parents[2]


def act(turn: Draft) -> None:
    """Does nothing."""


def other_act(turn: Draft) -> None:
    """Does nothing either."""


def holds(turn: Draft) -> bool:
    return True


def walked(*rows: Row) -> list[str]:
    proof = Proof()
    _walk(proof, Intent.AFFIRM, "idle", [(row.name, row) for row in rows])
    return proof.problems


def test_every_state_answers_every_meaning_by_one_rule_and_every_reply_fits() -> None:
    proof = prove(TABLE, longest_names())

    assert proof.problems == []
    assert proof.groups == 270


def test_drawing_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == draw(TABLE), "run `flask flows draw`"


def test_a_group_without_rows_is_a_problem() -> None:
    assert walked() == ["affirm in idle: nothing answers"]


def test_a_group_whose_last_row_has_a_guard_is_a_problem() -> None:
    problems = walked(Row(Intent.AFFIRM, "idle", "idle", act, when=holds))

    assert len(problems) == 1
    assert "has a condition" in problems[0]


def test_a_row_after_an_unguarded_one_is_a_problem() -> None:
    problems = walked(Row(Intent.AFFIRM, "idle", "idle", act), Row(Intent.AFFIRM, "idle", "idle", other_act))

    assert problems == ["affirm in idle: 'other_act' is never reached, since 'act' comes first"]


def test_a_row_that_asks_more_than_an_earlier_one_is_a_problem() -> None:
    rows = (
        Row(Intent.AFFIRM, "idle", "idle", act, when=holds),
        Row(Intent.AFFIRM, "idle", "idle", other_act, when=(holds, _also)),
        Row(Intent.AFFIRM, "idle", "idle", act),
    )

    assert len(walked(*rows)) == 1


def _also(turn: Draft) -> bool:
    return True


def test_two_rows_of_one_name_are_refused() -> None:
    rows = (Row(Intent.AFFIRM, "idle", "idle", act), Row(Intent.DENY, "idle", "idle", act))

    with pytest.raises(ValueError, match="two rows"):
        Table((Flow("twice", (), rows),))


def test_a_text_that_no_rule_answers_is_an_error() -> None:
    table = Table((Flow("small", (), (Row(Intent.AFFIRM, "idle", "idle", act, when=_never),)),))

    with pytest.raises(NoRule):
        table.fire(Intent.AFFIRM, draft())


def _never(turn: Draft) -> bool:
    return False


def test_only_anytime_has_rules_for_any_state() -> None:
    everywhere = [flow.name for flow in TABLE.flows for row in flow.rows if row.source == "*"]

    assert set(everywhere) <= {"anytime"}


def test_reserved_words_are_found_as_words_only() -> None:
    assert reserved_words("Reply STOP, or CANCEL") == ["stop", "cancel"]
    assert reserved_words("Cancelled: see you at the weekend") == []


def test_only_the_table_imports_transitions() -> None:
    importers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("flows", "bot")
        for path in (ROOT / folder).rglob("*.py")
        if "from transitions" in path.read_text(encoding="utf-8") or "import transitions" in path.read_text(encoding="utf-8")
    ]

    assert importers == ["flows/table.py"]


def test_every_state_belongs_to_one_flow() -> None:
    owned = [state for flow in TABLE.flows for state in flow.states]

    assert sorted(owned) == sorted(STATES)
