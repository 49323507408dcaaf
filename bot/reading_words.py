"""What the words of a text were taken for, in words for staff."""

from __future__ import annotations

from collections.abc import Iterable

# By the roles of `flows/lang/*/intents.toml`; picks ("pick 2") and rules ("rule: agreeing") are made into words below.
ROLE_WORDS = {
    "yes": "a yes",
    "doit": "go ahead",
    "coming": "they are coming",
    "attend": "they mean to come",
    "noproblem": "no problem",
    "fine": "that is fine",
    "no": "a no",
    "refuse": "it does not suit",
    "notnow": "not now",
    "maybe": "they are not sure",
    "keep": "leave it as it is",
    "cancel": "giving the visit up",
    "cancelword": "giving up",
    "cancelthat": "giving up what was spoken of",
    "abort": "never mind what was asked",
    "cancelled": "talk of cancelling",
    "unneeded": "it is no longer needed",
    "move": "moving the visit",
    "moveword": "moving",
    "book": "a new visit",
    "want": "a wish",
    "request": "a request",
    "any": "any time will do",
    "all": "all of them",
    "both": "the two of them",
    "only": "nothing but this",
    "asap": "as soon as possible",
    "earlier": "earlier",
    "later": "later",
    "alternatives": "something else",
    "none": "none of them",
    "when": "asking when",
    "info": "a question",
    "asks": "a question",
    "question": "the start of a question",
    "human": "a person is wanted",
    "late": "running late",
    "stop": "no more texts",
    "start": "texts again",
    "help": "help is wanted",
    "optout": "a word that carriers take for an opt-out",
    "optin": "a word that carriers take for an opt-in",
    "helpword": "a word that carriers take for a call for help",
    "repeat": "say it again",
    "bot": "talk about the bot",
    "thanks": "thanks",
    "done": "that was all",
    "bye": "goodbye",
    "greeting": "hello",
    "wrong": "a wrong number",
    "provider": "whom they want to see",
    "third": "somebody else",
    "past": "something that is over",
    "told": "something merely told",
    "origin": "where it is moved from",
    "promise": "a promise to get back",
    "measure": "a length or an amount",
    "named": "a name",
    "auto": "an automatic reply",
    "reaction": "a reaction of the phone",
    "echo": "our own words",
    "not": "a negation",
    "notpost": "a negation",
    "negated": "said not to be so",
    "but": "a contrast",
    "if": "a condition",
    "join": "joining words",
    "hence": "a conclusion (so, then)",
    "theirs": "a question about the place or its people",
    "possible": "if it is possible",
    "obstacle": "what keeps somebody from coming",
    "pickword": "taking one of them",
    "polite": "courtesy",
    "filler": "nothing by itself",
    "time": "a day or time",
}
_PICKS = {
    "last": "the last one",
    "middle": "the one in the middle",
    "latest": "the latest one",
    "earliest": "the earliest one",
}
_RULE = "rule: "


def words_of(meaning: str) -> str:
    """A span's meaning in words: `coming, want` -> "they are coming, a wish"."""
    return ", ".join(dict.fromkeys(_word(role) for role in meaning.split(", ")))


def rule_of(spans: Iterable[tuple[str, str]]) -> str:
    """The rule that settled the reading, as the reading's last span tells it; "" where none did."""
    rules = [meaning.removeprefix(_RULE) for _, meaning in spans if meaning.startswith(_RULE)]
    return rules[-1].replace("_", " ") if rules else ""


def told(spans: Iterable[tuple[str, str]]) -> list[str]:
    """The phrases of a text and what each was taken for, in sentences' parts: "'see you then' as a yes"."""
    return [f"{text!r} as {words_of(meaning)}" for text, meaning in spans if text]


def _word(role: str) -> str:
    if role.startswith("pick "):
        pick = role.removeprefix("pick ")
        return _PICKS.get(pick) or "number " + pick.replace(" ", " and ")
    return ROLE_WORDS.get(role, role)
