"""The figures of docs/understanding.md are still reached on the shared cases."""

from __future__ import annotations

import pytest

from bench import scorer
from bench.scorer import COLUMNS

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not scorer.CASES.is_dir(), reason="no ../shared/understanding beside the project"),
]
# A single case more or less is no fall.
SLACK = 0.3


@pytest.fixture(scope="module")
def figures() -> dict[str, list[str]]:
    return scorer.rows(scorer.judged())


def share(cell: str) -> float:
    return float(cell.rstrip("%")) if cell != "-" else 100.0


def test_no_share_falls_below_the_record(figures: dict[str, list[str]]) -> None:
    fallen = [
        f"{name} {column}: {figures[name][at]} after {cells[at]}"
        for name, cells in scorer.recorded().items()
        for at, column in enumerate(COLUMNS)
        if column in ("intent", "choice", "joint", "lang") and share(figures[name][at]) < share(cells[at]) - SLACK
    ]

    assert [] == fallen


def test_no_more_dangerous_errors_than_recorded(figures: dict[str, list[str]]) -> None:
    at = COLUMNS.index("danger")

    assert int(figures["all"][at]) <= int(scorer.recorded()["all"][at])
    assert int(figures["about something else"][at]) == 0


def test_the_record_has_a_row_for_every_source_and_language(figures: dict[str, list[str]]) -> None:
    assert list(figures) == list(scorer.recorded())
