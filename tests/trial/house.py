"""A webhook that answers as told, for tests of the stand-in alone."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from bot.channels.twilio import TwilioChannel
from bot.ports import Request
from bot.trial.callers import WebhookAnswer, WebhookRequest

XML = "text/xml"


class House:
    """A webhook that answers as told, and keeps what came."""

    def __init__(self, *answers: WebhookAnswer | OSError) -> None:
        self.answers = list(answers)
        self.requests: list[WebhookRequest] = []

    def __call__(self, request: WebhookRequest) -> WebhookAnswer:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, OSError):
            raise answer
        return answer


def twiml(inner: str) -> WebhookAnswer:
    return WebhookAnswer(200, XML, f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>'.encode())


def as_seen(request: WebhookRequest) -> Request:
    query = tuple(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    return Request(request.method, request.target, request.headers, request.form, query)


def reads(channel: TwilioChannel, request: WebhookRequest) -> str:
    return channel.read(as_seen(request)).body


SILENCE = twiml("")
