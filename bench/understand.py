"""Texts a second of our understanding, of the command and of dateparser in one run, the worst text, the start.

python -m bench.understand [--texts FILE]     the speeds
python -m bench.understand --record           the score on ../shared/understanding into docs/understanding.md

The texts that are measured are all different and none was seen before: half of those at hand, or texts of the same making,
warm up first. The three take turns at blocks of texts and are measured in processor time.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench import scorer
from bench.texts import different_texts
from bot.cli.understand import understand_lines
from flows.understand import KEPT, read
from flows.values import Asked

NOW = datetime(2026, 3, 4, 10, 0)
ASKED = Asked("confirm", datetime(2026, 3, 6, 14, 30))
# Built against the grammar: as many beginnings of phrases and of times as a long text holds.
PIECES = (
    "can you please cancel my ", "not the first one or the ", "from 3 to ", "no I don't want to ", "between 9 and ",
    "next friday or the ", "half past ", "would it be possible to move ", "1/2/", "in 3 days ", "aaaaaaaa", "((((", "🙂",
    "the the the the ", "no no no no ", "1 2 3 4 5 6 ", "monday, tuesday, ", "not before not after ", "がつ日時半",
)  # fmt: skip
LONGEST = 1600
COUNT, BLOCK = 1000, 50  # texts measured, texts to a turn

Turn = Callable[[list[str]], object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="write the score into docs/understanding.md")
    parser.add_argument("--texts", type=Path, help="JSON lines as `flask understand` reads them")
    given = parser.parse_args()
    if given.record:
        figures = scorer.rows(scorer.judged())
        scorer.record(figures)
        print(scorer.table(figures))
        return 0
    warming, texts = _texts(given.texts)
    turns = {"read": _read, "flask understand": _command, "dateparser.search_dates": _peer()}
    seconds = _seconds_taken(turns, warming, texts)
    peer = seconds["dateparser.search_dates"]
    for name, taken in seconds.items():
        print(f"{name:24}{len(texts) / taken:8.0f} texts/s{peer / taken:8.2f} times")
    median, worst = _worst(texts)
    print(f"median text {median * 1e6:.0f} us, worst of the hostile {worst * 1e6:.0f} us: {worst / median:.1f} times")
    print(f"start to first answer  {_start():8.2f} s")
    return 0


def _texts(path: Path | None) -> tuple[list[str], list[str]]:
    """Texts to warm up with, texts to measure."""
    if path is None:
        texts = different_texts(2 * COUNT, seed=1)
        return texts[:COUNT], texts[COUNT:]
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    texts = list(dict.fromkeys(record["input"]["text"] if "input" in record else record["text"] for record in records))
    return texts[::2], texts[1::2]


def _seconds_taken(turns: dict[str, Turn], warming: list[str], texts: list[str]) -> dict[str, float]:
    for turn in turns.values():
        turn(_lines(warming) if turn is _command else warming)
    taken = dict.fromkeys(turns, 0.0)
    for at in range(0, len(texts), BLOCK):
        # Each begins as often as the others: what ours learns of a new word helps whoever reads it next.
        for name in sorted(turns, reverse=at // BLOCK % 2 == 1):
            block = _lines(texts[at : at + BLOCK]) if turns[name] is _command else texts[at : at + BLOCK]
            start = time.process_time()
            turns[name](block)
            taken[name] += time.process_time() - start
    return taken


def _read(texts: list[str]) -> None:
    for text in texts:
        read(text, NOW, "en-US", (), ASKED)


def _command(lines: list[str]) -> None:
    """What `flask understand` does once it has started: a line in, a line out."""
    understand_lines(lines, io.StringIO())


def _lines(texts: list[str]) -> list[str]:
    """Texts as whoever asks writes them down; every other customer's language is unknown."""
    told = {"now": NOW.isoformat(), "tz": "America/New_York", "expecting": "confirm", "appointment": "2026-03-06T14:30:00"}
    return [
        json.dumps({"id": str(at), "text": text, "lang": None if at % 2 else "en-US", **told}) for at, text in enumerate(texts)
    ]


def _peer() -> Turn:
    from dateparser.search import search_dates

    options = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": NOW}

    def searched(texts: list[str]) -> None:
        for text in texts:
            search_dates(text, languages=["en"], settings=options)

    return searched


def _worst(texts: list[str]) -> tuple[float, float]:
    median = statistics.median(_seconds(text) for text in texts)
    mixing = random.Random(1)
    hostile = [(piece * LONGEST)[:LONGEST] for piece in PIECES]
    hostile += ["".join(mixing.choice(PIECES) for _ in range(LONGEST))[:LONGEST] for _ in range(20)]
    return median, max(_seconds(text) for text in hostile)


def _seconds(text: str) -> float:
    """The best of five, in processor time: what the text costs, not what else the machine was doing."""
    costs = []
    for _ in range(5):
        KEPT.clear()  # of a text that came before nothing need be read
        start = time.process_time()
        read(text, NOW, "en-US", (), ASKED)
        costs.append(time.process_time() - start)
    return min(costs)


def _start() -> float:
    line = json.dumps({"id": "1", "text": "yes, monday at 3", "now": "2026-03-04T10:00:00", "lang": "en-US"})
    taken = []
    for _ in range(4):  # the first one may have to make the book and the byte code
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "flask", "understand"], input=line, text=True, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
