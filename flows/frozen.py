"""Values that a text makes by the dozen: frozen for the type checker, which sees every line, and cheap to make."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["value"]

Class = TypeVar("Class")

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(**options: Any) -> Callable[[type[Class]], type[Class]]:
        """A `dataclass` without the guard of `frozen=True` at run time, with the hash of one that has it.

        The guard sets each field by a call of its own: four times the price of making a value, a twelfth of a whole text.
        """
        return dataclasses.dataclass(**options | {"frozen": False, "unsafe_hash": bool(options.get("frozen"))})
