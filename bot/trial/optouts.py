"""Twilio's own treatment of STOP, START and HELP, before a webhook is called."""

from __future__ import annotations

from typing import Literal

from bot.trial.state import Account

Word = Literal["STOP", "START", "HELP"]

# Whole messages, in any case, on long codes (Twilio's Advanced Opt-Out page).
_WORDS: dict[str, Word] = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"), "STOP"),
    **dict.fromkeys(("start", "yes", "unstop"), "START"),
    **dict.fromkeys(("help", "info"), "HELP"),
}
_ANSWERS: dict[Word, str] = {
    "STOP": "You will get no more messages from this number. Text START to get them again.",
    "START": "You will get messages from this number again. Text HELP for help, STOP to stop.",
    "HELP": "Text STOP to get no more messages.",
}


def apply(account: Account, sender: str, phone: str, body: str) -> tuple[Word | None, str | None]:
    """The keyword in a text to `sender`, if it is one, and what Twilio answers by itself; the block list follows.

    A YES from someone who never opted out is an ordinary answer.
    """
    word = _WORDS.get(body.strip().lower())
    key = next(account.block_keys(sender))
    if word is None or (body.strip().lower() == "yes" and (key, phone) not in account.blocked):
        return None, None
    if word == "STOP":
        account.blocked.add((key, phone))
    if word == "START":
        account.blocked.discard((key, phone))
    return word, _ANSWERS[word]
