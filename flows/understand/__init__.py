"""What a customer's text means: `understand` it by itself, then `resolve` it against what was asked last."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from threading import Lock

from flows.frozen import replace
from flows.understand.corrected import corrected_from
from flows.understand.detect import detect, primary
from flows.understand.elsewhere import elsewhere, is_ours
from flows.understand.evidence import MOST_TOKENS, Evidence, gather
from flows.understand.figures import in_figures
from flows.understand.heard import Heard
from flows.understand.kept import Kept
from flows.understand.resolve import resolve
from flows.understand.times import is_timely, read_times
from flows.understand.times.values import Present
from flows.understand.tokens import Token, tokenize
from flows.understand.wordbook import languages, wordbook
from flows.values import Asked, Reading, Window

__all__ = ["KEPT", "Heard", "read", "resolve", "understand"]

_FALLBACK = "en"
_EMPTY = frozenset(("filler",))
_MOST_CHARACTERS = 600
# A book's automaton grows while it reads: two threads at that at once would give each other's states the same number.
_ALONE = Lock()
KEPT = Kept()


def understand(text: str, now: datetime, language: str | None = None, prefer: tuple[str, ...] = ()) -> Heard:
    """What a text says by itself; `now` is naive local time, `language` the customer's (BCP 47), `prefer` the place's."""
    key = text, language, prefer
    kept = KEPT.found(key, now)
    if kept is not None:
        return kept
    present = Present(now)
    with _ALONE:
        heard = _understand(text, present, language, prefer)
        KEPT.keep(key, heard, present)
    return heard


def _understand(text: str, present: Present, language: str | None, prefer: tuple[str, ...]) -> Heard:
    text = in_figures(text)
    tokens = tokenize(text[:_MOST_CHARACTERS])
    cut = len(text) > _MOST_CHARACTERS or len(tokens) > MOST_TOKENS
    if cut:
        tokens = tokens[:MOST_TOKENS]
        text = text[: tokens[-1].end] if tokens else ""
    shown, reading = detect(tokens, language, prefer)
    code, tag = _read_in(reading, language, prefer)
    norms = [token[1] for token in tokens]
    expressions = read_times(text, tokens, present, (tag,)) if is_timely(norms, tag) else ()
    own: tuple[Window, ...] = ()
    if expressions and expressions[-1].own:
        own = tuple(window for expression in expressions if expression.own for window in expression.windows)
        expressions = tuple(expression for expression in expressions if not expression.own)
    words = wordbook(code)
    evidence = gather(tokens, norms, words.book, expressions, text)
    if len(expressions) > 1:
        meant = corrected_from(tokens, evidence.marks, expressions, code)
        if meant is not None:
            return _understand(" " * meant + text[meant:], present, language, prefer)
    other = None
    if not (text.isascii() and is_ours(language)):
        spoken = shown in {_FALLBACK, *map(primary, prefer)}
        other = elsewhere(text, tokens, evidence, language, spoken, present)
    if shown is None and reading == code and _is_known(tokens, evidence):
        shown = code
    return Heard(text, tuple(tokens), expressions, evidence, code, shown, cut, words.verb_last, own, other)


def _is_known(tokens: list[Token], evidence: Evidence) -> bool:
    """Whether the text is all phrases of the language it was read in, and some of them say something: "ab" does not."""
    says = any(mark.roles - _EMPTY for mark in evidence.marks)
    return says and not evidence.unknown and any(token.kind == "word" for token in tokens)


def read(
    text: str,
    now: datetime,
    language: str | None = None,
    prefer: tuple[str, ...] = (),
    asked: Asked | None = None,
    *,
    explained: bool = True,
) -> Reading:
    """What a text means, given what was asked last; unless `explained` without the words that made it."""
    reading = resolve(understand(text, now, language, prefer), asked or Asked(), now, explained=explained)
    if not explained or all(text[span.start : span.end] == span.text for span in reading.spans):
        return reading
    # Figures that were meant ("l0" for ten) are shown as they were written.
    shown = tuple(replace(span, text=text[span.start : span.end]) for span in reading.spans)
    return replace(reading, spans=shown)


@lru_cache(maxsize=256)
def _read_in(shown: str | None, language: str | None, prefer: tuple[str, ...]) -> tuple[str, str]:
    """The language of ours to read a text in, and that of its times, whose region settles whether `3/11` is in March."""
    code = shown if shown in languages() else primary(language) or _FALLBACK
    if code not in languages():
        code = _FALLBACK
    said = shown or code
    return code, next((tag for tag in (language, *prefer) if tag is not None and primary(tag) == said), said)
