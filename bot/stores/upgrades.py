"""Numbered upgrades: their sum equals `schema.sql`, and the database remembers which of them it has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.ports import StoreUnusable

SCHEMA = Path(__file__).parents[2] / "schema.sql"
FOLDER = Path(__file__).with_name("upgrades")


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One step of the schema: `0002_consent.sql` is number 2."""

    number: int
    path: Path

    def statements(self) -> list[str]:
        """Its statements, one by one, so that they can run in one transaction."""
        return split(self.path.read_text("utf-8"))


@cache
def upgrades() -> tuple[Upgrade, ...]:
    """All upgrades in order; raises `ValueError` where a number is missing or there twice."""
    found = tuple(Upgrade(int(path.name.split("_")[0]), path) for path in sorted(FOLDER.glob("*.sql")))
    if [upgrade.number for upgrade in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"upgrades must be numbered 1, 2, 3 without a gap: {[upgrade.path.name for upgrade in found]}")
    return found


def newest() -> int:
    """The number a database of this version has."""
    return upgrades()[-1].number


def schema() -> list[str]:
    """The statements of a fresh database."""
    return split(SCHEMA.read_text("utf-8"))


def split(script: str) -> list[str]:
    """The statements of a script, without the comments between them."""
    import sqlite3  # here: a web worker on PostgreSQL needs no megabyte of it

    statements: list[str] = []
    current = ""
    for line in script.splitlines(keepends=True):
        if line.lstrip().startswith("--") or not (current or line.strip()):
            continue
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current.strip())
            current = ""
    if current.strip():
        raise ValueError(f"a statement without its semicolon: {current.strip()[:60]}")
    return statements


def check_version(number: int | None) -> None:
    """Raises `StoreUnusable` unless a database at this upgrade is one of ours, of this very version."""
    if number is None or number < newest():
        raise StoreUnusable(
            f"the database is older than this Reslot (upgrade {number or 0} of {newest()}): run `flask upgrade-db`"
        )
    if number > newest():
        raise StoreUnusable(
            f"the database is newer than this Reslot (upgrade {number}, known up to {newest()}): install the newer Reslot"
        )
