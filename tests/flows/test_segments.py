"""Segments are counted as carriers bill them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.segments import BASIC, EXTENSION, encoding, segments, units

SHARED = Path(__file__).parents[3] / "shared" / "twilio" / "segments"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("GSM-7", 0, 1)),
        ("a" * 160, ("GSM-7", 160, 1)),
        ("a" * 161, ("GSM-7", 161, 2)),
        ("a" * 306, ("GSM-7", 306, 2)),
        ("a" * 307, ("GSM-7", 307, 3)),
        ("€" * 80, ("GSM-7", 160, 1)),
        ("é" * 160, ("GSM-7", 160, 1)),
        ("í", ("UCS-2", 1, 1)),
        ("í" * 70, ("UCS-2", 70, 1)),
        ("í" * 71, ("UCS-2", 71, 2)),
        ("👍", ("UCS-2", 2, 1)),
        ("’", ("UCS-2", 1, 1)),
    ],
)
def test_encoding_size_and_segments(text: str, expected: tuple[str, int, int]) -> None:
    assert expected == (encoding(text), units(text), segments(text))


def test_a_character_is_never_split_between_two_parts() -> None:
    # 152 septets, then one that needs two: it moves on, so that 153 + 153 septets do not fit two parts.
    text = "a" * 152 + "€" + "a" * 152

    assert segments(text) == 3


@pytest.mark.shared
def test_vectors_of_the_contract() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/twilio/segments is not here")
    vectors = [row for row in json.loads((SHARED / "vectors.json").read_text("utf-8")) if not row["smart_encoding"]]

    counted = [(row["name"], encoding(row["text"]), segments(row["text"])) for row in vectors]

    assert [(row["name"], row["encoding"], row["segments"]) for row in vectors] == counted


@pytest.mark.shared
def test_alphabet_of_the_contract() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/twilio/segments is not here")
    kept = json.loads((SHARED / "gsm7.json").read_text("utf-8"))

    assert (set(kept["basic"]), set(kept["extension"])) == (BASIC, EXTENSION)
