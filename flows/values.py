"""The values that flows decide about: appointments, slots, conversations and what a text meant."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from flows.frozen import value

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as opening hours name them


class Intent(StrEnum):
    """What a customer's text means; `OTHER` is everything we do not act on."""

    AFFIRM = "affirm"
    DENY = "deny"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    BOOK = "book"
    CHOOSE = "choose"
    PROPOSE = "propose"
    ALTERNATIVES = "alternatives"
    EARLIER = "earlier"
    LATER = "later"
    WHEN = "when"
    INFO = "info"
    HUMAN = "human"
    LATE = "late"
    STOP = "stop"
    START = "start"
    HELP = "help"
    THANKS = "thanks"
    GREETING = "greeting"
    BYE = "bye"
    OTHER = "other"


Expecting = Literal["confirm", "choose", "when"]


@value(frozen=True, slots=True)
class Window:
    """A span of acceptable start times, naive local: an exact time has `start == end`, a whole day runs to the next midnight.

    `date_given` is false for a bare clock time (its day is the flow's to settle), `time_given` false for whole days.
    """

    start: datetime
    end: datetime
    date_given: bool = True
    time_given: bool = True


@value(frozen=True, slots=True)
class Span:
    """The characters `text[start:end]` that made a part of the reading, and what they were taken for."""

    start: int
    end: int
    text: str
    meaning: str


@value(frozen=True, slots=True)
class Asked:
    """What the last text of ours asked, all times naive local.

    `names` are the first names of the people whose appointments are under discussion, in the order of `offers` where
    those are listed appointments. `several` where the yes or no asked for is about more than one appointment. `week` is the
    Monday of the later week that is under discussion, to which a weekday by itself belongs.
    """

    expecting: Expecting | None = None
    appointment: datetime | None = None
    offers: tuple[datetime, ...] = ()
    names: tuple[str, ...] = ()
    several: bool = False
    week: date | None = None


@value(frozen=True, slots=True)
class Reading:
    """What a text was understood to mean, with the words that made it."""

    intent: Intent
    windows: tuple[Window, ...] = ()
    excluded: tuple[Window, ...] = ()
    own: tuple[Window, ...] = ()  # when the visit it speaks of is now: "move my Tuesday appointment to Friday"
    aimed: bool = False  # "to Friday": the time wished for, which names no visit
    choice: int | None = None
    everything: bool = False  # "both", "all of them": every listed item, not one
    answers: tuple[tuple[str, Intent], ...] = ()  # "Ana yes, Leo no": one intent a name of `Asked.names`
    lang: str | None = None  # primary language of the text where the text shows it
    noise: bool = False  # a phone reaction, an auto-reply, an echo: never answered with a question
    urgent: bool = False  # "as soon as possible"
    any_day: bool = False  # "any day after 4": whatever the day
    provider: str | None = None  # id of who is wished for, ANYBODY for "whoever is free", None where nobody is named
    without: tuple[str, ...] = ()  # ids of who is not to do it: "somebody else"
    spans: tuple[Span, ...] = ()


@value(frozen=True, slots=True)
class Media:
    """A picture or file a customer sent: Twilio's `MediaUrl{N}` and `MediaContentType{N}`."""

    url: str
    content_type: str


@value(frozen=True, slots=True)
class Geography:
    """Where the sending number is registered, best effort: of the number, never of the person."""

    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""


@value(frozen=True, slots=True)
class Inbound:
    """A text as it reached us; `phone` is the customer's and `sender` our number, both E.164 (a short code as digits)."""

    sid: str
    phone: str
    sender: str
    body: str
    media: tuple[Media, ...] = ()
    geography: Geography = Geography()
    opt_out_type: Literal["STOP", "START", "HELP"] | None = None  # Advanced Opt-Out: Twilio has already answered
    messaging_service: str | None = None
    over_limit: bool = False  # set by the inbox: as many replies as are allowed went to this phone within the hour


@value(frozen=True, slots=True)
class Place:
    """A location of the business, as far as a reply needs it; `languages[0]` is its default."""

    id: str
    name: str
    zone: ZoneInfo
    languages: tuple[str, ...]
    address: str
    phone: str
    hours_text: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (("mon", ("09:00-17:00",)), ...)

    def opens(self, day: date) -> bool:
        """Whether the place has hours on that day of the week; closures for a holiday are the calendar's to know."""
        return not self.hours_text or bool(dict(self.hours_text).get(DAYS[day.weekday()]))


@value(frozen=True, slots=True)
class Service:
    """What is booked: durations in minutes, notice in hours before the start."""

    id: str
    names: tuple[tuple[str, str], ...]  # (language, name), the first is the default
    minutes: int
    buffer_minutes: int = 0
    notice_hours: float = 4
    max_moves: int = 3
    reminders_hours: tuple[float, ...] = (48, 3)

    def name(self, language: str) -> str:
        """The name in a language (`en-GB`: else in `en`), else in the first language given."""
        known = dict(self.names)
        return known.get(language) or known.get(language.partition("-")[0]) or self.names[0][1]


ANYBODY = "*"  # in place of a provider's id, which has letters: it does not matter who


@value(frozen=True, slots=True)
class Provider:
    """Who does visits at a place, with the ids of the services they do."""

    id: str
    name: str
    services: tuple[str, ...]


@value(frozen=True, slots=True)
class Slot:
    """A free or offered time of one provider; `start` is aware UTC."""

    provider: str
    start: datetime
    minutes: int


Status = Literal["booked", "confirmed", "cancelled", "completed", "no_show"]
LIVE: tuple[Status, ...] = ("booked", "confirmed")  # of a visit that still stands


@value(frozen=True, slots=True)
class Appointment:
    """A booked visit; `start` is aware UTC, `moves` counts the customer's own moves by text."""

    id: str
    location: str
    provider: str
    service: str
    start: datetime
    minutes: int
    phone: str
    name: str
    language: str | None = None
    status: Status = "booked"
    moves: int = 0

    @property
    def live(self) -> bool:
        """Whether the visit still stands."""
        return self.status in LIVE


State = Literal[
    "idle",
    "confirming",
    "picking_appointment",
    "picking_person",
    "asking_when",
    "choosing",
    "agreeing",
    "dropping",
    "with_staff",
    "opted_out",
]
STATES: tuple[State, ...] = (
    "idle",
    "confirming",
    "picking_appointment",
    "picking_person",
    "asking_when",
    "choosing",
    "agreeing",
    "dropping",
    "with_staff",
    "opted_out",
)
Purpose = Literal["confirm", "move", "cancel", "late", "book"]


@value(frozen=True, slots=True)
class Conversation:
    """Where we stand with one phone at one location, and what our last question was about.

    `about` are the appointments under discussion as they were when we asked (id and start): an answer to one that has
    moved since is stale. `waiting` are those still to be dealt with after this one. `person` is a visit of whom a new one
    is for. `wishes`, with whom and with whom not, outlive a question that came in between ("which appointment?").
    `expires_at` is aware UTC: afterwards the state counts as idle.
    """

    location: str
    phone: str
    sender: str
    state: State = "idle"
    language: str | None = None
    about: tuple[tuple[str, datetime], ...] = ()
    waiting: tuple[tuple[str, datetime], ...] = ()
    person: tuple[tuple[str, datetime], ...] = ()
    purpose: Purpose | None = None
    service: str | None = None  # what a new booking is for
    offers: tuple[Slot, ...] = ()
    wishes: tuple[Window, ...] = ()
    excluded: tuple[Window, ...] = ()
    provider: str | None = None  # who is wished for, as in `Reading`
    without: tuple[str, ...] = ()
    misses: int = 0  # unclear answers in a row
    passive: tuple[datetime, ...] = ()  # when passive replies went out within the last hour
    last_reply: str = ""  # what we said last: an echo of it is noise
    asked_at: datetime | None = None
    expires_at: datetime | None = None
    held: bool = False  # staff held the thread when the opt-out came, until `expires_at` (None: until they hand it back)


@value(frozen=True, slots=True)
class FreeSlots:
    """Free slots, nearest to the wish first; `met` says whether they lie within what was asked for."""

    slots: tuple[Slot, ...]
    met: bool


class Calendar(Protocol):
    """What flows may ask of the schedule; every answer is kept with the turn, so that it can be replayed."""

    @property
    def place(self) -> Place: ...

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        """This phone's appointments at this place: all that lie ahead, and those of the last days, whatever their status."""
        ...

    @property
    def services(self) -> tuple[Service, ...]:
        """The services of this place."""
        ...

    @property
    def providers(self) -> tuple[Provider, ...]:
        """Who works at this place now."""
        ...

    def provider_name(self, provider: str) -> str:
        """The name of who works or has worked at this place."""
        ...

    def free(
        self,
        service: str,
        *,
        provider: str | None,
        windows: tuple[Window, ...],
        excluded: tuple[Window, ...] = (),
        replacing: str | None = None,
        near: datetime | None = None,
        count: int = 3,
        or_near: bool = True,
        without: tuple[str, ...] = (),
    ) -> FreeSlots:
        """Up to `count` free slots for a service that start within `windows` (naive local; none given: any time from now on).

        Slots come nearest to `near` first (aware UTC; default: the start of each window), never inside `excluded`,
        never within the notice period or held by somebody else. `provider` None means any that does the service,
        but those `without` whom it is to be.
        `replacing` is an appointment whose own time counts as free but is not itself offered. Where nothing fits, `met` is
        false and, if `or_near`, the nearest slots outside the windows come with it.
        """
        ...
