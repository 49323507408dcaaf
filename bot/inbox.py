"""Answers a text: one lock, one decision, one transaction; the same text again gets the same answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from operator import attrgetter

from bot.calendar import RecordingCalendar, StoreCalendar
from bot.calendar.shop import shop_of
from bot.calendar.store import RECENT
from bot.effects import Scene, carry_out, taken_by, takes_slots
from bot.ports import Collided, Row, Session, SlotTaken, Store
from bot.records import Start, details, from_text, read_conversation, start_from_text, to_text, to_text_once
from bot.settings import MOST_REPLIES
from bot.stories import write_story
from flows.acts import HELD_FOR
from flows.engine import Turn, opened, shut, step
from flows.frozen import replace, value
from flows.local import to_local
from flows.segments import segments
from flows.understand import understand
from flows.values import Appointment, Conversation, Inbound, Slot

# A lost race is decided anew on a fresh calendar; the queue makes two rounds enough, save for what staff change.
MOST_ROUNDS = 4
# Whose a number of ours is, and the revision of that place: a load that changes whose it is makes both anew, and the statement
# that every turn begins with brings the revision.
MOST_NUMBERS = 100_000
AN_HOUR = timedelta(hours=1)
SECOND = 1_000_000  # what each text before within the same second counts in `start_of_turn`
_owners: dict[str, Row] = {}


class NoLocation(Exception):
    """No business is loaded, so that no text can be answered: `flask load business.toml`."""


class _Reloaded(Exception):
    """The business has been loaded anew since we knew whose the number is."""


@value(frozen=True, slots=True)
class Answer:
    """What to say (empty: nothing) and the rule that decided it; `repeated` where the text had been answered before."""

    reply: str
    rule: str
    repeated: bool = False


@value(frozen=True, slots=True)
class Text:
    """A text, the location it is for as far as we know, and when it is answered."""

    inbound: Inbound
    location: str
    revision: str
    now: datetime
    most_replies: int

    @property
    def opt_out_sender(self) -> str:
        return self.inbound.messaging_service or self.inbound.sender


@value(frozen=True, slots=True)
class Decision:
    """A turn ready to be carried out, as long as the rows it was decided on still stand.

    `believed` are slots it takes without a look, since they are held for the customer.
    """

    rows: list[Start]
    turn: Turn
    visits: tuple[Appointment, ...]
    details: str
    story: str
    believed: list[Slot]


def answer(store: Store, inbound: Inbound, now: datetime, *, most_replies: int = MOST_REPLIES) -> Answer:
    """Decides and carries out one text durably; `now` is aware UTC, `most_replies` what one phone gets in an hour.

    Raises `NoLocation` where no business is loaded.
    """
    trouble: Exception | None = None
    for _ in range(MOST_ROUNDS):
        owner = _owner(store, inbound)
        text = Text(inbound, owner["location"], owner["revision"], now, most_replies)
        try:
            # Many who want the same hour would keep taking it from each other: the loser of a race decides anew while
            # nobody else takes anything, so that the second round holds.
            return _answer_in_turn(store, text, alone=isinstance(trouble, SlotTaken))
        except _Reloaded as error:
            _owners.pop(inbound.sender, None)
            trouble = error
        except (Collided, SlotTaken) as error:
            trouble = error
    raise RuntimeError(f"no decision on {inbound.sid} held after {MOST_ROUNDS} rounds") from trouble


def _owner(store: Store, inbound: Inbound) -> Row:
    """The location a text is for, by the number of ours that it came to, and its revision."""
    sender = inbound.sender
    if sender in _owners:
        return _owners[sender]
    row = store.peek("owner_of_sender", sender=sender)
    if row is not None:
        if len(_owners) >= MOST_NUMBERS:
            _owners.clear()
        return _owners.setdefault(sender, row)
    # A pooled number that is not in the file yet, or a short code: the business still answers.
    found = store.peek("place_of_stray_text", phone=inbound.phone)
    if found is None:
        raise NoLocation("no location is loaded: run `flask load business.toml`")
    return found


def _answer_in_turn(store: Store, text: Text, *, alone: bool) -> Answer:
    """One round, in one transaction; raises `Collided`, `SlotTaken` or `_Reloaded` where nothing came of it."""
    guess, stamp = _guess(store, text) if store.one_writer and not alone else (None, None)
    # `_keep_customer` makes one who is new.
    with store.customer(text.location, text.inbound.phone, make=False) as session:
        if alone:
            session.queue(text.location, alone=True)
        rows = guess.rows if guess and session.stamp() == stamp else _look(session, text)
        start = rows[0]
        if start.rule is not None:
            return Answer(start.reply, start.rule, repeated=True)
        decision = guess if guess and guess.rows == rows else _decide(session, text, rows, trusting=not alone)
        _carry_out(session, text, decision)
        _keep(session, text, decision)
    return Answer(decision.turn.reply, decision.turn.rule)


def _guess(store: Store, text: Text) -> tuple[Decision | None, object]:
    """The decision as it stands before the lock, so that where one writer locks out all others it does so only to write.

    It counts if the customer's rows are the same under the lock, which they are without a look where the session's stamp,
    the second value, is the same; that slots are free the database itself makes sure.
    """
    with store.glance() as session:
        stamp = session.stamp()  # first: whatever is committed while we look and decide then shows
        rows = _look(session, text)
        return _decide(session, text, rows) if rows[0].rule is None else None, stamp


def _look(session: Session, text: Text) -> list[Start]:
    """All that is known of a text but free slots: one row a visit of this phone, at least one; raises `_Reloaded`."""
    inbound, at = text.inbound, to_text(text.now)
    since, an_hour_ago = _looking_back(at)
    found = session.tuples(
        "start_of_turn",
        sid=inbound.sid,
        location=text.location,
        phone=inbound.phone,
        opt_out_sender=text.opt_out_sender,
        since=since,
        at=at,
        an_hour_ago=an_hour_ago,
    )
    rows = [Start._make(row) for row in found]
    if not rows or rows[0].revision != text.revision:
        raise _Reloaded(text.location)
    if len(rows) > 1:
        rows.sort(key=attrgetter("starts_at", "id"))
    return rows


@lru_cache(maxsize=16)  # under load many texts are answered within a second
def _looking_back(at: str) -> tuple[str, str]:
    """From when on a phone's visits are asked for at this second, and its replies counted."""
    now = from_text(at)
    return to_text_once(now - RECENT), to_text_once(now - AN_HOUR)


def _decide(session: Session, text: Text, rows: list[Start], *, trusting: bool = True) -> Decision:
    """The turn; where it is `trusting`, a slot that we hold for the customer counts as free until the database refuses it."""
    inbound, start, now = text.inbound, rows[0], text.now
    if start.recent % SECOND >= text.most_replies:
        inbound = replace(inbound, over_limit=True)
    visits = () if start.id is None else tuple([_visit(row, text.location, inbound.phone) for row in rows])
    before = _conversation(start, text.location, inbound)
    schedule = StoreCalendar(session, text.location, inbound.phone, now, start.revision, visits)
    if trusting and before.asked_at is not None and now < before.asked_at + HELD_FOR:
        schedule.held = before.offers
    calendar = RecordingCalendar(schedule)
    place = calendar.place
    heard = understand(inbound.body, to_local(now, place.zone), start.known_language, place.languages)
    turn = step(before, inbound, heard, calendar, now)
    if schedule.believed and not taken_by(turn.events).issuperset(schedule.believed):
        return _decide(session, text, rows, trusting=False)
    after = details(turn.after)
    story = write_story(inbound, turn, start, after, calendar.facts(), now)
    return Decision(rows, turn, visits, after, story, schedule.believed)


def _visit(row: Start, location: str, phone: str) -> Appointment:
    return Appointment(
        row.id,
        location,
        row.provider,
        row.service,
        start_from_text(row.starts_at),
        row.minutes,
        phone,
        row.name,
        row.language,
        row.status,
        row.moves,
    )


def _carry_out(session: Session, text: Text, decision: Decision) -> None:
    turn, inbound = decision.turn, text.inbound
    _keep_customer(session, decision.rows[0], turn.after, text.now)
    if not turn.events:
        return
    scene = Scene(
        session,
        inbound.sid,
        text.location,
        inbound.phone,
        text.opt_out_sender,
        turn.after.language,
        text.now,
        shop_of(session, text.location, decision.rows[0].revision),
        {visit.id: visit for visit in decision.visits},
        decision.believed,
    )
    if takes_slots(turn.events):
        session.queue(text.location, alone=False)
    carry_out(scene, turn.events)


def _conversation(start: Start, location: str, inbound: Inbound) -> Conversation:
    """The conversation with a phone; the opt-out flag of this sender, not the state kept, says whether it is opted out."""
    if start.state is None:
        found = Conversation(location, inbound.phone, inbound.sender)
    else:
        found = read_conversation(location, inbound.phone, start.sender, start.state, start.details, start.expires_at)
    found = shut(found) if start.opted_out is not None else opened(found)
    return found if found.sender == inbound.sender else replace(found, sender=inbound.sender)


def _keep_customer(session: Session, start: Start, after: Conversation, now: datetime) -> None:
    """A customer's own text is their consent to be answered; mostly nothing of this is news."""
    if start.consent_at is None or after.language not in (None, start.known_language):
        session.run("keep_customer", location=after.location, phone=after.phone, language=after.language, now=to_text(now))


def _keep(session: Session, text: Text, decision: Decision) -> None:
    inbound, turn = text.inbound, decision.turn
    at = to_text(text.now)
    after = turn.after
    session.run(
        "keep_conversation",
        location=after.location,
        phone=after.phone,
        sender=after.sender,
        state=after.state,
        details=decision.details,
        expires_at=to_text(after.expires_at) if after.expires_at else None,
        now=at,
    )
    session.run(
        "keep_turn",
        sid=inbound.sid,
        location=after.location,
        phone=after.phone,
        sender=inbound.sender,
        at=at,
        body=inbound.body,
        rule=turn.rule,
        state_before=turn.before.state,
        state_after=after.state,
        reply=turn.reply,
        segments=segments(turn.reply) if turn.reply else 0,
        story=decision.story,
        position=decision.rows[0].recent // SECOND,
    )
    for position, media in enumerate(inbound.media):
        session.run(
            "keep_media",
            turn=inbound.sid,
            position=position,
            location=after.location,
            url=media.url,
            content_type=media.content_type,
        )
