"""The file `.env`: told in a sentence where it can't be read as text, before Flask does so with a trace."""

from __future__ import annotations

import sys
from pathlib import Path


def mistake_in(path: Path) -> str | None:
    """What keeps a `.env` from being read, with its line, and how to mend it; None where nothing does or there is no file."""
    try:
        content = path.read_bytes()
        content.decode("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{path} can't be read: {error.strerror}"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return (
            f"{path}, line {line}: the byte 0x{content[error.start]:02x} is not UTF-8. Save the file as UTF-8 text,"
            " or write that line without accents and the like"
        )
    return None


if __name__ == "__main__":
    found = mistake_in(Path(".env"))
    sys.exit(f"reslot: {found}" if found else 0)
