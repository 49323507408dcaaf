"""Several processes on one database, and one that dies in the middle."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import stores
from bot.ports import Store
from tests.takers import take_one_slot

PHONE = "+12025550143"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _business(store: Store, business: Callable[[Store], None]) -> None:
    business(store)


def test_of_200_takers_in_four_processes_one_wins(database_url: str, now: datetime) -> None:
    start = now + timedelta(days=1)

    with ProcessPoolExecutor(4, multiprocessing.get_context("spawn")) as processes:
        jobs = [processes.submit(take_one_slot, database_url, first, 50, start, now) for first in range(0, 200, 50)]
        winners = [job.result(60) for job in jobs]

    assert 1 == sum(winners)


def test_a_killed_process_leaves_nothing_and_blocks_nobody(database_url: str, store: Store) -> None:
    command = [sys.executable, "-m", "tests.takers", database_url, PHONE]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "locked" == process.stdout.readline().strip()
        process.kill()

    with store.customer("main", PHONE) as session:
        numbers = [row["number"] for row in session.all("senders_of_location", location="main")]

    assert ["+15550100001", "+15550100002"] == numbers


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this machine's processes do not fork")
def test_a_store_opened_before_a_fork_works_on_both_sides(database_url: str) -> None:
    opened = stores.open_store(database_url)
    with opened.write() as session:
        session.run("note_keep", key="parent", value="1", now="2026-03-04T15:00:00Z")

    child = os.fork()
    if child == 0:
        with opened.write() as session:
            session.run("note_keep", key="child", value="1", now="2026-03-04T15:00:00Z")
        os._exit(0)
    _, status = os.waitpid(child, 0)

    with opened.write() as session:
        kept = [session.one("note", key=key) is not None for key in ("parent", "child")]
    opened.close()
    assert (0, [True, True]) == (status, kept)
