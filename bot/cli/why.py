"""`flask why SID`: a turn in sentences."""

from __future__ import annotations

import click
from flask import Flask, current_app


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(why)


@click.command()
@click.argument("sid")
def why(sid: str) -> None:
    """Say why the text with this SID was answered as it was."""
    from bot.why import NoSuchTurn, tell

    with current_app.extensions["reslot"].store.read() as session:
        try:
            lines = tell(session, sid)
        except NoSuchTurn as missing:
            raise click.ClickException(str(missing)) from None
    click.echo("\n".join(lines))
