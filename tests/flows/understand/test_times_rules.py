"""Every rule about times takes as many items as each of its patterns gives it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from flows.understand.times import RULES
from flows.understand.times.passes import IN_ORDER


def entered(node: dict[str, Any]) -> Iterator[tuple[Any, int]]:
    for kind, after in node.items():
        if kind == "":
            yield from ((build, len(kept)) for build, kept, _ in after)
        else:
            yield from entered(after)


def takes(build: Any, count: int) -> bool:
    try:
        inspect.signature(build).bind(None, *[None] * count)
    except TypeError:
        return False
    return True


def test_every_rule_takes_what_its_patterns_give() -> None:
    assert RULES

    refused = {(build.__name__, count) for rules in IN_ORDER for build, count in entered(rules.root) if not takes(build, count)}

    assert set() == refused
