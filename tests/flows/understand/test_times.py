"""Times in texts: each line of `times_<language>.txt` reads as it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from flows.understand.expressions import settle
from flows.understand.lexicon import known_languages
from flows.understand.times import find_times
from flows.understand.tokens import tokenize
from flows.values import Window

HERE = Path(__file__).parent
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One case: a text, the clock and the appointment it is read against, and what it should give."""

    text: str
    expected: str
    weak: bool
    now: datetime
    language: str
    appointment: datetime | None


def cases() -> list[Line]:
    return [line for path in sorted(HERE.glob("times_*.txt")) for line in _lines(path)]


def _lines(path: Path) -> list[Line]:
    found: list[Line] = []
    now, language, appointment = datetime.min, "", None
    for row in path.read_text("utf-8").splitlines():
        if row.startswith("now "):
            words = row.split()
            now, language = datetime.fromisoformat(words[1]), words[2]
            appointment = datetime.fromisoformat(words[4]) if len(words) > 4 else None
        elif row.strip() and not row.startswith("#"):
            text, _, expected = row.rpartition("=>")
            weak = text.startswith("~")
            found.append(Line(text.lstrip("~").strip(), expected.strip(), weak, now, language, appointment))
    return found


def _read(case: Line) -> str:
    expressions = find_times(case.text, tokenize(case.text), case.now, (case.language,))
    wanted, excluded = settle(expressions, case.now, case.appointment)
    shown = [*map(_shown, wanted), *(f"not {_shown(window)}" for window in excluded)]
    return " | ".join(shown) or "-"


def _shown(window: Window) -> str:
    first, last = window.start.date(), (window.end - DAY).date()
    if not window.time_given:
        return f"{first}" if first == last else f"{first}..{last}"
    day = f"{first}" if window.date_given else ""
    if window.start == window.end:
        return f"{day}T{window.start:%H:%M}"
    end = "24:00" if window.end == datetime.combine(first, time()) + DAY else f"{window.end:%H:%M}"
    return f"{day}T{window.start:%H:%M}..{end}"


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.language}: {case.text}")
def test_a_text_reads_as_it_says(case: Line) -> None:
    shown = _read(case)

    assert case.expected == shown


@pytest.mark.parametrize("case", [case for case in cases() if case.weak], ids=lambda case: case.text)
def test_a_bare_number_is_only_a_guess(case: Line) -> None:
    expressions = find_times(case.text, tokenize(case.text), case.now, (case.language,))

    assert all(expression.weak for expression in expressions)


def test_every_language_with_times_has_cases_of_its_own() -> None:
    named = {path.stem.removeprefix("times_") for path in HERE.glob("times_*.txt")}

    assert set() == known_languages() - named
