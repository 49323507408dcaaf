"""A `.env` that is no UTF-8 text is named with its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.env_file import mistake_in


@pytest.mark.parametrize(
    "content", [b"", b"PUBLIC_URL=https://x.example.com\n", "# caf\u00e9\n".encode(), b"\xef\xbb\xbfA=b\n"]
)
def test_text_is_fine(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / ".env"
    file.write_bytes(content)

    assert mistake_in(file) is None


def test_no_file_is_fine(tmp_path: Path) -> None:
    assert mistake_in(tmp_path / ".env") is None


@pytest.mark.parametrize(
    ("content", "line", "byte"),
    [(b"A=b\n# caf\xe9\nC=d\n", 2, "0xe9"), ("A=b\n".encode("utf-16"), 1, "0xff"), (b"A=\x80", 1, "0x80")],
)
def test_what_is_no_text_is_named_with_its_line(tmp_path: Path, content: bytes, line: int, byte: str) -> None:
    file = tmp_path / ".env"
    file.write_bytes(content)

    told = mistake_in(file) or ""

    assert told.startswith(f"{file}, line {line}: the byte {byte} is not UTF-8.")
    assert "Save the file as UTF-8" in told


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    assert "can't be read" in (mistake_in(tmp_path) or "")
