"""The stand-in for Twilio as a pytest fixture: a test whose requests Twilio would refuse fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.channels.twilio import TwilioChannel
from bot.trial.clock import Clock
from bot.trial.standin import StandIn
from bot.trial.state import Number

PUBLIC = "https://texts.example.com"
OURS = "+15185550101"
CUSTOMER = "+15185550123"
NOW = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """A running stand-in with one number, its clock standing at NOW; give it `call` to reach webhooks."""
    with StandIn(clock=Clock(NOW)) as world:
        world.add_number(Number(OURS, sms_url=f"{PUBLIC}/sms", sms_fallback_url=f"{PUBLIC}/sms/fallback"))
        yield world
        world.assert_clean()


def channel_to(world: StandIn, *, service: str | None = None, tokens: tuple[str, ...] | None = None) -> TwilioChannel:
    """The real channel, with the stand-in as its Twilio."""
    return TwilioChannel(
        account_sid=world.account.sid,
        auth_tokens=tokens or (world.token,),
        public_url=PUBLIC,
        api_url=world.url,
        messaging_service_sid=service,
    )
