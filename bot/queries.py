"""The named statements of `queries.sql`, in SQLite's and in PostgreSQL's spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

QUERIES = Path(__file__).with_name("queries.sql")
_NAME = re.compile(r"^-- name: *(\S+) *$")
_TOKEN = re.compile(r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | :: | :(?P<name>[A-Za-z_]\w*)""", re.VERBOSE)
# Functions by SQLite's name, and what PostgreSQL calls the one that does the same.
IN_POSTGRES = {"json_each": "json_array_elements_text", "json_group_array": "json_agg"}
_FUNCTION = re.compile(rf"\b({'|'.join(IN_POSTGRES)})\(")
_Query = TypeVar("_Query")
Values = Callable[[Mapping[str, Any]], tuple[Any, ...]]  # of parameters by name, in the order of a statement's numbers


class UnknownQuery(KeyError):
    """A statement that `queries.sql` does not have."""

    def __str__(self) -> str:
        return f"no query named {self.args[0]!r} in {QUERIES.name}"


class _Queries(dict[str, _Query]):
    def __missing__(self, name: str) -> _Query:
        raise UnknownQuery(name)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as PostgreSQL itself takes it: `$1` stands for the first of `parameters`, whose `values` it picks."""

    name: bytes
    sql: bytes
    parameters: tuple[str, ...] = ()
    values: Values = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", _picks(self.parameters))


def parse(text: str) -> Mapping[str, str]:
    """The statements of a query file by name; raises `ValueError` for a name given twice or a statement without one."""
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := _NAME.match(line):
            if header[1] in found:
                raise ValueError(f"line {number}: the query {header[1]!r} is there twice")
            lines = found[header[1]] = []
        elif line.strip() and not line.lstrip().startswith("--"):
            if lines is None:
                raise ValueError(f"line {number}: a statement without a `-- name:` line before it")
            lines.append(line)
    queries = _Queries({name: "\n".join(lines).strip().rstrip(";") for name, lines in found.items()})
    if empty := [name for name, sql in queries.items() if not sql]:
        raise ValueError(f"queries without a statement: {', '.join(empty)}")
    return queries


def for_postgres(sql: str) -> str:
    """The statement with `$1`, `$2` ... for its parameters in that order (not inside quotes, `::` left alone), and PostgreSQL's
    names of functions.
    """
    return _numbered(_FUNCTION.sub(lambda function: f"{IN_POSTGRES[function[1]]}(", sql), "$")


def for_sqlite(sql: str) -> str:
    """The statement with `?1`, `?2` ... for its parameters in that order."""
    return _numbered(sql, "?")


def _numbered(sql: str, sign: str) -> str:
    numbers = {name: number for number, name in enumerate(parameters(sql), 1)}
    return _TOKEN.sub(lambda token: f"{sign}{numbers[token['name']]}" if token["name"] else token[0], sql)


def parameters(sql: str) -> tuple[str, ...]:
    """The names of a statement's parameters, in their first order."""
    return tuple(dict.fromkeys(token["name"] for token in _TOKEN.finditer(sql) if token["name"]))


@cache
def sqlite_queries() -> Mapping[str, str]:
    """All statements as written: SQLite binds `:name` itself."""
    return parse(QUERIES.read_text("utf-8"))


@cache
def sqlite_statements() -> Mapping[str, tuple[str, Values]]:
    """All statements with numbers in place of names, each with what picks its values: by name a value takes twice as long."""
    return _Queries({name: (for_sqlite(sql), _picks(parameters(sql))) for name, sql in sqlite_queries().items()})


def _picks(names: tuple[str, ...]) -> Values:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda params: tuple([params[name] for name in names])


@cache
def postgres_queries() -> Mapping[str, Statement]:
    """All statements as PostgreSQL prepares them."""
    return _Queries(
        {name: Statement(name.encode(), for_postgres(sql).encode(), parameters(sql)) for name, sql in sqlite_queries().items()}
    )
