"""What a trouble with a text asks for: later, another sender, a person, the operator; one table for calls and for reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from bot.outbox_checks import PAUSED, Scene, Stop, alert, useful
from bot.outbox_rows import Text
from bot.outbox_senders import stop_sender
from bot.ports import NotSent, Session, Trouble
from bot.records import to_text

# Twilio: the account itself can't send (credentials, suspended). Every further call would fail the same way.
ACCOUNT_CODES = (20003, 20005, 30002)
# Twilio: the operator can mend it while the text is still of use (trial account, country not switched on).
HELD_CODES = (*ACCOUNT_CODES, 20008, 14111, 21408, 21608)
# Twilio: the sender is not provisioned or registered: nothing at all goes out from it.
STOP_CODES = (30018, 30024, 30032, 30034)
SENDER_STOPPED = timedelta(hours=6)
ACCOUNT_PAUSE = timedelta(minutes=10)
HELD = timedelta(hours=1)
HANDSET_OFF = (timedelta(hours=1), timedelta(hours=3))  # until the second and the third try
MOST_TRIES = 3
FIRST_BACKOFF = 15.0  # seconds, doubled each time
LONGEST_BACKOFF = 600.0


@dataclass(frozen=True, slots=True)
class Failed:
    """A text the provider did not take, or took and could not deliver."""

    scene: Scene
    trouble: Trouble
    code: int | None
    tries: int
    retry_after: float | None = None


Treatment = Callable[[Session, Failed, Random], Stop]


def treat(session: Session, failed: Failed, rng: Random) -> Stop:
    """Does what the trouble asks for and says whether (and when) the text may be tried again."""
    wanted = TREATMENTS[failed.trouble](session, failed, rng)
    stop = useful(failed.scene, wanted) or wanted
    if wanted.until and not stop.until and failed.scene.text.is_urgent:
        return _give_up(session, failed, stop.reason)  # the next try would come too late, and nothing else tells the customer
    return stop


def back_off(tries: int, rng: Random, retry_after: float | None = None) -> timedelta:
    """Twice as long each time, with jitter so that workers do not come back together; at least what the provider asks."""
    seconds = min(FIRST_BACKOFF * 2 ** max(0, tries - 1), LONGEST_BACKOFF) * rng.uniform(0.75, 1.25)
    return timedelta(seconds=max(seconds, retry_after or 0) + 1)


def failed_call(scene: Scene, error: NotSent) -> Failed:
    """A failure that the create call told at once."""
    return Failed(scene, error.trouble, error.code, max(scene.text.attempts, 1), error.retry_after)


def _retry(session: Session, failed: Failed, rng: Random) -> Stop:
    return Stop("retry", failed.scene.now + back_off(failed.tries, rng, failed.retry_after))


def _tried_enough(session: Session, failed: Failed, rng: Random) -> Stop:
    """A provider's own trouble with a text that surely failed: once or twice more."""
    return _retry(session, failed, rng) if failed.tries < MOST_TRIES else _give_up(session, failed, "delivery_failed")


def _unreachable(session: Session, failed: Failed, rng: Random) -> Stop:
    text, now = failed.scene.text, failed.scene.now
    session.run("mark_unreachable", location=text.location, phone=text.phone, code=failed.code, now=to_text(now))
    _task(session, failed, "unreachable")
    return Stop("unreachable")


def _opted_out(session: Session, failed: Failed, rng: Random) -> Stop:
    text, at = failed.scene.text, to_text(failed.scene.now)
    sender = text.sender or failed.scene.settings.twilio_messaging_service_sid or failed.scene.conversation.sender
    where = {"phone": text.phone, "location": text.location}
    session.run("opt_out", sender=sender, source=f"error {failed.code}", now=at, **where)
    session.run("unsend_waiting", reason="opted_out", now=at, **where)
    _task(session, failed, "opted_out")
    return Stop("opted_out")


def _alert(session: Session, failed: Failed, rng: Random) -> Stop:
    now = failed.scene.now
    _operator(session, failed)
    if failed.code in ACCOUNT_CODES:
        session.run("note_keep", key=PAUSED, value=to_text(now + ACCOUNT_PAUSE), now=to_text(now))
    if failed.code in HELD_CODES or failed.code is None:
        return Stop("account" if failed.code in ACCOUNT_CODES else "operator", now + HELD)
    return _give_up(session, failed, "refused")


def _sender(session: Session, failed: Failed, rng: Random) -> Stop:
    """Another sender of ours, if there is one; the customer's number is not to blame."""
    text, now = failed.scene.text, failed.scene.now
    _operator(session, failed)
    if not text.sender:
        return _give_up(session, failed, "no_sender")
    phone = None if failed.code in STOP_CODES else text.phone
    stop_sender(session, text.sender, now, now + SENDER_STOPPED, phone=phone)
    return Stop("sender", now)


def _bug(session: Session, failed: Failed, rng: Random) -> Stop:
    _operator(session, failed)
    return _give_up(session, failed, "refused")


def _tomorrow(session: Session, failed: Failed, rng: Random) -> Stop:
    return Stop("daily_limit", failed.scene.quiet.next_day(failed.scene.now))


def _text_only(session: Session, failed: Failed, rng: Random) -> Stop:
    """The words without the picture; without words there is nothing left to send."""
    text = failed.scene.text
    if text.media and (text.body or text.line):
        return Stop("text_only", failed.scene.now)
    return _give_up(session, failed, "refused")


def _later(session: Session, failed: Failed, rng: Random) -> Stop:
    if failed.tries >= MOST_TRIES:
        return _give_up(session, failed, "delivery_failed")
    return Stop("handset_off", failed.scene.now + HANDSET_OFF[failed.tries - 1])


def _no_retry(session: Session, failed: Failed, rng: Random) -> Stop:
    return _give_up(session, failed, "delivery_failed")


def _ignore(session: Session, failed: Failed, rng: Random) -> Stop:
    return Stop("ignored")


TREATMENTS: dict[Trouble, Treatment] = {
    "retry": _retry,
    "unknown": _tried_enough,
    "unreachable": _unreachable,
    "opted_out": _opted_out,
    "alert": _alert,
    "sender": _sender,
    "bug": _bug,
    "tomorrow": _tomorrow,
    "resend_text_only": _text_only,
    "later_while_useful": _later,
    "no_retry": _no_retry,
    "ignore": _ignore,
}


def _give_up(session: Session, failed: Failed, reason: str) -> Stop:
    """A person has to tell the customer."""
    _task(session, failed, "delivery_failed")
    return Stop(reason)


def _task(session: Session, failed: Failed, kind: str) -> None:
    text = failed.scene.text
    alert(session, text, f"{text.id}:{kind}", kind, _note(text, failed.code), failed.scene.now)


def _operator(session: Session, failed: Failed) -> None:
    """One alert a day for each code and sender: a thousand texts can fail for one reason."""
    text, now = failed.scene.text, failed.scene.now
    day = now.astimezone(failed.scene.quiet.zone).date().isoformat()
    key = f"operator:{text.location}:{failed.code or failed.trouble}:{text.sender or ''}:{day}"
    alert(session, text, key, "operator", _note(text, failed.code), now)


def _note(text: Text, code: int | None) -> str:
    parts = (text.kind, f"error {code}" if code else "", f"from {text.sender}" if text.sender else "")
    return ", ".join(part for part in parts if part)
