"""Fetches a picture a customer sent, with our credentials from Twilio's host only, within size and type limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests

from bot.channels.twilio_codes import trouble_of
from bot.channels.twilio_http import TWILIO, Account
from bot.ports import NotSent, Trouble

_MOST_REDIRECTS = 3
_REDIRECTS = (301, 302, 303, 307, 308)
_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf", "text/vcard", "text/x-vcard")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be in bytes, and the content types we keep."""

    most_bytes: int = 5_000_000
    types: tuple[str, ...] = _TYPES


def fetch_media(account: Account, url: str, limits: Limits) -> tuple[str, bytes]:
    """Content type and bytes of a customer's file; raises `NotSent`: "bug" for what we will never take, else try later.

    Twilio redirects to a storage host: that one never sees our credentials.
    """
    address, tokens = _our_address(account, url), list(account.tokens)
    auth: tuple[str, str] | None = (account.sid, tokens.pop(0))
    with requests.Session() as session:
        session.trust_env = not account.stands_in
        for _ in range(_MOST_REDIRECTS + len(account.tokens)):
            try:
                with session.get(address, auth=auth, allow_redirects=False, stream=True, timeout=account.timeout) as response:
                    if response.status_code == 401 and auth and tokens:
                        auth = (account.sid, tokens.pop(0))  # the other one of a change-over
                    elif response.status_code in _REDIRECTS:
                        address, auth = _next(account, address, response.headers.get("Location", "")), None
                    else:
                        return _content(response, limits)
            except requests.RequestException as error:
                raise NotSent(f"the picture did not come ({type(error).__name__})", trouble="retry") from error
    raise NotSent("too many redirects", trouble="bug")


def _our_address(account: Account, url: str) -> str:
    """The first address: Twilio's host and our account's media, nothing else ever gets our credentials."""
    sid = r"[0-9a-fA-F]{32}"
    ours = rf"{re.escape(TWILIO)}(/2010-04-01/Accounts/{re.escape(account.sid)}/Messages/(?:SM|MM){sid}/Media/ME{sid})"
    found = re.fullmatch(ours, url)
    if not found:
        raise NotSent("a picture's address that is not our account's at Twilio", trouble="bug")
    return account.api_url.rstrip("/") + found[1]


def _next(account: Account, address: str, location: str) -> str:
    following = urljoin(address, location)
    # A redirect must not lead into our own network: https to a public name, or the stand-in itself.
    same_server = urlsplit(following)[:2] == urlsplit(account.api_url)[:2]
    host = urlsplit(following).hostname or ""
    if same_server or (urlsplit(following).scheme == "https" and re.search(r"\.[a-z]+$", host) and not host.endswith(".local")):
        return following
    raise NotSent("the picture redirects to an address we do not follow", trouble="bug")


def _content(response: requests.Response, limits: Limits) -> tuple[str, bytes]:
    if response.status_code != 200:
        # Reading twice does no harm, so what leaves a send in doubt is simply tried again here.
        again = response.status_code >= 500
        trouble: Trouble = "retry" if again else trouble_of(None, response.status_code)
        raise NotSent(f"the picture did not come (HTTP {response.status_code})", trouble=trouble)
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in limits.types:
        raise NotSent(f"a file of type {kind or 'unknown'} is not kept", trouble="bug")
    content = _read(response.iter_content(65536), limits.most_bytes)
    return kind, content


def _read(chunks: Iterable[bytes], most: int) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > most:
            raise NotSent(f"a file of more than {most} bytes is not kept", trouble="bug")
    return bytes(content)
