"""Texts of one second keep their order: each turn says how many of its phone came before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.inbox import answer
from bot.ports import Store
from tests.bot.sending import WEEK_BEFORE
from tests.bot.texting import ANA, text

LEO = "+12025550144"


def test_texts_of_one_second_are_numbered(store: Store, business: Callable[[Store], None]) -> None:
    business(store)
    # The clock goes back once, as clocks that are set right do.
    for body, phone, seconds in (("a", ANA, 0), ("b", ANA, 0), ("c", LEO, 0), ("d", ANA, 1), ("e", ANA, 1), ("f", ANA, 0)):
        answer(store, text(body, phone=phone), WEEK_BEFORE + timedelta(seconds=seconds))

    with store.read() as session:
        turns = session.all("web_turns_of", location="main", phone=ANA, most=9)

    assert ["e", "d", "f", "b", "a"] == [row["body"] for row in turns]
