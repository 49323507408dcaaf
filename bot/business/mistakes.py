"""Mistakes in a business's files: all of them at once, each with file, line, field and what is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a file; `line` counts from 1, `field` is a path such as `locations.main.timezone` or a column."""

    file: str
    line: int
    field: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.problem}"


class BadFile(Exception):
    """A file that can't be used; the message names every mistake."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.line))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def known(names: Sequence[str] | frozenset[str] | set[str], written: str) -> str:
    """The names that are allowed, and the one probably meant."""
    close = get_close_matches(written, sorted(names), n=1)
    meant = f"; did you mean {close[0]}?" if close else ""
    return f"known: {', '.join(sorted(names)) or 'none'}{meant}"
