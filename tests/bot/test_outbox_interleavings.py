"""Whatever happens in whatever order: one text a key, none to who opted out, a reason for each that did not go."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot import delivery, outbox
from bot.delivery import RANK
from bot.inbox import answer
from bot.outbox import Claim, Fate
from bot.ports import StatusReport, Store
from bot.records import from_text, to_text
from tests.bot.provider import Clock, Fault, Provider, Taken, host_of
from tests.bot.sending import ASKED, FIRST, START, WEEK_BEFORE, House, house_of
from tests.bot.texting import text

Business = Callable[[Store], None]
STEP_NAMES = ("prepared", "looked up", "doubt settled", "prepared again", "handed over")
FAULTS: tuple[Fault, ...] = ("lost", "kept", "late", 20429, 20500, 21610, 30001, 21211, 30034, 20003)
REPORTS = (
    ("queued", None), ("sent", None), ("delivered", None), ("undelivered", 30003), ("failed", 30008),
    ("undelivered", 30006), ("failed", 21610), ("failed", 30007),
)  # fmt: skip
ACTIONS = (
    *["work"] * 12, "kill", "kill", "wait", "wait", "wait", "wait long", "move", "move back", "cancel", "confirm", "stop",
    "stop in plain words", "start", "fault", "fault", "blind", "report", "report", "staff text", "chat",
)  # fmt: skip


@dataclass
class Worker:
    """A worker that can stand still between any two steps."""

    name: str
    claims: list[Claim] = field(default_factory=list)
    claim: Claim | None = None
    sending: Generator[str, None, Fate] | None = None


@dataclass
class World:
    """Two workers, two customers, a provider with faults; and what must never happen, noticed when it does."""

    house: House
    tag: str
    rng: Random = field(default_factory=lambda: Random(7))
    workers: tuple[Worker, Worker] = field(default_factory=lambda: (Worker("one"), Worker("two")))
    unwanted: dict[str, set[str]] = field(default_factory=dict)  # phone -> texts that had left when it opted out
    outdated: dict[str, set[str]] = field(default_factory=dict)  # visit:start -> texts that had left when that start ended
    wrong: list[str] = field(default_factory=list)
    notes: int = 0

    @property
    def phones(self) -> list[str]:
        return [f"+1202555{self.tag}{number}" for number in (1, 2)]

    @property
    def visits(self) -> list[str]:
        return [f"{self.tag}-{number}" for number in (1, 2)]

    def begin(self) -> None:
        self.house.provider.before_answering = self.check
        for number, (key, phone) in enumerate(zip(self.visits, self.phones, strict=True)):
            # Every example has days of its own: they share a database.
            start = self.house.clock.now + timedelta(days=4, hours=3, minutes=35 * number)
            self.house.book(start, key=key, phone=phone, provider=("ito", "maya")[number])
            self.staff_text(number)
            self.staff_text(number)

    def check(self, taken: Taken) -> None:
        """Called as the provider takes a text."""
        key = taken.text.id
        if taken.text.phone in self.unwanted and key not in self.unwanted[taken.text.phone]:
            self.wrong.append(f"{key} went to {taken.text.phone} after its opt-out")
        for about, left in self.outdated.items():
            if key.startswith(f"{about}:") and key not in left:
                self.wrong.append(f"{key} went out although that start had ended")

    def leaving(self) -> set[str]:
        """Texts whose row says that they are under way already: no decision can call them back."""
        with self.house.store.read() as session:
            keys = [worker.claim.id for worker in self.workers if worker.claim and worker.sending]
            rows = [session.one("outbox_text", id=key) for key in keys]
        return {row["id"] for row in rows if row and row["status"] == "leased"}

    # What can happen; `number` chooses among the possibilities.

    def act(self, name: str, number: int) -> None:
        getattr(self, name.replace(" ", "_"))(number)

    def work(self, number: int) -> None:
        worker = self.workers[number % 2]
        if worker.sending is None:
            worker.claims = worker.claims or outbox.lease(self.house.host, worker.name, 3)
            if not worker.claims:
                return
            worker.claim = worker.claims.pop(0)
            worker.sending = outbox.steps(self.house.host, worker.claim, worker.name, self.rng)
        try:
            assert next(worker.sending) in STEP_NAMES
        except StopIteration:
            worker.sending = worker.claim = None

    def kill(self, number: int) -> None:
        worker = self.workers[number % 2]
        if worker.sending:
            worker.sending.close()
        worker.sending, worker.claim, worker.claims = None, None, []

    def wait(self, number: int) -> None:
        self.house.clock.forward(seconds=number % 200)

    def wait_long(self, number: int) -> None:
        self.house.clock.forward(hours=number % 24)

    def move(self, number: int) -> None:
        self._move(number, timedelta(hours=24))

    def move_back(self, number: int) -> None:
        self._move(number, timedelta(hours=-24))

    def _move(self, number: int, by: timedelta) -> None:
        key, phone = self.visits[number % 2], self.phones[number % 2]
        with self.house.store.customer("main", phone) as session:
            row = session.one("appointment", id=key)
        assert row is not None
        start = from_text(row["starts_at"])
        if start + by <= self.house.clock.now or row["status"] == "cancelled":
            return
        self._ends(f"{key}:{row['starts_at']}")
        self.outdated.pop(f"{key}:{to_text(start + by)}", None)
        self.house.move(start + by, was=start, key=key)

    def cancel(self, number: int) -> None:
        key = self.visits[number % 2]
        with self.house.store.read() as session:
            row = session.one("appointment", id=key)
        assert row is not None
        self._ends(f"{key}:{row['starts_at']}")
        self.house.run("cancel_appointment", id=key, now=to_text(self.house.clock.now))
        self.house.plan(key)

    def _ends(self, about: str) -> None:
        self.outdated[about] = self.leaving()

    def confirm(self, number: int) -> None:
        self.house.run("confirm_appointment", id=self.visits[number % 2], now=to_text(self.house.clock.now))
        self.house.plan(self.visits[number % 2])

    def stop(self, number: int) -> None:
        # The carrier bars the phone by itself, then calls us.
        self.house.provider.opted_out.add(self.phones[number % 2])
        self._says("STOP", number)
        self.unwanted.setdefault(self.phones[number % 2], self.leaving())

    def stop_in_plain_words(self, number: int) -> None:
        leaving = self.leaving()
        self._says("please stop texting me", number)
        self.unwanted.setdefault(self.phones[number % 2], leaving)

    def start(self, number: int) -> None:
        self.house.provider.opted_out.discard(self.phones[number % 2])
        self._says("START", number)
        self.unwanted.pop(self.phones[number % 2], None)

    def chat(self, number: int) -> None:
        self._says(("yes", "no", "can we do friday", "thanks")[number // 2 % 4], number)

    def _says(self, body: str, number: int) -> None:
        answer(self.house.store, text(body, phone=self.phones[number % 2]), self.house.clock.now)

    def fault(self, number: int) -> None:
        self.house.provider.faults.append(FAULTS[number % len(FAULTS)])

    def blind(self, number: int) -> None:
        self.house.provider.blind.append(True)

    def report(self, number: int) -> None:
        ours = [taken for taken in self.house.provider.taken if taken.text.phone in self.phones]
        if ours:
            taken = ours[number % len(ours)]
            status, code = REPORTS[number // 7 % len(REPORTS)]
            delivery.note(self.house.host, StatusReport(taken.sid, status, code, taken.text.id if number % 3 else None))

    def staff_text(self, number: int) -> None:
        self.notes += 1
        # The same words more than once: a look-up must not take one for the other.
        self.house.staff_text("See you!", key=f"{self.tag}-note-{self.notes}", phone=self.phones[number % 2])

    def drain(self) -> None:
        """The house goes on without trouble until everything has met its fate."""
        self.house.provider.faults.clear()
        self.house.provider.blind.clear()
        for number in range(60):
            self.house.clock.forward(hours=4)
            delivery.sweep(self.house.host)
            while self.house.work(worker="last").total:
                pass
            if number > 40 and not self.open():
                return

    def open(self) -> list[str]:
        with self.house.store.read() as session:
            return [row["id"] for row in session.all("outbox_stuck", before="9999", most=10)]

    def rows(self) -> list[dict[str, object]]:
        with self.house.store.read() as session:
            found = [session.all("web_outbox_of", location="main", phone=phone, most=500) for phone in self.phones]
        return [dict(row) for rows in found for row in rows]


@pytest.fixture
def base(store: Store, business: Business) -> tuple[House, Iterator[int]]:
    """A loaded business with a provider, on each engine, and numbers to tell the examples apart that share it."""
    business(store)
    clock = Clock(WEEK_BEFORE)
    provider = Provider(clock)
    return House(host_of(store, provider), provider, clock), count()


Play = list[tuple[str, int]]
ALL_WRONG_AT_ONCE: Play = [
    ("staff text", 0), ("staff text", 0), ("fault", 1), ("work", 0), ("work", 0), ("work", 1), ("wait long", 2), ("work", 1),
    ("work", 1), ("work", 0), ("report", 3), ("move", 0), ("wait long", 20), ("wait long", 23), ("work", 0), ("work", 0),
]  # fmt: skip


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(play=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 1000)), min_size=30, max_size=90))
@example(play=ALL_WRONG_AT_ONCE)
def test_any_interleaving_of_workers_changes_and_faults_ends_well(base: tuple[House, Iterator[int]], play: Play) -> None:
    house, number = base[0], next(base[1])
    world = World(house, tag=f"{number:03d}")
    house.provider.taken.clear()
    world.begin()

    for name, choice in play:
        world.act(name, choice)
    world.drain()

    keys = [taken.text.id for taken in house.provider.taken]
    assert sorted(set(keys)) == sorted(keys), "a text went out twice"
    assert [] == world.wrong
    assert [] == world.open()
    for row in world.rows():
        assert row["status"] in RANK or (row["status"] == "unsent" and row["reason"]), row
        assert row["status"] not in ("undelivered", "failed") or row["reason"], row
    with house.store.read() as session:
        known = {key: session.one("outbox_text", id=key) for key in keys}
    # What the provider took is known as sent, with its SID.
    assert all(row and row["sid"] and row["status"] in RANK for row in known.values())


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana's check-up a week ahead, on each engine."""
    business(store)
    return house_of(store)


@pytest.mark.parametrize("kill_after", range(1, 7))
@pytest.mark.parametrize("fault", [None, "lost", "kept", "late", 20429])
def test_a_worker_killed_after_any_step_sends_once(house: House, kill_after: int, fault: Fault | None) -> None:
    if fault:
        house.provider.faults.append(fault)
    house.clock.now = ASKED
    (claim,) = outbox.lease(house.host, "one", 10)
    sending = outbox.steps(house.host, claim, "one", Random(1))
    for _ in range(kill_after):
        next(sending, None)
    sending.close()

    for _ in range(8):
        house.work(at=house.clock.forward(minutes=3), worker="two")

    assert [FIRST] == [taken.text.id for taken in house.provider.taken]
    assert house.text(FIRST)["sid"] == house.provider.taken[0].sid


def test_two_workers_never_have_the_same_text_or_phone_in_hand(house: House) -> None:
    house.staff_text("First", key="a")
    house.staff_text("Second", key="b")
    house.clock.forward(seconds=1)

    first = outbox.lease(house.host, "one", 10)
    meanwhile = outbox.lease(house.host, "two", 10)
    next(outbox.steps(house.host, first[0], "one", Random(1)))
    under_way = outbox.lease(house.host, "two", 10)

    assert ["a"] == [claim.id for claim in first]
    assert [[], []] == [meanwhile, under_way]


def test_a_worker_that_was_held_up_does_not_send_what_another_may_look_up(house: House) -> None:
    house.clock.now = ASKED
    (claim,) = outbox.lease(house.host, "one", 10)
    sending = outbox.steps(house.host, claim, "one", Random(1))
    next(sending)

    house.work(at=house.clock.forward(minutes=3), worker="two")
    with pytest.raises(StopIteration, match="lost"):
        next(sending)

    assert [FIRST] == [taken.text.id for taken in house.provider.taken]


def test_the_same_words_to_one_phone_are_not_taken_for_each_other(house: House) -> None:
    house.staff_text("See you!", key="a")
    house.work(at=house.clock.forward(seconds=1))
    house.provider.faults.append("lost")
    house.staff_text("See you!", key="b")

    for _ in range(3):
        house.work(at=house.clock.forward(seconds=90))

    assert ["a", "b"] == [taken.text.id for taken in house.provider.taken]
    assert START > house.clock.now
