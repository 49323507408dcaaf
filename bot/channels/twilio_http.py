"""Calls Twilio's REST API: one client with timeouts, tokens in turn, a swappable address, and typed errors."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.channels.twilio_codes import trouble_of
from bot.ports import NotSent

TWILIO = "https://api.twilio.com"
_OURS_TO_SWAP = ("api.twilio.com", "messaging.twilio.com")
_TIMEOUT = 10  # seconds; the library has none by default
_PHONE = re.compile(r"\+\d+(?=\d{4})")


class ForeignHost(RuntimeError):
    """With a stand-in configured, a request was about to leave for somewhere else."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose API is called, with which tokens (the first that is accepted counts), and where it is."""

    sid: str
    tokens: tuple[str, ...]
    api_url: str = TWILIO
    timeout: float = _TIMEOUT

    @property
    def stands_in(self) -> bool:
        """Whether another server takes Twilio's place."""
        return self.api_url.rstrip("/") != TWILIO


class Http:
    """What twilio's client sends its requests through.

    With a stand-in, the hosts we use are swapped for its address and every other host is refused. Of two tokens during
    a change-over the other one is tried when Twilio answers 401, which it does before doing anything.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._inner = TwilioHttpClient(timeout=account.timeout)
        self._token = 0
        if account.stands_in and self._inner.session is not None:
            self._inner.session.trust_env = False  # no proxy from the environment between us and the stand-in
        self.date: datetime | None = None  # the server's clock at its last answer

    def request(self, method: str, url: str, **given: Any) -> Response:
        """One HTTP exchange; raises `NotSent` for 429, `requests` exceptions where no answer came."""
        given.pop("auth", None)
        response = self._exchange(method, self._address(url), given)
        if response.status_code == 401 and len(self._account.tokens) > 1:
            self._token = (self._token + 1) % len(self._account.tokens)
            response = self._exchange(method, self._address(url), given)
        if response.status_code == 429:
            _, code = _error(response)
            raise NotSent(
                "Twilio asks to slow down", trouble="retry", code=code or 20429, retry_after=_retry_after(response.headers)
            )
        return response

    def _exchange(self, method: str, url: str, given: dict[str, Any]) -> Response:
        auth = (self._account.sid, self._account.tokens[self._token])
        response = self._inner.request(method, url, auth=auth, **given)
        self.date = _date(response.headers) or self.date
        return response

    def _address(self, url: str) -> str:
        if not self._account.stands_in:
            return url
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.netloc not in _OURS_TO_SWAP:
            raise ForeignHost(f"a request to {parts.netloc} while {self._account.api_url} stands in for Twilio")
        return self._account.api_url.rstrip("/") + url.removeprefix(f"https://{parts.netloc}")


def connect(account: Account) -> Client:
    """A client for an account; opens nothing yet."""
    # At INFO the library logs query parameters, and those are customers' phone numbers.
    logging.getLogger("twilio.http_client").setLevel(logging.WARNING)
    return Client(account.sid, account.tokens[0], http_client=Http(account))


@contextmanager
def as_not_sent() -> Iterator[None]:
    """Turns whatever the library raises into `NotSent` with its trouble.

    A timeout, a 5xx or an answer that is not JSON leaves open whether the text was taken: trouble "unknown".
    """
    try:
        yield
    except (TwilioRestException, TwilioServiceException) as error:
        raise _typed(error.status, error.code, _words(error)) from error
    except TwilioException as error:
        raise _from_list(error) from error
    except (requests.RequestException, json.JSONDecodeError) as error:
        raise NotSent(f"no usable answer from Twilio ({type(error).__name__})", trouble="unknown") from error


def _typed(status: int, code: int | None, words: str) -> NotSent:
    known = code if code is not None and code >= 10000 else None  # the library puts the HTTP status where a code is missing
    said = f"error {known}" if known else f"HTTP {status}"
    return NotSent(f"{said}: {_PHONE.sub('…', words)}", trouble=trouble_of(known, status), code=known)


def _words(error: TwilioRestException | TwilioServiceException) -> str:
    if isinstance(error, TwilioRestException):
        return str(error.msg)
    return str(error.detail or error.title)


def _from_list(error: TwilioException) -> NotSent:
    """The library raises a bare exception with the response inside when a list page fails."""
    response = next((part for part in error.args if isinstance(part, Response)), None)
    if response is None:
        return NotSent(str(error), trouble="unknown")
    words, code = _error(response)
    return _typed(response.status_code, code, words)


def _error(response: Response) -> tuple[str, int | None]:
    try:
        body = json.loads(response.text)
    except json.JSONDecodeError:
        return "not JSON", None
    if not isinstance(body, dict):
        return "not an error we can read", None
    code = body.get("code")
    return str(body.get("message") or body.get("title") or ""), code if isinstance(code, int) else None


def _retry_after(headers: Mapping[str, str] | None) -> float | None:
    given = (headers or {}).get("Retry-After", "")
    return float(given) if given.isascii() and given.isdigit() else None


def _date(headers: Mapping[str, str] | None) -> datetime | None:
    given = (headers or {}).get("Date", "")
    try:
        return datetime.strptime(given, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    except ValueError:
        return None
