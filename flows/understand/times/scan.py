"""The first pass: from tokens to items, by the language's phrases and by the shapes that digits make."""

from __future__ import annotations

import re

from flows.understand.times.values import Clock, Duration, Item, Number, Partial, Setting
from flows.understand.tokens import Token

MOST_TOKENS = 320  # a long text's times stand in its first screenful; beyond it nothing is looked at
# Words that join or introduce times but are none themselves: a text with nothing else in it holds no time.
GLUE_KINDS = frozenset(
    {
        "x", "stop", "comma", "dash", "slash", "dot", "colon", "at", "on", "of", "the", "in", "from", "upto", "between",
        "and", "or", "fill", "num", "past", "to", "not", "not_post", "approx", "plus", "minus", "dom_intro", "after",
        "before", "until", "by", "oclock", "later", "earlier", "counted", "for", "but", "plus", "ampm", "edge",
    }
)  # fmt: skip
_SIGNS = {
    ",": "comma", "、": "comma", "，": "comma", "-": "dash", "~": "dash", "/": "slash", "／": "slash", ".": "dot",
    "!": "stop", "?": "stop", ";": "stop", "。": "stop", "…": "stop", "...": "stop", "..": "stop", "&": "and",
    "+": "and", "<": "before", ">": "after", "(": "comma", ")": "comma", "|": "comma", ":": "colon", "=": "fill",
    "–": "dash", '"': "fill", "'": "fill", "*": "fill", "・": "fill", "·": "fill", "@": "at",
}  # fmt: skip

_JUNK = re.compile(r"[+(]?\d[\d\-. ()/]{6,}")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d:]|[-/.]\d)")
_CLOCK = re.compile(r"(\d{1,2})\s?[:：]\s?(\d{2})(?:[:：](\d{2}))?(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?!\d|\.\d|,\d)")
_SLASHED = re.compile(r"(\d{1,4})\s?[/／]\s?(\d{1,4})(?!\d|[/／]\d)")
_DECIMAL = re.compile(r"(\d+)[,.](\d+)(?!\d)")
_MONEY = frozenset("$€£¥%#₩￥")
_RATIO = re.compile(r"\d+\s?:\s?\d(?!\d)")  # "a 1:1 meeting"
_DIGITS = re.compile(r"\d+")


def scan(text: str, tokens: list[Token], setting: Setting) -> list[Item]:
    """The items of a text in order; unknown words are runs of kind "x", signs have kinds of their own."""
    items: list[Item] = []
    at, end = 0, min(len(tokens), MOST_TOKENS)
    while at < end:
        token = tokens[at]
        if token.kind == "number":
            last = _number(text, tokens, at, end, setting, items)
        else:
            last = _word(tokens, at, end, setting, items)
        if last == at:
            _unknown(items, at)
            last = at + 1
        at = last
    return items


def _unknown(items: list[Item], at: int) -> None:
    if items and items[-1].kind == "x" and items[-1].last == at:
        items[-1].last = at + 1
    else:
        items.append(Item("x", None, at, at + 1))


def _word(tokens: list[Token], at: int, end: int, setting: Setting, items: list[Item]) -> int:
    """Reads the longest known phrase at a token; gives the token after it, or `at` where none is known."""
    token = tokens[at]
    lexicon = setting.lexicon
    node = lexicon.trie.get(token.norm)
    meaning, last = None, at
    step = at
    while node is not None:
        step += 1
        if "" in node:
            meaning, last = node[""], step
        node = node.get(tokens[step].norm) if step < end else None
    if meaning is None and token.kind == "word":
        corrected = lexicon.corrected(token.norm)
        if corrected:
            meaning, last = lexicon.trie[corrected][""], at + 1
    if meaning is None:
        if token.kind == "sign" and token.norm in _SIGNS:
            if _SIGNS[token.norm] != "fill":
                items.append(Item(_SIGNS[token.norm], None, at, at + 1))
            return at + 1
        return at
    if meaning[0][0] == "glued" and not (at and tokens[at - 1].kind == "number" and tokens[at - 1].end == token.start):
        return at
    _enter(items, meaning, at, last, weak=last == at + 1 and token.norm in lexicon.unsure)
    return last


def _enter(items: list[Item], meaning: tuple[tuple[str, object], ...], at: int, last: int, *, weak: bool) -> None:
    for kind, value in meaning:
        if kind == "fill":
            continue
        if kind == "num":
            items.append(Item("num", Number(int(str(value)), 0), at, last, weak))
        elif kind == "glued":
            items.append(Item("ampm", value, at, last))
        elif kind == "clock":
            items.append(Item("clock", _clock_value(str(value)), at, last))
        elif kind == "dur":
            amount, _, unit = str(value).partition("-")
            items.append(Item("dur", Duration(float(amount), unit), at, last))
        else:
            items.append(Item(kind, value, at, last, weak))


def _clock_value(spelt: str) -> Clock:
    hour, _, minute = spelt.partition("-")
    return Clock(int(hour), int(minute or 0), "24")


def _number(text: str, tokens: list[Token], at: int, end: int, setting: Setting, items: list[Item]) -> int:
    """Reads what digits make at a token: a date, a clock time, a fraction, a bare number or nothing of ours."""
    token = tokens[at]
    word = _word_with_digits(tokens, at, end, setting, items)
    if word > at:
        return word
    if at and tokens[at - 1].norm in _MONEY and tokens[at - 1].end == token.start:
        return at
    for pattern, read in _SHAPES:
        match = pattern.match(text, token.start)
        if match:
            item = read(match, setting)
            if item is not None:
                item.first, item.last = at, _token_at(tokens, at, end, match.end())
                items.append(item)
                return item.last
    if len(token.norm) > 4 or (at + 1 < end and tokens[at + 1].norm in _MONEY and tokens[at + 1].start == token.end):
        return at
    items.append(Item("num", Number(int(token.norm), len(token.norm)), at, at + 1))
    return at + 1


def _word_with_digits(tokens: list[Token], at: int, end: int, setting: Setting, items: list[Item]) -> int:
    """A known phrase that begins with a digit, such as `2moro`."""
    if tokens[at].norm not in setting.lexicon.trie:
        return at
    return _word(tokens, at, end, setting, items)


def _token_at(tokens: list[Token], at: int, end: int, char: int) -> int:
    while at < end and tokens[at].start < char:
        at += 1
    return at


def _junk(match: re.Match[str], setting: Setting) -> Item | None:
    digits = sum(len(run) for run in _DIGITS.findall(match.group()))
    runs = _DIGITS.findall(match.group())
    # Seven digits and more in groups that no date or range of clock times makes: a phone number, a postcode.
    if digits >= 7 and (len(runs) == 1 or max(map(len, runs)) >= 3 and not _ISO.match(match.group().strip())):
        if _DATE.match(match.group()) or len(runs) == 2 and all(len(run) == 4 for run in runs):
            return None
        return Item("x", None, 0, 0)
    return None


def _ratio(match: re.Match[str], setting: Setting) -> Item | None:
    return Item("x", None, 0, 0)


def _iso(match: re.Match[str], setting: Setting) -> Item | None:
    return _dated(int(match.group(1)), int(match.group(3)), int(match.group(4)))


def _dated(year: int, month: int, day: int) -> Item | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Item("date", Partial(year, month, day), 0, 0)


def _date(match: re.Match[str], setting: Setting) -> Item | None:
    first, second, last = int(match.group(1)), int(match.group(3)), int(match.group(4))
    if setting.order == "ymd" and len(match.group(4)) == 2 and first > 12:
        return _dated(2000 + first, second, last)
    year = last if last >= 100 else 2000 + last
    month, day = in_order(first, second, setting.order)
    return _dated(year, month, day)


def in_order(first: int, second: int, order: str) -> tuple[int, int]:
    """Month and day of two numbers: as the region has them, the other way round where only that can be."""
    month, day = (second, first) if order == "dmy" else (first, second)
    return (day, month) if month > 12 >= day else (month, day)


def _clock(match: re.Match[str], setting: Setting) -> Item | None:
    hour, minute = int(match.group(1)), int(match.group(2))
    if hour > 24 or minute > 59:
        return None
    half = "24" if hour > 12 or hour == 0 or (match.group(1).startswith("0") and hour > 6) else ""
    return Item("clock", Clock(hour % 24 if hour == 24 else hour, minute, half), 0, 0)


def _dotted(match: re.Match[str], setting: Setting) -> Item | None:
    return Item("dotted", (match.group(1), match.group(2)), 0, 0)


def _slashed(match: re.Match[str], setting: Setting) -> Item | None:
    first, second = int(match.group(1)), int(match.group(2))
    if match.group() == "24/7":
        return Item("x", None, 0, 0)
    if len(match.group(1)) == 4 and 1 <= second <= 12:
        return Item("date", Partial(first, second), 0, 0)
    if len(match.group(2)) == 4 and 1 <= first <= 12:
        return Item("date", Partial(second, first), 0, 0)
    month, day = in_order(first, second, setting.order)
    if 1 <= month <= 12 and 1 <= day <= 31:
        return Item("slashed", (first, second), 0, 0)
    return None


def _decimal(match: re.Match[str], setting: Setting) -> Item | None:
    return Item("decimal", float(f"{match.group(1)}.{match.group(2)}"), 0, 0)


_SHAPES = (
    (_JUNK, _junk), (_ISO, _iso), (_DATE, _date), (_CLOCK, _clock), (_RATIO, _ratio), (_DOTTED, _dotted), (_SLASHED, _slashed),
    (_DECIMAL, _decimal),
)  # fmt: skip
