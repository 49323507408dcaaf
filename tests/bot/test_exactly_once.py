"""One text, one effect; one slot, one customer; whatever happens at the same moment, and whoever is killed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.inbox import answer
from bot.ports import Store
from bot.records import to_text
from tests.bot.texting import ANA, SENDER, assert_consistent, book, converse, look, text, visit

ROOT = Path(__file__).parents[2]
Business = Callable[[Store], None]
START = datetime.fromisoformat("2026-03-09T14:00:00+00:00")  # Monday 10:00 in New York, after the clocks went forward


@pytest.fixture
def ready(store: Store, business: Business, now: datetime) -> Store:
    """A store with the business and Ana's check-up on Monday."""
    business(store)
    book(store, START, now)
    return store


def at_once(count: int, jobs: Iterable[Callable[[], object]]) -> list[object]:
    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(job) for job in jobs]]


def test_the_same_text_fifty_times_at_once_is_answered_once(ready: Store, database_url: str, now: datetime) -> None:
    converse(ready, now, ["can we do thursday after 2 instead"])
    chosen = text("2")

    answers = at_once(16, [lambda: answer(ready, chosen, now + timedelta(minutes=1))] * 50)

    assert 1 == len({given.reply for given in answers})  # type: ignore[attr-defined]
    assert 49 == sum(given.repeated for given in answers)  # type: ignore[attr-defined]
    assert [(1,)] == look(database_url, "SELECT moves FROM appointments")
    assert [(1,)] == look(database_url, f"SELECT COUNT(*) FROM turns WHERE sid = '{chosen.sid}'")
    assert_consistent(database_url)


def test_one_slot_has_one_winner_among_two_hundred(store: Store, business: Business, database_url: str, now: datetime) -> None:
    business(store)
    wanted = "thursday at 2pm"
    phones = [f"+1202555{number:04d}" for number in range(200)]
    for number, phone in enumerate(phones):
        with store.write() as session:
            session.run("keep_customer", location="main", phone=phone, language="en", now=to_text(now))
            # Visits far apart and on nobody's cells: only the slot they all want is contended.
            session.run(
                "book_appointment",
                id=f"v{number}", location="main", provider="ito", service="checkup",
                starts_at=to_text(START + timedelta(days=30)), minutes=30, phone=phone, name="Ana", language="en",
                now=to_text(now),
            )  # fmt: skip

    first = at_once(16, [lambda p=p: answer(store, text(wanted, phone=p), now) for p in phones])
    second = at_once(16, [lambda p=p: answer(store, text("yes", phone=p), now + timedelta(minutes=1)) for p in phones])

    thursday_at_two = "2026-03-05T19:00:00Z"
    movers = look(database_url, f"SELECT provider FROM appointments WHERE starts_at = '{thursday_at_two}'")
    assert [("ito",)] == [mover for mover in movers if mover == ("ito",)]
    assert len(movers) == len(set(movers))
    assert all(given.reply for given in [*first, *second])  # type: ignore[attr-defined]
    owners = look(database_url, "SELECT cell, COUNT(*) FROM cells GROUP BY location, provider, cell")
    assert {1} == {count for _, count in owners}


def test_texts_of_one_customer_at_once_are_answered_one_after_the_other(ready: Store, database_url: str, now: datetime) -> None:
    dice = random.Random(7)
    said = ["yes", "no", "can we do thursday", "2", "friday at 3pm", "thanks", "cancel my appointment", "when is it?", "1"]
    texts = [text(dice.choice(said)) for _ in range(60)]

    at_once(12, [lambda t=t: answer(ready, t, now + timedelta(minutes=1)) for t in texts])

    turns = look(database_url, "SELECT state_before, state_after FROM turns")
    assert 60 == len(turns)
    # Each turn began where another ended: in some order they form one chain, so none saw a half-done state.
    steps = Counter(after for _, after in turns)
    steps.subtract(before for before, _ in turns)
    assert sum(abs(count) for count in steps.values()) <= 2
    assert_consistent(database_url)


def storm(url: str, lines: list[str], step: int | None = None) -> list[str]:
    """The SIDs a process answered before it ended, or was killed at a step."""
    command = [sys.executable, "-m", "tests.dying", url, *([str(step)] if step else [])]
    done = subprocess.run(command, cwd=ROOT, input="\n".join(lines), capture_output=True, text=True)
    assert done.returncode in (0, -9), done.stderr
    return done.stdout.split()


def conversation_lines(now: datetime, phones: list[str]) -> list[str]:
    lines = []
    for minute, body in enumerate(["can we do thursday after 2 instead", "2", "thanks"]):
        for phone in phones:
            sid = f"SM{phone[1:]}{minute}"
            at = (now + timedelta(minutes=minute)).isoformat()
            lines.append(json.dumps({"sid": sid, "phone": phone, "sender": SENDER, "body": body, "now": at}))
    return lines


def test_a_kill_at_any_step_of_a_turn_loses_and_doubles_nothing(ready: Store, database_url: str, now: datetime) -> None:
    lines = conversation_lines(now, [ANA])
    step, answered = 0, 0
    while answered < len(lines):
        step += 3 if step else 1
        answered = len(storm(database_url, lines, step))  # redelivers everything, dies a little later each time

    assert step > 20
    assert [(3,)] == look(database_url, "SELECT COUNT(*) FROM turns")
    with ready.read() as session:
        assert (1, "2026-03-05T20:00:00Z") == (visit(session)["moves"], visit(session)["starts_at"])
    assert_consistent(database_url)


def test_a_kill_during_a_storm_then_redelivery_gives_equal_counts(
    store: Store, business: Business, database_url: str, now: datetime
) -> None:
    business(store)
    phones = [f"+1202555{number:04d}" for number in range(10)]
    for number, phone in enumerate(phones):
        book(store, START + timedelta(days=number // 5, minutes=30 * (number % 5)), now, phone=phone, key=f"v{number}")
    lines = conversation_lines(now, phones)

    storm(database_url, lines, 137)
    storm(database_url, lines, 411)
    last = storm(database_url, lines)

    assert 30 == len(last)
    assert [(30,)] == look(database_url, "SELECT COUNT(*) FROM turns")
    assert [(10, 10)] == look(database_url, "SELECT COUNT(*), SUM(moves) FROM appointments")
    assert_consistent(database_url)
