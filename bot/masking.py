"""A customer's text without what tells who wrote it: numbers, addresses and names are replaced by made-up ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.understand import Heard
from flows.understand.wordbook import wordbook

NAME, GLYPH_NAME, ADDRESS = "Alex", "山田", "name@example.com"
_MADE_UP = "5550100"
_SHORTEST = 7  # digits of a phone number; dates and times hold fewer between their signs
_NUMBER = re.compile(r"\+?\d(?:[\s().\-]{0,2}\d){6,}")
_DATED = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")  # 2026-03-05 1000 is no phone number
_ELSEWHERE = re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+")
# After these stands a name, whatever it looks like: how people introduce themselves, address others and sign.
_BEFORE_NAMES = re.compile(
    r"\b(?i:this is|my name is|my name's|it's|i'm|i am|regards|cheers|love|mr|mrs|ms|miss|dr|soy|me llamo|mi nombre es|habla|"
    r"saludos|señora?|sra?|je suis|je m'appelle|c'est|ici|cordialement|cdlt|bises|madame|monsieur|mme|hier ist|hier|"
    r"mein name ist|ich heiße|ich bin|gruß|grüße|lg|mfg|frau|herr|herrn)[\s.,:-]+"
    r"((?:[^\W\d_][\w'’-]+)(?: [^\W\d_a-zà-ÿ][\w'’-]+)?)"
)
_GLYPH_NAMES = re.compile(r"(?<!お)[\u4e00-\u9fff]{1,4}(?=様|さん|氏|と申し)")
_NOUNS_ARE_CAPITAL = frozenset(("de",))


def masked(heard: Heard, names: Iterable[str]) -> str:
    """The text of a reading with made-up numbers, addresses and names; `names` are those known of this phone's visits."""
    spans = {found.span(): _number_like(found[0]) for found in _NUMBER.finditer(heard.text) if _is_phone(found, heard)}
    spans.update({found.span(): ADDRESS for found in _ELSEWHERE.finditer(heard.text)})
    spans.update(dict.fromkeys(_names_in(heard, names), NAME))
    spans.update({found.span(): GLYPH_NAME for found in _GLYPH_NAMES.finditer(heard.text)})
    text, end = [], 0
    for (start, stop), instead in sorted(spans.items()):
        if start >= end:
            text += [heard.text[end:start], instead]
            end = stop
    return "".join((*text, heard.text[end:]))


def _is_phone(found: re.Match[str], heard: Heard) -> bool:
    if any(expression.start <= found.start() and found.end() <= expression.end for expression in heard.expressions):
        return False  # "12 Mar 2026 1030"
    return sum(character.isdigit() for character in found[0]) >= _SHORTEST and not _DATED.match(found[0])


def _number_like(found: str) -> str:
    """As many digits, signs where they were: what a number does to a reading it still does."""
    digits = iter(_MADE_UP * len(found))
    return "".join(next(digits) if character.isdigit() else character for character in found)


def _names_in(heard: Heard, names: Iterable[str]) -> set[tuple[int, int]]:
    known = {part.casefold() for name in names for part in name.split() if len(part) > 1}
    words = [token for token in heard.tokens if token.kind == "word"]
    found = {(token.start, token.end) for token in words if token.text.casefold() in known}
    found |= {glyphs.span() for name in names for glyphs in re.finditer(re.escape(name), heard.text) if name.strip()}
    for introduced in _BEFORE_NAMES.finditer(heard.text):
        start, stop = introduced.span(1)
        found |= {(t.start, t.end) for t in words if start <= t.start < stop and _may_be_a_name(t.start, heard)}
    if heard.language not in _NOUNS_ARE_CAPITAL:
        found |= {(t.start, t.end) for t in words[1:] if t.text[0].isupper() and _may_be_a_name(t.start, heard)}
    return found


def _may_be_a_name(at: int, heard: Heard) -> bool:
    """Whether the language has no use of its own for the word that begins here: not a phrase's, not a day's."""
    if any(expression.start <= at < expression.end for expression in heard.expressions):
        return False
    book = wordbook(heard.language).book
    token = next(token for token in heard.tokens if token.start == at)
    return book.code(token) == book.unknown
