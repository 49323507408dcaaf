"""The settings as they are in force, secrets masked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from bot import users
from bot.settings import TABLE, Setting, Settings, field_of
from bot.web.house import house
from bot.web.login import needs
from bot.web.staff import private, scene

settings_page = private(Blueprint("settings", __name__))


@settings_page.get("/settings")
@needs("admin")
def show() -> str:
    """Each setting with its value and what it is for, and the accounts."""
    with house().store.read() as session:
        at = scene(session)
        accounts = session.all("users_all")
    rows = [(setting, shown(setting, house().settings)) for setting in TABLE]
    return render_template("settings.html", at=at, rows=rows, accounts=accounts, roles=users.ROLES)


def shown(setting: Setting, settings: Settings) -> str:
    """A value as the page may show it."""
    value: Any = getattr(settings, field_of(setting))
    if value is None or value == ():
        return "not set"
    if setting.secret:
        return "set (hidden)"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
