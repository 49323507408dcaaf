"""An appointments file as rows of text with their lines: encoding, header and the shape of each row checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from bot.business.mistakes import BadFile, Mistake, known

COLUMNS = ("id", "location", "provider", "service", "starts_at", "phone", "name", "language", "status")
OPTIONAL = ("language", "status", "consent")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its first line (from 1) and its values by column, without spaces around them."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file; `mistakes` are of rows that have no proper shape, `has_consent` whether there is such a column."""

    lines: tuple[Line, ...]
    mistakes: tuple[Mistake, ...]
    has_consent: bool


def read_sheet(content: bytes, file: str) -> Sheet:
    """The rows of a CSV file (UTF-8, with or without a byte order mark); raises `BadFile` where no row can be read."""
    rows = _rows(_decoded(content, file), file)
    number, header = next(rows, (1, []))
    columns = [name.strip().lower() for name in header]
    _check_header(columns, number, file)
    lines: list[Line] = []
    mistakes: list[Mistake] = []
    for number, row in rows:
        if len(row) != len(columns):
            problem = (
                f"{len(row)} values, but the header has {len(columns)} columns (a comma in a value needs quotes around it)"
            )
            mistakes.append(Mistake(file, number, "row", problem))
            continue
        lines.append(Line(number, dict(zip(columns, (value.strip() for value in row), strict=True))))
    return Sheet(tuple(lines), tuple(mistakes), "consent" in columns)


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile([Mistake(file, line, "file", "is not UTF-8: save it as UTF-8 text")]) from None


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with its first line: a quoted value may run over several."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile([Mistake(file, first, "row", f"can't be read as CSV: {error}")]) from None
        if any(value.strip() for value in row):
            yield first, row


def _check_header(columns: list[str], line: int, file: str) -> None:
    wanted = ",".join(COLUMNS)
    if len(columns) == 1 and (";" in columns[0] or "\t" in columns[0]):
        raise BadFile([Mistake(file, line, "header", f"must have commas between the columns: {wanted}")])
    problems = [f"{name!r} is missing" for name in COLUMNS if name not in (*columns, *OPTIONAL)]
    for position, name in enumerate(columns):
        if name in columns[:position]:
            problems.append(f"{name!r} is there twice")
        elif name not in (*COLUMNS, *OPTIONAL):
            problems.append(f"{name!r} is not a column; {known((*COLUMNS, 'consent'), name)}")
    if problems:
        raise BadFile([Mistake(file, line, "header", f"{problem}; the header is {wanted}") for problem in problems])
