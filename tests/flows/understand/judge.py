"""Compares a reading with what a case says it should be; what a case does not name is not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

Answer = Mapping[str, Any]
AROUND = timedelta(hours=1)


def mistakes(gold: Mapping[str, Any], answer: Answer) -> list[str]:
    """What is wrong with an answer of `flask understand`, in words."""
    wrong = []
    if "intent" in gold and answer["intent"] not in gold["intent"]:
        wrong.append(f"it is {answer['intent']}, not {' or '.join(gold['intent'])}")
    if "choice" in gold and answer["choice"] != gold["choice"]:
        wrong.append(f"it chooses {answer['choice']}, not {gold['choice']}")
    if not _windows_are_right(gold, answer["windows"]):
        wrong.append(f"its windows are {answer['windows']}")
    ruled_out = [window for window in answer["windows"] for span in gold.get("not_windows", ()) if _overlaps(window, span)]
    return wrong + [f"it takes {window['start']} for a wish" for window in ruled_out]


def _windows_are_right(gold: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> bool:
    either = []
    if "windows" in gold:
        one = len(found) == 1 and any(_fits(found[0], reading) for reading in gold["windows"])
        either.append(one or (not gold["windows"] and not found))
    if "all_windows" in gold:
        wanted = gold["all_windows"]
        matched = all(any(_fits(window, reading) for window in found for reading in readings) for readings in wanted)
        either.append(len(found) == len(wanted) and matched)
    return any(either) or not either


def _fits(found: Mapping[str, Any], reading: Mapping[str, Any]) -> bool:
    if reading["date_given"] is not None and found["date_given"] != reading["date_given"]:
        return False
    if reading["time_given"] is not None and found["time_given"] != reading["time_given"]:
        return False
    start, end = _moment(found["start"]), _moment(found["end"])
    wanted_start, wanted_end = _moment(reading["start"]), _moment(reading["end"])
    if found["date_given"] is False and start and wanted_start:
        return start.time() == wanted_start.time()
    if reading["fit"] == "part":
        return bool(start and end and wanted_start and wanted_end and start < wanted_end and wanted_start < end)
    if reading["fit"] == "approx" and start and wanted_start:
        return abs(start - wanted_start) <= AROUND
    return wanted_start in (None, start) and wanted_end in (None, end)


def _overlaps(window: Mapping[str, Any], span: Mapping[str, Any]) -> bool:
    start, end, first, last = (_moment(one[name]) for one in (window, span) for name in ("start", "end"))
    return bool(start and end and first and last and start < last and first < max(end, start + timedelta(minutes=1)))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
