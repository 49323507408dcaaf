"""Texts a second of our understanding and of dateparser in one run, the worst text, the start; `--record` the score.

python -m bench.understand [--texts FILE]     the speeds
python -m bench.understand --record           the score on ../shared/understanding into docs/understanding.md
"""

from __future__ import annotations

import argparse
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
from flows.understand import read
from flows.values import Asked

NOW = datetime(2026, 3, 4, 10, 0)
ASKED = Asked("confirm", datetime(2026, 3, 6, 14, 30))
TEXTS = (
    "yes", "ok thanks, see you then", "no sorry I can't make it", "can we do thursday after 2 instead", "tmrw at 3pm?",
    "Tue am or Thu after 3", "cancel my appointment please", "running 10 min late", "is there anything earlier",
    "any day but friday works for me", "what's your address", "can someone call me", "half past nine on the 12th",
    "sí, perfecto", "el viernes a las 3 no puedo", "¿me la puede cambiar para el lunes?", "STOP", "👍",
)  # fmt: skip
# Built against the grammar: as many beginnings of phrases and of times as a long text holds.
PIECES = (
    "can you please cancel my ", "not the first one or the ", "from 3 to ", "no I don't want to ", "between 9 and ",
    "next friday or the ", "half past ", "would it be possible to move ", "1/2/", "in 3 days ", "aaaaaaaa", "((((", "🙂",
    "the the the the ", "no no no no ", "1 2 3 4 5 6 ", "monday, tuesday, ", "not before not after ", "がつ日時半",
)  # fmt: skip
LONGEST = 1600


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
    texts = _texts(given.texts)
    ours, peer = _rate(lambda text: read(text, NOW, "en-US", (), ASKED), texts), _peer_rate(texts)
    print(f"understand             {ours:8.0f} texts/s")
    print(f"dateparser.search_dates{peer:8.0f} texts/s")
    median, worst = _worst(texts)
    print(f"median text {median * 1e6:.0f} us, worst of the hostile {worst * 1e6:.0f} us: {worst / median:.1f} times")
    print(f"start to first answer  {_start():8.2f} s")
    return 0


def _texts(path: Path | None) -> list[str]:
    if path is None:
        return list(TEXTS) * 40
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    return [record["input"]["text"] if "input" in record else record["text"] for record in records]


def _rate(answer: Callable[[str], object], texts: list[str]) -> float:
    for text in texts:
        answer(text)
    start = time.perf_counter()
    for text in texts:
        answer(text)
    return len(texts) / (time.perf_counter() - start)


def _peer_rate(texts: list[str]) -> float:
    from dateparser.search import search_dates

    sample = texts[: len(TEXTS) * 4]
    options = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": NOW}
    return _rate(lambda text: search_dates(text, languages=["en"], settings=options), sample)


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
        start = time.process_time()
        read(text, NOW, "en-US", (), ASKED)
        costs.append(time.process_time() - start)
    return min(costs)


def _start() -> float:
    code = "import io, sys; from bot.cli.understand import understand_lines as u; u(sys.stdin, sys.stdout)"
    line = json.dumps({"id": "1", "text": "yes, monday at 3", "now": "2026-03-04T10:00:00", "lang": "en-US"})
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], input=line, text=True, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
