"""Typographic characters of staff's texts in their plain forms: one curly quote makes a text cost twice as much."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from flows.segments import encoding

# What a character is called in Unicode tells what it looks like; the first word found counts.
_BY_NAME = (
    ("DOUBLE ANGLE QUOTATION", '"'),
    ("SINGLE LEFT-POINTING ANGLE", "<"),
    ("SINGLE RIGHT-POINTING ANGLE", ">"),
    ("SINGLE LOW-9", ","),
    ("SINGLE", "'"),
    ("DOUBLE PRIME", '"'),
    ("DOUBLE APOSTROPHE", '"'),
    ("QUOTATION MARK", '"'),
    ("VERTICAL COMMA", "'"),
    ("VERTICAL IDEOGRAPHIC COMMA", "'"),
    ("COMMA BELOW", ","),
    ("IDEOGRAPHIC COMMA", ","),
    ("COMMA", "'"),
    ("APOSTROPHE", "'"),
    ("PRIME", "'"),
    ("ACUTE ACCENT", "'"),
    ("GRAVE ACCENT", "'"),
    ("MODIFIER LETTER VERTICAL LINE", "'"),
    ("REVERSE SOLIDUS", "\\"),
    ("SOLIDUS", "/"),
    ("FRACTION SLASH", "/"),
    ("DIVISION", "/"),
    ("LOW LINE", "_"),
    ("VERTICAL", "|"),
    ("DIVIDES", "|"),
    ("EXTENSION", "|"),
    ("SCAN LINE", "-"),
    ("HYPHEN", "-"),
    ("BULLET", "-"),
    ("MINUS SIGN", "-"),
    ("MIDDLE DOT", "-"),
    ("RETROFLEX CLICK", "!"),
    ("LEFT PARENTHESIS", "("),
    ("LEFT FLATTENED PARENTHESIS", "("),
    ("LEFT WHITE PARENTHESIS", "("),
    ("RIGHT PARENTHESIS", ")"),
    ("RIGHT FLATTENED PARENTHESIS", ")"),
    ("RIGHT WHITE PARENTHESIS", ")"),
    ("FLATTENED RIGHT PARENTHESIS", ")"),
    ("FLATTENED LEFT PARENTHESIS", "("),
    ("ASTERISK", "*"),
    ("MULTIPLICATION SIGN", "x"),
    ("PLUS SIGN", "+"),
    ("FULL STOP", "."),
    ("COLON", ":"),
    ("EQUALS SIGN", "="),
    ("CIRCUMFLEX", "^"),
    ("LEFT CURLY BRACKET", "{"),
    ("RIGHT CURLY BRACKET", "}"),
    ("TILDE", "~"),
)
_NAMED = {"REVERSED SEMICOLON": ";", "CENT SIGN": "c"}
_AND_A_FRACTION = re.compile("(?<=[0-9])(?=[¼½¾⅐-⅞])")
_SPACES = ("Zs", "Zl", "Zp")


def plain(text: str) -> str:
    """The text in plain characters where that makes it GSM-7, else as it is: then the marks cost nothing more.

    Letters are never touched: an accent is part of a name.
    """
    if encoding(text) == "GSM-7":
        return text
    # "1½ hours" must not become "11/2 hours".
    spaced = _AND_A_FRACTION.sub(" ", unicodedata.normalize("NFC", text))
    changed = "".join(map(_plain, spaced))
    return changed if encoding(changed) == "GSM-7" else text


@cache
def _plain(char: str) -> str:
    """The plain form of one character; the character itself where it has none."""
    if encoding(char) == "GSM-7":
        return char
    kind = unicodedata.category(char)
    if kind in _SPACES or char == "\t":
        return " "
    if kind in ("Cc", "Cf"):
        return ""
    same = unicodedata.normalize("NFKC", char).replace("\u2044", "/")
    # A wide or small form of a plain character, a vulgar fraction, three dots in one.
    if encoding(same) == "GSM-7" and same.strip():
        return same
    name = unicodedata.name(char, "")
    if "SMALL CAPITAL" in name and name[-2] == " ":
        return name[-1]
    if kind == "Pd":
        return "-"
    if kind in ("Lu", "Ll", "Lt"):
        return char
    return _NAMED.get(name) or next((mark for word, mark in _BY_NAME if word in name), char)
