"""`flask docs`: writes the pages that are made from tables (settings)."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(docs)


@click.command()
def docs() -> None:
    """Write docs/settings.md from the table of settings."""
    PAGE.write_text(settings_page(), encoding="utf-8")
    click.echo(f"wrote {PAGE.name}")


def settings_page() -> str:
    """The page as it must stand in docs/settings.md."""
    from bot.settings import TABLE

    rows = [f"| `{row.name}` | {row.kind} | {_default(row.default)} | {row.help} |" for row in TABLE]
    return "\n".join(
        [
            "# Settings",
            "",
            "Read from the environment or from a file `.env` beside `app.py`. Made by `flask docs` from `bot/settings.py`.",
            "",
            "| name | type | default | what it does |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _default(value: object) -> str:
    return f"`{value}`" if value not in (None, ()) else "-"
