"""Where a key stands in a TOML text: the standard reader gives values without their lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Path = tuple[str, ...]
_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a TOML text and where each key begins."""

    text: tuple[str, ...]
    keys: Mapping[Path, int]

    def of(self, path: Path, written: object = None) -> int:
        """The line (from 1) of a key, or of the nearest key above it; within it, of the value as written where that shows."""
        known = next((path[:size] for size in range(len(path), 0, -1) if path[:size] in self.keys), None)
        if known is None:
            return 1
        start = self.keys[known]
        later = [line for line in self.keys.values() if line > start]
        end = min(later, default=len(self.text) + 1)
        sought = (f'"{written}"', f"'{written}'") if isinstance(written, str) else ()
        for line in range(start, end):
            if any(text in self.text[line - 1] for text in sought):
                return line
        return start


def find_lines(text: str) -> Lines:
    """Reads tables and keys line by line; keys within an inline table count as standing on its line."""
    lines = tuple(text.splitlines())
    keys: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(lines, 1):
        if header := _TABLE.match(line):
            table = _parts(header[1])
            found = table
        elif key := _KEY.match(line):
            found = table + _parts(key[1])
        else:
            continue
        for size in range(1, len(found) + 1):
            keys.setdefault(found[:size], number)
    return Lines(lines, keys)


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
