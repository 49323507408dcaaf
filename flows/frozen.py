"""Values that a text makes by the dozen: frozen for the type checker, which sees every line, and cheap to make."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["replace", "value"]

Class = TypeVar("Class")
Value = TypeVar("Value")

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(**options: Any) -> Callable[[type[Class]], type[Class]]:
        """A `dataclass` without the guard of `frozen=True` at run time, with the hash of one that has it.

        The guard sets each field by a call of its own: four times the price of making a value, a twelfth of a whole text.
        """
        return dataclasses.dataclass(**options | {"frozen": False, "unsafe_hash": bool(options.get("frozen"))})


def replace(whole: Value, **changes: Any) -> Value:
    """Like `dataclasses.replace`, a third of its price: which fields there are is asked once a class.

    For values all of whose fields (two or more) are given to `__init__`; raises TypeError for a change that is no field.
    """
    kind: Callable[..., Value] = type(whole)
    names, values = _fields(kind)
    return kind(**dict(zip(names, values(whole), strict=True)) | changes)


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in dataclasses.fields(kind))
    return names, attrgetter(*names)
