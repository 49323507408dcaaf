"""`flask flows check` proves the conversation's table, `flask flows draw` writes its diagram."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask
from flask.cli import AppGroup

if TYPE_CHECKING:
    from flows.specimens import Longest

DEMO = Path(__file__).parents[1] / "demo"
PAGE = Path(__file__).parents[2] / "docs" / "flows.md"


def register(app: Flask) -> None:
    """Adds the group `flows`."""
    group = AppGroup("flows", help="Prove or draw the table of the conversation.")
    group.command("check")(check)
    group.command("draw")(draw)
    app.cli.add_command(group)


def check() -> None:
    """Walk every state, meaning and outcome of the conditions; say every reply with the longest names of the demo business."""
    from flows.lang.lines import languages
    from flows.proof import prove
    from flows.registry import TABLE

    proof = prove(TABLE, longest_names())
    for problem in proof.problems:
        click.echo(problem, err=True)
    if proof.problems:
        raise click.ClickException(f"{len(proof.problems)} problems")
    click.echo(
        f"{proof.groups} pairs of state and meaning, {proof.outcomes} outcomes of conditions, {len(TABLE.rules)} rules: "
        f"each outcome has exactly one rule. {proof.replies} replies in {', '.join(languages())} fit their segments. "
        "Every state can be left."
    )


@click.option("--to", "page", type=click.Path(path_type=Path), default=PAGE, help="The page to write.", show_default=False)
def draw(page: Path) -> None:
    """Write docs/flows.md."""
    from flows.diagram import draw as drawn
    from flows.registry import TABLE

    page.write_text(drawn(TABLE), encoding="utf-8")
    click.echo(f"{page} is written.")


def longest_names() -> Longest:
    """The longest names of the demo business: what every reply must still fit with."""
    from flows.specimens import Longest

    business = tomllib.loads((DEMO / "business.toml").read_text(encoding="utf-8"))
    people = tomllib.loads((DEMO / "people.toml").read_text(encoding="utf-8"))
    services = sorted((name for row in business["services"].values() for name in row["name"].values()), key=len)
    names = {name.split()[0] for person in people["cast"] for name in person["names"]}
    longest = sorted(names | {name.split()[0] for name in people["others"]}, key=lambda name: (len(name), name))
    return Longest(
        place=max((row["name"] for row in business["locations"].values()), key=len),
        address=max((row["address"] for row in business["locations"].values()), key=len),
        service=services[-1],
        other_service=services[-2],
        provider=max((row["name"] for row in business["providers"].values()), key=len),
        people=(longest[-1], longest[-2]),
    )
