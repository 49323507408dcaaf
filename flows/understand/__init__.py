"""What a customer's text means: `understand` it by itself, then `resolve` it against what was asked last."""

from __future__ import annotations

from datetime import datetime

from flows.understand.detect import detect, primary
from flows.understand.evidence import gather
from flows.understand.heard import Heard
from flows.understand.resolve import resolve
from flows.understand.times import find_times
from flows.understand.tokens import tokenize
from flows.understand.wordbook import languages, wordbook
from flows.values import Asked, Reading

__all__ = ["Heard", "read", "resolve", "understand"]

_FALLBACK = "en"
# Nobody arranges an appointment in more words. What lies beyond is not read, and then nothing is taken for a yes.
_MOST_TOKENS = 100
_MOST_CHARACTERS = 700


def understand(text: str, now: datetime, language: str | None = None, prefer: tuple[str, ...] = ()) -> Heard:
    """What a text says by itself; `now` is naive local time, `language` the customer's (BCP 47), `prefer` the place's."""
    tokens = tokenize(text[:_MOST_CHARACTERS])
    cut = len(text) > _MOST_CHARACTERS or len(tokens) > _MOST_TOKENS
    if cut:
        tokens = tokens[:_MOST_TOKENS]
        text = text[: tokens[-1].end] if tokens else ""
    shown, reading = detect(tokens, language, prefer)
    code = reading if reading in languages() else primary(language) or _FALLBACK
    if code not in languages():
        code = _FALLBACK
    expressions = find_times(text, tokens, now, _tags(reading or code, language, prefer))
    evidence = gather(tokens, wordbook(code).book, expressions, text)
    return Heard(text, tuple(tokens), expressions, evidence, code, shown, cut)


def read(
    text: str, now: datetime, language: str | None = None, prefer: tuple[str, ...] = (), asked: Asked | None = None
) -> Reading:
    """What a text means, given what was asked last."""
    return resolve(understand(text, now, language, prefer), asked or Asked(), now)


def _tags(code: str, language: str | None, prefer: tuple[str, ...]) -> tuple[str, ...]:
    """The language to read times in, with the region that settles whether `3/11` is in March."""
    for tag in (language, *prefer):
        if primary(tag) == code and tag is not None:
            return (tag,)
    return (code,)
