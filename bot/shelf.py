"""Keeps the languages' books on disk, beside Python's own byte code and for the same reason: to start sooner."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

DIGEST_BYTES = sha256().digest_size  # what every file begins with


class Shelf:
    """Files in a folder that may be lost, or out of reach, without harm: then a book is made anew, as before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """The book of this name; None where there is none to be had, or a disk has spoilt it."""
        with suppress(OSError):
            kept = self._path(name).read_bytes()
            digest, made = kept[:DIGEST_BYTES], kept[DIGEST_BYTES:]
            return made if sha256(made).digest() == digest else None
        return None

    def put(self, name: str, made: bytes) -> None:
        """Keeps a book, whole or not at all, in place of older ones of its kind (the name up to the dash)."""
        import tempfile  # here, as it is needed once and would cost every start

        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            older = [path for path in self._folder.glob(f"{name.partition('-')[0]}-*.book") if path != self._path(name)]
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(sha256(made).digest() + made)
            os.chmod(file.name, 0o644)  # as others who run us must read it
            os.replace(file.name, self._path(name))
            for path in older:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.book"
