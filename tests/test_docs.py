"""The documents say what there is: every command is told, and no command is told that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
import pytest
from flask import Flask

from bot import cli
from bot.business.imports import Choices, import_appointments
from bot.business.load import load_business
from bot.business.mistakes import BadFile
from bot.business.parse import parse_business
from bot.business.table import COLUMNS
from bot.ports import Store
from bot.settings import TABLE
from bot.web.threads import REASONS

ROOT = Path(__file__).parents[1]
FILES = (ROOT / "docs" / "files.md").read_text("utf-8")
PAGES = "\n".join((ROOT / page).read_text("utf-8") for page in ("README.md", "docs/operating.md"))
FLASKS_OWN = ("run", "shell", "routes")


def commands(app: Flask) -> Iterator[str]:
    """Every command of ours with its group: `twilio doctor`."""
    for name, command in app.cli.commands.items():
        if name in FLASKS_OWN:
            continue
        if isinstance(command, click.Group):
            yield from (f"{name} {part}" for part in command.commands)
        else:
            yield name


@pytest.fixture
def ours() -> list[str]:
    """Our commands, by name."""
    app = Flask("reslot")
    cli.register(app)
    return sorted(commands(app))


def test_every_command_is_told_in_the_readme_or_the_operators_page(ours: list[str]) -> None:
    untold = [name for name in ours if not re.search(rf"(?:flask|\./reslot) {name}\b", PAGES)]

    assert untold == []


def test_no_command_is_told_that_does_not_exist(ours: list[str]) -> None:
    told = set(re.findall(r"`(?:flask|\./reslot) ([a-z][a-z-]*)", PAGES))

    assert told - {name.split()[0] for name in ours} - {"test", *FLASKS_OWN} == set()


def test_why_a_text_did_not_go_has_words_on_the_page_and_advice_for_the_operator() -> None:
    rows = re.findall(r"^\| ((?:`[a-z_]+` ?)+)\|.*\|.*\|$", PAGES, re.MULTILINE)
    advised = {reason for row in rows for reason in re.findall(r"`([a-z_]+)`", row)}

    assert advised == REASONS.keys()


def test_every_setting_reaches_what_compose_starts() -> None:
    services = (ROOT / "compose.yaml").read_text("utf-8").split("build: .")[1:]

    assert [1, 1, 1] == [ours.count("env_file: .env") for ours in services]


def test_the_example_environment_names_only_settings_there_are() -> None:
    named = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))

    # POSTGRES_PASSWORD is compose.yaml's.
    assert named - {row.name for row in TABLE} == {"POSTGRES_PASSWORD"} & named


def example(kind: str) -> str:
    """The example of a file on the page about files."""
    return FILES.partition(f"```{kind}\n")[2].partition("```")[0]


def test_the_files_that_are_shown_can_be_read(sqlite_store: Store, now: datetime) -> None:
    with sqlite_store.write() as session:
        load_business(session, parse_business(example("toml")))

        done = import_appointments(session, example("csv").encode(), "a.csv", now, Choices(lambda *_: None))

    assert (2, ()) == (done.added, done.left_out)


def test_every_field_of_the_files_is_told() -> None:
    tables = {name: f"[{name}.x]\nnone_such = 1\n" for name in ("locations", "services", "providers")}
    with pytest.raises(BadFile) as bad:
        parse_business("".join(tables.values()))
    fields = {
        name
        for known in re.findall(r"none_such: is not a field here; known: (.*)", str(bad.value))
        for name in known.split(", ")
    }

    untold = [name for name in (*fields, *COLUMNS, "consent") if f"`{name}`" not in FILES]

    assert len(fields) > 12
    assert untold == []
