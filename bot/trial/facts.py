"""The table of what Twilio's REST API accepts, and the check of a request against it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One call: `form` and `query` give each field's kind, `path` is a pattern whose groups are the SIDs in it."""

    name: str
    method: str
    path: re.Pattern[str]
    template: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    required: frozenset[str]


@cache
def operations() -> tuple[Operation, ...]:
    """Every call in `facts.toml`."""
    table = _table()
    return tuple(_operation(name, entry, table["sets"]) for name, entry in table["operations"].items())


def match(method: str, path: str) -> tuple[Operation, tuple[str, ...]] | None:
    """The call that a request is, with the parts of its path; None where Twilio has no such address or method."""
    for operation in operations():
        found = operation.path.fullmatch(path)
        if found and operation.method == method:
            return operation, found.groups()
    return None


def problems(operation: Operation, query: Pairs, form: Pairs) -> list[str]:
    """What is wrong with a request, one sentence each; nothing where Twilio would accept its shape."""
    return [
        *_field_problems("query", operation.query, query),
        *_field_problems("form", operation.form, form),
        *(f"form: {name} is missing" for name in sorted(operation.required - {name for name, _ in form})),
    ]


def fits(kind: str, value: str) -> bool:
    """Whether a value is of a kind, for instance `fits("sid MG", "MG00…")`."""
    word, *arguments = kind.split()
    if word == "many":
        return fits(" ".join(arguments), value)
    if word == "one-of":
        return value in arguments
    if word == "whole":
        low, high = (int(bound) for bound in arguments or ("-1000000000", "1000000000"))
        return re.fullmatch(r"-?[0-9]{1,10}", value) is not None and low <= int(value) <= high
    if word == "sid":
        return re.fullmatch(_sid(arguments), value) is not None
    return re.fullmatch(_table()["types"][word], value) is not None


def _field_problems(where: str, known: Mapping[str, str], given: Pairs) -> Iterator[str]:
    seen: set[str] = set()
    for name, value in given:
        kind = known.get(name)
        if kind is None:
            yield f"{where}: Twilio knows no {name} here"
        elif name in seen and not kind.startswith("many"):
            yield f"{where}: {name} is given twice"
        elif not fits(kind, value):
            yield f"{where}: {name} must be {kind}, not {value[:60]!r}"
        seen.add(name)


def _operation(name: str, entry: dict[str, object], sets: dict[str, dict[str, str]]) -> Operation:
    method, template = str(entry["at"]).split(" ", 1)
    return Operation(
        name=name,
        method=method,
        path=re.compile(_path(template)),
        template=template,
        query=_fields(entry, "query", "sets", sets),
        form=_fields(entry, "form", "form_sets", sets),
        required=frozenset(_list(entry.get("required"))),
    )


def _fields(entry: dict[str, object], own: str, shared: str, sets: dict[str, dict[str, str]]) -> dict[str, str]:
    fields = entry.get(own, {})
    merged = dict(fields) if isinstance(fields, dict) else {}
    for name in _list(entry.get(shared)):
        merged |= sets[name]
    return merged


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _path(template: str) -> str:
    """`/Accounts/{sid AC}.json` as a pattern."""
    parts = re.split(r"\{(.+?)\}", template)
    return "".join(re.escape(part) if number % 2 == 0 else f"({_part(part)})" for number, part in enumerate(parts))


def _part(kind: str) -> str:
    word, *arguments = kind.split()
    return _sid(arguments) if word == "sid" else "[^/]+"


def _sid(prefixes: Sequence[str]) -> str:
    return f"(?:{'|'.join(prefixes)})[0-9a-fA-F]{{32}}"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf-8"))
