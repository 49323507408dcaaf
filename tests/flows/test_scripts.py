"""Every script of tests/conversations, played through the pure engine; together they fire every rule in every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from flows.registry import TABLE
from flows.segments import segments
from tests.flows.sheet import Desk
from tests.scripts import BadScript, Script, play, read, scripts

LANGUAGES = ("en", "es")


@cache
def played(name: str) -> tuple[tuple[str, ...], Desk]:
    script = next(found for found in scripts() if found.name == name)
    desk = Desk(script)
    return tuple(play(script, desk.answer, desk.change, local=desk.aware)), desk


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_conversation_goes_as_written(script: Script) -> None:
    wrong, _ = played(script.name)

    assert wrong == (), "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_fire_every_rule(language: str) -> None:
    names = [script.name for script in scripts() if script.language == language]

    fired = {turn.rule for name in names for turn in played(name)[1].turns}

    assert [rule for rule in TABLE.rules if rule not in fired] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_are_answered_in_their_language(language: str) -> None:
    names = [script.name for script in scripts() if script.language == language]

    answered = {turn.language.partition("-")[0] for name in names for turn in played(name)[1].turns if turn.reply}

    assert answered == {language}


def test_every_reply_of_the_scripts_is_one_segment() -> None:
    replies = [turn.reply for script in scripts() for turn in played(script.name)[1].turns]

    long = [reply for reply in replies if segments(reply) > 1]

    assert long == []


def test_a_line_that_is_no_line_of_a_script_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("# odd\n> yes\nsing a song\n", encoding="utf-8")

    with pytest.raises(BadScript, match=r"odd\.txt, line 3"):
        read(path)


def test_a_script_that_expects_otherwise_fails() -> None:
    script = next(found for found in scripts() if found.name == "en_confirm")
    desk = Desk(script)

    wrong = play(script, lambda inbound, now: ("something else", "idle", ()), desk.change, local=desk.aware)

    assert wrong != []
