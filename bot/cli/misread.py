"""`flask misread`: what staff marked as misread, as cases to test the understanding with."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext


def register(app: Flask) -> None:
    """Adds the command group."""
    app.cli.add_command(misread)


@click.group()
def misread() -> None:
    """Texts that staff marked as misread."""


@misread.command()
@with_appcontext
def export() -> None:
    """Write each as a test case, a JSON object a line; numbers and names in the texts are made up."""
    from bot.misread import cases

    with current_app.extensions["reslot"].store.read() as session:
        for line in cases(session):
            click.echo(line)
