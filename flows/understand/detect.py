"""Which language a text is in, by its script and its commonest words; the customer's own wins where it may."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path

from flows.understand.tokens import Token, fold

_LANG = Path(__file__).resolve().parent.parent / "lang"
_KANA = range(0x3040, 0x3100)
_HANGUL = range(0xAC00, 0xD7A4)
_KIND = itemgetter(4)
_COUNTING = frozenset("¿¡")  # the signs that tell a language as words do
_MOST_KEPT = 4096
# Scores are whole numbers, so that those of all languages are summed as one: a word is worth 2,520, which has all divisors up
# to ten, a telling letter 0.4 of it. A text has no more words than a field has room for.
_WORD, _LETTERS = 2520, 1008
_BITS = 24
_MOST = (1 << _BITS) - 1
# Half a word: enough to break a tie between languages that share the text's words, never to outvote a word.
_PREFERRED, _SECOND = 0.5, 0.25
# The customer's language stands unless another one knows this much more of the text.
_OVERRULED = 1.6
_FOREIGN = 1.0  # one word alone does not make a text one of a language that nobody at the place speaks: "ab"


@cache
def primary(tag: str | None) -> str | None:
    """The primary language of a BCP 47 tag: `es` of `es-MX`."""
    return tag.replace("_", "-").split("-")[0].lower() or None if tag else None


def detect(tokens: Sequence[Token], known: str | None, prefer: tuple[str, ...]) -> tuple[str | None, str | None]:
    """(the language the text shows itself to be in, the language to read it in); either None where there is no hint."""
    kinds = list(map(_KIND, tokens))
    if "glyph" in kinds:
        script = _script([token for token in tokens if token.kind == "glyph"], known, prefer)
        return script, script
    if "number" in kinds:
        words = _words_behind_digits(tokens)
    else:
        words = {token[1] for token in tokens if token[4] == "word" or token[1] in _COUNTING}
    return _told_by(sum(map(_SHARES.__getitem__, words)), known, prefer)


@lru_cache(maxsize=4096)
def _told_by(shares: int, known: str | None, prefer: tuple[str, ...]) -> tuple[str | None, str | None]:
    """What `detect` answers for the shares of a text's words; most texts have the same as some text before."""
    codes = _codes()
    shown = {code: score / _WORD for at, code in enumerate(codes) if (score := shares >> _BITS * at & _MOST)}
    ranked = dict(shown)
    for share, tag in zip((_PREFERRED, _SECOND, _SECOND / 2, _SECOND / 4), prefer, strict=False):
        code = primary(tag)
        if code is not None:
            ranked[code] = ranked.get(code, 0.0) + share
    best = _best(ranked)
    usual = primary(known)
    if usual is not None and (best is None or ranked[best] < shown.get(usual, 0.0) * 1.3 + _OVERRULED):
        return (usual if shown.get(usual) else None), usual
    least = _FOREIGN if prefer and best not in map(primary, prefer) else 0.0
    return (best if best is not None and shown.get(best, 0.0) > least else None), best


def _best(scores: Mapping[str, float]) -> str | None:
    """The code with the highest score; of equal ones English, else the last by name."""
    best, most = None, 0.0
    for code, score in scores.items():
        if best is None or score > most or (score == most and (code == "en" or (best != "en" and code > best))):
            best, most = code, score
    return best


def _script(glyphs: Sequence[Token], known: str | None, prefer: Collection[str]) -> str:
    """Kana is Japanese, Hangul Korean; Chinese characters alone are what the customer or the place speaks."""
    letters = {ord(t.text[0]) for t in glyphs}
    if any(letter in _HANGUL for letter in letters):
        return "ko"
    if any(letter in _KANA or 0xFF66 <= letter <= 0xFF9F for letter in letters):
        return "ja"
    candidates = [primary(known), *(primary(tag) for tag in prefer)]
    telling = set(_words()[1]["zh"])
    if any(t.text in telling for t in glyphs):
        return "zh"
    return next((code for code in candidates if code in ("ja", "zh")), "zh")


def _words_behind_digits(tokens: Sequence[Token]) -> set[str]:
    """The words of a text with numbers, a number's mark told from a word: the "e" of "31e" is no Italian "and"."""
    found: set[str] = set()
    digits_end = -1
    for token in tokens:
        kind = token[4]
        if kind == "number":
            digits_end = token[3]
        elif kind == "word" or token[1] in _COUNTING:
            norm = token[1]
            found.add(f"#{norm}" if token[2] == digits_end and f"#{norm}" in _words()[0] else norm)
    return found


class _Shares(dict[str, int]):
    """What each word counts for the languages, found out when it is asked for.

    A word counts once: the two "h" of "das 14h30 às 15h30" make it no French.
    """

    def __missing__(self, norm: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        share = self[norm] = _shares(norm)
        return share


_SHARES = _Shares()


def _shares(norm: str) -> int:
    """What a word counts for each language, a field of bits for each; one that several know counts for each in part."""
    words, letters = _words()
    codes = words.get(norm) or words.get(fold(norm), ())
    shares = [(code, _WORD // len(codes)) for code in codes]
    if not norm.isascii():
        shares += [(code, _LETTERS) for code, signs in letters.items() if not signs.isdisjoint(norm)]
    return sum(share << _BITS * _codes().index(code) for code, share in shares)


@cache
def _codes() -> tuple[str, ...]:
    return tuple(_words()[1])


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]]]:
    """For each word the languages that have it; for each language its telling letters."""
    words: dict[str, list[str]] = {}
    letters: dict[str, frozenset[str]] = {}
    for path in sorted(_LANG.glob("*/detect.toml")):
        code = path.parent.name
        with path.open("rb") as file:
            data = tomllib.load(file)
        letters[code] = frozenset(data["letters"])
        for word in {spelling for w in data["words"].split() for spelling in (w, fold(w), w.replace("'", ""))}:
            words.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in words.items()}, letters
