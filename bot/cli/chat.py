"""`flask chat PHONE`: a terminal phone against the real webhook, signature and all."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app

if TYPE_CHECKING:
    from bot.demo.phone import Line
    from bot.settings import Settings

NOWHERE = "http://chat.invalid"


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(chat)


@click.command()
@click.argument("phone")
@click.option("--to", "number", help="The number of ours to text; the first of the business if not given.")
def chat(phone: str, number: str | None) -> None:
    """Text as PHONE (with its country: +12025550143) and read the replies; an empty line or Ctrl+D ends it.

    No Twilio account is needed: nothing leaves this machine. The conversation and its changes are real.
    """
    from bot.demo import phone as phones

    line = terminal_line(current_app.extensions["reslot"].settings)
    to = number or _first_number()
    click.echo(f"You are {phone}, texting {to}.")
    while body := _typed():
        for said in phones.text(line, phone=phone, to=to, body=body):
            click.echo(f"< {said.text}")


def _typed() -> str:
    try:
        typed: str = click.prompt(">", default="", show_default=False, prompt_suffix=" ")
    except click.Abort:
        click.echo("")
        return ""
    return typed.strip()


def terminal_line(settings: Settings) -> Line:
    """A way into the webhook of an app in this process; what is not set is made up, since nothing leaves it."""
    from werkzeug.utils import import_string

    from bot.demo import phone as phones

    whole = replace(
        settings,
        public_url=settings.public_url or NOWHERE,
        twilio_account_sid=settings.twilio_account_sid or "AC" + secrets.token_hex(16),
        twilio_auth_tokens=settings.twilio_auth_tokens or (secrets.token_hex(16),),
    )
    app: Flask = import_string("app:create_app")(whole)
    url, sid = whole.public_url or NOWHERE, whole.twilio_account_sid or ""
    return phones.Line(url, sid, whole.twilio_auth_tokens[0], phones.through(app.test_client(), url))


def _first_number() -> str:
    store = current_app.extensions["reslot"].store
    with store.read() as session:
        for place in session.all("web_locations"):
            for sender in session.all("web_senders", location=place["id"]):
                return str(sender["number"])
    raise click.ClickException("no number of ours is loaded: run `flask load business.toml`, or name one with --to")
