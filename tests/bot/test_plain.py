"""Typography in staff's texts is made plain where that saves money, and nothing else is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.plain import plain
from flows.segments import encoding

LOOKALIKES = Path(__file__).parents[3] / "shared" / "twilio" / "segments" / "smart_encoding.json"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("We’ve moved “your” visit – sorry…", "We've moved \"your\" visit - sorry..."),
        ("10\u202fAM\u00a0sharp", "10 AM sharp"),
        ("1½ hours, 9⁄10", "1 1/2 hours, 9/10"),
        ("ＦＵＬＬ", "FULL"),
        ("See you at 10", "See you at 10"),
    ],
)
def test_marks_become_plain(written: str, sent: str) -> None:
    assert sent == plain(written)


@pytest.mark.parametrize("written", ["María’s visit", "Привет – до завтра", "“明日”", "See you 🙂 – soon"])
def test_a_text_that_stays_dear_anyhow_is_left_as_it_was_written(written: str) -> None:
    assert written == plain(written)


@pytest.mark.shared
def test_whatever_twilio_replaces_we_can_replace_too() -> None:
    if not LOOKALIKES.exists():
        pytest.skip("no ../shared/twilio/segments/smart_encoding.json here")
    replaced = json.loads(LOOKALIKES.read_text("utf-8"))

    dear = {char: plain(char) for char in replaced if encoding(plain(char)) != "GSM-7"}
    other = {
        char: (plain(char), wanted)
        for char, wanted in replaced.items()
        if plain(char).strip() != wanted.strip()
    }

    assert {} == dear
    # The vertical comma: Twilio makes it an apostrophe, Unicode (and we) a comma.
    assert {"\ufe10": (",", "'")} == other
