"""The running house as a request sees it: settings, store, channel, clock."""

from __future__ import annotations

from typing import cast

from flask import current_app

from bot.host import Host


def house() -> Host:
    """The `Host` that `create_app` made."""
    return cast(Host, current_app.extensions["reslot"])
