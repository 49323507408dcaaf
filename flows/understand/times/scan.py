"""The first pass: from tokens to items, by the language's phrases and by the shapes that digits make."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.understand.times.said import TELLING_NOTHING, Said
from flows.understand.times.values import Clock, Item, Number, Partial, Setting, made_item
from flows.understand.times.words import ABBREVIATED, Known, apart, phrase_at, words_of
from flows.understand.tokens import Token

MOST_TOKENS = 320  # a long text's times stand in its first screenful; beyond it nothing is looked at
MOST_READ = 200  # items before the unknown stretches are dropped
MOST_ITEMS = 32  # what has more parts than this was not written to be understood

_JUNK = re.compile(r"[+(]?\d[\d\-. ()/]{6,24}")
_SPAN = re.compile(r"\d{1,2}([/.])\d{1,2}\.?\s?[-–]\s?\d{1,2}\1\d{1,2}\1\d{4}(?!\d)")  # `4/3 - 9/3/2027`
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


def scan(text: str, tokens: list[Token], setting: Setting) -> list[Item]:
    """The items of a text in order; unknown words are runs of kind "x", signs have kinds of their own.

    Stretches that hold no time become unknown words; there are no items at all where no stretch holds one.
    """
    row, words = _Row(), words_of(setting.lexicon.code)
    telling = timely = unknown = False
    at = count = 0
    end = min(len(tokens), MOST_TOKENS)
    while at < end and count < MOST_READ:
        norm, kind = tokens[at][1], tokens[at][4]
        known = words[kind](norm)
        what, last = None, at + 1
        after = last
        if known is not None:
            what, leads, weak, _ = known
            if (last < end and tokens[last][1] in leads) or (what is not None and what.apart is not None):
                what, last, after, weak = _said_at(tokens, at, end, known, setting)
        if what is not None:
            row.enter(what, at, last, weak)
            telling, timely, unknown = telling or what.telling, timely or what.timely, what.unknown
            count += len(what.parts)
        elif kind == "number" and (item := _number(text, tokens, at, end, setting, unknown)) is not None:
            row.add(item)
            unknown = item.kind == "x"
            telling, timely = telling or not unknown, timely or not unknown
            count, after = count + 1, item.last
        elif not unknown:
            row.unknown(at, after)
            count, unknown = count + 1, True
        else:
            row.items[-1].last = after
        at = after
    if not (telling and timely):
        return []
    items = row.closed()[:MOST_ITEMS]
    return _hours(items, tokens, setting) if row.hours else items


def _said_at(tokens: list[Token], at: int, end: int, known: Known, setting: Setting) -> tuple[Said | None, int, int, bool]:
    """What the longest phrase at a token says, the tokens up to which it stands and is read, and whether it may be none."""
    what, _, weak, short = known
    last = at + 1
    longer = phrase_at(setting.lexicon.trie, tokens, at, end)
    if longer is not None:
        what, last = longer
    if what is not None and what.apart is not None and not (at and _glued(tokens, at)):
        what = apart(what, tokens[at].norm)
    dotted = short and what is not None and _is_abbreviated(what, tokens, at, last, end)
    return what, last, last + dotted, weak and last == at + 1


def _is_abbreviated(what: Said, tokens: list[Token], at: int, last: int, end: int) -> bool:
    """Whether the dot at `last` is that of `Oct. 2`, which ends no sentence."""
    if last != at + 1 or last + 1 >= end or tokens[last].norm != ".":
        return False
    return what.kind in ABBREVIATED and tokens[last].start == tokens[at].end


def _glued(tokens: list[Token], at: int) -> bool:
    before = at - 2 if at > 1 and tokens[at - 1].norm == "." else at - 1
    return tokens[before].kind == "number" and tokens[at - 1].end == tokens[at].start


class _Row:
    """The items of a text as they are read, cut into stretches by unknown words and by ends of sentences.

    Stretches that hold no time become unknown words. "Too" says something only at the end of a clause: `Thursday is
    out, Friday too`.
    """

    __slots__ = ("also", "hours", "items", "start", "worth")

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.start = 0  # of the stretch that is being read
        self.worth = False  # whether a time may be in it
        self.also = False  # whether the last item is "too"
        self.hours = False  # whether a word may be an hour for another reason than that it says so

    def enter(self, what: Said, first: int, last: int, weak: bool) -> None:
        """Adds the items of a phrase."""
        if self.also or not what.plain:
            self._enter_with_care(what, first, last, weak)
            return
        for kind, value in what.parts:
            self.items.append(made_item(kind, value, first, last, weak))
        self.worth = self.worth or what.telling

    def add(self, item: Item) -> None:
        """Adds what digits make."""
        if item.kind == "x":
            self.unknown(item.first, item.last)
            return
        if self.also:
            self._go_on(item.kind)
        self.items.append(item)
        self.worth = True

    def unknown(self, first: int, last: int) -> None:
        """Adds words that are no time's, and with them the stretch before them where it is none's either."""
        if self.also:
            self._go_on("x")
        items, start = self.items, self.start
        if not self.worth and start < len(items):
            first = items[start].first
            del items[start:]
        if items and items[-1].kind == "x":
            items[-1].last = last
        else:
            items.append(made_item("x", None, first, last))
        self.start, self.worth = len(items), False

    def closed(self) -> list[Item]:
        """All items, when nothing follows any more."""
        self._end_stretch()
        return self.items

    def _enter_with_care(self, what: Said, first: int, last: int, weak: bool) -> None:
        before = self.items[-1].kind if self.items else ""
        others = what.others
        for kind, value in what.parts:
            if self.also:
                self._go_on(kind)
            if kind == "x":
                self.unknown(first, last)
            elif kind == "stop":
                self._stop(Item(kind, value, first, last, weak, others))
            else:
                if others and kind == "day" and "part" in others and before == "weekday":  # German `Montag morgen`
                    item = Item("part", others["part"], first, last)
                else:
                    item = Item(kind, value, first, last, weak, others)
                self.items.append(item)
                self.also = kind == "also"
                self.hours = self.hours or bool(others and kind in ("unit", "month"))
                self.worth = self.worth or bool(others) or kind not in TELLING_NOTHING
            others = None

    def _go_on(self, kind: str) -> None:
        """With what follows it "too" turns out to end a clause, or to say nothing."""
        self.also = False
        if kind in ("comma", "stop", "dot"):
            return
        also = self.items.pop()
        if also.others:  # Spanish "también" is an "and" as well
            self.items.append(also.taken_for(next(iter(also.others))))

    def _stop(self, item: Item) -> None:
        self._end_stretch()
        if not (self.items and self.items[-1].kind == "stop"):
            self.items.append(item)
            self.start = len(self.items)

    def _end_stretch(self) -> None:
        self.also = False
        if self.worth:
            self.start, self.worth = len(self.items), False
        elif self.start < len(self.items):
            self.unknown(self.items[-1].first, self.items[-1].last)


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


def _number(text: str, tokens: list[Token], at: int, end: int, setting: Setting, unknown: bool) -> Item | None:
    """Reads what digits make at a token: a date, a clock time, a fraction, a bare number or nothing of ours.

    `unknown` is whether what stands before is no time's.
    """
    token = tokens[at]
    norm = token.norm
    if at and tokens[at - 1].end == token.start and (tokens[at - 1].norm in _MONEY or (unknown and _is_name(tokens[at - 1]))):
        return None
    for pattern, read in _shapes_at(text, token):
        match = pattern.match(text, token.start)
        if match:
            item = read(match, setting)
            if item is not None:
                item.first, item.last = at, _token_at(tokens, at, end, match.end())
                return item
    if len(norm) > 4 or (at + 1 < end and tokens[at + 1].norm in _MONEY and tokens[at + 1].start == token.end):
        return None
    return Item("num", Number(int(norm), len(norm)), at, at + 1)


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
    dated = _ISO.match(match.group()) or _DATE.match(match.group()) or _SPAN.match(match.group())
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
