"""`flask worker`: sends what is due, once or until it is told to stop."""

from __future__ import annotations

import signal
from random import SystemRandom
from threading import Event

import click
from flask import Flask, current_app
from flask.cli import with_appcontext


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(worker)


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now, then end.")
@click.option("--every", default=2.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds between two rounds.")
@with_appcontext
def worker(once: bool, every: float) -> None:
    """Send reminders and other texts that are due; several workers may run at once, on one machine or many."""
    from bot import logs
    from bot import worker as working
    from bot.settings import missing_for_texts

    host = current_app.extensions["reslot"]
    missing = missing_for_texts(host.settings)
    if missing:
        raise click.ClickException(f"no text can be sent without {', '.join(missing)}: set them in .env (see .env.example)")
    logs.start(host.settings.log_level)
    if once:
        done = working.work(host, working.new_name(), SystemRandom())
        click.echo(
            f"sent {done.sent}, not sent {done.unsent}, later {done.later}, unknown {done.unknown}; "
            f"pictures {done.pictures}, caught up {done.caught_up}, to staff {done.to_staff}"
        )
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    working.run(host, stop, SystemRandom(), every=every)
