"""Everything in a SQLite database into an empty PostgreSQL one: what a business takes along when it outgrows one machine."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from psycopg import sql

from bot.ports import StoreUnusable
from bot.stores import postgres, sqlite, upgrades
from bot.stores.postgres_pool import Connection

_TABLE = re.compile(r"CREATE TABLE (\w+)")
_ITS_OWN = "upgrades"  # which of them a database has is told by the database itself


def tables() -> list[str]:
    """What is copied, those first that others refer to: the tables of `schema.sql` in its order."""
    names = [match[1] for statement in upgrades.schema() if (match := _TABLE.match(statement))]
    return [name for name in names if name != _ITS_OWN]


def copy_database(source_url: str, target_url: str) -> dict[str, int]:
    """Copies all rows, all or nothing, and makes the target where it is missing; how many rows each table has now.

    Nobody can write to the source meanwhile. Raises `StoreUnusable` for a source or target that is not of this version, for a
    target that holds rows already, and for what PostgreSQL can't hold.
    """
    with _held(source_url) as source:
        postgres.create_database(target_url)
        with postgres.connect(target_url) as target, target.transaction():
            _check_empty(target, target_url)
            return {table: _copy(table, source, target) for table in tables()}


@contextmanager
def _held(source_url: str) -> Iterator[sqlite3.Connection]:
    """A SQLite database of this version, which others may read and not write to."""
    path = sqlite.file_of(source_url)
    if not path.exists():
        raise StoreUnusable(
            f"there is no SQLite database {path} to copy: four slashes begin a path from the root, sqlite:////folder/file.db"
        )
    sqlite.open_store(source_url).close()
    with closing(sqlite.connect(path)) as source:
        source.execute("BEGIN IMMEDIATE")
        yield source
        source.execute("ROLLBACK")


def _check_empty(target: Connection, url: str) -> None:
    for table in tables():
        target.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(sql.Identifier(table)))
        if target.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))).fetchone():
            raise StoreUnusable(
                f"the database at {postgres.shown(url)} is not empty (it has {table}): give DATABASE_URL the name of a new one"
            )


def _copy(table: str, source: sqlite3.Connection, target: Connection) -> int:
    rows = source.execute(f'SELECT * FROM "{table}"')  # noqa: S608  a name out of schema.sql
    columns = [column[0] for column in rows.description]
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)))
    cursor = target.cursor()
    try:
        with cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise StoreUnusable(f"PostgreSQL refuses what the source has in {table}: {' '.join(str(error).split())}") from error
    target.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
    return cursor.rowcount
