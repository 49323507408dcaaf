"""What an order of staff would come to: done for trial and taken back, so that the text shown is the text that is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.desk import BUSY, CannotChange, Done, Open, Order, act, opened, outside_hours
from bot.host import Host
from bot.outbox_checks import Scene, Stop, first_stop, load_scene
from bot.outbox_rows import text_of
from bot.outbox_senders import sender_for
from bot.outbox_texts import words
from bot.ports import Collided, Session
from bot.senders import with_reply_number
from bot.settings import Settings
from flows.segments import segments


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would stand then, and the text: `never` is why none will go out (as `outbox.reason`), `later` when it may go."""

    done: Done
    body: str = ""
    segments: int = 0
    never: str = ""
    later: datetime | None = None
    outside_hours: bool = False


class _TakenBack(Exception):
    """Ends the trial's transaction; nothing of it is kept."""

    def __init__(self, found: Rehearsal) -> None:
        super().__init__("taken back")
        self.found = found


def rehearse(host: Host, order: Order, now: datetime) -> Rehearsal:
    """What carrying out an order would come to; nothing is changed. Raises `bot.desk.CannotChange` as that would."""
    try:
        with opened(host.store, order, now) as it:
            raise _TakenBack(_foreseen(it, act(it), host.settings))
    except _TakenBack as back:
        return back.found
    except Collided:
        raise CannotChange(BUSY) from None


def _foreseen(it: Open, done: Done, settings: Settings) -> Rehearsal:
    outside = it.order.act == "move" and outside_hours(it.session, done.visit)
    row = it.session.one("outbox_text", id=done.text) if done.text else None
    if row is None:
        return Rehearsal(done, outside_hours=outside)
    scene = load_scene(it.session, text_of(row), settings, it.now)
    body, stop = _as_sent(it.session, scene)
    if stop and stop.until is None:
        return Rehearsal(done, never=stop.reason, outside_hours=outside)
    return Rehearsal(done, body, segments(body), later=stop.until if stop else None, outside_hours=outside)


def _as_sent(session: Session, scene: Scene) -> tuple[str, Stop | None]:
    choice = sender_for(session, scene)
    stop = first_stop(session, scene)
    if isinstance(choice, Stop):
        return words(session, scene), choice if choice.until is None else stop or choice
    return with_reply_number(words(session, scene), choice), stop
