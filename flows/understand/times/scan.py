"""The first pass: from tokens to items, by the language's phrases and by the shapes that digits make."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flows.understand.lexicon import PATTERNS, Meaning, joined_readings, pattern_end
from flows.understand.times.values import Clock, Duration, Item, Number, Partial, Setting
from flows.understand.tokens import Token

MOST_TOKENS = 320  # a long text's times stand in its first screenful; beyond it nothing is looked at
MOST_WORDS = 12  # of one phrase
MOST_READ = 200  # items before the unknown stretches are dropped
MOST_ITEMS = 48  # what has more parts than this was not written to be understood
# Words that join or introduce times but are none themselves: a text with nothing else in it holds no time.
GLUE_KINDS = frozenset(
    {
        "x", "stop", "comma", "dash", "slash", "dot", "colon", "at", "on", "of", "the", "in", "from", "upto", "between",
        "and", "or", "fill", "num", "past", "to", "not", "not_post", "approx", "plus", "minus", "dom_intro", "after",
        "before", "until", "by", "oclock", "later", "earlier", "counted", "for", "but", "ampm", "hour_the", "suits", "edge",
    }
)  # fmt: skip
_SIGNS = {
    ",": "comma", "、": "comma", "，": "comma", "-": "dash", "~": "dash", "/": "slash", "／": "slash", ".": "dot",
    "!": "stop", "?": "stop", ";": "stop", "。": "stop", "…": "stop", "...": "stop", "..": "stop", "&": "and",
    "+": "and", "<": "before", ">": "after", "(": "comma", ")": "comma", "|": "comma", ":": "colon", "=": "fill",
    "–": "dash", '"': "fill", "'": "fill", "*": "fill", "・": "fill", "·": "fill", "@": "at",
}  # fmt: skip

_JUNK = re.compile(r"[+(]?\d[\d\-. ()/]{6,24}")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d:]|[-/.]\d)")
_CLOCK = re.compile(r"(\d{1,2})\s?[:：]\s?(\d{2})(?:[:：](\d{2}))?(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?!\d|\.\d|,\d)")
_SLASHED = re.compile(r"(\d{1,4})\s?[/／]\s?(\d{1,4})(?!\d|[/／]\d)")
_DECIMAL = re.compile(r"(\d+)[,.](\d+)(?!\d)")
_MONEY = frozenset("$€£¥%#₩￥")
Shape = Callable[["re.Match[str]", Setting], Item | None]
_GLUED = frozenset({"glued", "ord_mark"})  # only right behind digits: 11a, 2nd
_RATIO = re.compile(r"\d+\s?:\s?\d(?!\d)")  # "a 1:1 meeting"
_DIGITS = re.compile(r"\d+")


def scan(text: str, tokens: list[Token], setting: Setting) -> list[Item]:
    """The items of a text in order; unknown words are runs of kind "x", signs have kinds of their own."""
    items: list[Item] = []
    at, end = 0, min(len(tokens), MOST_TOKENS)
    while at < end and len(items) < MOST_READ:
        token = tokens[at]
        if token.kind == "number":
            last = _number(text, tokens, at, end, setting, items)
        else:
            last = _word(tokens, at, end, setting, items)
        if last == at:
            _unknown(items, at)
            last = at + 1
        at = last
    return _pruned(items)[:MOST_ITEMS]


def _pruned(items: list[Item]) -> list[Item]:
    """The items without the stretches that hold no time: these become unknown words, or nothing where none is left."""
    kept: list[Item] = []
    stretch: list[Item] = []
    for item in [*items, Item("x", None, 0, 0)]:
        if item.kind not in ("x", "stop"):
            stretch.append(item)
            continue
        if any(item.kind not in GLUE_KINDS or item.kind == "num" or item.others for item in stretch):
            kept.extend(stretch)
        elif stretch:
            _as_unknown(kept, stretch[0].first, stretch[-1].last)
        stretch = []
        if item.kind == "x" and item.last:
            _as_unknown(kept, item.first, item.last)
        elif item.last and not (kept and kept[-1].kind == "stop"):
            kept.append(item)
    return kept


def _as_unknown(kept: list[Item], first: int, last: int) -> None:
    if kept and kept[-1].kind == "x":
        kept[-1].last = last
    else:
        kept.append(Item("x", None, first, last))


def _unknown(items: list[Item], at: int) -> None:
    if items and items[-1].kind == "x" and items[-1].last == at:
        items[-1].last = at + 1
    else:
        items.append(Item("x", None, at, at + 1))


def _word(tokens: list[Token], at: int, end: int, setting: Setting, items: list[Item]) -> int:
    """Enters the longest known phrase at a token; gives the token after it, or `at` where none is known."""
    token = tokens[at]
    readings, last = _phrase(tokens, at, end, setting)
    if readings is None and token.kind == "word":
        readings, last = _misspelt(token, setting), at + 1
    if readings is not None and not (at and _glued(tokens, at)):
        readings = tuple(reading for reading in readings if reading[0][0] not in _GLUED)
    if readings:
        _enter(items, readings, at, last, weak=last == at + 1 and token.norm in setting.lexicon.unsure)
        return last + _abbreviated(tokens, at, last, end, readings[0][0][0])
    if token.kind != "sign" or token.norm not in _SIGNS:
        return at
    if _SIGNS[token.norm] != "fill":
        items.append(Item(_SIGNS[token.norm], token.norm, at, at + 1))
    return at + 1


def _phrase(tokens: list[Token], at: int, end: int, setting: Setting) -> tuple[tuple[Meaning, ...] | None, int]:
    readings: tuple[Meaning, ...] | None = None
    step = last = at
    first = node = setting.lexicon.trie.get(tokens[at].norm)
    while node is not None:
        step += 1
        if "" in node:
            readings, last = node[""], step
        node = node.get(tokens[step].norm) if step < end else None
    if first is not None and PATTERNS in first:
        return _by_pattern(first[PATTERNS], tokens, at, end, readings, last)
    return readings, last


def _misspelt(token: Token, setting: Setting) -> tuple[Meaning, ...] | None:
    """What a word unknown as it stands is: two known ones in one, or one with a slip of the thumb."""
    compounded = setting.lexicon.compounded(token.norm)
    corrected = setting.lexicon.corrected(token.norm) if compounded is None else None
    return setting.lexicon.trie[corrected][""] if corrected else compounded


def _abbreviated(tokens: list[Token], at: int, last: int, end: int, kind: str) -> int:
    """One for the dot of `Oct. 2`, which ends no sentence."""
    if kind not in ("month", "weekday", "unit") or last != at + 1 or last + 1 >= end or len(tokens[at].norm) > 5:
        return 0
    dot = tokens[last]
    return int(dot.norm == "." and dot.start == tokens[at].end)


def _by_pattern(
    patterns: list[Any], tokens: list[Token], at: int, end: int, readings: tuple[Meaning, ...] | None, last: int
) -> tuple[tuple[Meaning, ...] | None, int]:
    """The longest wording of the phrases of many ways, where it is longer than what was found."""
    norms = [token.norm for token in tokens[at : min(end, at + MOST_WORDS)]]
    for steps, meaning in patterns:
        reached = at + pattern_end(steps, norms, 0)
        if reached > last:
            readings, last = (meaning,), reached
        elif reached == last and readings is not None:
            readings = joined_readings(readings, meaning)
    return readings, last


def _glued(tokens: list[Token], at: int) -> bool:
    before = at - 2 if at > 1 and tokens[at - 1].norm == "." else at - 1
    return tokens[before].kind == "number" and tokens[at - 1].end == tokens[at].start


def _enter(items: list[Item], readings: tuple[Meaning, ...], at: int, last: int, *, weak: bool) -> None:
    made = [Item(*_typed(kind, value), at, last, weak) for kind, value in readings[0] if kind != "fill"]
    if len(readings) > 1 and made:
        made[0].others = dict(_typed(*reading[0]) for reading in readings[1:] if reading[0][0] != "fill")
    if items and made and items[-1].kind == "weekday" and made[0].kind == "day" and made[0].among(("part",)):
        made[0] = Item(*_part_of(made[0]), at, last)  # German `Montag morgen` is Monday morning
    items.extend(made)


def _part_of(item: Item) -> tuple[str, Any]:
    return "part", item.taken_for("part").value


def _typed(kind: str, value: Any) -> tuple[str, Any]:
    """A kind and its value as the rules take them."""
    if kind == "num":
        return kind, Number(int(value), 0)
    if kind == "glued":
        return "ampm", value
    if kind == "clock":
        return kind, _clock_value(value)
    if kind == "dur":
        amount, _, unit = value.partition("-")
        return kind, Duration(float(amount), unit)
    return kind, value


def _clock_value(spelt: str) -> Clock:
    hour, _, minute = spelt.partition("-")
    return Clock(int(hour), int(minute or 0), "24")


def _number(text: str, tokens: list[Token], at: int, end: int, setting: Setting, items: list[Item]) -> int:
    """Reads what digits make at a token: a date, a clock time, a fraction, a bare number or nothing of ours."""
    token = tokens[at]
    word = _word_with_digits(tokens, at, end, setting, items)
    if word > at:
        return word
    if at and tokens[at - 1].end == token.start and (tokens[at - 1].norm in _MONEY or _names_a_thing(tokens, at, items)):
        return at
    for pattern, read in _shapes_at(text, token):
        match = pattern.match(text, token.start)
        if match:
            item = read(match, setting)
            if item is not None:
                last = _token_at(tokens, at, end, match.end())
                item.first, item.last = at, last
                items.append(item)
                return last
    if len(token.norm) > 4 or (at + 1 < end and tokens[at + 1].norm in _MONEY and tokens[at + 1].start == token.end):
        return at
    items.append(Item("num", Number(int(token.norm), len(token.norm)), at, at + 1))
    return at + 1


def _names_a_thing(tokens: list[Token], at: int, items: list[Item]) -> bool:
    """`J2`, `M6`: a number stuck to a word that is no time's."""
    before = tokens[at - 1]
    stuck = before.kind == "word" and not before.norm.endswith("'")
    return stuck and bool(items) and items[-1].kind == "x" and items[-1].last == at


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
    """Seven digits and more in groups that no date and no range of times makes: a phone number, a postcode."""
    runs = _DIGITS.findall(match.group())
    if sum(map(len, runs)) < 7 or (len(runs) > 1 and max(map(len, runs)) < 3):
        return None
    dated = _ISO.match(match.group()) or _DATE.match(match.group())
    if match.string[match.end() : match.end() + 1] == ":" and len(runs[-1]) < 3:
        return None  # "30 2026 11:30": the last of these numbers is an hour
    return None if dated or (len(runs) == 2 and len(runs[0]) == len(runs[1]) == 4) else Item("x", None, 0, 0)


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


_SHAPES: tuple[tuple[re.Pattern[str], Shape], ...] = (
    (_JUNK, _junk), (_ISO, _iso), (_DATE, _date), (_CLOCK, _clock), (_RATIO, _ratio), (_DOTTED, _dotted), (_SLASHED, _slashed),
    (_DECIMAL, _decimal),
)  # fmt: skip
_JOINS = frozenset(":：./／-–,")


def _shapes_at(text: str, token: Token) -> tuple[tuple[re.Pattern[str], Shape], ...]:
    """The shapes that may begin at a number: all where a sign joins it to more, else only that of a phone number."""
    if text[token.end : token.end + 2].lstrip()[:1] in _JOINS:
        return _SHAPES
    return _SHAPES[:1] if len(token.norm) > 1 else ()
