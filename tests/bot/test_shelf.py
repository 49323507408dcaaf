"""Books kept on disk: the same as made anew, and no harm where the disk is of no use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.shelf import Shelf
from flows.shelf import keep_on, shelf
from flows.understand.lexicon import lexicon
from flows.understand.times.hints import _Hints
from flows.understand.wordbook import Wordbook, wordbook

wordbook_anew = wordbook.__wrapped__  # the cache of one process is not what is tested


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = shelf()
    keep_on(Shelf(tmp_path / "books"))
    yield tmp_path / "books"
    keep_on(before)


def whole(book: Wordbook) -> object:
    return book.book.parts, book.language, book.verb_last


def test_a_kept_book_is_the_one_that_was_made(folder: Path) -> None:
    made = wordbook_anew("nl")
    (file,) = folder.iterdir()
    written = file.stat().st_mtime_ns

    kept = wordbook_anew("nl")

    assert whole(made) == whole(kept)
    assert written == file.stat().st_mtime_ns
    assert made.book.parts is not kept.book.parts


@pytest.mark.parametrize("code", ["en", "de", "zh"])
def test_kept_words_of_time_are_those_that_were_made(folder: Path, code: str) -> None:
    made, hints = lexicon.__wrapped__(code), _Hints(lexicon(code))
    written = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}

    kept, kept_hints = lexicon.__wrapped__(code), _Hints(lexicon(code))

    assert made == kept
    assert made.trie is not kept.trie
    assert [hints[word] for word in made.trie] == [kept_hints[word] for word in made.trie]
    assert written == {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert {f"{code}.times.cpython", f"{code}.hints.cpython"} <= {name.partition("-")[0] for name in written}


@pytest.mark.parametrize("spoilt", [b"", b"N", b"(\x01\x00\x00\x00N", b"\0" * 5000, b"half", b"bit"])
def test_a_book_that_a_disk_has_spoilt_is_made_anew(folder: Path, spoilt: bytes) -> None:
    made = wordbook_anew("nl")
    (file,) = folder.iterdir()
    good = file.read_bytes()
    file.write_bytes({b"half": good[: len(good) // 2], b"bit": good[:-9] + b"x" + good[-8:]}.get(spoilt, spoilt))

    again = wordbook_anew("nl")
    # Byte by byte it may differ: how values are marshalled depends on who else holds them.
    mended = file.read_bytes()
    kept = wordbook_anew("nl")

    assert whole(made) == whole(again) == whole(kept)
    assert mended == file.read_bytes() != spoilt


def test_an_older_book_of_the_language_goes(folder: Path) -> None:
    old = Shelf(folder)
    old.put("nl.cpython-1-abc", b"old")
    old.put("nl.cpython-1-def", b"new")
    old.put("de.cpython-1-abc", b"other")

    assert [None, b"new", b"other"] == [old.get(name) for name in ("nl.cpython-1-abc", "nl.cpython-1-def", "de.cpython-1-abc")]
    assert 2 == len(list(folder.iterdir()))


def test_a_folder_out_of_reach_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    nowhere = Shelf(tmp_path / "file" / "books")

    nowhere.put("nl-1", b"lost")

    assert nowhere.get("nl-1") is None
