"""The second pass: a text's frames in order, with what stands between them: connectors, refusals, changes."""

from __future__ import annotations

from collections.abc import Set
from datetime import timedelta
from itertools import compress, pairwise
from operator import not_

from flows.understand.times.clocks import clock_of
from flows.understand.times.days import resolved
from flows.understand.times.lists import is_listed_with, share_refusals
from flows.understand.times.points import GLUE, Frame
from flows.understand.times.ranges import OPENING, read_bounded
from flows.understand.times.unsure import stands
from flows.understand.times.values import Days, Item, Partial, Setting

WEEK = timedelta(days=7)

_CLAUSE_ENDS = frozenset({"stop", "dot", "comma", "but", "or", "and"})
_ENDS_BEHIND = _CLAUSE_ENDS | {"plus"}
_TIMES = frozenset({"date", "clock", "num", "part", "dotted"})
_WAYS = ("upto", "into")
_LINKS = ("or", "and", "comma", "but", "slash", "plus")
_TELLING = ("not", "free_from", "own")
# What turns the times that follow, or those before; most texts hold none of it.
_TURNING = frozenset(
    {
        *_TELLING, "hence", "alike", "change", "shift_later", "shift_earlier", "swapped", "into", "into_post",
        "not_post", "own_post",
    }
)  # fmt: skip
# What connects times or says more of one; all else sets them apart.
_CONNECTING = GLUE.union(_LINKS, ("not_post", "rel", "rel_post", "after_that", "also", "approx", "colon", "dash", "x"))
_SPEAKING = (OPENING | _CONNECTING) - {"x"}


def read_frames(items: list[Item], kinds: Set[object], setting: Setting) -> tuple[list[Frame], list[Frame]]:
    """The frames of a text in order, refusals and connectors noted on them; then those that say when a visit is now.

    "Move my Tuesday appointment to Friday" wishes for Friday and names the visit on Tuesday. `kinds` holds every kind
    that an item is or may be.
    """
    reader = _Reader(items, setting, turning=not _TURNING.isdisjoint(kinds))
    reader.read()
    if not reader.turning:
        return reader.frames, reader.own
    share_refusals(reader.frames, items)
    frames = _without_told(reader.frames)
    replaced = [frame.own and _replaced(frames, at) for at, frame in enumerate(frames)]
    own = [frame for frame in compress(frames, replaced) if frame.of_visit]  # and not of "my Tuesday meeting"
    return list(compress(frames, map(not_, replaced))), [*reader.own, *own]


class _Reader:
    """What was read so far, and what the words since then say about the frame to come."""

    def __init__(self, items: list[Item], setting: Setting, *, turning: bool) -> None:
        self.items, self.setting = items, setting
        self.frames: list[Frame] = []
        self.own: list[Frame] = []  # when a visit is now, where the new time has been named too
        self.joined, self.negated, self.told = "apart", False, ""
        self.since_change: int | None = None  # how many frames stood when "move", "change" was said in this sentence
        self.turning = turning  # else nothing is refused, told, a visit's own or changed

    def read(self) -> None:
        """Reads all items."""
        items, turning = self.items, self.turning
        at = 0
        while at < len(items):
            item = items[at]
            if turning or item.others or item.kind in _SPEAKING:
                at = self.step(at)
            else:
                self.joined = "apart"
                at += 1

    def step(self, at: int) -> int:
        """Reads on from an item; gives the item to read next."""
        item = self.items[at]
        if item.kind == "x" and not item.others:
            self._pass_by_unknown(at)
            return at + 1
        if self.turning and (item.others or item.kind in _TURNING or item.kind == "stop") and self._turns(at):
            return at + 1
        if not item.others and item.kind not in OPENING:
            self._pass_by(at)
            return at + 1
        read = read_bounded(self.items, at, self.setting, changing=self.since_change is not None)
        if read is not None and read[0].date_to is not None and _is_change(self.items, read[1]):
            read = read_bounded(self.items, at, self.setting, changing=True)  # Dutch "van maandag naar donderdag verzetten"
        if read is None:
            self._pass_by(at)
            return at + 1
        self._add(*read, start=at)
        return read[1]

    def _turns(self, at: int) -> bool:
        """Notes what an item says about the times beside it; whether that is all it does."""
        item = self.items[at]
        if _concludes(self.items, at):
            self.joined, self.negated = "apart", False  # "Monday won't do so Thursday"
            return True
        if item.among(("alike",)):
            self.negated = bool(self.frames) and self.frames[-1].negated  # "Thursday is out, same for Friday"
            return True
        if item.kind == "not" and self._refuses_too(at) and _ends_its_clause(self.items, at):
            self.frames[-1].negated, self.joined = True, "apart"  # "Monday won't do, Tuesday neither"
            return True
        kind = item.among(_TELLING)
        if kind and not (self.frames and _refuses_what_stood(self.items, at, self.frames[-1])):
            self.negated, self.told = kind == "not", kind if kind != "not" else ""
            return True
        turn = item.among(("change", "shift_later", "shift_earlier", "stop"))
        if turn:
            self.since_change = None if turn == "stop" else len(self.frames)
        swapped = item.others.get("swapped") if item.kind == "x" and item.others else None
        if swapped and self._changing() and clock_of(swapped):
            self._replace([Frame(item.first, item.last, clock=clock_of(swapped), goal=True)])  # "my 2 o'clock for 5"
            return True
        if item.among(("into_post",)) and self.frames and self.frames[-1].last == item.first:
            _end_alone(self.frames[-1])
            self.frames[-1].goal = True
        return False

    def _asks_anew(self, at: int) -> bool:
        """`Thursday doesn't work, and Friday?`: the refusal of what stood before is not shared by what is asked about."""
        if not self.frames or not self.frames[-1].negated or self.joined not in ("and", "or") or not _is_asked(self.items, at):
            return False
        return self._refused_behind() or any(item.kind == "comma" for item in self.items[max(at - 2, 0) : at])

    def _refused_behind(self) -> bool:
        """Whether the word that refuses the time read last stands behind it."""
        return bool(self.frames) and self.frames[-1].refused_behind

    def _refuses_too(self, at: int) -> bool:
        """`Thursday is out, Friday too`: behind a refused time and another one, at the end of its clause."""
        return len(self.frames) > 1 and self.frames[-1].last == self.items[at].first and self.frames[-2].negated

    def _joins_nothing(self, at: int) -> bool:
        """Whether an "or" (either) ends its clause, or what refuses a time."""
        if at + 1 == len(self.items) or self.items[at + 1].kind in ("comma", "stop", "dot"):
            return True
        return self.items[at + 1].kind == "x" and at > 0 and bool(self.items[at - 1].among(("not_post",)))

    def _replace(self, frames: list[Frame]) -> None:
        """Puts the new time in place of what was named in this change."""
        self.own += self.frames[self.since_change :]
        self.frames[self.since_change :] = frames

    def _changing(self) -> bool:
        """Whether a time to be changed has been named."""
        return self.since_change is not None and len(self.frames) > self.since_change

    def _is_not_this_but_next(self, item: Item) -> bool:
        """`not this Friday, the next one`: behind a refused day."""
        last = self.frames[-1] if self.frames else None
        value = item.value if item.kind in ("rel", "rel_post") else ""
        return value in ("next", "coming") and last is not None and last.negated and _is_one_day(last)

    def _add(self, frame: Frame, end: int, *, start: int) -> None:
        before = self.items[start - 1] if start else None
        if before is not None:
            if frame.number is not None and frame.bare and before.among(("at", "free_from")):
                frame.clock, frame.number, frame.weak = clock_of(frame.number), None, False
            if before.kind in _WAYS or (before.others and before.among(_WAYS)):
                frame.goal = True  # "to Friday"
        frame.joined = self.joined
        if self.turning:
            self._add_turned(frame, end, before, start=start)
        elif stands(frame, self.items):
            self.frames.append(frame)
            self.joined = "adjacent"
        else:
            self.joined = "apart"

    def _add_turned(self, frame: Frame, end: int, before: Item | None, *, start: int) -> None:
        """Adds a frame to a text that refuses times, tells of them or changes them."""
        suited = end < len(self.items) and bool(self.items[end].among(("suits",)))
        if self._asks_anew(start) or (suited and self._refused_behind()):
            self.joined = "apart"
        suits = self.joined == "comma" and suited
        frame.joined, frame.negated = self.joined, self.negated and not suits  # Italian "non alle 9, alle 10 sì"
        frame.told = self.told == "free_from"
        booking = _is_booking(self.items, end)
        frame.of_visit = booking or self.since_change is not None
        frame.own = booking or self.told == "own"
        led_on = self.since_change is not None and before is not None and before.kind == "upto"
        if self.since_change is not None and self.items[start].among(_WAYS):
            frame.goal = True  # Spanish "al viernes"
        if frame.was is not None:
            self.own.append(frame.was)
        self._replace_the_old(frame, start)
        renewed = led_on or (self._changing() and bool(self.items[start].among(("for",))))  # "swap Monday for Friday"
        if renewed:
            frame.goal = True
            self._replace([])  # "move my Tuesday appointment to Thursday"
            frame.weak = False
        if self.since_change == len(self.frames) and frame.bound == "range" and self.items[start].among(("from",)):
            _to_the_new(frame)
        if not stands(frame, self.items):
            self.joined = "apart"
            return
        self.frames.append(frame)
        self.since_change = len(self.frames) if renewed else self.since_change
        self.joined, self.negated, self.told = "adjacent", False, ""

    def _replace_the_old(self, frame: Frame, start: int) -> None:
        """`von Montag auf Dienstag`, 15時を16時に: the time right before is the present one, of which only the day may stay."""
        into = start > 1 and bool(self.items[start - 1].among(("into",)))
        if not into or not self.frames or self.items[start - 2].last > self.frames[-1].last:
            return
        old = self.frames.pop()
        self.own.append(old)
        if self.since_change is not None:
            self.since_change = min(self.since_change, len(self.frames))
        if not frame.dated and _is_one_day(old):
            frame.date = old.date

    def _pass_by_unknown(self, at: int) -> None:
        """What words that no time has do to the connection: "not free on Monday"; "don't you see anyone on Monday?" asks."""
        item = self.items[at]
        self.told, self.joined = "", "apart"
        self.negated = self.negated and item.last - item.first <= 2 and not _is_asked(self.items, at)

    def _pass_by(self, at: int) -> None:
        """What an item that is no time does to the connection between its neighbours."""
        item = self.items[at]
        if item.kind in ("stop", "upto", "x", "but"):
            self.told = ""
        if not item.others and item.kind not in _CONNECTING:
            self.joined, self.negated = "apart", self.negated and item.kind not in ("stop", "dot")
            return
        link = item.among(_LINKS)
        if item.among(("not_post",)):
            _refuse(self.frames)
            self.joined, self.negated = "apart", False
        elif item.among(("rel", "rel_post")) and self._is_not_this_but_next(item):
            self.frames.append(_a_week_later(self.frames[-1], item, self.setting))
            self.joined, self.negated = "apart", False
        elif item.among(("after_that",)) and self.frames:
            _from_then_on(self.frames[-1], item)
            self.joined, self.negated = "apart", False
        elif item.among(("also",)) and self._refuses_too(at):
            self.frames[-1].negated, self.joined = True, "apart"
        elif link == "or" and self._joins_nothing(at):
            return  # "Monday doesn't work either, Thursday morning?"
        elif link:
            kind = {"slash": "or", "plus": "and"}.get(link, link)
            if kind != "comma" or self.joined == "adjacent":
                self.joined = kind
            ended = kind == "but" or (kind == "comma" and at > 0 and bool(self.items[at - 1].among(("not",))))
            self.negated = self.negated and not ended  # "no, Thursday" wants Thursday
        elif not item.among(GLUE) and item.kind not in ("approx", "colon", "dash"):
            if item.kind == "x":
                self._pass_by_unknown(at)
            else:
                self.joined, self.negated = "apart", self.negated and item.kind not in ("stop", "dot")


def _ends_its_clause(items: list[Item], at: int) -> bool:
    return at + 1 == len(items) or items[at + 1].kind in _CLAUSE_ENDS


def _end_alone(frame: Frame) -> None:
    """木曜から金曜に変更, 15時から17時に変更: behind a range, from the present time to the new one."""
    if frame.clock_to:
        frame.clock, frame.clock_to, frame.bound = frame.clock_to, None, ""
    if frame.date_to is not None:
        frame.date, frame.date_to, frame.bound = frame.date_to, None, ""


def _to_the_new(frame: Frame) -> None:
    """Spanish `cámbiame de las 2 a las 4`: from the old time to the new one, where no day stands before."""
    if frame.clock_to and not frame.dated:
        frame.clock, frame.clock_to, frame.bound = frame.clock_to, None, ""


def _is_one_day(frame: Frame) -> bool:
    date = frame.date
    if isinstance(date, Partial):
        return frame.date_to is None and (date.weekday is not None or date.day is not None)
    return frame.date_to is None and date is not None and date.grain == "day"


def _a_week_later(frame: Frame, item: Item, setting: Setting) -> Frame:
    days = resolved(frame.date, setting.today) if frame.date is not None else None
    later = Days(days.first + WEEK, days.end + WEEK, "day") if days else None
    return Frame(item.first, item.last, date=later, clock=frame.clock, part=frame.part)


def _is_asked(items: list[Item], at: int) -> bool:
    return next((item.value for item in items[at:] if item.kind == "stop"), None) == "?"


def _from_then_on(frame: Frame, item: Item) -> None:
    """`class ends at three so any time after that`; "I work until three, so after that" names the hour in its own words."""
    if not frame.clock or frame.bound not in ("", "from", "until", "before"):
        return
    if frame.told or frame.bound in ("until", "before"):
        frame.first, frame.negated = item.first, False
    frame.bound, frame.told, frame.last = "from", False, item.last


def _is_change(items: list[Item], at: int) -> bool:
    return at < len(items) and bool(items[at].among(("change",)))


def _is_booking(items: list[Item], at: int) -> bool:
    """Whether "appointment" stands right behind: a time named so is the present one."""
    return at < len(items) and bool(items[at].among(("own_post",)))


def _without_told(frames: list[Frame]) -> list[Frame]:
    """`I get off at 4` means from 4 on; beside another clock time it is only told."""
    wished = any(frame.timed and not frame.told and not frame.negated for frame in frames)
    for frame in frames:
        if frame.told and frame.clock and not frame.bound:
            frame.bound = "from"
    for frame, after in pairwise(frames):
        if wished and frame.told and frame.clock and frame.time_first and not after.dated:
            after.date = frame.date  # French "je finis à 16h donc mardi après 16h30"
    return [frame for frame in frames if not (frame.told and frame.clock and wished)]


def _replaced(frames: list[Frame], at: int) -> bool:
    """Whether another time is wished for in place of the present one."""
    others = [frame for frame in frames if not (frame.own or frame.negated or frame.weak)]
    after = frames[at + 1] if at + 1 < len(frames) else None
    if after in others and after is not None and after.joined == "adjacent" and not after.dated and not frames[at].timed:
        others.remove(after)  # "my appointment on the 2nd of June at 3"
    return bool(others) and not (at + 1 < len(frames) and frames[at + 1].joined in ("or", "and"))


def _refuses_what_stood(items: list[Item], at: int, frame: Frame) -> bool:
    """Whether a word that refuses both ways (`no`, `nicht`) belongs to the time before it: none follows in its clause."""
    if not items[at].among(("not_post",)):
        return False
    if items[at].last - items[at].first == 1 and _is_asked(items, at):
        return False  # "¿el martes no tenéis nada?" asks for Tuesday
    if any(item.first >= frame.last and item.kind in _CLAUSE_ENDS for item in items[:at]):
        return False
    for behind in range(at + 1, len(items)):
        if items[behind].kind in _ENDS_BEHIND or _concludes(items, behind):
            return True
        if items[behind].kind in _TIMES:
            return False
    return True


def _concludes(items: list[Item], at: int) -> bool:
    """Whether a word that concludes stands right before a time: "so Thursday", "dus donderdag"."""
    if not items[at].among(("hence",)):
        return False
    at += 1
    while at < len(items) and items[at].among(GLUE):
        at += 1
    return at < len(items) and bool(items[at].among(("date", "clock", "num", "part", "dotted")))


def _refuse(frames: list[Frame]) -> None:
    """`Friday or Monday doesn't work`: what stands before is refused, as far back as "or", "and" and a list reach."""
    for at in range(len(frames) - 1, -1, -1):
        frames[at].negated = frames[at].refused_behind = True
        if frames[at].joined not in ("or", "and", "adjacent") and not is_listed_with(frames, at):
            break
