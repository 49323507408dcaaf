"""Puts Reslot together: the only file that names a concrete store or channel."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo

from bot import cli
from bot.env_file import mistake_in
from bot.host import Host
from bot.ports import Channel, Store, StoreUnusable
from bot.settings import BadSettings, Settings, missing_for_texts, read_settings
from bot.shelf import Shelf
from flows.shelf import keep_on

log = logging.getLogger("reslot")
# Commands that need the pages (the workers of `serve` are forked within it); the others start in half the time without.
WITH_PAGES = ("run", "serve", "routes", "shell")
SERVERS = ("run", "serve")


def create_app(settings: Settings | None = None, *, clock: Callable[[], datetime] | None = None) -> Flask:
    """The application; without settings they are read from the environment and `.env`.

    A server gets a clear refusal where a setting is missing or the database can't be used; a command is only told of
    what it needs itself, and gets no pages.
    """
    keep_on(Shelf(Path(__file__).parent / "flows" / "lang" / "__pycache__"))
    command = _our_command()
    # Settings of its own has whoever wants all of it in this process: tests, `flask demo`, `flask chat`.
    whole = settings is not None or command is None or command.info_name in WITH_PAGES
    chosen = _settings_or_exit() if settings is None else settings
    app = Flask("app", static_folder=None, template_folder=None)
    app.config["SECRET_KEY"] = chosen.secret_key
    host = Host(
        chosen,
        open_store=lambda: _open_store(chosen),
        open_channel=lambda: _open_channel(chosen),
        clock=clock,
    )
    app.extensions["reslot"] = host
    cli.register(app)
    if whole:
        from bot import web

        web.register(app)
    if settings is None and (command is None or command.info_name in SERVERS):
        from bot import logs

        logs.start(chosen.log_level)
    if settings is None and _answers_texts(command):
        from bot.web import huge_pages

        huge_pages.start()
    if settings is not None or command is None or command.info_name == "run":
        _check_ready(host)
    return app


def _our_command() -> click.Context | None:
    """The command of ours that is running; None in a server, also in one whose own command line is made with click."""
    context = click.get_current_context(silent=True)
    return context if context is not None and context.find_object(ScriptInfo) is not None else None


def _answers_texts(command: click.Context | None) -> bool:
    """Whether this process is a server's worker: those of `flask serve` are forked within the command."""
    if command is None or command.info_name != "serve":
        return command is None
    from multiprocessing import parent_process

    return parent_process() is not None


def _settings_or_exit() -> Settings:
    from dotenv import dotenv_values

    file = Path(__file__).parent / ".env"
    if mistake := mistake_in(file):
        raise SystemExit(f"reslot: {mistake}")
    written = {key: value for key, value in dotenv_values(file).items() if value is not None}
    try:
        return read_settings({**written, **os.environ})
    except BadSettings as bad:
        raise SystemExit(f"reslot: {bad}") from None


def _check_ready(host: Host) -> None:
    missing = missing_for_texts(host.settings)
    if missing:
        raise SystemExit(
            f"reslot: the webhook does not start without {', '.join(missing)}: set them in .env (see .env.example),"
            " or try Reslot without an account by `./reslot demo`"
        )
    if host.settings.clock and not host.settings.demo:
        log.warning("CLOCK is set: the clock stands still at %s. This is for tests and trials only.", host.settings.clock)
    try:
        host.store  # noqa: B018  opened now, so that a missing database stops the server and not a customer's text
    except (StoreUnusable, click.ClickException) as unusable:
        raise SystemExit(f"reslot: {unusable}") from None


def _open_store(settings: Settings) -> Store:
    """The store; what is wrong with it is told by a command in click's way, so that no command needs to care."""
    from bot.stores import open_store

    try:
        return open_store(settings.database_url)
    except StoreUnusable as unusable:
        if click.get_current_context(silent=True):
            raise click.ClickException(str(unusable)) from None
        raise


def _open_channel(settings: Settings) -> Channel:
    from bot.channels.twilio import TwilioChannel

    return TwilioChannel(
        account_sid=settings.twilio_account_sid or "",
        auth_tokens=settings.twilio_auth_tokens,
        public_url=settings.public_url or "",
        api_url=settings.twilio_api_url,
        messaging_service_sid=settings.twilio_messaging_service_sid,
    )
