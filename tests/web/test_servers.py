"""How servers load the app: with no command of ours running, whatever command line of their own they have."""

from __future__ import annotations

import click
import pytest

from app import create_app


def test_a_server_whose_own_command_line_is_click_gets_the_webhook(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"DATABASE_URL": sqlite_url, "PUBLIC_URL": "https://texts.example.com", "TWILIO_ACCOUNT_SID": "AC" + "0" * 32}
    for name, value in (wanted | {"TWILIO_AUTH_TOKEN": "token", "SECRET_KEY": "key"}).items():
        monkeypatch.setenv(name, value)

    with click.Context(click.Command("granian")):
        app = create_app()

    assert "/sms" in {rule.rule for rule in app.url_map.iter_rules()}
