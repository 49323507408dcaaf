"""Two times of which one is preferred: "Friday rather than Thursday", 木曜より金曜; the other one is no wish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from flows.understand.lexicon import lexicon
from flows.understand.times.points import Frame
from flows.understand.times.values import Partial, Setting
from flows.understand.tokens import Token, tokenize

_SENTENCE_ENDS = frozenset(".!?;。！？\n")
_Phrases = tuple[tuple[str, ...], ...]


def without_lesser(frames: list[Frame], tokens: Sequence[Token], setting: Setting) -> tuple[list[Frame], list[Frame]]:
    """The frames that are left, and those that another one is preferred to."""
    if not frames or (len(frames) == 1 and frames[0].date_to is None):
        return frames, []  # as in most texts: nothing to prefer it to
    said, norms = _said(setting.lexicon.code), [token[1] for token in tokens]
    if not said or not _may_compare(frames, norms, _by_first_word(setting.lexicon.code)):
        return frames, []
    for frame in frames:
        _end_at_the_better(frame, norms, said)
    lesser: list[Frame] = []
    for one, other in pairwise(frames):
        worse = _worse(one, other, norms, said)
        if worse is not None and worse not in lesser:
            lesser.append(worse)
    return [frame for frame in frames if frame not in lesser], lesser


def _worse(one: Frame, other: Frame, norms: Sequence[str], said: Mapping[str, _Phrases]) -> Frame | None:
    """That of two neighbours which the other one is preferred to; None where they are not compared."""
    gap = norms[one.last : other.first]
    if one.bound == "before" and _ends(gap, said["sure"] + said["than"]):
        one.bound = ""  # Spanish "antes el viernes que el jueves"
    if one.dated != other.dated or one.negated or other.negated or one.bound or other.bound:
        return None
    if not _SENTENCE_ENDS.isdisjoint(gap):
        return None
    if _ends(gap, said["worse"]):
        return one
    if _ends(gap, said["sure"]) or (_ends(gap, said["than"]) and _holds(norms[: other.first], said["prefer"])):
        return other
    if _begins(gap, said["behind"]) or _ends(norms[: one.first], said["sure"]):
        return one
    return other if _begins(norms[other.last :], said["behind"]) else None


def _end_at_the_better(frame: Frame, norms: Sequence[str], said: Mapping[str, _Phrases]) -> None:
    """`I prefer Friday to Thursday`: no range, where it would run backwards."""
    first, last = frame.date, frame.date_to
    if not (isinstance(first, Partial) and isinstance(last, Partial)) or frame.timed:
        return
    backwards = (first.weekday or 0) > (last.weekday or 0) and first[:3] == last[:3] == (None, None, None)
    days = first.day and last.day and first.day > last.day and last.month in (None, first.month)
    if (backwards or days) and _holds(norms[: frame.first + 1], said["prefer"]):
        frame.date_to, frame.bound = None, ""


def _ends(words: Sequence[str], phrases: _Phrases) -> bool:
    return any(tuple(words[-len(phrase) :]) == phrase for phrase in phrases)


def _begins(words: Sequence[str], phrases: _Phrases) -> bool:
    return any(tuple(words[: len(phrase)]) == phrase for phrase in phrases)


def _holds(words: Sequence[str], phrases: _Phrases) -> bool:
    """Whether one of the phrases is said in the sentence that the words end in."""
    start = max((at + 1 for at, word in enumerate(words) if word in _SENTENCE_ENDS), default=0)
    firsts = {phrase[0] for phrase in phrases}
    begun = [at for at in range(start, len(words)) if words[at] in firsts]
    return any(_begins(words[at:], phrases) for at in begun)


@cache
def _said(code: str) -> dict[str, _Phrases]:
    """The words of comparison of a language, cut as a text is."""
    switch: Mapping[str, Sequence[str]] = lexicon(code).switches.get("compare", {})
    if not switch:
        return {}
    return {
        name: tuple(tuple(token.norm for token in tokenize(phrase)) for phrase in switch.get(name, ()))
        for name in ("prefer", "than", "sure", "behind", "worse")
    }


@cache
def _by_first_word(code: str) -> dict[str, tuple[str, ...]]:
    """What compares, between spaces, by its first word."""
    compare = [phrase for name, phrases in _said(code).items() if name != "than" for phrase in phrases]
    return {word: tuple(f" {' '.join(phrase)} " for phrase in compare if phrase[0] == word) for word, *_ in compare}


def _may_compare(frames: Sequence[Frame], norms: Sequence[str], by_first_word: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a text says what compares; a "before" may be meant otherwise as soon as it says a part of it."""
    said = by_first_word.keys() & norms
    if not said:
        return False
    text = f" {' '.join(norms)} "
    for word in said:
        for phrase in by_first_word[word]:
            if phrase in text:
                return True
    return any(frame.bound == "before" for frame in frames)
