"""The first pass: from tokens to items, by the language's phrases and by the shapes that digits make."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from flows.understand.lexicon import LEAST_LETTERS, PATTERNS, Meaning, Trie, joined_readings, lexicon, pattern_end
from flows.understand.times.said import NOTHING, TELLING_NOTHING, Said, said
from flows.understand.times.values import Clock, Item, Number, Partial, Setting
from flows.understand.tokens import Token

MOST_TOKENS = 320  # a long text's times stand in its first screenful; beyond it nothing is looked at
MOST_WORDS = 12  # of one phrase
MOST_READ = 200  # items before the unknown stretches are dropped
MOST_ITEMS = 40  # what has more parts than this was not written to be understood
_SIGNS = {
    ",": "comma", "、": "comma", "，": "comma", "-": "dash", "~": "dash", "/": "slash", "／": "slash", ".": "dot",
    "!": "stop", "?": "stop", ";": "stop", "。": "stop", "…": "stop", "...": "stop", "..": "stop", "&": "and",
    "+": "and", "<": "before", ">": "after", "(": "comma", ")": "comma", "|": "comma", ":": "colon", "=": "fill",
    "–": "dash", '"': "fill", "'": "fill", "*": "fill", "・": "fill", "·": "fill", "@": "at",
}  # fmt: skip

_SIGNS_SAID = {
    sign: Said(kind, () if kind == "fill" else ((kind, sign),), None, telling=False, timely=False, apart=None)
    for sign, kind in _SIGNS.items()
}

_JUNK = re.compile(r"[+(]?\d[\d\-. ()/]{6,24}")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:T(?=\d\d:\d\d)|(?!\d))")
_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d:]|[-/.]\d)")
_CLOCK = re.compile(r"(\d{1,2})\s?[:：]\s?(\d{2})(?:[:：](\d{2}))?(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})(?!\d|\.\d|,\d)")
_SLASHED = re.compile(r"(\d{1,4})\s?[/／]\s?(\d{1,4})(?!\d|[/／]\d)")
_DECIMAL = re.compile(r"(\d+)[,.](\d+)(?!\d)")
_MONEY = frozenset("$€£¥%#₩￥")
Shape = Callable[["re.Match[str]", Setting], Item | None]
_FRACTIONS = {"1/4": "quarter", "1/2": "half", "3/4": "three_quarters"}  # of an hour, or a date
_RATIO = re.compile(r"\d+\s?:\s?\d(?!\d)")  # "a 1:1 meeting"
_DIGITS = re.compile(r"\d+")


# What is known at a token: the stretch it covers (first, last), the token to read next, what it says, whether it may be none.
_Found = tuple[int, int, int, Said | Item, bool]


def scan(text: str, tokens: list[Token], setting: Setting) -> list[Item]:
    """The items of a text in order; unknown words are runs of kind "x", signs have kinds of their own.

    Stretches that hold no time become unknown words; there are no items at all where no stretch holds one.
    """
    found, reached = _found(text, tokens, setting)
    return _hours(_pruned(_closing(_items(found, reached)))[:MOST_ITEMS], tokens, setting) if found else []


def _found(text: str, tokens: list[Token], setting: Setting) -> tuple[list[_Found], int]:
    """What is known in a text, nothing where none of it can be a time, and the token up to which it was read."""
    found: list[_Found] = []
    telling = timely = unknown = False
    at = count = 0
    end = min(len(tokens), MOST_TOKENS)
    code, trie = setting.lexicon.code, setting.lexicon.trie
    while at < end and count < MOST_READ:
        _, norm, _, _, kind = tokens[at]
        one = None
        if kind == "number":
            one = _number(text, tokens, at, end, setting, unknown)
        elif norm in trie:
            one = _word(tokens, at, end, setting)
        elif kind == "sign" or len(norm) >= LEAST_LETTERS:
            lone = _alone(code, norm, kind)
            one = None if lone is None else (at, at + 1, at + 1, lone, False)
        if one is None:
            count += not unknown
            unknown, at = True, at + 1
            continue
        found.append(one)
        _, _, at, what, _ = one
        if isinstance(what, Said):
            telling, timely = telling or what.telling, timely or what.timely
            count += len(what.parts)
            unknown = bool(what.parts) and what.parts[-1][0] == "x"
        else:
            unknown = what.kind == "x"
            if not unknown:
                telling = timely = True
            count += 1
    return (found if telling and timely else []), at


def _items(found: list[_Found], reached: int) -> list[Item]:
    items: list[Item] = []
    at = 0
    for first, last, after, what, weak in found:
        if first > at:
            _unknown(items, at, first)
        if isinstance(what, Said):
            _enter(items, what, first, last, weak=weak)
        else:
            items.append(what)
        at = after
    if reached > at:
        _unknown(items, at, reached)
    return items


def _closing(items: list[Item]) -> list[Item]:
    """The items, where "too" says something only at the end of a clause: `Thursday is out, Friday too`."""
    if "also" not in [item.kind for item in items]:
        return items
    kept: list[Item] = []
    for item, after in zip_longest(items, items[1:]):
        if item.kind != "also" or after is None or after.kind in ("comma", "stop", "dot"):
            kept.append(item)
        elif item.others:  # Spanish "también" is an "and" as well
            kept.append(item.taken_for(next(iter(item.others))))
    return kept


def _pruned(items: list[Item]) -> list[Item]:
    """The items without the stretches that hold no time: these become unknown words, or nothing where none is left."""
    kept: list[Item] = []
    stretch: list[Item] = []
    worth = False
    for item in [*items, Item("x", None, 0, 0)]:
        kind = item.kind
        if kind not in ("x", "stop"):
            stretch.append(item)
            worth = worth or kind not in TELLING_NOTHING or bool(item.others)
            continue
        if worth:
            kept.extend(stretch)
        elif stretch:
            _as_unknown(kept, stretch[0].first, stretch[-1].last)
        stretch, worth = [], False
        if kind == "x" and item.last:
            _as_unknown(kept, item.first, item.last)
        elif item.last and not (kept and kept[-1].kind == "stop"):
            kept.append(item)
    return kept


def _as_unknown(kept: list[Item], first: int, last: int) -> None:
    if kept and kept[-1].kind == "x":
        kept[-1].last = last
    else:
        kept.append(Item("x", None, first, last))


def _hours(items: list[Item], tokens: list[Token], setting: Setting) -> list[Item]:
    """Portuguese `às dez` is ten behind an article that only hours have, `28 dez` and `dia 28 de dez` are December."""
    articles = setting.switch("hour_articles")
    for at in range(2, len(items) - 1):
        if items[at].kind == "unit" and items[at].among(("at",)) and _is_of_weekday(items, at):
            items[at] = items[at].taken_for("at")
            items[at].others = None
    for at, item in enumerate(items if articles else ()):
        if item.kind != "month" or not item.weak or not at or not item.among(("num",)):
            continue
        if tokens[item.first - 1].norm in articles:
            items[at] = item.taken_for("num")
            items[at].weak = False
        elif _is_of_day(items, at):
            item.others = {kind: value for kind, value in (item.others or {}).items() if kind != "num"} or None
    return items


def _is_of_weekday(items: list[Item], at: int) -> bool:
    """Italian `mercoledì 17 ore 10`: the hours are no length of time between a date and a clock time."""
    number, after = items[at - 1], items[at + 1]
    before = next((item for item in reversed(items[: at - 1]) if item.kind != "dot"), number)
    return before.kind == "weekday" and number.kind == "num" and after.kind in ("num", "clock", "dotted")


def _is_of_day(items: list[Item], at: int) -> bool:
    """Whether a day of the month stands before a month."""
    day = at - 2 if items[at - 1].among(("of",)) and at > 1 else at - 1
    if items[day].kind not in ("num", "ord", "dom"):
        return False
    return day < at - 1 or (
        items[day].kind == "num" and items[day].value.digits > 0 and not (day and items[day - 1].among(("at",)))
    )


def _unknown(items: list[Item], first: int, last: int) -> None:
    if items and items[-1].kind == "x" and items[-1].last == first:
        items[-1].last = last
    else:
        items.append(Item("x", None, first, last))


def _word(tokens: list[Token], at: int, end: int, setting: Setting) -> _Found | None:
    """The longest known phrase at a token that may begin one; None where none is known."""
    _, norm, _, _, kind = tokens[at]
    words = setting.lexicon
    node, what = words.trie[norm], None
    last = at + 1
    if len(node) > 1 or "" not in node:
        what, last = _phrase(node, tokens, at, end)
    if what is None:
        what, last = _alone(words.code, norm, kind), at + 1
    if what is not None and what.apart is not None and not (at and _glued(tokens, at)):
        what = what.apart if what.apart is not NOTHING else _SIGNS_SAID.get(norm)
    if what is None:
        return None
    weak = last == at + 1 and norm in words.unsure
    dotted = last + 1 < end and tokens[last][1] == "." and _is_abbreviated(tokens, at, last, what)
    return at, last, last + dotted, what, weak


@lru_cache(maxsize=4096)
def _alone(code: str, norm: str, kind: str) -> Said | None:
    """What a word that begins no longer phrase says: as it stands, else as what it was meant for; or what a sign does."""
    words = lexicon(code)
    readings: tuple[Meaning, ...] | None = words.trie.get(norm, {}).get("")
    if readings is None and kind == "word":
        readings = words.guessed(norm)
    if readings is not None:
        return said(readings)
    return _SIGNS_SAID.get(norm) if kind == "sign" else None


def _phrase(first: Trie, tokens: list[Token], at: int, end: int) -> tuple[Said | None, int]:
    readings: tuple[Meaning, ...] | None = None
    step = last = at
    node: Trie | None = first
    while node is not None:
        step += 1
        if "" in node:
            readings, last = node[""], step
        node = node.get(tokens[step][1]) if step < end else None
    if PATTERNS in first:
        readings, last = _by_pattern(first[PATTERNS], tokens, at, end, readings, last)
    return None if readings is None else said(readings), last


def _is_abbreviated(tokens: list[Token], at: int, last: int, what: Said) -> bool:
    """Whether the dot at `last` is that of `Oct. 2`, which ends no sentence."""
    if last != at + 1 or len(tokens[at].norm) > 5:
        return False
    return what.kind in ("month", "weekday", "unit") and tokens[last].start == tokens[at].end


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


def _enter(items: list[Item], what: Said, at: int, last: int, *, weak: bool) -> None:
    made = [Item(kind, value, at, last, weak) for kind, value in what.parts]
    if what.others:
        made[0].others = what.others
        if items and items[-1].kind == "weekday" and made[0].kind == "day" and "part" in what.others:
            made[0] = Item("part", what.others["part"], at, last)  # German `Montag morgen` is Monday morning
    items.extend(made)


def _number(text: str, tokens: list[Token], at: int, end: int, setting: Setting, unknown: bool) -> _Found | None:
    """Reads what digits make at a token: a date, a clock time, a fraction, a bare number or nothing of ours.

    `unknown` is whether what stands before is no time's.
    """
    token = tokens[at]
    norm = token.norm
    word = _word(tokens, at, end, setting) if norm in setting.lexicon.trie else None  # `2moro`
    if word is not None:
        return word
    if at and tokens[at - 1].end == token.start and (tokens[at - 1].norm in _MONEY or (unknown and _is_name(tokens[at - 1]))):
        return None
    for pattern, read in _shapes_at(text, token):
        match = pattern.match(text, token.start)
        if match:
            item = read(match, setting)
            if item is not None:
                last = _token_at(tokens, at, end, match.end())
                item.first, item.last = at, last
                return at, last, last, item, False
    if len(norm) > 4 or (at + 1 < end and tokens[at + 1].norm in _MONEY and tokens[at + 1].start == token.end):
        return None
    return at, at + 1, at + 1, Item("num", Number(int(norm), len(norm)), at, at + 1), False


def _is_name(before: Token) -> bool:
    """`J2`, `M6`: a number stuck to a word that is no time's."""
    return before.kind == "word" and not before.norm.endswith("'")


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
        fraction = _FRACTIONS.get(match.group()) if setting.switch("fractions") else None
        return Item("slashed", (first, second), 0, 0, others={fraction: match.group()} if fraction else None)
    return None


def _decimal(match: re.Match[str], setting: Setting) -> Item | None:
    if setting.switch("comma_clock") and "," in match.group() and len(match.group(1)) < 3 and len(match.group(2)) == 2:
        return _dotted(match, setting)
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
