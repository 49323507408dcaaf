"""A worker that kills itself, as hard as a power cut, at a given step of sending what is due.

    python -m tests.bot.dying_worker DATABASE_URL API_URL ACCOUNT_SID TOKEN TIME STEP

Steps are statements, the moments before and after a commit, and those before and after the call to the provider.
"""

from __future__ import annotations

import sys
from datetime import datetime
from random import Random

from bot import outbox, stores
from bot.channels.twilio import TwilioChannel
from bot.host import Host
from bot.ports import Outgoing, Receipt
from bot.settings import Settings
from tests.dying import Countdown, DyingStore


class DyingChannel(TwilioChannel):
    """The real channel; the moments before and after a text is handed over are steps."""

    countdown: Countdown

    def send(self, text: Outgoing, *, send_at: datetime | None = None) -> Receipt:
        self.countdown.step()
        receipt = super().send(text, send_at=send_at)
        self.countdown.step()
        return receipt


def main(database_url: str, api_url: str, account_sid: str, token: str, at: str, step: str) -> None:
    """One pass at a time, ended by the countdown or by itself."""
    countdown = Countdown(int(step))
    channel = DyingChannel(
        account_sid=account_sid, auth_tokens=(token,), public_url="https://texts.example.com", api_url=api_url
    )
    channel.countdown = countdown
    store = stores.open_store(database_url)
    host = Host(
        Settings(),
        open_store=lambda: DyingStore(store, countdown),
        open_channel=lambda: channel,
        clock=lambda: datetime.fromisoformat(at),
    )
    outbox.run_once(host, worker="dying", rng=Random(1))
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
