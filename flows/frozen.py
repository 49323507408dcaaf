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
    """Like `dataclasses.replace`, at a fifth of its price; raises TypeError for a change that is no field."""
    kind: Any = type(whole)
    changed: Value = _copying(kind)(whole)
    for name, other in changes.items():
        try:
            setattr(changed, name, other)
        except AttributeError:
            raise TypeError(f"{kind.__name__} has no field {name!r}") from None
    return changed


@cache
def _copying(kind: Any) -> Callable[[Any], Any]:
    """What copies a value with slots, written for its class as `dataclass` writes `__init__`: half the price of making it."""
    fields = "".join(f"    copy.{field.name} = whole.{field.name}\n" for field in dataclasses.fields(kind))
    names: dict[str, Any] = {"new": object.__new__, "kind": kind}
    exec(f"def copied(whole):\n    copy = new(kind)\n{fields}    return copy\n", names)  # noqa: S102  of field names alone
    copied: Callable[[Any], Any] = names["copied"]
    return copied
