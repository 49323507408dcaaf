"""Where what is made of the language files may be kept from one process to the next; by default nowhere."""

from __future__ import annotations

from typing import Protocol


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
