"""Misread texts: kept once each, on both engines, and given out as cases that tell nobody who wrote them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.inbox import answer
from bot.misread import Meant, NoMeaning, cases, mark, meant_of, unmark
from bot.ports import Store
from flows.values import Intent
from tests.bot.texting import book, text

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # Monday, 10:00 in New York
VISIT = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
MEANT = Meant(Intent.PROPOSE, start=datetime(2026, 3, 5, 15), note="any words")


def written(store: Store) -> list[dict[str, object]]:
    with store.read() as session:
        return [json.loads(line) for line in cases(session)]


def test_a_misread_text_becomes_a_case(store: Store, business: Callable[[Store], None]) -> None:
    business(store)
    book(store, VISIT, NOW)
    answer(store, text("Ana here, how about thursday after 2?", sid="SM00000001"), NOW)
    with store.write() as session:
        mark(session, "SM00000001", MEANT, by="a@example.com", now=NOW)

    (case,) = written(store)

    exact = {
        "start": "2026-03-05T15:00:00",
        "end": "2026-03-05T15:00:00",
        "date_given": None,
        "time_given": True,
        "fit": "exact",
    }
    assert "Alex here, how about thursday after 2?" == case["input"]["text"]
    assert {"intent": ["propose"], "windows": [exact]} == case["gold"]
    assert ("2026-03-02T10:00:00", "America/New_York", "2026-03-03T10:00:00") == tuple(
        case["input"][name] for name in ("now", "tz", "appointment")
    )


def test_a_case_knows_what_was_offered(store: Store, business: Callable[[Store], None]) -> None:
    business(store)
    book(store, VISIT, NOW)
    answer(store, text("can I come on thursday morning?"), NOW)
    answer(store, text("the one in the middle I guess", sid="SM00000002"), NOW)
    with store.write() as session:
        mark(session, "SM00000002", Meant(Intent.CHOOSE, choice=2), by="a@example.com", now=NOW)

    (case,) = written(store)

    assert "choose" == case["input"]["expecting"]
    assert 3 == len(case["input"]["offers"])
    assert {"intent": ["choose"], "choice": 2} == case["gold"]


def test_what_is_said_last_counts_and_can_be_taken_back(store: Store, business: Callable[[Store], None]) -> None:
    business(store)
    answer(store, text("hm", sid="SM00000003"), NOW)
    with store.write() as session:
        mark(session, "SM00000003", MEANT, by="a@example.com", now=NOW)
        mark(session, "SM00000003", Meant(Intent.DENY), by="b@example.com", now=NOW)

    said = [case["gold"] for case in written(store)]
    with store.write() as session:
        unmark(session, "SM00000003")

    assert [{"intent": ["deny"]}] == said
    assert [] == written(store)


def test_a_turn_that_is_not_there_cannot_be_marked(store: Store, business: Callable[[Store], None]) -> None:
    business(store)

    with store.write() as session:
        marked = mark(session, "SM00000009", MEANT, by="a@example.com", now=NOW)

    assert not marked


@pytest.mark.parametrize(
    ("intent", "choice", "start", "told"),
    [("", "", "", "Say what"), ("sing", "", "", "Say what"), ("choose", "0", "", "1 to 9"), ("choose", "x", "", "1 to 9"),
     ("deny", "2", "", "takes an offer"), ("propose", "", "soon", "no day and time")],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_words(intent: str, choice: str, start: str, told: str) -> None:
    with pytest.raises(NoMeaning, match=told):
        meant_of(intent, choice, start, "")
