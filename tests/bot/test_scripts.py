"""The scripts of tests/conversations through the store: answered as through the engine, and replayed from their rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.ports import Store
from bot.stories import read_story
from bot.why import same, tell
from tests.bot.stored import StoredDesk
from tests.scripts import Script, play, scripts


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_conversation_goes_as_written_and_is_replayed_the_same(
    script: Script, store: Store, business: Callable[[Store], None]
) -> None:
    business(store)
    desk = StoredDesk(store, script)

    wrong = play(script, desk.answer, desk.change, local=desk.aware)

    assert wrong == [], "\n".join(wrong)
    with store.read() as session:
        for sid in desk.sids:
            row = session.one("turn_story", sid=sid)
            assert row is not None
            assert same(read_story(row), row["reply"], row["rule"]) == []
            assert tell(session, sid)
