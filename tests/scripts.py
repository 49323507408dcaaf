"""Conversations as scripts: reads `tests/conversations/*.txt` and plays them against anything that answers texts.

A script is lines of

    # what it shows
    place madrid                                  the location of tests/business.toml (default main)
    language es                                   the language its customers are in (a label; default en)
    speaks es                                     the language we know this customer by
    now 2026-03-02 10:00                          the place's clock at the first text (each text is a minute later)
    visit ana 2026-03-03 10:00 checkup ito Ana    key, start, service, provider, first name; then `confirmed`, `moves 3` ...
    taken ito 2026-03-05 09:00-17:00              somebody else's (or: taken ito 2026-03-05 09:00 until 2026-07-31 17:00)
    state confirming ana                          what was asked before, about which visits; `until 2026-03-03 10:00` may follow
    > yes                                         a text from the customer
    >picture                                      a picture; text may follow
    >carrier STOP                                 a text the carrier has answered already
    < Thank you ...                               our reply; a bare `<` is silence
    -> idle                                       the state we are in now
    ! AppointmentConfirmed                        an event of the last turn
    wait 20 minutes                               (or hours)
    limit 2                                       the most replies an hour to one phone (default 30)
    staff moves ana 2026-03-04 11:00              staff cancels ana
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flows.values import Inbound, Media

FOLDER = Path(__file__).parent / "conversations"
PHONE = "+12025550143"
SENDERS = {"main": "+15550100001", "madrid": "+34910000001"}
PICTURE = Media("https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0", "image/jpeg")


class BadScript(ValueError):
    """A line that is no line of a script."""


@dataclass(frozen=True)
class VisitLine:
    """A visit of the customer, `start` on the place's clocks."""

    key: str
    start: datetime
    service: str
    provider: str
    name: str
    status: str = "booked"
    moves: int = 0


@dataclass(frozen=True)
class TakenLine:
    """Time of a provider that somebody else has."""

    provider: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class StateLine:
    """What we had asked before the first text, about which visits, until when (default: the first visit's start)."""

    state: str
    visits: tuple[str, ...]
    until: datetime | None = None


@dataclass(frozen=True)
class Text:
    """A text of the customer, and what it must bring about; `reply` None is not looked at, "" is silence."""

    body: str
    media: tuple[Media, ...] = ()
    carrier: str | None = None
    reply: str | None = None
    state: str | None = None
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """Staff move (`to` given) or cancel a visit between two texts."""

    key: str
    to: datetime | None = None


@dataclass(frozen=True)
class Wait:
    span: timedelta


Step = Text | Change | Wait | TakenLine


@dataclass
class Script:
    """A conversation with what it starts from."""

    name: str
    title: str = ""
    place: str = "main"
    language: str = "en"
    speaks: str | None = None
    now: datetime = datetime(2026, 3, 2, 10, 0)
    visits: list[VisitLine] = field(default_factory=list)
    taken: list[TakenLine] = field(default_factory=list)
    state: StateLine | None = None
    limit: int = 30
    steps: list[Step] = field(default_factory=list)

    @property
    def sender(self) -> str:
        return SENDERS[self.place]


Answered = tuple[str, str, tuple[str, ...]]  # reply, state after, names of the events


def scripts() -> list[Script]:
    """Every script there is, by name."""
    return [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def read(path: Path) -> Script:
    """The script in a file; raises BadScript with file and line."""
    script = Script(path.stem)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            _line(script, line.strip())
        except (ValueError, KeyError, IndexError) as wrong:
            raise BadScript(f"{path.name}, line {number}: {line!r}: {wrong}") from wrong
    return script


def play(
    script: Script,
    answer: Callable[[Inbound, datetime], Answered],
    change: Callable[[Change | TakenLine, datetime], None],
    *,
    local: Callable[[datetime], datetime],
) -> list[str]:
    """Plays a script and gives what went otherwise than written; `local` makes a place's clock time an aware UTC moment."""
    wrong: list[str] = []
    now = local(script.now)
    for number, step in enumerate(script.steps, 1):
        if isinstance(step, Wait):
            now += step.span
        elif isinstance(step, Text):
            sid = f"SM{script.name}{number}"
            media, carrier = step.media, step.carrier
            inbound = Inbound(sid, PHONE, script.sender, step.body, media, opt_out_type=carrier)
            wrong += _compared(script, step, answer(inbound, now))
            now += timedelta(minutes=1)
        else:
            change(step, now)
    return wrong


def _compared(script: Script, step: Text, answered: Answered) -> list[str]:
    reply, state, events = answered
    where = f"{script.name} > {step.body}"
    wrong = []
    if step.reply is not None and step.reply != reply:
        wrong.append(f"{where}\n  expected < {step.reply}\n  got      < {reply}")
    if step.state is not None and step.state != state:
        wrong.append(f"{where}\n  expected -> {step.state}\n  got      -> {state}")
    missing = [event for event in step.events if event not in events]
    if missing:
        wrong.append(f"{where}\n  expected ! {', '.join(missing)}\n  got      ! {', '.join(events)}")
    return wrong


def _line(script: Script, line: str) -> None:
    if not line:
        return
    if line.startswith("#"):
        script.title = script.title or line[1:].strip()
    elif line.startswith("->"):
        _amend(script, state=line[2:].strip())
    elif line.startswith("<"):
        _amend(script, reply=line[1:].strip())
    elif line.startswith("!"):
        last = script.steps[-1]
        _amend(script, events=(*getattr(last, "events", ()), line[1:].strip()))
    elif line.startswith(">"):
        script.steps.append(_text(line))
    else:
        word, _, rest = line.partition(" ")
        _directive(script, word, rest.split())


def _amend(script: Script, **changes: object) -> None:
    last = script.steps[-1]
    if not isinstance(last, Text):
        raise BadScript("no text before it")
    script.steps[-1] = Text(**{**{name: getattr(last, name) for name in last.__dataclass_fields__}, **changes})


def _text(line: str) -> Text:
    if line.startswith(">picture"):
        return Text(line.removeprefix(">picture").strip(), media=(PICTURE,))
    if line.startswith(">carrier"):
        _, kind, *words = line.split()
        return Text(" ".join(words) or kind, carrier=kind)
    return Text(line[1:].strip())


def _directive(script: Script, word: str, words: list[str]) -> None:
    match word:
        case "place" | "language" | "speaks":
            setattr(script, word, words[0])
        case "now":
            script.now = _moment(words)
        case "visit":
            script.visits.append(_visit(words))
        case "taken":
            step = _taken(words)
            (script.steps if script.steps else script.taken).append(step)
        case "state":
            script.state = _state(words)
        case "limit":
            script.limit = int(words[0])
        case "wait":
            script.steps.append(Wait(timedelta(**{words[1]: int(words[0])})))
        case "staff":
            script.steps.append(Change(words[1], _moment(words[2:]) if words[0] == "moves" else None))
        case _:
            raise BadScript("no such directive")


def _moment(words: list[str]) -> datetime:
    return datetime.fromisoformat(f"{words[0]} {words[1]}")


def _visit(words: list[str]) -> VisitLine:
    key, _, _, service, provider, name, *rest = words
    moves = int(rest[rest.index("moves") + 1]) if "moves" in rest else 0
    status = next((word for word in rest if re.fullmatch("booked|confirmed|cancelled|completed|no_show", word)), "booked")
    return VisitLine(key, _moment(words[1:3]), service, provider, name, status, moves)


def _taken(words: list[str]) -> TakenLine:
    if "until" in words:
        return TakenLine(words[0], _moment(words[1:3]), _moment(words[4:]))
    start, _, end = words[2].partition("-")
    return TakenLine(words[0], _moment([words[1], start]), _moment([words[1], end]))


def _state(words: list[str]) -> StateLine:
    if "until" in words:
        at = words.index("until")
        return StateLine(words[0], tuple(words[1:at]), _moment(words[at + 1 :]))
    return StateLine(words[0], tuple(words[1:]))
