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
@click.option("--tz", metavar="ZONE", help="The place's zone, as in Europe/London (with --explain): settles what 3/11 is.")
@click.option(
    "--expecting",
    type=click.Choice(("confirm", "choose", "when")),
    help="What we had asked last (with --explain).",
)
@click.option("--appointment", metavar="TIME", help="ISO local time of the visit in question (with --explain).")
@click.option("--offers", metavar="TIMES", help="ISO local times of the slots listed, with commas between (with --explain).")
def understand(explain: str | None, **given: str | None) -> None:
    """Read texts, one JSON object a line, and write what each means."""
    from bot.cli.understand import BadLine, explain_with, understand_lines

    if explain is not None:
        try:
            click.echo(explain_with(explain, given))
        except BadLine as wrong:
            raise click.ClickException(str(wrong)) from None
        return
    if any(value is not None for value in given.values()):
        raise click.UsageError("These options go with --explain; JSON lines carry their own.")
    if understand_lines(sys.stdin, sys.stdout):
        raise SystemExit(1)
