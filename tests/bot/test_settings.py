"""Settings: one table, all mistakes at once, nothing secret shown."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.docs import settings_page
from bot.settings import TABLE, BadSettings, Settings, field_of, missing_for_texts, read_settings

ROOT = Path(__file__).parents[2]
ACCOUNT = "AC" + "0" * 32


def test_nothing_set_gives_the_defaults() -> None:
    settings = read_settings({})

    assert Settings() == settings


def test_every_row_of_the_table_is_a_field_with_the_same_default() -> None:
    defaults = {field.name: field.default for field in fields(Settings) if field.name != "demo"}

    assert {field_of(row): row.default for row in TABLE} == defaults


def test_two_tokens_are_read_while_they_are_changed_over() -> None:
    settings = read_settings({"TWILIO_AUTH_TOKEN": "old, new"})

    assert settings.twilio_auth_tokens == ("old", "new")


def test_the_clock_is_an_instant() -> None:
    settings = read_settings({"CLOCK": "2026-03-04T10:00:00-05:00"})

    assert datetime(2026, 3, 4, 15, tzinfo=UTC) == settings.clock


def test_all_mistakes_are_told_at_once() -> None:
    written = {"DATABASE_URL": "mysql://x", "PUBLIC_URL": "texts.example.com", "TWILIO_ACCOUNT_SID": "SM1", "CLOCK": "noon"}

    with pytest.raises(BadSettings) as raised:
        read_settings(written)

    assert {line.strip().split(":")[0] for line in str(raised.value).splitlines()[1:]} == set(written)


def test_a_secret_never_stands_in_a_message() -> None:
    with pytest.raises(BadSettings) as raised:
        read_settings({"TWILIO_AUTH_TOKEN": "hush1,hush2,hush3", "DATABASE_URL": "mysql://user:hush4@host/db"})

    assert "hush" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://[",
        "postgresql://hush:hu\u2100sh@host/db",
        "postgresql://me:hu%sh@host/db",
        "postgresql://me:hu sh@host/db",
        "postgresql://me:hush@hush@host/db",
        "postgresql://me:hush/hush@host/db",
        "postgresql://me:hush?hush@host/db",
        "postgresql://me:hush#hush@host/db",
    ],
)
def test_a_database_address_that_is_none_is_told_without_its_password(url: str) -> None:
    with pytest.raises(BadSettings, match="DATABASE_URL: the value given is no address") as raised:
        read_settings({"DATABASE_URL": url})

    assert "hush" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:p%40ss@host:5433/reslot?sslmode=require&application_name=a@b",
        "postgresql://me:secret@host1:5432,host2:5433/reslot",
        "postgresql://[::1]:5432/reslot",
        "postgresql:///reslot?host=db.example.com&user=me@tenant",
        "postgresql:///reslot?host=/var/run/postgresql",
        "postgresql://%2Fvar%2Frun%2Fpostgresql/reslot",
        "postgres://me:@/reslot",
        "sqlite:////folder with spaces/100%@home.db",
    ],
)
def test_every_usual_way_to_write_a_database_address_is_taken(url: str) -> None:
    assert url == read_settings({"DATABASE_URL": url}).database_url


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "much"])
def test_a_spend_cap_is_an_amount(value: str) -> None:
    with pytest.raises(BadSettings, match="DAILY_SPEND_CAP"):
        read_settings({"DAILY_SPEND_CAP": value})


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("TEXTS_PER_PHONE_HOUR", "0", "a whole number from 1 to 10000"),
        ("REPLIES_PER_PHONE_HOUR", "many", "a whole number from 1 to 10000"),
        ("TRUSTED_PROXIES", "11", "a whole number from 0 to 10"),
        ("LONG_CODE_PACE", "fast", "a number from 0 on"),
        ("LOG_LEVEL", "loud", "one of DEBUG, INFO, WARNING, ERROR"),
        ("TWILIO_MESSAGING_SERVICE_SID", ACCOUNT, "start with MG"),
        ("PUBLIC_URL", "https://texts.example.com?x=1", "without a query"),
        ("CLOCK", "2026-03-04T10:00:00", "with offset"),
    ],
)
def test_a_value_that_can_not_be_is_told_with_what_can(name: str, value: str, wanted: str) -> None:
    with pytest.raises(BadSettings, match=f"{name}: .*{wanted}"):
        read_settings({name: value})


def test_a_log_level_may_be_written_small() -> None:
    assert "WARNING" == read_settings({"LOG_LEVEL": "warning"}).log_level


def test_no_token_no_service() -> None:
    settings = read_settings({"PUBLIC_URL": "https://texts.example.com", "TWILIO_ACCOUNT_SID": ACCOUNT})

    assert missing_for_texts(settings) == ["TWILIO_AUTH_TOKEN"]


def test_the_settings_page_is_up_to_date() -> None:
    assert settings_page() == (ROOT / "docs" / "settings.md").read_text("utf-8"), "run `flask docs`"
