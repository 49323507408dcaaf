"""The terminal channel: signed texts from a typed line in, printed texts out; nothing leaves the machine."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from bot.channels.twilio_webhook import Secrets, read_inbound, read_report, reply_twiml, signature
from bot.ports import Outgoing, Receipt, Request, StatusReport, Trouble
from flows.values import Inbound

ACCOUNT = "AC" + "0" * 32


class ConsoleChannel:
    """A phone in the terminal. Its requests are signed with a token of this run, so the checks are the real ones."""

    def __init__(
        self,
        show: Callable[[str], None],
        *,
        public_url: str = "http://127.0.0.1",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.public_url = public_url
        self._show = show
        self._clock = clock
        self._token = secrets.token_hex(16)
        self._secrets = Secrets(ACCOUNT, (self._token,), {})
        self._sent: list[tuple[datetime, Outgoing, Receipt]] = []

    def text(self, phone: str, sender: str, body: str) -> Request:
        """The webhook request of a customer's text to `sender`, one of our numbers."""
        sid = f"SM{secrets.token_hex(16)}"
        form = (
            ("MessageSid", sid),
            ("AccountSid", ACCOUNT),
            ("From", phone),
            ("To", sender),
            ("Body", body),
            ("NumMedia", "0"),
        )
        return self._signed("/sms", form)

    def report(self, receipt: Receipt, ours: str, status: str = "delivered") -> Request:
        """The status callback of a text that was sent."""
        form = (("MessageSid", receipt.sid), ("AccountSid", ACCOUNT), ("MessageStatus", status))
        return self._signed(f"/sms/status?id={quote(ours, safe='')}", form, query=(("id", ours),))

    def read(self, request: Request) -> Inbound:
        return read_inbound(request, public_url=self.public_url, secrets=self._secrets)

    def read_status(self, request: Request) -> StatusReport:
        return read_report(request, public_url=self.public_url, secrets=self._secrets)

    def reply_twiml(self, text: str, action_url: str) -> str:
        return reply_twiml(text, action_url)

    def send(self, text: Outgoing) -> Receipt:
        receipt = Receipt(sid=f"SM{secrets.token_hex(16)}", status="sent", segments=0)
        self._sent.append((self._clock(), text, receipt))
        self._show(text.body)
        return receipt

    def find(self, text: Outgoing, since: datetime) -> Receipt | None:
        for at, sent, receipt in reversed(self._sent):
            if at >= since and (sent.phone, sent.body) == (text.phone, text.body):
                return receipt
        return None

    def trouble(self, code: int | None) -> Trouble:
        return "no_retry"

    def _signed(self, target: str, form: tuple[tuple[str, str], ...], query: tuple[tuple[str, str], ...] = ()) -> Request:
        given = signature(self.public_url + target, form, self._token)
        return Request("POST", target, {"X-Twilio-Signature": given}, form, query)
