"""A text cut into words, numbers, signs and emoji, in one pass over its characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

# Scripts written without spaces (and Korean, whose particles stick to the word) become one token a character;
# phrases of the language data are cut the same way, so the longest known phrase is found without a word list.
_GLYPH = (
    r"[\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003134f]"
)
_LETTER = (
    r"(?:[^\W\d_\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\uff66-\uff9f\U00020000-\U0003134f])"
)
_MARKS = r"[\u0300-\u036f]"
_EMOJI = r"[\u203c\u2049\u2139\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_EMOJI_TAIL = r"[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_QUOTE = r"['\u2018\u2019\u02bc\u00b4`\uff07]"

# English contractions stay whole (don't, it's, o'clock); an elided article is a word of its own (l'|heure, all'|una).
_CONTRACTED = rf"{_QUOTE}(?:[tT]|[sS]|[dD]|[mM]|[lL]{{2}}|[rR][eE]|[vV][eE]|[cC]lock|CLOCK|[eE]m)(?!\w)"
_WORD = rf"{_LETTER}+(?:{_MARKS}+{_LETTER}*)*(?:{_CONTRACTED}|{_QUOTE}(?={_LETTER}|\d))?"
# Keycaps (1\ufe0f\u20e3) are their number: what is left of them matches nothing and is stepped over like a space.
_CUT = (
    rf"({_WORD}|(?<!\w){_QUOTE}[sStTnNkKmM](?!\w)"
    rf"|\d+|{_GLYPH}"
    rf"|{_EMOJI}(?:{_EMOJI_TAIL}|(?<=\u200d){_EMOJI})*"
    r"|!+|\?+|\.+|[^\s\ufe0e\ufe0f\u200b-\u200f\u2060\ufeff\u20e3])"
)
_KINDS = rf"(?P<word>{_QUOTE}?{_LETTER})|(?P<number>\d)|(?P<glyph>{_GLYPH})|(?P<emoji>{_EMOJI})"
# The same for plain ASCII, as most texts are: classes without ranges of other scripts are five times as fast.
_CUT_ASCII = re.compile(
    r"([A-Za-z]+(?:['`](?:[tT]|[sS]|[dD]|[mM]|[lL]{2}|[rR][eE]|[vV][eE]|[cC]lock|CLOCK|[eE]m)(?!\w)|['`](?=[A-Za-z]|\d))?"
    r"|(?<!\w)['`][sStTnNkKmM](?!\w)|\d+|!+|\?+|\.+|\S)"
)

_STRAIGHT = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\uff07": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
        "\u223c": "~", "\u301c": "~", "\uff5e": "~", "\u2236": ":",
    }
)  # fmt: skip


class Token(NamedTuple):
    """One word, number, character of a script without spaces, emoji or sign; `text[start:end]` of the whole text.

    `norm` is NFKC, case-folded, with straight quotes and plain hyphens; accents are kept (see `fold`).
    A named tuple because a text makes a dozen of them and a frozen dataclass takes three times as long.
    """

    text: str
    norm: str
    start: int
    end: int
    kind: str = "word"  # "word", "number", "glyph", "emoji", "sign"


# The fields of a token, its place counted from the beginning of its piece.
_Cut = tuple[str, str, int, int, str]
# Pieces are kept for the next text: with those of sixteen characters that are a token each these are 4 MiB at the very most.
_MOST_KEPT, _LONGEST_KEPT = 2048, 16
_MOST_CUT = 100  # tokens of one piece: no more than that are read of a whole text
_NEW: Callable[[type[Token], _Cut], Token] = tuple.__new__


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in order; digits and letters are always parted: `14h30` is 14, h, 30, `2nite` is 2, nite."""
    tokens: list[Token] = []
    at = 0
    for piece in text.split(" "):
        for cut, norm, start, end, kind in _PIECES[piece]:
            tokens.append(_NEW(Token, (cut, norm, at + start, at + end, kind)))
        at += len(piece) + 1
    return tokens


class _Pieces(dict[str, tuple[_Cut, ...]]):
    """What is cut from each piece of a text between two spaces, filled as texts hold them: no token goes beyond a space."""

    def __missing__(self, piece: str) -> tuple[_Cut, ...]:
        cuts = _cuts(piece)
        if len(piece) > _LONGEST_KEPT:
            return cuts
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[piece] = cuts
        return cuts


_PIECES = _Pieces()


def _cuts(piece: str) -> tuple[_Cut, ...]:
    # Split, what is between the tokens and the tokens come in turn.
    parted = (_CUT_ASCII if piece.isascii() else _of_all_scripts(_CUT)).split(piece, _MOST_CUT)
    if len(parted) == 1:
        return ()
    cuts, bounds = parted[1::2], list(accumulate(map(len, parted)))
    norms, kinds = zip(*map(_known, cuts), strict=True)
    return tuple(zip(cuts, norms, bounds[::2], bounds[1::2], kinds, strict=False))


@cache
def _of_all_scripts(pattern: str) -> re.Pattern[str]:
    """Compiled with the first text that needs it: it takes a twentieth of the time in which the command starts."""
    return re.compile(pattern)


@lru_cache(maxsize=4096)
def _known(cut: str) -> tuple[str, str]:
    """What a token is compared by and its kind."""
    if cut.isascii():
        norm = cut.lower().replace("`", "'")
        kind = "number" if cut[0].isdigit() else "word" if (cut[1:] if cut[0] in "'`" else cut)[:1].isalpha() else "sign"
    else:
        norm = normal(cut)
        match = _of_all_scripts(_KINDS).match(cut)
        kind = (match and match.lastgroup) or "sign"
    if norm[0] in "!?%" and kind == "sign":
        norm = norm[0]
        kind = "word" if norm == "%" else kind  # 100% is no 100
    return (cut if norm == cut else norm), kind


def tokenize_phrase(phrase: str) -> list[Token]:
    """The tokens of a phrase of the language data; an elided word at its end (`l'`) is cut as before a noun."""
    last = phrase.rsplit(" ", 1)[-1]
    elided = last.endswith("'") and len(last) > 1 and (len(last) == 2 or not last.endswith("s'"))
    return tokenize(phrase + "a")[:-1] if elided else tokenize(phrase)


def normal(cut: str) -> str:
    """One token's text as it is compared: NFKC, case-folded, straight quotes, plain hyphens."""
    return unicodedata.normalize("NFKC", cut.translate(_STRAIGHT)).casefold().translate(_STRAIGHT)


@lru_cache(maxsize=4096)
def fold(norm: str) -> str:
    """The same word without its accents, as it is typed in a hurry: `mañana` is `manana`."""
    if norm.isascii():
        return norm
    apart = unicodedata.normalize("NFD", norm)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not "\u0300" <= c <= "\u036f"))
