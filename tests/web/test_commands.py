"""`flask users` and `flask chat`."""

from __future__ import annotations

import click
import pytest
from flask import Flask
from flask.cli import ScriptInfo

from app import create_app
from bot import users
from tests.bot.texting import ANA
from tests.web.conftest import NOW, settings_for
from tests.web.desk import PASSWORD, Desk, hire


def run(app: Flask, *words: str, typed: str = "") -> tuple[int, str]:
    """A command's exit code and what it printed."""
    result = app.test_cli_runner().invoke(args=words, input=typed)
    return result.exit_code, result.output


def test_an_account_is_made_with_a_password_from_standard_input(house: Flask):
    code, said = run(house, "users", "add", "Rosa@Example.com", "--role", "agent", typed=f"{PASSWORD}\n")

    assert (0, "rosa@example.com may sign in as agent.\n") == (code, said)
    assert Desk(house).sign_in("rosa@example.com").status_code == 302


@pytest.mark.parametrize(
    ("words", "typed", "complaint"),
    [
        (("users", "add", "rosa@example.com", "--role", "agent"), "short\n", "at least 10 characters"),
        (("users", "add", "rosa@example.com", "--role", "agent"), "", "at least 10 characters"),
        (("users", "add", "rosa", "--role", "agent"), f"{PASSWORD}\n", "is not an email address"),
        (("users", "add", "rosa@example.com", "--role", "boss"), f"{PASSWORD}\n", "'boss' is not one of"),
        (("users", "add", "rosa@example.com"), f"{PASSWORD}\n", "--role"),
        (("users", "role", "nobody@example.com", "admin"), "", "has no account"),
    ],
)
def test_a_mistake_is_a_sentence_and_makes_no_account(house: Flask, words: tuple[str, ...], typed: str, complaint: str):
    code, said = run(house, *words, typed=typed)

    assert code != 0
    assert complaint in said
    with house.extensions["reslot"].store.read() as session:
        assert session.all("users_all") == []


def test_an_email_has_one_account(house: Flask):
    hire(house, "agent", "rosa@example.com")

    code, said = run(house, "users", "add", "rosa@example.com", "--role", "admin", typed=f"{PASSWORD}\n")

    assert code == 1
    assert "has an account already" in said


def test_accounts_are_listed_and_changed(house: Flask):
    hire(house, "agent", "rosa@example.com")

    run(house, "users", "role", "rosa@example.com", "manager")
    run(house, "users", "password", "rosa@example.com", typed="another password\n")
    run(house, "users", "close", "rosa@example.com")

    assert run(house, "users", "list") == (0, "rosa@example.com  manager  closed\n")
    with house.extensions["reslot"].store.read() as session:
        assert users.verify(session, "rosa@example.com", "another password") is None
    run(house, "users", "open", "rosa@example.com")
    assert Desk(house).sign_in("rosa@example.com", "another password").status_code == 302


def test_chat_is_a_phone_in_the_terminal(house: Flask):
    code, said = run(house, "chat", ANA, typed="when is my visit?\nthanks\n\n")

    assert code == 0
    assert "texting +15550100001" in said
    assert "< " in said
    assert "5 Mar" in said


def test_chat_takes_a_phone_as_people_write_it(house: Flask):
    code, said = run(house, "chat", "+1 (202) 555-0143", "--to", "+1 555 010 0001", typed="when is my visit?\n\n")

    assert code == 0
    assert f"You are {ANA}, texting +15550100001." in said
    assert "5 Mar" in said


@pytest.mark.parametrize("words", [("555",), ("2025550143",), (ANA, "--to", "12"), (ANA, "--to", "+4412")])
def test_chat_says_that_a_number_is_none(house: Flask, words: tuple[str, ...]):
    code, said = run(house, "chat", *words, typed="hello\n\n")

    assert code == 2
    assert "must be a number such as +12025550143" in said


def test_catching_up_says_what_is_not_set(sqlite_url: str):
    app = create_app(settings_for(sqlite_url))
    app.extensions["reslot"].settings = settings_for(sqlite_url, twilio_auth_tokens=())

    code, said = run(app, "twilio", "catch-up")

    assert code == 1
    assert "without TWILIO_AUTH_TOKEN: set them in .env" in said


def test_chat_needs_no_account_and_no_public_url(sqlite_url: str, business):
    bare = settings_for(sqlite_url, public_url=None, twilio_account_sid=None, twilio_auth_tokens=(), clock=NOW)
    app = create_app(settings_for(sqlite_url))
    business(app.extensions["reslot"].store)
    app.extensions["reslot"].settings = bare

    code, said = run(app, "chat", ANA, "--to", "+15550100002", typed="hello\n\n")

    assert code == 0
    assert "< " in said


def test_chat_changes_the_real_schedule(house: Flask):
    run(house, "chat", ANA, typed="cancel my appointment\nyes\n\n")

    with house.extensions["reslot"].store.read() as session:
        row = session.one("appointment", id="visit")
    assert row is not None
    assert row["status"] == "cancelled"


def test_chat_without_a_business_says_what_to_do(sqlite_url: str):
    app = create_app(settings_for(sqlite_url), clock=lambda: NOW)

    code, said = run(app, "chat", ANA, typed="hello\n")

    assert code == 1
    assert "flask load" in said


def test_a_command_that_needs_no_pages_starts_without_them(house: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", house.extensions["reslot"].settings.database_url)
    with click.Context(click.Command("flask"), info_name="flask", obj=ScriptInfo()):
        app = create_app()

    assert [] == list(app.url_map.iter_rules())


@pytest.mark.parametrize("command", ["serve", "routes"])
def test_a_command_that_serves_or_lists_pages_has_them(command: str):
    with click.Context(click.Command(command), info_name=command, obj=ScriptInfo()):
        app = create_app()

    assert {"/sms", "/schedule"} <= {rule.rule for rule in app.url_map.iter_rules()}
