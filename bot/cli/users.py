"""`flask users`: staff accounts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from bot.host import Host
    from bot.users import Role

NAMES = ("viewer", "agent", "manager", "admin")


def register(app: Flask) -> None:
    """Adds the command group."""
    app.cli.add_command(users)


@click.group()
def users() -> None:
    """Make and change staff accounts."""


@users.command()
@click.argument("email")
@click.option("--role", type=click.Choice(NAMES), required=True, help="What it may do; each includes those before it.")
@with_appcontext
def add(email: str, role: str) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    from bot import users as accounts

    host = _host()
    key = _email(email)
    with host.store.read() as session:
        if session.one("user_by_email", email=key) is not None:
            raise click.ClickException(f"{key} has an account already: `flask users password` or `role` changes it")
    password = _password()
    with host.store.write() as session:
        made = accounts.add(session, email=key, password=password, role=cast("Role", role), now=host.clock())
    if not made:
        raise click.ClickException(f"{key} was given an account by somebody else at this moment")
    click.echo(f"{key} may sign in as {role}.")


@users.command("list")
@with_appcontext
def show() -> None:
    """List the accounts."""
    with _host().store.read() as session:
        rows = session.all("users_all")
    for row in rows:
        click.echo(f"{row['email']}  {row['role']}{'' if row['active'] else '  closed'}")
    if not rows:
        click.echo("No accounts yet: `flask users add EMAIL --role admin` makes one.")


@users.command()
@click.argument("email")
@with_appcontext
def password(email: str) -> None:
    """Give an account another password; it is signed out everywhere."""
    from bot import users as accounts

    key = _known(email)
    hashed = accounts.hasher().hash(_password())
    with _host().store.write() as session:
        session.run("user_set_password", email=key, password_hash=hashed)
    click.echo(f"{key} has another password now.")


@users.command()
@click.argument("email")
@click.argument("role", type=click.Choice(NAMES))
@with_appcontext
def role(email: str, role: str) -> None:
    """Give an account another role."""
    key = _known(email)
    with _host().store.write() as session:
        session.run("user_set_role", email=key, role=role)
    click.echo(f"{key} is {role} now.")


@users.command("close")
@click.argument("email")
@with_appcontext
def close_account(email: str) -> None:
    """Let an account sign in no more; it stays named with what it did."""
    _set_active(email, 0, "may not sign in any more")


@users.command("open")
@click.argument("email")
@with_appcontext
def open_account(email: str) -> None:
    """Let a closed account sign in again."""
    _set_active(email, 1, "may sign in again")


def _set_active(email: str, active: int, words: str) -> None:
    key = _known(email)
    with _host().store.write() as session:
        session.run("user_set_active", email=key, active=active)
    click.echo(f"{key} {words}.")


def _host() -> Host:
    return cast("Host", current_app.extensions["reslot"])


def _known(email: str) -> str:
    key = _email(email)
    with _host().store.read() as session:
        if session.one("user_by_email", email=key) is None:
            raise click.ClickException(f"{key} has no account: `flask users list` shows all")
    return key


def _email(email: str) -> str:
    from bot import users as accounts

    try:
        return accounts.clean_email(email)
    except ValueError as mistake:
        raise click.ClickException(str(mistake)) from None


def _password() -> str:
    from bot import users as accounts

    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    try:
        accounts.check_password(typed)
    except ValueError as mistake:
        raise click.ClickException(str(mistake)) from None
    return typed
