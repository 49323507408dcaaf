"""The commands of `flask`, one module a group; what a command needs is imported when it runs."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

GROUPS = ("database", "business", "understanding", "chat", "why", "misread", "users", "demo", "serve", "worker", "twilio", "catch_up", "flows", "docs")


def register(app: Flask) -> None:
    """Adds every command to the app's `flask` group."""
    for name in GROUPS:
        import_module(f"bot.cli.{name}").register(app)
