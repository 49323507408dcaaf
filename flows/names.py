"""Names in a text, as people write them: "checkup" and "check up" are the check-up, "revisión" is the revision."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from flows.draft import Draft
from flows.values import Service

_LAST_APART = 0x2FFF  # beyond: scripts that write without spaces, where a word has no edges
_LONG = 5  # letters from which on a word may have an ending of its own ("cleanings")


def service_said(turn: Draft, services: tuple[Service, ...]) -> str | None:
    """The id of the one service whose name, in any language, the text holds; None where it holds none or several."""
    text = plain(turn.inbound.body)
    said = [service.id for service in services if any(_pattern(name).search(text) for _, name in service.names)]
    return said[0] if len(said) == 1 else None


@lru_cache(maxsize=512)
def _pattern(name: str) -> re.Pattern[str]:
    folded = plain(name)
    words = re.findall(r"[^\W_]+", folded)
    if not words:
        return re.compile(r"(?!)")
    together = r"[\s_-]*".join(words)
    if ord(folded[0]) > _LAST_APART:
        return re.compile(together)
    ending = r"\w{0,2}" if len(words[-1]) >= _LONG else ""
    return re.compile(rf"\b{together}{ending}\b")


def plain(text: str) -> str:
    """Without capitals, accents and full-width letters."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
