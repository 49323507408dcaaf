"""`flask init-db` and `flask upgrade-db`: make a database, bring an older one up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click
from flask import Flask, current_app

T = TypeVar("T")


def register(app: Flask) -> None:
    """Adds the commands; they work on DATABASE_URL before any store can be opened."""
    app.cli.add_command(init_db)
    app.cli.add_command(upgrade_db)


@click.command("init-db")
def init_db() -> None:
    """Make the database with its tables, unless it is there already."""
    from bot.stores import create_database

    click.echo(_told(create_database))


@click.command("upgrade-db")
def upgrade_db() -> None:
    """Bring an older database up to this version."""
    from bot.stores import upgrade_database

    applied = _told(upgrade_database)
    click.echo(f"applied upgrades {', '.join(map(str, applied))}" if applied else "the database is up to date")


def _told(work: Callable[[str], T]) -> T:
    from bot.ports import StoreUnusable

    try:
        return work(current_app.extensions["reslot"].settings.database_url)
    except StoreUnusable as unusable:
        raise click.ClickException(str(unusable)) from None
