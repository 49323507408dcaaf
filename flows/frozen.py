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
        Comparing, hashing and showing are functions that all classes share: written anew for each of them, as `dataclass`
        does it, they are a twentieth of the time in which a command starts.
        """
        made = dataclasses.dataclass(**options | {"frozen": False, "eq": False, "repr": False})

        def decorate(plain: type[Class]) -> type[Class]:
            whole = made(plain)
            names = tuple(field.name for field in dataclasses.fields(whole) if field.compare)
            values = attrgetter(*names) if len(names) > 1 else lambda self: tuple(getattr(self, name) for name in names)
            whole.__hash__ = lambda self: hash(values(self))
            whole.__eq__ = lambda self, other: values(self) == values(other) if type(other) is type(self) else NotImplemented
            whole.__repr__ = _shown
            return whole

        return decorate


def _shown(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def replace(whole: Value, **changes: Any) -> Value:
    """Like `dataclasses.replace`, a third of its price: which fields there are is asked once a class.

    For values all of whose fields (two or more) are given to `__init__`; raises TypeError for a change that is no field.
    """
    kind: Callable[..., Value] = type(whole)
    places, values = _fields(kind)
    given = list(values(whole))
    for name, changed in changes.items():
        if name not in places:
            raise TypeError(f"{kind.__name__} has no field {name!r}")
        given[places[name]] = changed
    return kind(*given)  # by place: by name a conversation takes three times as long


@cache
def _fields(kind: Any) -> tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]]:
    names = [field.name for field in dataclasses.fields(kind)]
    return {name: place for place, name in enumerate(names)}, attrgetter(*names)
