"""The worker against the stand-in, over real sockets: every code of Twilio's table, and answers that never come."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from app import create_app
from bot import catch_up, outbox, worker
from bot.host import Host
from bot.ports import Store
from bot.settings import Settings
from bot.trial.callers import into_app
from bot.trial.clock import Clock
from bot.trial.standin import Given, StandIn
from bot.trial.state import Fault, MediaFile, Message, Number
from tests.bot.provider import Clock as HandClock
from tests.bot.provider import Provider
from tests.bot.sending import ASKED, FIRST, SECOND, SOON, START, WEEK_BEFORE, House
from tests.bot.texting import ANA, SENDER
from tests.trial_fixture import PUBLIC, standin

__all__ = ["standin"]

CONTRACT = Path(__file__).parents[3] / "shared" / "twilio" / "CONTRACT.md"
Business = Callable[[Store], None]


@dataclass
class Town:
    """Reslot behind the stand-in, with Ana's visit a week ahead."""

    app: Flask
    house: House
    twilio: StandIn
    clock: Clock

    @property
    def host(self) -> Host:
        return self.house.host

    def go(self, at: datetime) -> None:
        """Moves the world's time on."""
        self.clock.forward(at - self.clock())
        self.house.clock.now = at

    def work(self, at: datetime) -> None:
        """A worker's passes at a time, until nothing is due; then every text meets its fate and is reported."""
        self.go(at)
        while outbox.run_once(self.host, worker="one", rng=Random(1)).total:
            pass
        self.twilio.finish()

    def sent(self) -> list[Message]:
        """What Twilio took from our API."""
        return [message for message in self.twilio.account.messages if message.direction == "outbound-api"]


@pytest.fixture
def town(standin: StandIn, sqlite_url: str, business: Business) -> Iterator[Town]:
    """A practice whose two numbers are Twilio's stand-in's."""
    for number in (SENDER, "+15550100002"):
        standin.add_number(Number(number, sms_url=f"{PUBLIC}/sms", sms_fallback_url=f"{PUBLIC}/sms/fallback"))
    clock = standin.account.clock
    assert isinstance(clock, Clock)
    clock.forward(WEEK_BEFORE - clock())
    settings = Settings(
        database_url=sqlite_url,
        public_url=PUBLIC,
        twilio_account_sid=standin.account.sid,
        twilio_auth_tokens=(standin.token,),
        twilio_api_url=standin.url,
        secret_key="k" * 40,
    )
    app = create_app(settings, clock=clock)
    standin.call = into_app(app.wsgi_app)
    host: Host = app.extensions["reslot"]
    business(host.store)
    by_hand = HandClock(WEEK_BEFORE)
    house = House(host, Provider(by_hand), by_hand)
    house.book(START)
    yield Town(app, house, standin, clock)
    host.store.close()


def test_a_reminder_is_delivered_answered_and_confirmed(town: Town) -> None:
    town.work(ASKED)
    delivered = town.house.fate(FIRST)
    said = town.twilio.text(ANA, SENDER, "yes")

    assert ("delivered", None) == delivered
    assert ["Thank you, confirmed: check-up with Dr Ito, Thu 12 Mar 1:00 PM. See you then!"] == said.bodies


# What the contract's table asks for each code; told by the create call below 30000, by a status callback from there on.
BY_CODE: dict[tuple[int, ...], tuple[tuple[str, str | None], list[str]]] = {
    (20003, 20005): (("waiting", "account"), ["operator"]),
    (20429, 21611): (("waiting", "retry"), []),
    (30001, 30017, 30022): (("failed", "retry"), []),
    (20500, 20503): (("unknown", "unknown"), []),
    (30500, 30410): (("undelivered", "retry"), []),
    (21211, 21421, 21614, 21635): (("unsent", "unreachable"), ["unreachable"]),
    (30005, 30006): (("undelivered", "unreachable"), ["unreachable"]),
    (20404,): (("unsent", "refused"), ["delivery_failed", "operator"]),
    (30002,): (("failed", "account"), ["operator"]),
    (21610,): (("unsent", "opted_out"), ["opted_out"]),
    (63014,): (("undelivered", "opted_out"), ["opted_out"]),
    (63018,): (("undelivered", "retry"), []),
    (63003, 63024, 63036): (("undelivered", "unreachable"), ["unreachable"]),
    (63032, 63049): (("undelivered", "delivery_failed"), ["delivery_failed"]),
    (63038,): (("undelivered", "daily_limit"), []),
    (21408, 21608, 14111): (("waiting", "operator"), ["operator"]),
    (21612, 21606, 21603, 21701, 21703, 21704, 21705, 21712, 21401, 21212, 21657, 21601): (
        ("waiting", "no_sender"), ["operator", "operator"],
    ),
    (21602, 21604, 21609, 21617, 21619, 21620, 21621, 21622, 21623, 21654, 21655, 21656): (
        ("unsent", "refused"), ["delivery_failed", "operator"],
    ),
    (35111, 35112, 35113, 35114, 35115, 35116, 35117, 35118): (("unsent", "refused"), ["delivery_failed", "operator"]),
    (21265, 21266): (("unsent", "ignored"), []),
    (30003, 30008): (("undelivered", "handset_off"), []),
    (30004,): (("undelivered", "delivery_failed"), ["delivery_failed"]),
    (30007, 30450, 30610, 30640, 63016): (("undelivered", "refused"), ["delivery_failed", "operator"]),
    (30023, 30027): (("failed", "daily_limit"), []),
    (30018, 30024, 30032, 30034): (("failed", "sender"), ["operator"]),
    (30019,): (("failed", "refused"), ["delivery_failed"]),
    (11751,): (("unsent", "refused"), ["delivery_failed"]),
    (30999,): (("undelivered", "delivery_failed"), ["delivery_failed"]),
}  # fmt: skip
EACH_CODE = [(code, *wanted) for codes, wanted in BY_CODE.items() for code in codes]


@pytest.mark.parametrize(("code", "fate", "tasks"), EACH_CODE)
def test_each_code_of_the_table_has_its_action(town: Town, code: int, fate: tuple[str, str], tasks: list[str]) -> None:
    town.twilio.account.fates[ANA] = code

    town.work(ASKED)

    assert fate == town.house.fate(FIRST)
    assert tasks == town.house.tasks()


def test_every_code_of_the_contract_is_among_them() -> None:
    if not CONTRACT.exists():
        pytest.skip(f"{CONTRACT} is not here: the codes are not compared with the contract's table")
    table = CONTRACT.read_text("utf-8").partition("**What to do per code**")[2].partition("\n## ")[0]
    firsts = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ") and line[2].isdigit()]
    named = {
        code
        for cell in firsts
        for first, last in re.findall(r"(\d{5})(?:–(\d{5}))?", cell)
        for code in range(int(first), int(last or first) + 1)
    }

    assert len(named) > 70
    assert set() == named - {code for code, *_ in EACH_CODE}


NO_ANSWER = [
    Fault("status", 503, 20503),
    Fault("html", 502),
    Fault("drop"),
    Fault("drop", after=True),
    Fault("html", 502, after=True),
    Fault("not_json", after=True),
]


@pytest.mark.parametrize("fault", NO_ANSWER, ids=lambda fault: f"{fault.kind}{'-after' if fault.after else ''}")
def test_a_text_whose_outcome_is_unknown_is_looked_up_and_never_sent_twice(town: Town, fault: Fault) -> None:
    town.twilio.account.faults.append(fault)

    town.go(ASKED)
    outbox.run_once(town.host, worker="one", rng=Random(1))
    unknown = town.house.text(FIRST)["status"]
    town.work(ASKED + timedelta(minutes=2))

    assert "unknown" == unknown
    assert 1 == len(town.sent())
    assert ("delivered", None) == town.house.fate(FIRST)


def test_the_list_failing_too_means_waiting_not_sending(town: Town) -> None:
    town.twilio.account.faults += [Fault("drop", after=True), Fault("html", 502, method="GET")]

    town.go(ASKED)
    outbox.run_once(town.host, worker="one", rng=Random(1))
    town.go(ASKED + timedelta(minutes=2))
    outbox.run_once(town.host, worker="one", rng=Random(1))

    assert "unknown" == town.house.text(FIRST)["status"]
    assert 1 == len(town.sent())


def test_after_too_many_requests_the_wait_is_what_twilio_asks(town: Town) -> None:
    town.twilio.account.faults.append(Fault("status", 429, 20429, retry_after=120))

    town.work(ASKED)

    assert ("waiting", "retry") == town.house.fate(FIRST)
    assert town.house.text(FIRST)["due_at"] >= "2026-03-10T17:02:00Z"


def test_stop_at_the_carrier_bars_every_text_here_and_there(town: Town) -> None:
    town.go(WEEK_BEFORE + timedelta(hours=1))
    town.twilio.text(ANA, SENDER, "stop")

    town.work(ASKED)
    town.work(SOON)

    assert [] == town.sent()
    assert [("unsent", "opted_out")] * 2 == [town.house.fate(key) for key in (FIRST, SECOND)]


def test_a_carriers_block_we_never_heard_of_is_learnt_at_the_first_text(town: Town) -> None:
    town.twilio.account.blocked.add((SENDER, ANA))

    town.work(ASKED)
    town.work(SOON)

    assert [("unsent", "opted_out")] * 2 == [town.house.fate(key) for key in (FIRST, SECOND)]


def test_callbacks_before_the_create_call_has_returned_are_kept(town: Town) -> None:
    town.twilio.callbacks = "first"

    town.work(ASKED)
    town.twilio.settle()

    assert ("delivered", None) == town.house.fate(FIRST)


def test_a_text_that_came_while_we_were_down_is_answered_by_the_worker(town: Town) -> None:
    town.go(WEEK_BEFORE + timedelta(hours=1))
    up, town.twilio.call = town.twilio.call, lambda request: _down()
    town.twilio.text(ANA, SENDER, "when is my appointment?")
    town.twilio.call = up

    town.go(WEEK_BEFORE + timedelta(hours=1, minutes=30))
    done = worker.work(town.host, "one", Random(1))

    assert (1, 1) == (done.caught_up, done.sent)
    assert ["You are booked: check-up with Dr Ito, Thu 12 Mar 1:00 PM."] == [message.body for message in town.sent()]
    assert catch_up.CaughtUp() == catch_up.catch_up(town.host)


def test_a_picture_is_fetched_with_our_credentials_and_kept(town: Town) -> None:
    town.go(WEEK_BEFORE + timedelta(hours=1))
    file = MediaFile("image/png", b"\x89PNG\r\n\x1a\n picture")
    town.twilio.text(ANA, SENDER, "look at this", Given(media=[file]))

    done = worker.work(town.host, "one", Random(1))

    sid = town.twilio.account.messages[0].sid
    with town.host.store.read() as session:
        kept = session.one("media_kept", turn=sid, position=0)
    assert 1 == done.pictures
    assert kept is not None
    assert ("fetched", "image/png", len(file.content)) == (kept["status"], kept["content_type"], kept["size"])


def test_the_worker_command_sends_what_is_due_and_says_so(town: Town) -> None:
    town.go(ASKED)

    done = town.app.test_cli_runner().invoke(args=["worker", "--once"])

    assert 0 == done.exit_code, done.output
    assert "sent 1, not sent 0, later 0, unknown 0; pictures 0, caught up 0, to staff 0" in done.output
    assert 1 == len(town.sent())


def test_the_catch_up_command_answers_what_was_missed(town: Town) -> None:
    up, town.twilio.call = town.twilio.call, lambda request: _down()
    town.twilio.text(ANA, SENDER, "when is my appointment?")
    town.twilio.call = up
    town.go(WEEK_BEFORE + timedelta(minutes=30))

    done = town.app.test_cli_runner().invoke(args=["twilio", "catch-up"])

    assert 0 == done.exit_code, done.output
    assert "answered 1, given to staff 0" in done.output


def test_the_catch_up_command_says_when_twilio_can_not_be_reached(town: Town) -> None:
    town.twilio.account.faults.append(Fault("html", 502, method="GET"))

    done = town.app.test_cli_runner().invoke(args=["twilio", "catch-up", "--hours", "2"])

    assert 1 == done.exit_code
    assert "Twilio's list of texts can't be read" in done.output


def _down() -> None:
    raise ConnectionRefusedError("nobody listens")
