"""Calls our own public URL as Twilio does: a signed report must be taken, a forged one refused."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

import requests

from bot.channels.twilio_webhook import signature
from bot.doctor.findings import Case, Finding, ProbeAnswer, fail, ok, warn

# A message nobody sent; the odd characters catch a proxy that rewrites addresses on the way.
_SID = "SM" + "0" * 32
# No status of Twilio's: it moves nothing and leaves no row behind.
_STATUS = "self-test"
_TARGET = "/sms/status?id=doctor%7Eself-test%2C1"
_TIMEOUT = 15  # seconds, as long as Twilio waits
_SLOW = 5


def over_network(url: str, form: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> ProbeAnswer:
    """Posts a form to the very address given, and follows no redirect."""
    started = time.monotonic()
    try:
        response = _post(url, form, headers)
    except requests.exceptions.SSLError:
        return ProbeAnswer(error="certificate")
    except requests.Timeout:
        return ProbeAnswer(error="timeout")
    except requests.RequestException:
        return ProbeAnswer(error="connection")
    return ProbeAnswer(
        response.status_code,
        response.headers.get("Content-Type", ""),
        response.headers.get("Location", ""),
        time.monotonic() - started,
    )


def _post(url: str, form: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> requests.Response:
    with requests.Session() as session:
        request = session.prepare_request(requests.Request("POST", url, data=list(form), headers=dict(headers)))
        request.url = url  # the library would write %7E as ~, and the signature be another one's
        usual = session.merge_environment_settings(url, {}, None, None, None)  # proxies and certificates
        return session.send(request, timeout=_TIMEOUT, allow_redirects=False, **usual)


def self_test(case: Case) -> Iterator[Finding]:
    """The way from outside to our webhook, as far as this machine can see it."""
    url = case.channel.public_url + _TARGET
    form = (("AccountSid", case.settings.twilio_account_sid or ""), ("MessageSid", _SID), ("MessageStatus", _STATUS))
    signed = case.probe(url, form, {"X-Twilio-Signature": signature(url, form, case.settings.twilio_auth_tokens[0])})
    trouble = _reached(signed, url)
    if trouble:
        yield trouble
        return
    yield _taken(signed)
    forged = case.probe(url, form, {"X-Twilio-Signature": signature(url, form, "not the token")})
    if forged.status == 403:
        yield ok("forged request", "refused")
    else:
        mend = "Anybody could answer as a customer. Is something else than Reslot behind PUBLIC_URL?"
        yield fail("forged request", f"answered {forged.status}, not 403", mend)


def _reached(answer: ProbeAnswer, url: str) -> Finding | None:
    """What is wrong with the way, if the request did not reach a webhook."""
    about = "public URL"
    if answer.error == "certificate":
        return fail(
            about, "its certificate is not valid", "Twilio refuses self-signed and expired ones: renew it (Let's Encrypt)."
        )
    if answer.error == "timeout":
        return fail(
            about, f"no answer within {_TIMEOUT} seconds", "Twilio gives up by then: is the server overloaded or stopped?"
        )
    if answer.error:
        mend = "Is the server running, the name in DNS, the port open? (Some routers hide a public address from inside.)"
        return fail(about, "no connection from this machine", mend)
    if 300 <= answer.status < 400:
        mend = "Twilio would follow with GET and lose the text: set PUBLIC_URL to the final address, and stop the redirect."
        return fail(about, f"redirects to {answer.location}", mend)
    if answer.status in (404, 405):
        mend = "If a proxy serves Reslot under a path, PUBLIC_URL must end with that path."
        return fail(about, f"{url.partition('?')[0]} is not there (HTTP {answer.status})", mend)
    return None


def _taken(answer: ProbeAnswer) -> Finding:
    about = "signed request"
    if answer.status == 403:
        mend = (
            "The running server checks another PUBLIC_URL or TWILIO_AUTH_TOKEN than the ones set here (restart it after a "
            "change), or a proxy rewrites the path or the query: make it pass them on untouched."
        )
        return fail(about, "refused (403): the signature does not fit", mend)
    if not 200 <= answer.status < 300:
        return fail(about, f"answered HTTP {answer.status}", "See the server's log.")
    if answer.status == 200 and "xml" not in answer.content_type:
        mend = "Twilio takes only text/xml as TwiML. Is something else than Reslot behind PUBLIC_URL?"
        return fail(about, f"answered {answer.content_type or 'no content type'}, not text/xml", mend)
    if answer.seconds > _SLOW:
        return warn(about, f"took {answer.seconds:.0f} seconds", "Twilio gives up after 15: see what the machine is busy with.")
    return ok(about, "taken")
