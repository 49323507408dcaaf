"""A worker's heap in huge pages: more of it than before, and nothing in it changed."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app import create_app

ROOT = Path(__file__).parents[2]
SIZE = Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size")
# A process of its own: the memory of the tests' process stays as it is.
SCRIPT = """
from bot.web import huge_pages

def kib() -> int:
    lines = open("/proc/self/smaps_rollup").read().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("AnonHugePages"))

values = [str(number) for number in range(400_000)]
before = kib()
print(huge_pages.make(), kib() - before, sum(map(int, values)) == 400_000 * 399_999 // 2)
"""


def _linux() -> tuple[int, ...]:
    release = Path("/proc/sys/kernel/osrelease")
    return tuple(map(int, release.read_text().split("-")[0].split(".")[:2])) if release.exists() else ()


@pytest.mark.skipif(not SIZE.exists() or _linux() < (6, 1), reason="no huge pages to be had: Linux 6.1 or newer makes them")
def test_a_full_heap_is_kept_in_huge_pages() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)

    count, more, unchanged = done.stdout.split()
    if count == "0":
        pytest.skip("this machine has no memory in one piece that is large enough, or does not tell where ours is")
    assert int(more) == int(count) * int(SIZE.read_text()) // 1024
    assert unchanged == "True"


def test_where_there_are_none_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.huge_pages._SIZE", tmp_path / "none")

    from bot.web import huge_pages

    assert huge_pages.make() == 0


def test_a_server_makes_them_beside_its_work(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"DATABASE_URL": sqlite_url, "PUBLIC_URL": "https://texts.example.com", "TWILIO_ACCOUNT_SID": "AC" + "0" * 32}
    for name, value in (wanted | {"TWILIO_AUTH_TOKEN": "token", "SECRET_KEY": "key"}).items():
        monkeypatch.setenv(name, value)
    made = threading.Event()
    monkeypatch.setattr("bot.web.huge_pages.WAITS", (0.0,))
    monkeypatch.setattr("bot.web.huge_pages.make", lambda: made.set() or 1)

    create_app()

    assert made.wait(10)
