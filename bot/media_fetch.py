"""Fetches pictures customers sent, outside the webhook: with credentials, within limits, kept in the database."""

from __future__ import annotations

import base64
import logging
from datetime import timedelta
from typing import Protocol, runtime_checkable

from bot.host import Host
from bot.ports import NotSent, Row
from bot.records import from_text, to_text

log = logging.getLogger("reslot.media")
AT_ONCE = 5
TRY_AGAIN_AFTER = timedelta(minutes=2)
# Twilio keeps media until they are deleted; after two days of failures something else is wrong, and staff see the reason.
GIVE_UP_AFTER = timedelta(days=2)


@runtime_checkable
class Fetches(Protocol):
    """A channel that can fetch a customer's file: content type and bytes, raises `NotSent` ("bug": never take it)."""

    def fetch_media(self, url: str) -> tuple[str, bytes]: ...


def fetch_once(host: Host, most: int = AT_ONCE) -> int:
    """Fetches some of what is only referenced; how many files were settled, kept or refused with a reason."""
    if not isinstance(host.channel, Fetches):
        return 0
    with host.store.read() as session:
        rows = session.all("media_to_fetch", most=most, before=to_text(host.clock() - TRY_AGAIN_AFTER))
    return sum(_fetch(host, host.channel, row) for row in rows)


def _fetch(host: Host, channel: Fetches, row: Row) -> bool:
    try:
        content_type, content = channel.fetch_media(row["url"])
    except NotSent as error:
        is_final = error.trouble == "bug" or host.clock() - from_text(row["at"]) > GIVE_UP_AFTER
        log.warning("picture %s of %s: %s", row["position"], row["turn"], error)
        if is_final:
            _settle(host, row, status="refused", reason=str(error))
        else:
            with host.store.write() as session:
                where = {"turn": row["turn"], "position": row["position"]}
                session.run("media_tried", **where, reason=str(error), now=to_text(host.clock()))
        return is_final
    return _settle(host, row, status="fetched", content_type=content_type, content=content)


def _settle(
    host: Host, row: Row, *, status: str, reason: str | None = None, content_type: str | None = None, content: bytes = b""
) -> bool:
    with host.store.write() as session:
        written = session.written(
            "media_settle",
            turn=row["turn"],
            position=row["position"],
            status=status,
            reason=reason,
            # What came counts, not what the webhook announced: a page must never show a script as a picture.
            content_type=content_type or row["content_type"],
            size=len(content) if content else None,
            content=base64.b64encode(content).decode() if content else None,
            now=to_text(host.clock()),
        )
    return written > 0
