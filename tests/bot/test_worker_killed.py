"""A worker process killed without warning at any step of a send: the text goes out once, and is known as sent."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.host import Host
from bot.ports import Store
from bot.settings import Settings
from bot.trial.clock import Clock
from bot.trial.standin import StandIn
from bot.trial.state import Number
from tests.bot.provider import Clock as HandClock
from tests.bot.provider import Provider
from tests.bot.sending import ASKED, FIRST, START, WEEK_BEFORE, House
from tests.bot.texting import SENDER
from tests.trial_fixture import channel_to, standin

__all__ = ["standin"]

Business = Callable[[Store], None]
ROOT = Path(__file__).parents[2]
# A send has 31 steps (statements, commits, the call); from the 22nd on something is at stake.
STEPS = (1, 2, 3, 12, *range(22, 32))


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_worker_loses_and_doubles_nothing(
    standin: StandIn, store: Store, database_url: str, business: Business, step: int
) -> None:
    business(store)
    standin.add_number(Number(SENDER))
    clock = standin.account.clock
    assert isinstance(clock, Clock)
    by_hand = HandClock(WEEK_BEFORE)
    host = Host(Settings(), open_store=lambda: store, open_channel=lambda: channel_to(standin), clock=by_hand)
    house = House(host, Provider(by_hand), by_hand)
    house.book(START)
    clock.forward(ASKED - clock())
    command = [database_url, standin.url, standin.account.sid, standin.token, ASKED.isoformat(), str(step)]

    died = subprocess.run([sys.executable, "-m", "tests.bot.dying_worker", *command], cwd=ROOT, capture_output=True, text=True)
    for _ in range(4):
        clock.forward(timedelta(minutes=3))
        house.work(at=clock())

    sent = [message for message in standin.account.messages if message.direction == "outbound-api"]
    assert -9 == died.returncode, died.stderr or f"a send has fewer than {step} steps"
    assert 1 == len(sent)
    assert sent[0].sid == house.text(FIRST)["sid"]
