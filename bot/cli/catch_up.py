"""`flask twilio catch-up`: answers texts that came while we were down."""

from __future__ import annotations

from datetime import timedelta

import click
from flask import Flask, current_app
from flask.cli import with_appcontext


def register(app: Flask) -> None:
    """Adds the command to the group `flask twilio`."""
    group = app.cli.commands["twilio"]
    if not isinstance(group, click.Group):
        raise TypeError("`flask twilio` is no group of commands")
    group.add_command(catch_up)


@click.command("catch-up")
@click.option("--hours", type=click.FloatRange(0.1, 168), help="How far to look back; default: to the last catch-up.")
@with_appcontext
def catch_up(hours: float | None) -> None:
    """Answer texts that Twilio has and we do not; those older than an hour become tasks for staff."""
    from bot.catch_up import catch_up as run
    from bot.ports import NotSent
    from bot.settings import missing_for_texts

    host = current_app.extensions["reslot"]
    missing = missing_for_texts(host.settings)
    if missing:
        raise click.ClickException(f"Twilio can't be asked without {', '.join(missing)}: set them in .env (see .env.example)")
    since = host.clock() - timedelta(hours=hours) if hours else None
    try:
        done = run(host, since)
    except NotSent as error:
        raise click.ClickException(f"Twilio's list of texts can't be read: {error}") from None
    click.echo(f"answered {done.answered}, given to staff {done.to_staff}")
    if done.answered:
        click.echo("The replies wait in the outbox: `flask worker` sends them.")
