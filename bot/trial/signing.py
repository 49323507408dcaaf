"""Signs a webhook request as Twilio does, independently of Twilio's library (Twilio's "Webhooks security" page)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

Pair = tuple[str, str]

_HASHES = {"HMAC_SHA1": hashlib.sha1, "HMAC_SHA256": hashlib.sha256}


def sign(url: str, pairs: Iterable[Pair], token: str, algorithm: str = "HMAC_SHA1") -> str:
    """The base64 `X-Twilio-Signature` of a request to `url`; `pairs` are the POST fields, none for a GET.

    A fragment (`#rc=2`) is an instruction to Twilio and not part of what is signed. Names are sorted with their case,
    repeated names count each distinct value once, sorted, and blank values count.
    """
    signed = url.partition("#")[0] + "".join(name + value for name, value in sorted(set(pairs)))
    digest = hmac.new(token.encode(), signed.encode(), _HASHES[algorithm]).digest()
    return base64.b64encode(digest).decode()
