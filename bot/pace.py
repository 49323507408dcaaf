"""How fast a sender may hand texts over: each kind has its segments a second, which all workers share through the database."""

from __future__ import annotations

from datetime import timedelta

from bot.outbox_checks import Scene, Stop, use_ends
from bot.ports import Session
from bot.senders import Choice, Kind, kind_of
from bot.settings import Settings

# Segments a second (contract section 4, rates): US long codes get 1 unless their campaign allows more (LONG_CODE_PACE);
# a name has no rate of its own there and goes as slowly. Beyond this Twilio queues, and after ten hours it refuses.
PACES: dict[Kind, float] = {"long code": 1, "toll-free": 3, "short code": 10, "name": 1}
SECOND = 1000  # milliseconds
# What a person waits for does not queue behind a morning's reminders, only behind its like.
AT_ONCE = ("staff", "reply", "proposal")
# A text this much later than its turn has lost it: after a standstill a thousand turns would otherwise come at once.
TURN_LASTS = timedelta(seconds=30)
WAITS = "pace"


def pace_of(choice: Choice, settings: Settings) -> float:
    """Segments a second from this sender; 0 where nothing holds it back (a messaging service spreads texts itself)."""
    if choice.sender is None:
        return settings.service_pace
    kind = kind_of(choice.sender)
    return settings.long_code_pace if kind == "long code" else PACES[kind]


def wait_for_turn(session: Session, scene: Scene, choice: Choice, segments: int) -> Stop | None:
    """Takes the sender's next turn for a text; a Stop says when that is, unless it is now or has been waited for.

    Turns within the same second count as one: due times are whole seconds.
    """
    pace = pace_of(choice, scene.settings)
    if not pace or _has_waited(scene):
        return None
    lane = "at once" if scene.text.kind in AT_ONCE else "in turn"
    now = int(scene.now.timestamp() * SECOND)
    span = max(1, round(segments * SECOND / pace))
    row = session.one("take_turn", sender=choice.sender or choice.service, lane=lane, now=now, span=span)
    if row is None:
        raise LookupError("the sender's pace was not written")
    # A second's worth may leave together, so that three a second are three and not one in each third of it.
    wait = row["next_ms"] - span - now - max(0, SECOND - round(SECOND / pace))
    if wait <= 0:
        return None
    until = scene.now + timedelta(seconds=-(-wait // SECOND))
    return Stop(WAITS, until) if until < use_ends(scene) else Stop(WAITS)


def _has_waited(scene: Scene) -> bool:
    """Whether this is the turn the text was given."""
    return scene.text.reason == WAITS and scene.now - scene.text.due_at <= TURN_LASTS
