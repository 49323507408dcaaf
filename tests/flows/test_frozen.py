"""Values are values: equal where their fields are, fit for sets, and never changed once made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flows.values import Slot

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_values_are_equal_and_hashed_by_their_fields() -> None:
    slot = Slot("ito", NOON, 30)

    assert {slot, Slot("ito", NOON, 30), replace(slot, minutes=45)} == {Slot("ito", NOON, 45), slot}


def test_the_type_checker_refuses_to_change_one() -> None:
    slot = Slot("ito", NOON, 30)

    # The check is mypy's: it fails on an ignore that it does not need, and nothing stops this line while it runs.
    slot.minutes = 45  # type: ignore[misc]

    assert 45 == slot.minutes
