"""`flask chat PHONE`: a terminal phone against the real webhook, signature and all."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from bot.host import Host
    from bot.trial.standin import StandIn

NOWHERE = "http://chat.invalid"


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(chat)


@click.command()
@click.argument("phone")
@click.option("--to", "number", help="The number of ours to text; if not given, the one of the place that knows PHONE.")
@with_appcontext
def chat(phone: str, number: str | None) -> None:
    """Text as PHONE (with its country: +12025550143) and read the replies; an empty line or Ctrl+D ends it.

    No Twilio account is needed: nothing leaves this machine. The conversation and its changes are real.
    """
    phone = _as_twilio_writes(phone, "PHONE")
    ours = _as_twilio_writes(number, "--to") if number else _number_for(phone)
    twilio = terminal_phone(current_app.extensions["reslot"], ours)
    to = twilio.account.numbers[0].phone
    click.echo(f"You are {phone}, texting {to}.")
    shown = 0
    while body := _typed():
        exchange = twilio.text(phone, to, body)
        replies = [text.body for text in twilio.texts(phone) if text.direction != "inbound"]
        for reply in replies[shown:]:
            click.echo(f"< {reply}")
        shown = len(replies)
        if exchange.alerts:
            click.echo(f"(Twilio would raise {', '.join(map(str, exchange.alerts))}: see the traceback above)", err=True)


def _as_twilio_writes(number: str, named: str) -> str:
    from bot.business.fields import Wrong, sender
    from bot.business.fields import phone as phone_of

    try:
        return sender(number) if named == "--to" else phone_of(number)
    except Wrong as wrong:
        raise click.BadParameter(str(wrong), param_hint=named) from None


def _typed() -> str:
    try:
        typed: str = click.prompt(">", default="", show_default=False, prompt_suffix=" ")
    except click.Abort:
        click.echo("")
        return ""
    return typed.strip()


def terminal_phone(host: Host, number: str) -> StandIn:
    """A stand-in for Twilio that calls the webhook of an app in this process; what is not set is made up, nothing leaves it."""
    from werkzeug.utils import import_string

    from bot.trial.callers import into_app
    from bot.trial.standin import StandIn
    from bot.trial.state import Number

    settings = host.settings
    whole = replace(
        settings,
        public_url=settings.public_url or NOWHERE,
        twilio_account_sid=settings.twilio_account_sid or "AC" + secrets.token_hex(16),
        twilio_auth_tokens=settings.twilio_auth_tokens or (secrets.token_hex(16),),
    )
    app: Flask = import_string("app:create_app")(whole, clock=host.clock)
    twilio = StandIn(
        call=into_app(app.wsgi_app),
        clock=host.clock,
        account_sid=whole.twilio_account_sid or "",
        token=whole.twilio_auth_tokens[0],
        callbacks="at once",
    )
    twilio.add_number(Number(number, sms_url=f"{whole.public_url}/sms", sms_fallback_url=f"{whole.public_url}/sms/fallback"))
    return twilio


def _number_for(phone: str) -> str:
    """The number of ours that somebody with this phone would text: of the place that knows them, else the first."""
    with current_app.extensions["reslot"].store.read() as session:
        places = [row["id"] for row in session.all("web_locations")]
        places.sort(key=lambda place: session.one("web_customer", location=place, phone=phone) is None)
        for place in places:
            for sender in session.all("web_senders", location=place):
                return str(sender["number"])
    raise click.ClickException("no number of ours is loaded: run `flask load business.toml`, or name one with --to")
