"""The words of texts that go out by themselves: one GSM-7 segment, names and all, and no carrier's word asked for."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.week import business
from flows.lang.lines import languages, say, speech
from flows.says import Numbered, Visit
from flows.segments import encoding, segments
from flows.values import Place

KEYS = (
    "reminder", "reminder_of", "reminder_soon", "reminder_soon_of", "moved_by_staff", "cancelled_by_staff", "proposal",
)  # fmt: skip
# Words that end all texts where they stand alone: no text may ask for one.
CARRIERS = re.compile(r"\b(STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT)\b")
START = datetime(2026, 11, 25, 22, 30, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_text_fits_one_segment_with_the_longest_names(language: str, key: str) -> None:
    demo = business()
    place = demo.locations[0]
    service = max((entry.names.get(language, "") for entry in demo.services), key=len)
    provider = max((entry.name for entry in demo.providers), key=len)
    values = {
        "place": place.name,
        "phone": place.phone,
        "name": "Maximiliana",
        "visit": Visit(service, provider, "Maximiliana" if key.endswith("_of") else ""),
        "when": START,
        "offers": Numbered(tuple(START + timedelta(days=7 * number) for number in (1, 2, 3))),
    }

    text = say(key, language, Place(place.id, place.name, ZoneInfo(place.timezone), ("en", "es"), "", place.phone), values)

    assert ("GSM-7", 1) == (encoding(text), segments(text)), text
    assert not CARRIERS.search(text)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_text(language: str) -> None:
    assert set(KEYS) <= set(speech(language).lines)
