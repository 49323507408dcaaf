"""Values are values: equal where their fields are, fit for sets, and never changed once made."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.events import HoldsReleased, OptedOut
from flows.frozen import replace
from flows.values import Slot

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_values_are_equal_and_hashed_by_their_fields() -> None:
    slot = Slot("ito", NOON, 30)

    assert {slot, Slot("ito", NOON, 30), replace(slot, minutes=45)} == {Slot("ito", NOON, 45), slot}


def test_values_of_other_kinds_are_others_and_one_without_fields_is_itself() -> None:
    released = HoldsReleased()

    assert released == HoldsReleased()
    assert 2 == len({released, HoldsReleased(), OptedOut()})


def test_a_value_shows_its_fields() -> None:
    assert f"Slot(provider='ito', start={NOON!r}, minutes=30)" == repr(Slot("ito", NOON, 30))
    assert "HoldsReleased()" == repr(HoldsReleased())


def test_the_type_checker_refuses_to_change_one() -> None:
    slot = Slot("ito", NOON, 30)

    # The check is mypy's: it fails on an ignore that it does not need, and nothing stops this line while it runs.
    slot.minutes = 45  # type: ignore[misc]

    assert 45 == slot.minutes


def test_a_change_makes_another_value() -> None:
    slot = Slot("ito", NOON, 30)

    assert replace(slot, minutes=45, provider="ono") == Slot("ono", NOON, 45)
    assert slot == Slot("ito", NOON, 30)
    with pytest.raises(TypeError, match="length"):
        replace(slot, length=45)
