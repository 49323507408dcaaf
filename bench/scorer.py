"""The shared cases of `../shared/understanding` run in this process, and the table of what came of them."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.cli.understand import understand_lines

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT.parent / "shared" / "understanding"
RECORD = ROOT / "docs" / "understanding.md"
BEGIN, END = "<!-- score: begin -->", "<!-- score: end -->"
COLUMNS = ("cases", "intent", "choice", "joint", "phantom", "danger", "lang")
OUTSIDE = ("out-of-scope", "off-topic")


def judged() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each case with the scorer's verdict on our answer."""
    score = scorer()
    cases = score.read_cases(sorted(CASES.glob("*.jsonl")))
    out = io.StringIO()
    understand_lines((json.dumps({"id": case["id"], **case["input"]}) for case in cases), out)
    answers = {answer["id"]: answer for answer in map(score.read_answer, out.getvalue().splitlines())}
    return [(case, score.judge(case, answers.get(case["id"]))) for case in cases]


def scorer() -> ModuleType:
    """The scorer's module, loaded from beside the cases."""
    if "score" not in sys.modules:
        spec = importlib.util.spec_from_file_location("score", CASES / "score.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules["score"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["score"])
    return sys.modules["score"]


def rows(verdicts: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, list[str]]:
    """Figures by source and language, for all cases, and for the texts about something else."""
    tallies: defaultdict[str, Any] = defaultdict(scorer().Tally)
    for case, verdict in verdicts:
        tallies[f"{case['source']} {case['lang'].split('-')[0]}"].add(verdict)
        tallies["all"].add(verdict)
        if case.get("kind") in OUTSIDE:
            tallies["about something else"].add(verdict)
    columns = scorer().COLUMNS
    kept = [columns.index("n" if name == "cases" else name) for name in COLUMNS]
    return {name: [tally.row()[at] for at in kept] for name, tally in sorted(tallies.items())}


def table(figures: dict[str, list[str]]) -> str:
    """The figures as a Markdown table."""
    head = ["source, language", *COLUMNS]
    lines = [head, ["---"] * len(head), *([name, *cells] for name, cells in figures.items())]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def recorded() -> dict[str, list[str]]:
    """The figures last written to the page."""
    body = RECORD.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.strip().splitlines()[2:]]
    return {name: figures for name, *figures in cells}


def record(figures: dict[str, list[str]]) -> None:
    """Writes the figures into the page."""
    page = RECORD.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    RECORD.write_text(f"{before}{BEGIN}\n{table(figures)}\n{END}{rest.split(END)[1]}", encoding="utf-8")
