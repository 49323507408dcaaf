"""A stand-in for Twilio: an account with numbers, phones that text them, and a REST API on this machine."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, Self

from bot.trial import exchange, lifecycle, optouts
from bot.trial.callers import Caller, WebhookAnswer
from bot.trial.exchange import Exchange, Hook, Signer, token_signer
from bot.trial.lifecycle import Callback
from bot.trial.server import Recorded, Server
from bot.trial.state import Account, MediaFile, Message, Number, Service, new_sid
from bot.trial.twiml import Reply

Callbacks = Literal["held", "at once", "first"]

_GEOGRAPHY = {"FromCity": "ALBANY", "FromState": "NY", "FromZip": "12201", "FromCountry": "US"}
_OUR_GEOGRAPHY = {"ToCity": "TROY", "ToState": "NY", "ToZip": "12180", "ToCountry": "US"}


@dataclass(slots=True)
class Given:
    """What a phone sends beside its words: everything here is as Twilio would add it."""

    media: list[MediaFile] = field(default_factory=list)
    geography: Literal["full", "empty", "absent"] = "full"
    extra: dict[str, str] = field(default_factory=dict)  # parameters Twilio may add without notice
    sid: str | None = None  # an earlier text's SID: the same request again


class StandIn:
    """Twilio's place. `call` reaches our webhooks (see `callers`), `clock` is the world's time (aware UTC).

    Status callbacks wait in `pending` ("held"), go out right after a send ("at once"), or even before the create call
    is answered ("first"). Use as a context manager, or `start` and `stop`.
    """

    def __init__(
        self,
        *,
        call: Caller | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        account_sid: str = "AC" + "0" * 32,
        token: str | None = None,
        callbacks: Callbacks = "held",
    ) -> None:
        self.token = token or secrets.token_hex(16)
        self.account = Account(account_sid, [self.token], clock)
        self.call = call
        self.signer: Signer = token_signer(self.token)
        self.callbacks: Callbacks = callbacks
        self.pending: list[Callback] = []
        self.alerts: list[int] = []
        self.reports: deque[tuple[Callback, int]] = deque(maxlen=1000)  # callbacks delivered, with our answer's status
        self._server = Server(self.account, created=self._created, answered=self._answered)

    # Setting it up.

    def start(self) -> Self:
        """Begins to listen on a free port of this machine."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Ends every connection and thread."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """What `TWILIO_API_URL` must be."""
        return self._server.url

    @property
    def recorded(self) -> list[Recorded]:
        """The last REST requests with their answers."""
        return list(self._server.recorded)

    @property
    def violations(self) -> list[str]:
        """Everything our requests did that Twilio's documents rule out."""
        return self.account.violations

    def assert_clean(self) -> None:
        """Raises AssertionError with every violation so far."""
        if self.violations:
            raise AssertionError("Twilio would have refused: " + "; ".join(self.violations))

    def add_number(self, number: Number) -> Number:
        """Buys a number."""
        self.account.numbers.append(number)
        return number

    def add_service(self, service: Service) -> Service:
        """Makes a messaging service; its pool's numbers must be the account's."""
        self.account.services.append(service)
        return service

    # Customers' phones.

    def text(self, phone: str, to: str, body: str, given: Given | None = None) -> Exchange:
        """A phone texts one of our numbers: opt-out words, webhook, fallback, replies, as Twilio does it."""
        given = given or Given()
        word, own_answer = optouts.apply(self.account, to, phone, body)
        message = self._received(phone, to, body, given)
        if own_answer:
            self._sent_by_twilio(message, own_answer)
        service = self.account.service_of(to)
        fields = self._fields(message, given, word if service and service.advanced_opt_out else None)
        hook = _hook(self.account, to, service)
        if isinstance(hook, str):
            return Exchange(dropped=hook)
        done = exchange.run(hook, fields, call=self._caller(), signer=self.signer)
        self.alerts += done.alerts
        for made in [self._reply(message, reply) for reply in done.replies]:
            self._go_on(made)
        return done

    def texts(self, phone: str) -> list[Message]:
        """What a phone shows, oldest first: its own texts and what reached it."""
        with self.account.lock:
            return [
                m
                for m in self.account.messages
                if (m.direction == "inbound" and m.sender == phone) or (m.to == phone and {"sent", "delivered"} & {*m.seen})
            ]

    # What becomes of a text.

    def advance(self, message: Message, status: str, code: int | None = None) -> Callback | None:
        """Gives a text this status; its callback waits in `pending`."""
        with self.account.lock:
            callback = lifecycle.advance(self.account, message, status, code)
            if callback:
                self.pending.append(callback)
            return callback

    def finish(self, messages: Iterable[Message] | None = None) -> None:
        """Takes texts (all of them, if none are named) to their end, and delivers every callback in order."""
        with self.account.lock:
            for message in list(self.account.messages if messages is None else messages):
                for status, code in lifecycle.steps_ahead(self.account, message):
                    self.advance(message, status, code)
            waiting, self.pending = self.pending, []
        # Outside the lock: what a callback sets off may well send a text.
        for callback in waiting:
            self.report(callback)

    def settle(self, timeout: float = 10) -> None:
        """Waits until every REST request and the callbacks it set off are done; raises TimeoutError."""
        if not self._server.settle(timeout):
            raise TimeoutError("the stand-in is still busy")

    def report(self, callback: Callback) -> WebhookAnswer:
        """Delivers a callback: again, late or out of order, as the caller likes."""
        request = exchange.request_of("POST", callback.url, callback.fields, self.signer)
        answer = self._caller()(request)
        self.reports.append((callback, answer.status))
        return answer

    # Inside.

    def _caller(self) -> Caller:
        if self.call is None:
            raise RuntimeError("the stand-in has no way to call webhooks: give it `call`")
        return self.call

    def _received(self, phone: str, to: str, body: str, given: Given) -> Message:
        with self.account.lock:
            repeated = self.account.message(given.sid) if given.sid else None
            if repeated:
                return repeated
            now = self.account.clock()
            sid = given.sid or new_sid("MM" if given.media else "SM")
            message = Message(sid, "inbound", to, phone, body, "received", now, sent=now, media=given.media)
            service = self.account.service_of(to)
            message.service = service.sid if service else None
            self.account.messages.append(message)
            return message

    def _fields(self, message: Message, given: Given, word: str | None) -> tuple[tuple[str, str], ...]:
        base = f"https://api.twilio.com/2010-04-01/Accounts/{self.account.sid}/Messages/{message.sid}/Media/"
        fields = dict.fromkeys(("MessageSid", "SmsSid", "SmsMessageSid"), message.sid)
        fields |= {"AccountSid": self.account.sid, "From": message.sender or "", "To": message.to, "Body": message.body}
        fields |= {"NumMedia": str(len(given.media)), "NumSegments": "1", "SmsStatus": "received", "ApiVersion": "2010-04-01"}
        if given.geography != "absent":
            full = given.geography == "full"
            fields |= {name: value if full else "" for name, value in (_GEOGRAPHY | _OUR_GEOGRAPHY).items()}
        for position, file in enumerate(given.media):
            fields |= {f"MediaUrl{position}": base + file.sid, f"MediaContentType{position}": file.content_type}
        if message.service:
            fields["MessagingServiceSid"] = message.service
        if word:
            fields["OptOutType"] = word
        return tuple((fields | given.extra).items())

    def _reply(self, inbound: Message, reply: Reply) -> Message:
        """The message that a `<Message>` makes."""
        now = self.account.clock()
        message = Message(
            sid=new_sid("MM" if reply.media else "SM"),
            direction="outbound-reply",
            to=reply.to or inbound.sender or "",
            sender=reply.sender or inbound.to,
            body=reply.body,
            status="queued",
            created=now,
            service=inbound.service,
            callback=reply.action,
            media_urls=reply.media,
            seen=["queued"],
        )
        self.account.messages.append(message)
        return message

    def _sent_by_twilio(self, inbound: Message, words: str) -> None:
        own = self._reply(inbound, Reply(words))
        own.status, own.sent = "delivered", own.created
        own.seen += ["sent", "delivered"]

    def _created(self, message: Message) -> None:
        if self.callbacks == "first":
            self.finish([message])

    def _answered(self, message: Message) -> None:
        self._go_on(message)

    def _go_on(self, message: Message) -> None:
        if self.callbacks != "held":
            self.finish([message])


def _hook(account: Account, to: str, service: Service | None) -> Hook | str:
    """The webhook that an inbound text goes to, or why it goes nowhere."""
    if service and not service.number_decides:
        if not service.inbound_url:
            return "the messaging service has no inbound URL: dropped, and not logged"
        return Hook(service.inbound_url, service.inbound_method, service.fallback_url or "", service.fallback_method)
    number = account.number(to)
    if number is None:
        return "not a number of this account"
    if number.application:
        return "an application is set on the number: its own URLs are ignored"
    if not number.sms_url:
        return "the number has no webhook"
    return Hook(number.sms_url, number.sms_method, number.sms_fallback_url, number.sms_fallback_method)
