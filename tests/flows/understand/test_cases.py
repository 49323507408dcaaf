"""The cases of tests/understanding_cases: our own, and what staff have marked as misread."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.understand import understand_lines
from tests.flows.understand.judge import mistakes

FOLDER = Path(__file__).parents[2] / "understanding_cases"
CASES = [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def answer(given: dict[str, Any]) -> dict[str, Any]:
    out = io.StringIO()
    understand_lines([json.dumps(given)], out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_text_means_what_its_case_says(case: dict[str, Any]) -> None:
    wrong = mistakes(case["gold"], answer(case["input"]))

    assert [] == wrong, f"{case['input']['text']!r}: " + "; ".join(wrong)


def test_every_reply_language_has_cases() -> None:
    assert {"en", "es", "fr", "de", "ja"} <= {case["lang"] for case in CASES}


def test_every_case_has_an_id_of_its_own() -> None:
    assert len(CASES) == len({case["id"] for case in CASES})


EXACT = {"start": "2026-03-06T09:00:00", "end": "2026-03-06T09:00:00", "date_given": True, "time_given": True}


@pytest.mark.parametrize(
    "gold",
    [
        {"intent": ["deny"]}, {"choice": 1}, {"windows": []},
        {"windows": [EXACT | {"start": "2026-03-06T10:00:00", "fit": "exact"}]},
        {"all_windows": [[EXACT | {"fit": "exact"}], [EXACT | {"fit": "exact"}]]},
        {"not_windows": [{"start": "2026-03-06T00:00:00", "end": "2026-03-07T00:00:00"}]},
    ],
)  # fmt: skip
def test_the_judge_finds_what_is_wrong(gold: dict[str, Any]) -> None:
    assert mistakes(gold, {"intent": "propose", "choice": None, "windows": [EXACT]})
