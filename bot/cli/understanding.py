"""`flask understand`: JSON lines of texts in, JSON lines of meanings out; or one text explained."""

from __future__ import annotations

import sys

import click
from flask import Flask


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(understand)


@click.command()
@click.option("--explain", metavar="TEXT", help="Tell which words of this text made its reading.")
@click.option("--now", metavar="TIME", help="ISO local time at which the text was written (with --explain; default: now).")
@click.option("--lang", metavar="TAG", help="The customer's language, as in en-GB (with --explain; default: found out).")
def understand(explain: str | None, now: str | None, lang: str | None) -> None:
    """Read texts, one JSON object a line, and write what each means."""
    from datetime import datetime

    from bot.cli.understand import explain as told
    from bot.cli.understand import understand_lines

    if explain is not None:
        try:
            moment = datetime.fromisoformat(now) if now else datetime.now()
        except ValueError:
            raise click.BadParameter(f"{now!r} is no ISO time such as 2026-03-04T10:00", param_hint="--now") from None
        click.echo(told(explain, moment.replace(tzinfo=None), language=lang))
        return
    if understand_lines(sys.stdin, sys.stdout):
        raise SystemExit(1)
