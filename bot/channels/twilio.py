"""The Twilio channel: signed webhooks in, TwiML and REST calls out."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot.channels.twilio_codes import trouble_of
from bot.channels.twilio_webhook import Secrets, read_inbound, read_report, reply_twiml
from bot.ports import Outgoing, Receipt, Request, StatusReport, Trouble
from flows.values import Inbound

if TYPE_CHECKING:
    from twilio.rest import Client

    from bot.channels.twilio_http import Account
    from bot.channels.twilio_media import Limits
    from bot.channels.twilio_setup import AccountState, Number, Service, Webhooks

__all__ = ["TwilioChannel", "reply_twiml"]

_TWILIO = "https://api.twilio.com"


class TwilioChannel:
    """One Twilio account. `twilio.rest` (90 ms and 18 MiB) is imported at the first call that goes out, never for a webhook."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_tokens: Sequence[str],
        public_url: str,
        api_url: str = _TWILIO,
        messaging_service_sid: str | None = None,
        shared_keys: Mapping[str, str] | None = None,
    ) -> None:
        """`auth_tokens`: the present one first, during a change-over the other one too; raises ValueError without any."""
        if not account_sid or not auth_tokens or not all(auth_tokens):
            raise ValueError("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN must be set: without them no request can be checked")
        if not public_url.startswith(("http://", "https://")):
            raise ValueError("PUBLIC_URL must be the address Twilio calls, for instance https://texts.example.com")
        self.public_url = public_url.rstrip("/")
        self.messaging_service_sid = messaging_service_sid
        self._secrets = Secrets(account_sid, tuple(auth_tokens), shared_keys or {})
        self._api_url = api_url
        self._lock = threading.Lock()
        self._client: Client | None = None

    # What comes in.

    def read(self, request: Request) -> Inbound:
        return read_inbound(request, public_url=self.public_url, secrets=self._secrets)

    def read_status(self, request: Request) -> StatusReport:
        return read_report(request, public_url=self.public_url, secrets=self._secrets)

    def reply_twiml(self, text: str, action_url: str) -> str:
        """TwiML that answers a webhook request; see `twilio_webhook.reply_twiml`."""
        return reply_twiml(text, action_url)

    # What goes out.

    def send(self, text: Outgoing, *, send_at: datetime | None = None) -> Receipt:
        from bot.channels import twilio_send

        return twilio_send.send(self.client, text, public_url=self.public_url, send_at=send_at)

    def find(self, text: Outgoing, since: datetime) -> Receipt | None:
        from bot.channels import twilio_send

        return twilio_send.find(self.client, text, since)

    def cancel(self, sid: str) -> Receipt:
        """Takes a scheduled text back."""
        from bot.channels import twilio_send

        return twilio_send.cancel(self.client, sid)

    def trouble(self, code: int | None) -> Trouble:
        return trouble_of(code)

    def list_inbound(self, to: str, since: datetime) -> list[Inbound]:
        """What customers sent to our number `to` since then (aware UTC), oldest first."""
        from bot.channels import twilio_send

        return twilio_send.list_inbound(self.client, to, since)

    def fetch_media(self, url: str, limits: Limits | None = None) -> tuple[str, bytes]:
        """Content type and bytes of a customer's file."""
        from bot.channels import twilio_media

        return twilio_media.fetch_media(self.account, url, limits or twilio_media.Limits())

    # How the account is set up.

    def account_state(self) -> AccountState:
        from bot.channels import twilio_setup

        return twilio_setup.account(self.client)

    def list_numbers(self) -> list[Number]:
        from bot.channels import twilio_setup

        return twilio_setup.numbers(self.client)

    def list_services(self) -> list[Service]:
        from bot.channels import twilio_setup

        return twilio_setup.services(self.client)

    def update_number(self, number: Number, webhooks: Webhooks) -> None:
        from bot.channels import twilio_setup

        twilio_setup.update_number(self.client, number, webhooks)

    def update_service(self, sid: str, webhooks: Webhooks, status_callback: str) -> None:
        from bot.channels import twilio_setup

        twilio_setup.update_service(self.client, sid, webhooks, status_callback)

    def server_time(self) -> datetime | None:
        """Twilio's clock at its last answer (from the Date header)."""
        date: datetime | None = self.client.http_client.date
        return date

    @cached_property
    def account(self) -> Account:
        from bot.channels.twilio_http import Account

        return Account(self._secrets.account_sid, self._secrets.tokens, self._api_url)

    @property
    def client(self) -> Client:
        """Twilio's client, made at the first need: several threads of a worker share one."""
        from bot.channels.twilio_http import connect

        with self._lock:
            if self._client is None:
                self._client = connect(self.account)
            return self._client
