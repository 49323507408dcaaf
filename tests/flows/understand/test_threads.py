"""Texts read by several threads at once: a server may have more than one, and the demo's has one a request."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
# A process of its own, so that the book has read nothing yet: it grows with the first texts.
PROGRAM = """
import sys, threading
from datetime import datetime
from bench.texts import different_texts
from flows.understand import KEPT, read
from flows.values import Asked

texts = different_texts(300, seed=7)
asked = Asked("confirm", datetime(2026, 3, 6, 14, 30))
found = {}

def go(name):
    found[name] = [repr(read(text, datetime(2026, 3, 4, 10), "en-US", (), asked)) for text in texts]

sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=go, args=(number,)) for number in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
KEPT.clear()
go("alone")
print(sum(found.get(number) == found["alone"] for number in range(6)))
"""


def test_threads_read_what_one_alone_reads() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ("6\n", "") == (done.stdout, done.stderr)
