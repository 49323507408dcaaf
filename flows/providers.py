"""Whom a text wishes to see: a provider by name, somebody else than before, or whoever is free."""

from __future__ import annotations

from datetime import datetime

from flows.frozen import replace, value
from flows.lang.lines import topic_of
from flows.local import to_local
from flows.names import plain
from flows.provider_names import Named, named_in, strange, words_of
from flows.understand import Heard
from flows.understand.tokens import fold
from flows.values import ANYBODY, Calendar, Conversation, Intent, Reading, Span, Window
from flows.visits import PICKING, SEARCHED

_NEVER = frozenset((Intent.STOP, Intent.START, Intent.HELP, Intent.HUMAN, Intent.THANKS, Intent.GREETING, Intent.BYE))
_KEPT = frozenset((Intent.CANCEL, Intent.LATE, Intent.RESCHEDULE, Intent.BOOK, Intent.PROPOSE, Intent.EARLIER, Intent.LATER))
_UNCLEAR = frozenset((Intent.OTHER, Intent.INFO, Intent.WHEN))
# By the roles of words: what is told of others and of the past; talk in which a name is no wish; an answer or a question,
# in which a bare name is none; what makes a bare name one.
_OF_OTHERS = frozenset(("third", "past", "told"))
_TALK = _OF_OTHERS | {"wrong", "late", "cancelled", "unneeded", "greeting", "refuse", "obstacle", "notnow", "coming"}
_ANSWER = frozenset(("yes", "question", "info", "asks", "when"))
_WISH = frozenset(("want", "request", "move", "book", "but", "any", "alternatives", "pickword", "time", "no"))
_ASKED = frozenset(("info", "asks", "when"))


def with_provider(reading: Reading, heard: Heard, current: Conversation, calendar: Calendar, now: datetime) -> Reading:
    """The reading with whom the text wishes to see; where that is somebody new, an answer to an offer becomes a wish.

    `current` is the conversation as it counts now (aware UTC).
    """
    if reading.noise or reading.intent in _NEVER or heard.text.isdecimal():
        return reading
    if reading.intent == Intent.AFFIRM and not strange(heard):
        return reading
    case = _Case(reading, heard, current, calendar, now)
    told = case.without_a_name()
    if told is not None:
        return told
    if reading.intent in _UNCLEAR and topic_of(heard.text, heard.language) == "provider":
        return replace(reading, intent=Intent.INFO)
    named = named_in(heard, calendar)
    return case.by_name(named) if named else reading


@value(frozen=True, slots=True)
class _Case:
    """A text with all that a wish for a provider depends on."""

    reading: Reading
    heard: Heard
    current: Conversation
    calendar: Calendar
    now: datetime

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for mark in self.heard.evidence.marks for role in mark.roles)

    @property
    def searching(self) -> bool:
        return self.current.state in SEARCHED

    def without_a_name(self) -> Reading | None:
        """ "Anybody will do", "the same doctor", "somebody else"; None where nothing of that is said."""
        words, text = words_of(self.heard), plain(self.heard.text)
        if not words.leave_open(text):
            return None
        anyone = words.anyone.search(text)
        if anyone:
            return self._wishing(replace(self.reading, provider=ANYBODY), sure=True, said=anyone.span())
        if words.same.search(text):
            return self._with_the_same()
        another = words.another.search(text)
        present = self._present() if another else frozenset()
        if another and present:
            return self._wishing(replace(self.reading, without=tuple(sorted(present))), sure=True, said=another.span())
        return None

    def by_name(self, named: tuple[Named, ...]) -> Reading:
        """The reading with who is named; as it was where the text only speaks of them."""
        reading, text, present = self.reading, self.heard.text, self._present()
        refused = {one.provider for one in named if one.refused}
        wanted = {one.provider for one in named} - refused
        if reading.intent == Intent.DENY and wanted and wanted <= present:
            refused, wanted = refused | wanted, set()  # "no, Dr Ito doesn't suit me"
        if len(wanted) > 1:
            refused, wanted = {one.id for one in self.calendar.providers} - wanted, set()
        provider = next(iter(wanted), None)
        spans = tuple(Span(one.start, one.end, text[one.start : one.end], "provider") for one in named)
        told = replace(reading, provider=provider, without=tuple(sorted(refused)), spans=(*spans, *reading.spans))
        if provider in present or (provider is None and not refused & present):
            return told
        meant, sure = any(one.wished or one.refused for one in named), self._is_wish(named)
        kept = reading.intent in _KEPT or self.current.state in PICKING
        if not (sure or (kept and (meant or self.roles.isdisjoint(_OF_OTHERS)))):
            return reading
        return self._wishing(told, sure=sure)

    def _is_wish(self, named: tuple[Named, ...]) -> bool:
        """Whether the text wishes for who it names: by the words beside the name, or by holding hardly more than it."""
        if any(one.refused for one in named):
            return self.roles.isdisjoint(_OF_OTHERS)
        if not self.roles.isdisjoint(_TALK):
            return False
        if any(one.wished for one in named):
            return True
        rest = set(self.heard.evidence.unknown).difference(*(one.tokens for one in named))
        titles = words_of(self.heard).titles
        alone = all(fold(self.heard.tokens[at].norm) in titles for at in rest)
        wishing = not self.roles.isdisjoint(_WISH) or (self.searching and self.roles.isdisjoint(_ANSWER))
        return alone and wishing and self.reading.intent != Intent.AFFIRM

    def _with_the_same(self) -> Reading:
        """Who the visit is with, whoever the offers are with."""
        theirs = self._of_visits()
        if len(theirs) != 1:
            return self.reading
        told = replace(self.reading, provider=next(iter(theirs)))
        wish = self.searching and told.intent in (Intent.OTHER, Intent.CHOOSE)
        return replace(told, intent=Intent.PROPOSE, choice=None) if wish else told

    def _wishing(self, told: Reading, *, sure: bool, said: tuple[int, int] = (0, 0)) -> Reading:
        """The reading as a wish for another provider than the one there is.

        `sure` where the text says hardly more than that; `said` are the characters that say so, where it is not by name.
        """
        intent = told.intent
        if intent in _KEPT or self.current.state in PICKING or (told.provider == ANYBODY and not self.searching):
            return told
        times = tuple(window for expression in self.heard.expressions for window in expression.windows)
        if intent == Intent.INFO and not times and not self.roles.isdisjoint(_ASKED):
            return told
        if intent in _UNCLEAR and not sure:
            return told
        windows = told.windows
        if not windows and intent != Intent.INFO:
            windows = self._time_of_offer(told, said)
        if not windows and intent in _UNCLEAR and all(window.date_given for window in times):
            windows = times
        return replace(told, intent=Intent.PROPOSE, windows=windows, choice=None)

    def _time_of_offer(self, told: Reading, said: tuple[int, int]) -> tuple[Window, ...]:
        """The time of the offer that the text would take with somebody else: "2, but with Dr Okafor"."""
        offers = self.current.offers
        if self.current.state not in ("choosing", "agreeing"):
            return ()
        number = 1 if self.current.state == "agreeing" else self._number_said(told, said)
        if number is None or not 1 <= number <= len(offers):
            return ()
        start = to_local(offers[number - 1].start, self.calendar.place.zone)
        return (Window(start, start),)

    def _number_said(self, told: Reading, said: tuple[int, int]) -> int | None:
        """The number of the offer that is picked by its number, its place or its time, not by "any will do"."""
        if told.choice is not None and "any" not in self.roles:
            return told.choice
        tokens = self.heard.tokens
        numbers = {int(token.text) for token in tokens if token.kind == "number" and token.text.isdecimal()}
        for mark in self.heard.evidence.picks:
            if tokens[mark.last - 1].end <= said[0] or said[1] <= tokens[mark.first].start:
                places = (role.removeprefix("pick ") for role in mark.roles if role.startswith("pick "))
                numbers |= {int(place) for place in places if place.isdecimal()}
        return numbers.pop() if len(numbers) == 1 else None

    def _present(self) -> frozenset[str]:
        """Who the offers are with, else the visits that can be meant."""
        if self.current.offers and self.current.state in ("choosing", "agreeing"):
            return frozenset(slot.provider for slot in self.current.offers)
        return self._of_visits()

    def _of_visits(self) -> frozenset[str]:
        about = {key for key, _ in self.current.about} if self.current.state != "idle" else set()
        ahead = [visit for visit in self.calendar.appointments if visit.live and visit.start > self.now]
        return frozenset(visit.provider for visit in ahead if not about or visit.id in about)
