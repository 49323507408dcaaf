"""`flask init-db`, `flask upgrade-db` and `flask copy-db`: make a database, bring it up to date, move to another engine."""

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
    app.cli.add_command(copy_db)


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


@click.command("copy-db")
@click.argument("source")
def copy_db(source: str) -> None:
    """Copy everything in SOURCE (sqlite:///FILE) into a new PostgreSQL database at DATABASE_URL.

    Server and workers of SOURCE must be stopped: what they wrote later would stay behind.
    """
    from bot.stores import copy_database

    copied = _told(lambda database_url: copy_database(source, database_url))
    click.echo(f"copied {sum(copied.values())} rows: " + ", ".join(f"{table} {rows}" for table, rows in copied.items() if rows))


def _told(work: Callable[[str], T]) -> T:
    from bot.ports import StoreUnusable

    try:
        return work(current_app.extensions["reslot"].settings.database_url)
    except StoreUnusable as unusable:
        raise click.ClickException(str(unusable)) from None
