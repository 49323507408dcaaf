"""How servers load the app: with no command of ours running, whatever command line of their own they have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from app import create_app

ROOT = Path(__file__).parents[2]


def test_a_server_whose_own_command_line_is_click_gets_the_webhook(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"DATABASE_URL": sqlite_url, "PUBLIC_URL": "https://texts.example.com", "TWILIO_ACCOUNT_SID": "AC" + "0" * 32}
    for name, value in (wanted | {"TWILIO_AUTH_TOKEN": "token", "SECRET_KEY": "key"}).items():
        monkeypatch.setenv(name, value)

    with click.Context(click.Command("granian")):
        app = create_app()

    assert "/sms" in {rule.rule for rule in app.url_map.iter_rules()}


def test_a_missing_database_is_told_before_any_worker_starts(tmp_path: Path) -> None:
    wanted = {"DATABASE_URL": f"sqlite:///{tmp_path}/none.db", "PUBLIC_URL": "https://texts.example.com"}
    account = {"TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_AUTH_TOKEN": "token", "SECRET_KEY": "key"}

    done = subprocess.run(
        [sys.executable, "-m", "flask", "serve", "--port", "8247"],
        cwd=ROOT, env=os.environ | wanted | account, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert 1 == done.returncode
    assert "run `flask init-db` first" in done.stderr
