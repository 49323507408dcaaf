"""The commands of `flask`, one module a group; what a command needs is imported when it runs."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

GROUPS = (
    *("database", "business", "users", "serve", "worker", "twilio", "catch_up"),  # to run a business
    *("demo", "chat", "why", "understanding", "misread", "flows", "docs"),  # to try it, look into it and work on it
)


def register(app: Flask) -> None:
    """Adds every command to the app's `flask` group."""
    for name in GROUPS:
        import_module(f"bot.cli.{name}").register(app)
