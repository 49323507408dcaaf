"""Calls a webhook as Twilio does: signed, with its retries, redirects and fallback, and reads the answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from bot.trial.callers import Caller, Pairs, WebhookAnswer, WebhookRequest
from bot.trial.signing import sign
from bot.trial.twiml import Reading, Reply, read

Signer = Callable[[str, Pairs], Mapping[str, str]]

_MOST_DOCUMENTS = 50
_TO_GET = (301, 302, 303)
_SAME_METHOD = (307, 308)


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook's address and its fallback; a fragment in the address (`#rc=2&rp=ct,5xx`) sets the retries."""

    url: str
    method: str = "POST"
    fallback: str = ""
    fallback_method: str = "POST"


@dataclass(slots=True)
class Exchange:
    """Everything that happened for one inbound text: requests with their answers (None: none came), replies, alerts.

    `dropped` says why no webhook was called at all.
    """

    requests: list[tuple[WebhookRequest, WebhookAnswer | None]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    alerts: list[int] = field(default_factory=list)
    dropped: str | None = None

    @property
    def bodies(self) -> list[str]:
        """The words of each reply."""
        return [reply.body for reply in self.replies]


def token_signer(token: str) -> Signer:
    """Signs with an auth token."""
    return lambda url, pairs: {"X-Twilio-Signature": sign(url, pairs, token)}


def shared_key_signer(key: str, secret: str, algorithm: str = "HMAC_SHA256") -> Signer:
    """Signs with a shared key of a webhook rule."""
    return lambda url, pairs: {
        "X-Twilio-Signature": sign(url, pairs, secret, algorithm),
        "X-Twilio-Webhooks-Signature-Settings": f"key={key},algorithm={algorithm}",
    }


def unsigned(_url: str, _pairs: Pairs) -> Mapping[str, str]:
    """A stranger's request."""
    return {}


def run(hook: Hook, fields: Pairs, *, call: Caller, signer: Signer) -> Exchange:
    """Calls a webhook until its TwiML is read to the end, or its fallback's."""
    exchange = Exchange()
    alerts = _documents(exchange, hook.method, hook.url, fields, call=call, signer=signer)
    if alerts and hook.fallback:
        more = (*fields, ("ErrorCode", str(alerts[0])), ("ErrorUrl", hook.url.partition("#")[0]))
        _documents(exchange, hook.fallback_method, hook.fallback, more, call=call, signer=signer)
    return exchange


def request_of(method: str, url: str, fields: Pairs, signer: Signer) -> WebhookRequest:
    """A signed request; a GET carries its fields in the address and signs them there."""
    url = url.partition("#")[0]
    if method != "GET":
        return WebhookRequest("POST", url, fields, signer(url, fields))
    if fields:
        url += ("&" if urlsplit(url).query else "?") + urlencode(fields, quote_via=quote)
    return WebhookRequest("GET", url, (), signer(url, ()))


def _documents(exchange: Exchange, method: str, url: str, fields: Pairs, *, call: Caller, signer: Signer) -> tuple[int, ...]:
    """Follows `<Redirect>` from document to document; the alerts of the one that failed, if one did."""
    for _ in range(_MOST_DOCUMENTS):
        found = _document(exchange, method, url, fields, call=call, signer=signer)
        exchange.alerts += found.alerts
        exchange.replies += [_absolute(reply, url) for reply in found.replies]
        if found.failed:
            return found.alerts
        if found.redirect is None:
            return ()
        method, url = found.redirect[0], urljoin(url, found.redirect[1])
    exchange.alerts.append(14106)
    return ()


def _document(exchange: Exchange, method: str, url: str, fields: Pairs, *, call: Caller, signer: Signer) -> Reading:
    token = secrets.token_hex(16)
    settings = dict(parse_qsl(urlsplit(url).fragment))
    for attempt in range(int(settings.get("rc", "1")) + 1):
        request = request_of(method, url, fields, signer)
        headers = {**request.headers, "I-Twilio-Idempotency-Token": token}
        request = WebhookRequest(request.method, request.url, request.form, headers)
        answer, trouble = _try(request, call, signer)
        exchange.requests.append((request, answer))
        again = trouble is not None and _retried(trouble, settings.get("rp", "ct"))
        if not again or attempt == int(settings.get("rc", "1")):
            break
    if answer is None:
        return Reading(alerts=(11205 if trouble == "ct" else 11200,), failed=True)
    return read(answer)


def _try(request: WebhookRequest, call: Caller, signer: Signer) -> tuple[WebhookAnswer | None, str | None]:
    """The answer, and what went wrong: ct (no connection), rt (no answer in time), 4xx or 5xx."""
    try:
        answer = call(request)
        if answer.status in (*_TO_GET, *_SAME_METHOD):
            answer = call(_redirected(request, answer, signer))
    except TimeoutError:
        return None, "rt"
    except OSError:
        return None, "ct"
    return answer, f"{answer.status // 100}xx" if answer.status >= 400 else None


def _redirected(request: WebhookRequest, answer: WebhookAnswer, signer: Signer) -> WebhookRequest:
    """Twilio follows 301 and 302 with GET and without the form."""
    url = urljoin(request.url, answer.headers.get("Location", ""))
    if answer.status in _TO_GET:
        return request_of("GET", url, (), signer)
    return request_of(request.method, url, request.form, signer)


def _retried(trouble: str, policy: str) -> bool:
    return "all" in policy.split(",") or trouble in policy.split(",")


def _absolute(reply: Reply, url: str) -> Reply:
    if reply.action is None:
        return reply
    return Reply(reply.body, reply.media, reply.to, reply.sender, urljoin(url, reply.action), reply.method)
