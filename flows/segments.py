"""Counts what a text costs: its encoding (GSM 03.38 or UCS-2) and its segments."""

from __future__ import annotations

from typing import Literal

Encoding = Literal["GSM-7", "UCS-2"]

# 3GPP TS 23.038, default alphabet; the extension table needs an escape, so each of its characters costs two septets.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
SINGLE: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
PART: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}


def encoding(text: str) -> Encoding:
    """The encoding a carrier needs for this text: one character outside GSM-7 makes all of it UCS-2."""
    return "GSM-7" if all(char in BASIC or char in EXTENSION for char in text) else "UCS-2"


def units(text: str) -> int:
    """The size of a text in units of its encoding: septets, or UTF-16 code units."""
    return sum(_costs(text))


def segments(text: str) -> int:
    """The number of segments billed; an empty text counts as one. A character is never split between two parts."""
    kind = encoding(text)
    costs = _costs(text)
    if sum(costs) <= SINGLE[kind]:
        return 1
    parts, used = 1, 0
    for cost in costs:
        if used + cost > PART[kind]:
            parts, used = parts + 1, 0
        used += cost
    return parts


def _costs(text: str) -> list[int]:
    if encoding(text) == "GSM-7":
        return [2 if char in EXTENSION else 1 for char in text]
    return [2 if ord(char) > 0xFFFF else 1 for char in text]
