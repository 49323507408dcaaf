"""`flask load`, `flask import` and `flask export`: a business's files in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import click
from flask import Flask, current_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.business.imports import Imported
    from bot.business.load import Loaded
    from bot.host import Host
    from bot.ports import Session

T = TypeVar("T")
TRIES = 5


def register(app: Flask) -> None:
    """Adds the commands."""
    app.cli.add_command(load)
    app.cli.add_command(import_file)
    app.cli.add_command(export)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Read locations, numbers, hours, services and providers from FILE (TOML); again = update."""
    from bot import reminders
    from bot.business.load import load_business
    from bot.business.misfits import misfits, told
    from bot.business.mistakes import BadFile
    from bot.business.parse import parse_business

    host = _host()
    try:
        business = parse_business(_text(file), file.name)
    except BadFile as bad:
        raise click.ClickException(_told(bad, "Nothing was loaded")) from None

    def load_all(session: Session) -> tuple[Loaded, list[str]]:
        now = host.clock()
        before = misfits(session, business, now)
        done = load_business(session, business)
        for location in business.locations:
            reminders.plan_place(session, location.id, now)
        return done, told(before, misfits(session, business, now))

    loaded, news = _in_one_go(load_all)
    counted = {"location": loaded.locations, "service": loaded.services, "provider": loaded.providers}
    click.echo(f"Loaded {', '.join(f'{number} {name}' + 's' * (number != 1) for name, number in counted.items())}.")
    if loaded.removed:
        click.echo(f"Removed, never had an appointment: {', '.join(loaded.removed)}.")
    if loaded.retired:
        click.echo(f"No longer offered, but kept with their appointments: {', '.join(loaded.retired)}.")
    for line in news:
        click.echo(line)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--skip-bad", is_flag=True, help="Take the good rows although others are bad.")
@click.option("--no-consent", is_flag=True, help="These customers have not agreed to get texts (where no column says so).")
def import_file(file: Path, dry_run: bool, skip_bad: bool, no_consent: bool) -> None:
    """Add and update the appointments in FILE (CSV)."""
    from bot import reminders
    from bot.business.imports import Choices, import_appointments
    from bot.business.mistakes import BadFile

    host = _host()
    choices = Choices(reminders.plan, dry_run=dry_run, skip_bad=skip_bad, assume_consent=not no_consent)
    try:
        done = _in_one_go(lambda session: import_appointments(session, file.read_bytes(), file.name, host.clock(), choices))
    except BadFile as bad:
        raise click.ClickException(_told(bad, "Nothing was imported")) from None
    _say(done, dry_run=dry_run)


@click.command()
@click.argument("what", type=click.Choice(["appointments"]))
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "ics"]), required=True, help="How to write them.")
def export(what: str, form: str) -> None:
    """Write all appointments to standard output."""
    from bot.business.exports import export_appointments

    # Binary: a console that is not UTF-8 must not change what goes into the file.
    out = sys.stdout.buffer
    with _host().store.read() as session:
        for piece in export_appointments(session, form):
            out.write(piece.encode("utf-8"))


def _say(done: Imported, *, dry_run: bool) -> None:
    for mistake in done.left_out:
        click.echo(str(mistake), err=True)
    rows = len({mistake.line for mistake in done.left_out})
    left = f" {rows} bad rows {'would be' if dry_run else 'were'} left out." if rows else ""
    begin = "Would add" if dry_run else "Added"
    click.echo(f"{begin} {done.added}, update{'' if dry_run else 'd'} {done.updated}, unchanged {done.unchanged}.{left}")


def _told(bad: Exception, consequence: str) -> str:
    lines = str(bad).splitlines()
    return "\n".join([*lines, f"{consequence}: {len(lines)} {'mistake' if len(lines) == 1 else 'mistakes'}."])


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(f"{file.name} is not UTF-8: save it as UTF-8 text") from None


def _in_one_go(work: Callable[[Session], T]) -> T:
    """Does the work in one transaction; again where customers' texts came in between so that PostgreSQL gave it up."""
    from bot.ports import Collided

    for _ in range(TRIES):
        try:
            with _host().store.write() as session:
                return work(session)
        except Collided:
            continue
    raise click.ClickException(f"the database was too busy, {TRIES} times: try again in a quieter moment")


def _host() -> Host:
    return cast("Host", current_app.extensions["reslot"])
