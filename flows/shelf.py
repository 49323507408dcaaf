"""Where what is made of the language files may be kept from one process to the next; by default nowhere."""

from __future__ import annotations

import gc
import hashlib
import marshal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol


class Shelf(Protocol):
    """Keeps bytes under a name. What it has lost is made anew, so that it need not be reliable, only never wrong."""

    def get(self, name: str) -> bytes | None:
        """What was put there under this name; None where there is nothing."""
        ...

    def put(self, name: str, made: bytes) -> None:
        """Keeps this, in place of what was made under the same name up to the dash."""
        ...


class _Nowhere:
    def get(self, name: str) -> None:
        return None

    def put(self, name: str, made: bytes) -> None:
        pass


_shelf: Shelf = _Nowhere()


def keep_on(shelf: Shelf) -> None:
    """Lets things be kept there from now on: an English book takes a quarter of a second to make, a tenth of that to get."""
    global _shelf
    _shelf = shelf


def shelf() -> Shelf:
    """The shelf in use."""
    return _shelf


def kept(name: str, sources: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """What `make` makes (constants, tuples, lists, dicts and sets alone), from the shelf if it was made of the same there.

    `sources` are the files it is made of and those of the program that makes it: what was made otherwise is not to be used.
    """
    digest = hashlib.sha256(b"".join(sources)).hexdigest()
    label = f"{name}.{sys.implementation.cache_tag}-{digest[:32]}"
    with all_staying():
        found = _shelf.get(label)
        made = make() if found is None else marshal.loads(found)  # noqa: S302  as byte code is
        if found is None:
            _shelf.put(label, marshal.dumps(made))
        return made


@contextmanager
def all_staying() -> Iterator[None]:
    """For tens of thousands of small objects that all stay.

    Collecting while they are made doubles the time, and every full collection after would look at them again (50 ms for
    one text in a few thousand).
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
