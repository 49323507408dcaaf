"""A business connected to the stand-in, all in order: what the doctor's tests then damage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import _open_store, create_app
from bot import stores
from bot.business.load import load_business
from bot.business.parse import parse_business
from bot.cli.twilio import PROBE
from bot.doctor.findings import ProbeAnswer
from bot.host import Host
from bot.settings import Settings
from bot.trial.callers import WebhookRequest, into_app
from bot.trial.clock import Clock
from bot.trial.standin import StandIn
from bot.trial.state import Number, Service
from tests.trial_fixture import NOW, PUBLIC

BUSINESS = Path(__file__).parents[1] / "business.toml"
OURS = ("+15550100001", "+15550100002", "+34910000001")


@dataclass
class SetUp:
    """Everything the doctor looks at; `settings` may be replaced before `run`."""

    world: StandIn
    service: Service
    settings: Settings
    clock: Clock
    answer: ProbeAnswer | None = None  # instead of the real webhook's
    database_is_lost: bool = False

    def app(self) -> Flask:
        app = create_app(self.settings, clock=self.clock)
        if self.database_is_lost:
            host: Host = app.extensions["reslot"]
            lost = replace(self.settings, database_url="sqlite:////nowhere/reslot.db")
            app.extensions["reslot"] = Host(
                lost,
                open_store=lambda: _open_store(lost),
                open_channel=lambda: host.channel,
                clock=self.clock,
            )
        app.extensions[PROBE] = self._probe(into_app(app.wsgi_app))
        return app

    def run(self, *words: str, answer: str = "") -> Result:
        """What a command says, and its exit code."""
        return self.invoke(self.app(), *words, answer=answer)

    def invoke(self, app: Flask, *words: str, answer: str = "") -> Result:
        """The same on an app that was changed first."""
        with app.app_context():
            return app.test_cli_runner().invoke(args=["twilio", *words], input=answer)

    def _probe(self, call: Callable[..., object]) -> Callable[..., ProbeAnswer]:
        def probe(url: str, form: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> ProbeAnswer:
            if self.answer is not None:
                return self.answer
            answer = call(WebhookRequest("POST", url, tuple(form), headers))
            return ProbeAnswer(answer.status, answer.content_type or "")

        return probe

    def set(self, **changes: object) -> None:
        self.settings = replace(self.settings, **changes)


@pytest.fixture
def setup(tmp_path: Path) -> Iterator[SetUp]:
    """A set-up in order."""
    url = f"sqlite:///{tmp_path}/reslot.db"
    stores.create_database(url)
    store = stores.open_store(url)
    with store.write() as session:
        load_business(session, parse_business(BUSINESS.read_text("utf-8"), BUSINESS.name))
    store.close()
    with StandIn(clock=Clock(NOW)) as world:
        yield in_order(world, url)
        world.assert_clean()


def in_order(world: StandIn, url: str) -> SetUp:
    pool = [world.add_number(Number(phone, country="ES" if phone.startswith("+34") else "US")) for phone in OURS]
    hooks = {
        "inbound_url": f"{PUBLIC}/sms",
        "fallback_url": f"{PUBLIC}/sms/fallback",
        "status_callback": f"{PUBLIC}/sms/status",
    }
    service = world.add_service(Service(pool=pool, **hooks))
    settings = Settings(
        database_url=url,
        public_url=PUBLIC,
        twilio_account_sid=world.account.sid,
        twilio_auth_tokens=(world.token,),
        twilio_messaging_service_sid=service.sid,
        twilio_api_url=world.url,
        secret_key="k" * 40,
    )
    return SetUp(world, service, settings, Clock(NOW))
