"""Anytime: opt-out and back, a person please, help, noise and pictures, in whatever state we are."""

from __future__ import annotations

from flows.acts import nudge
from flows.draft import Draft
from flows.events import OptedIn, OptedOut, TaskRaised
from flows.guards import is_reserved_word, says_wrong_number, staff_held_the_thread
from flows.subjects import ALL_BUT_OPTING, OPEN, OPT_OUT, REACHABLE
from flows.table import SAME, Flow, Row
from flows.values import Intent
from flows.visits import upcoming


def record_opt_out(turn: Draft) -> None:
    """The carrier has answered; a visit that stands is named to staff, since CANCEL may have meant it."""
    visits = upcoming(turn)
    turn.emit(OptedOut())
    turn.emit(TaskRaised("opted_out", visits[0].id if visits else None, turn.inbound.body))


def say_last_words(turn: Draft) -> None:
    """An opt-out in plain words, which the carrier does not answer: one confirmation, then silence."""
    record_opt_out(turn)
    turn.say("stopped", place=turn.calendar.place.name, phone=turn.calendar.place.phone)


def open_again(turn: Draft) -> None:
    """The carrier has answered: texts may go out again."""
    turn.emit(OptedIn())


def note_opt_in(turn: Draft) -> None:
    """Nobody had opted out as far as we know; the carrier may know better, so that the flag is cleared anyhow."""
    turn.emit(OptedIn())


def welcome_back(turn: Draft) -> None:
    """Texts are wanted again, in plain words, which the carrier does not answer."""
    turn.emit(OptedIn())
    turn.say("restarted", place=turn.calendar.place.name)


def greet_as_open(turn: Draft) -> None:
    """Texts are wanted, and were never stopped here."""
    welcome_back(turn)


def keep_out(turn: Draft) -> None:
    """No texts are wanted: silence."""


def leave_to_staff(turn: Draft) -> None:
    """A person holds the thread: the bot does not talk over them."""


def ignore(turn: Draft) -> None:
    """A reaction, an auto-reply, an echo, or what the carrier has answered: nothing moves, nothing is said."""


def hand_over(turn: Draft) -> None:
    """A person was asked for."""
    visits = upcoming(turn)
    turn.emit(TaskRaised("human_asked", visits[0].id if visits else None, turn.inbound.body))
    turn.say("person_coming", place=turn.calendar.place.name, phone=turn.calendar.place.phone)


def give_help_line(turn: Draft) -> None:
    turn.say("help", place=turn.calendar.place.name, phone=turn.calendar.place.phone)


def thank_for_picture(turn: Draft) -> None:
    """A picture without words; the task for it is raised for every picture (`engine`)."""
    turn.say("picture")
    nudge(turn)


def leave_to_person(turn: Draft) -> None:
    """More replies than one phone may get: the text is neither acted on nor answered; whoever it is, a person looks."""
    visits = upcoming(turn)
    turn.emit(TaskRaised("reply_limit", visits[0].id if visits else None, turn.inbound.body))


def note_wrong_number(turn: Draft) -> None:
    """Somebody else has this phone: nothing moves, and staff look into it."""
    visits = upcoming(turn)
    turn.emit(TaskRaised("wrong_number", visits[0].id if visits else None, turn.inbound.body))
    turn.say("wrong_number", place=turn.calendar.place.name)


ABOUT_THEMSELVES = (Intent.HUMAN, Intent.OTHER, Intent.DENY, Intent.INFO)

FLOW = Flow(
    "anytime",
    states=("with_staff", "opted_out"),
    rows=(
        Row(OPT_OUT, "opted_out", SAME, keep_out, also=((ALL_BUT_OPTING, ("opted_out",)),)),
        Row("carrier_stop", REACHABLE, "opted_out", record_opt_out),
        Row(Intent.STOP, REACHABLE, "opted_out", record_opt_out, when=is_reserved_word),
        Row(Intent.STOP, REACHABLE, "opted_out", say_last_words),
        Row("carrier_start", "opted_out", "with_staff", open_again, when=staff_held_the_thread),
        Row(Intent.START, "opted_out", "with_staff", open_again, when=(is_reserved_word, staff_held_the_thread)),
        Row(Intent.START, "opted_out", "with_staff", welcome_back, when=staff_held_the_thread),
        Row("carrier_start", "opted_out", "idle", open_again),
        Row(Intent.START, "opted_out", "idle", open_again, when=is_reserved_word),
        Row(Intent.START, "opted_out", "idle", welcome_back),
        Row("carrier_start", REACHABLE, SAME, note_opt_in, also=(((Intent.START,), ("with_staff",)),)),
        Row(Intent.START, OPEN, SAME, note_opt_in, when=is_reserved_word),
        Row(Intent.START, OPEN, SAME, greet_as_open),
        Row(ALL_BUT_OPTING, "with_staff", SAME, leave_to_staff),
        Row(("noise", "carrier_help"), OPEN, SAME, ignore),
        Row("over_limit", OPEN, "with_staff", leave_to_person),
        Row("picture", OPEN, SAME, thank_for_picture),
        Row(ABOUT_THEMSELVES, OPEN, "idle", note_wrong_number, when=says_wrong_number),
        Row(Intent.HELP, OPEN, SAME, give_help_line),
        Row(Intent.HUMAN, OPEN, "with_staff", hand_over),
    ),
)
