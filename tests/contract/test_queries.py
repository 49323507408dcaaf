"""Every named statement is one that both engines understand."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import psycopg
import pytest

from bot import queries
from bot.stores import sqlite
from bot.stores.postgres_pool import SETTINGS
from tests.postgres import Server


def test_every_statement_prepares_on_sqlite(sqlite_url: str) -> None:
    connection = sqlite.connect(sqlite.file_of(sqlite_url))

    for name, sql in queries.sqlite_queries().items():
        try:
            connection.execute(f"EXPLAIN {sql}", dict.fromkeys(queries.parameters(sql)))
        except sqlite3.Error as error:
            pytest.fail(f"{name}: {error}")
    connection.close()


def test_no_statement_is_prepared_anew_for_other_values_on_sqlite(sqlite_url: str) -> None:
    # SQLite does that where an index might depend on a value: `at > :since` beside an index of rows with `at > ''` made
    # the statement that a turn begins with four times as slow.
    connection = sqlite.connect(sqlite.file_of(sqlite_url))
    asked: list[str | None] = []  # the authorizer is asked while a statement is prepared
    connection.set_authorizer(lambda *what: asked.append(what[1]) or sqlite3.SQLITE_OK)
    anew = []

    for name, sql in queries.sqlite_queries().items():
        names = queries.parameters(sql)
        connection.execute(f"EXPLAIN {sql}", dict.fromkeys(names, "before"))
        asked.clear()
        connection.execute(f"EXPLAIN {sql}", dict.fromkeys(names, "after"))
        anew += [name] if asked else []
    connection.close()

    assert [] == anew


def test_every_statement_prepares_on_postgres(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url("template_reslot"), autocommit=True) as connection:
        for name, statement in queries.postgres_queries().items():
            prepared = connection.pgconn.prepare(statement.name, statement.sql)
            if prepared.status != psycopg.pq.ExecStatus.COMMAND_OK:
                pytest.fail(f"{name}: {prepared.get_error_message()}")


# What a text asks of tables that only ever grow, and the index that it must go by from the first text on.
GOES_BY = {
    "start_of_turn": ("turns_by_phone", "appointments_by_phone"),
    "taken_cells": ("cells_pkey",),
    "taken_cells_of_provider": ("cells_pkey",),
    "take_held_cells": ("cells_pkey",),
    "release_holder": ("cells_by_holder",),
}


@pytest.mark.parametrize("name", GOES_BY)
def test_an_empty_database_plans_for_a_full_one(name: str, postgres_server: Server) -> None:
    plan = _plan(postgres_server, name)

    assert {*GOES_BY[name]} <= {*re.findall(r"\w+_by_\w+|\w+_pkey", plan)}, plan
    assert "by_time" not in plan
    assert "Seq Scan" not in plan


# What asks for a span of time at a place says so in a term of its own, which alone opens the index for it.
BY_TIME = ("cost_of_replies", "web_turn_counts", "web_schedule", "appointments_ahead")


@pytest.mark.parametrize("name", BY_TIME)
def test_a_span_of_time_goes_by_its_index_on_sqlite(name: str, sqlite_url: str) -> None:
    connection = sqlite.connect(sqlite.file_of(sqlite_url))
    sql = queries.sqlite_queries()[name]

    plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", dict.fromkeys(queries.parameters(sql))).fetchall()
    connection.close()

    assert any("by_time (location=? AND " in step for *_, step in plan), plan


@pytest.mark.parametrize("name", BY_TIME)
def test_a_span_of_time_goes_by_its_index_on_postgres(name: str, postgres_server: Server) -> None:
    assert "by_time" in _plan(postgres_server, name)


# What asks for texts that are not over yet, in the words of the index for them.
DUE = ("lease_due", "outbox_stuck", "web_waiting")


@pytest.mark.parametrize("name", DUE)
def test_what_is_due_goes_by_its_index_on_sqlite(name: str, sqlite_url: str) -> None:
    connection = sqlite.connect(sqlite.file_of(sqlite_url))
    sql = queries.sqlite_queries()[name]

    plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", dict.fromkeys(queries.parameters(sql))).fetchall()
    connection.close()

    assert any("outbox_due (due_at<?)" in step for *_, step in plan), plan


@pytest.mark.parametrize("name", DUE)
def test_what_is_due_goes_by_its_index_on_postgres(name: str, postgres_server: Server) -> None:
    assert "outbox_due" in _plan(postgres_server, name)


def test_every_statement_that_writes_begins_with_the_word_for_it() -> None:
    # Python's sqlite3 counts written rows only for these; a WITH in front would give -1.
    wrong = [
        name
        for name, sql in queries.sqlite_queries().items()
        if sql.split()[0].upper() not in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
        or (sql.split()[0].upper() == "WITH" and any(verb in sql.upper() for verb in ("INSERT INTO", "UPDATE ", "DELETE FROM")))
    ]

    assert [] == wrong


def test_every_statement_is_used_somewhere() -> None:
    root = Path(__file__).parents[2]
    code = "\n".join(path.read_text("utf-8") for path in [*root.glob("bot/**/*.py"), *root.glob("tests/**/*.py")])

    unused = [name for name in queries.sqlite_queries() if f'"{name}"' not in code]

    assert [] == unused


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("SELECT a FROM b WHERE c = :c", "SELECT a FROM b WHERE c = $1"),
        ("SELECT ':no', \":no\", a::text, :yes_1", "SELECT ':no', \":no\", a::text, $1"),
        ("SELECT :b, :a, :b", "SELECT $1, $2, $1"),
        ("SELECT 'it''s :no' || :yes", "SELECT 'it''s :no' || $1"),
        ("SELECT a WHERE b LIKE '%x' AND 5 % 2 = :c", "SELECT a WHERE b LIKE '%x' AND 5 % 2 = $1"),
        ("SELECT value FROM json_each(:a)", "SELECT value FROM json_array_elements_text($1)"),
    ],
)
def test_parameters_are_spelt_for_postgres(written: str, expected: str) -> None:
    assert expected == queries.for_postgres(written)


def test_values_go_to_sqlite_by_their_numbers() -> None:
    names = queries.parameters(queries.sqlite_queries()["note_keep"])
    sql, values = queries.sqlite_statements()["note_keep"]

    assert (1, 2, 3) == values(dict(zip(names, (1, 2, 3), strict=True)))
    assert ":" not in sql
    assert all(f"?{number}" in sql for number in (1, 2, 3))


def test_parameters_are_named_once_in_order() -> None:
    assert ("b", "a") == queries.parameters("SELECT ':c' WHERE x = :b AND y = :a AND z = :b")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;", "line 3: the query 'a' is there twice"),
        ("SELECT 1;", "line 1: a statement without"),
        ("-- name: a\n-- name: b\nSELECT 2;", "without a statement: a"),
    ],
)
def test_a_wrong_query_file_is_refused(text: str, trouble: str) -> None:
    with pytest.raises(ValueError, match=trouble):
        queries.parse(text)


def _plan(server: Server, name: str) -> str:
    """How PostgreSQL would go about a statement in an empty database.

    Plans are kept with a connection: one made for empty tables serves until PostgreSQL analyzes them.
    """
    statement = queries.postgres_queries()[name]
    nulls = ", ".join("NULL" for _ in statement.parameters)
    with psycopg.connect(server.url("template_reslot"), autocommit=True) as connection:
        connection.execute(SETTINGS)
        connection.pgconn.prepare(statement.name, statement.sql)
        return "\n".join(line for (line,) in connection.execute(f"EXPLAIN EXECUTE {name} ({nulls})".encode()))
