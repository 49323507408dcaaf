"""Texts as JSON lines: what comes back, and what a bad line says."""

from __future__ import annotations

import io
import json
from datetime import datetime

import pytest

from bot.cli.understand import BadLine, explain, explain_with, understand_lines
from flows.values import Asked

GOOD: dict[str, object] = {
    "id": "a",
    "text": "yes, see you then",
    "now": "2026-03-04T10:00:00",
    "tz": "America/New_York",
    "lang": None,
    "expecting": "confirm",
    "appointment": "2026-03-06T14:30:00",
    "offers": [],
}


def answers(*lines: object) -> list[dict[str, object]]:
    out = io.StringIO()
    understand_lines((line if isinstance(line, str) else json.dumps(line) for line in lines), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_text_is_answered_in_the_format() -> None:
    assert [{"id": "a", "intent": "affirm", "windows": [], "choice": None, "lang": "en"}] == answers(GOOD)


def test_windows_are_local_without_an_offset() -> None:
    (answer,) = answers({**GOOD, "text": "Monday at 9 instead"})

    assert [{"start": "2026-03-09T09:00:00", "end": "2026-03-09T09:00:00", "date_given": True, "time_given": True}] == answer[
        "windows"
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "no JSON"), ("[]", "no JSON object"), ({**GOOD, "text": 3}, "text is no text"),
        ({**GOOD, "now": "soon"}, "no ISO datetime"), ({**GOOD, "now": "2026-03-04T10:00:00+01:00"}, "UTC offset"),
        ({**GOOD, "expecting": "money"}, "expecting is none of"), ({**GOOD, "offers": "two"}, "offers is no list"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_go_on(line: object, told: str) -> None:
    first, bad, last = answers(GOOD, line, GOOD)

    assert "affirm" == first["intent"] == last["intent"]
    assert str(bad["error"]).startswith("line 2: ")
    assert told in str(bad["error"])


def test_empty_lines_are_left_out() -> None:
    assert 1 == len(answers("", GOOD, "  "))


def test_the_zone_settles_the_order_of_day_and_month() -> None:
    american, british = answers({**GOOD, "text": "3/11 at 9"}, {**GOOD, "text": "3/11 at 9", "tz": "Europe/London"})

    assert "2026-03-11" in str(american["windows"])
    assert "2026-11-03" in str(british["windows"])


def test_the_words_and_the_rule_are_told() -> None:
    told = explain("no, Monday at 9", datetime(2026, 3, 4, 10), language="en-US", asked=Asked("confirm"))

    assert "intent    propose" in told
    assert "'Monday at 9': time" in told
    assert "rule: proposing" in told


def test_what_was_asked_can_be_given_to_an_explanation() -> None:
    told = explain_with(
        "the second", {"now": "2026-03-04T10:00", "expecting": "choose", "offers": "2026-03-05T09:00, 2026-03-05T11:00"}
    )

    assert "choice    2" in told
    assert "rule: names_an_offer" in told


def test_the_zone_counts_in_an_explanation_too() -> None:
    told = explain_with("3/11 at 9", {"now": "2026-03-04T10:00", "tz": "Europe/London"})

    assert "2026-11-03 09:00" in told


@pytest.mark.parametrize("given", [{"now": "soon"}, {"offers": "two"}, {"appointment": "2026-03-05T09:00Z"}])
def test_a_value_that_is_none_is_told(given: dict[str, str]) -> None:
    with pytest.raises(BadLine):
        explain_with("yes", given)
