"""The rules by which evidence becomes an intent, in order; the first that fits wins and names itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from flows.understand.answers import ANSWERS, answers_beside_booking, finds_it_fine, requests_what_was_offered
from flows.understand.case import Case
from flows.understand.demands import asks_whether_it_is_with
from flows.understand.giving_up import asks_whether_one_must, needs_something_else_no_longer, takes_another_time
from flows.understand.turning import leaves_cancelling_open, tells_what_somebody_says
from flows.values import Intent

_REFUSALS = ("no", "refuse", "notnow", "none")
_OPPOSED = ("move", "book", "but", "if", "maybe", "earlier", "later", "alternatives")
_SPOILING = (
    "help", "bot", "repeat", "but", "if", "maybe", "no", "refuse", "notnow", "past", "third", "not", "notpost",
    "cancelled", "promise", "optout", "helpword",
)  # fmt: skip
_SPOILING_BUT_NO = tuple(role for role in _SPOILING if role not in ("no", "not"))
# Beside one of these an obstacle refuses nothing: an agreement, a doubt, something that is over or another's.
_UNHINDERED = (
    *ANSWERS, "attend", "keep", "not", "notpost", "if", "maybe", "promise", "told", "third", "any", "possible", "cancelled",
    "abort", "help", "repeat", "bot", "asap", "request", "want",
)  # fmt: skip
_WISHES = ("want", "move", "book", "request", "any", "asap", "alternatives")


Rule = Callable[[Case], Intent | None]


def decide(case: Case) -> tuple[Intent, str]:
    """The intent and the name of the rule that gave it."""
    for rule in _that_may_fit(case.view.roles):
        intent = rule(case)
        if intent is not None:
            return intent, rule.__name__
    return Intent.OTHER, "nothing_known"


@lru_cache(maxsize=512)
def _that_may_fit(roles: frozenset[str]) -> tuple[Rule, ...]:
    """The rules in order without those that fit only where something is said that is not: 5 of 26 on the average."""
    return tuple([RULES[at][0] for at in sorted(_needing("").union(*map(_needing, roles)))])


@cache
def _needing(role: str) -> frozenset[int]:
    """The rules that need this role, or one of some others; for "" those that need none."""
    return frozenset(at for at, (_, needed) in enumerate(RULES) if role in (needed or ("",)))


def opting_out(case: Case) -> Intent | None:
    return Intent.STOP if case.has("stop") and not case.has("start") else None


def opting_in(case: Case) -> Intent | None:
    # "Sign me up" opts in, unless it answers a question.
    signs_up = case.expecting == "confirm" and case.view.only_beside("start", "yes", "doit")
    return Intent.START if case.has("start") and not signs_up else None


def asking_for_a_person(case: Case) -> Intent | None:
    if case.has("bot") and not case.has("human"):
        return Intent.OTHER
    return Intent.HUMAN if case.has("human", "wrong") else None


def running_late(case: Case) -> Intent | None:
    acting = (m.roles for m in case.view.marks if not m.roles.isdisjoint(("cancel", "cancelword", "move")))
    if any("late" not in roles for roles in acting) or (case.has("later") and _asks_for_something(case)):
        return None
    if case.has("late"):
        # "How far behind are the Lakers" asks.
        asks = case.view.unknown > 1 and case.view.questions and case.view.asked_about("late", by="question")
        return None if asks or case.view.gives_up_at_last() else Intent.LATE
    told = case.near and case.has("coming") and not case.fits and case.expecting != "when"
    return Intent.LATE if told and not case.has("want", "request") else None


def _asks_for_something(case: Case) -> bool:
    """ "Running late, can we make it later?" wishes, "the bus is late, ten minutes later" tells."""
    return case.has(*_WISHES) or bool(case.view.questions)


def calling_off_our_work(case: Case) -> Intent | None:
    if not case.has("abort") or case.has("cancel") or case.wanted:
        return None  # "scratch that, Thursday" wishes for Thursday
    return Intent.DENY if case.expecting == "confirm" else Intent.OTHER


def cancelling(case: Case) -> Intent | None:
    if case.view.taken_back("cancel", "cancelword"):
        return None
    if case.has("unneeded") and not case.has("cancel") and not case.view.runs_on("unneeded"):
        if case.view.clauses_of("unneeded") & case.view.questions:
            return Intent.INFO  # "no longer needed?" asks
        if needs_something_else_no_longer(case.view):
            return None
        # "No, I won't need it" answers the question; out of nowhere it gives the appointment up, where there is one.
        return Intent.DENY if case.expecting == "confirm" and (case.has("no") or not case.held) else Intent.CANCEL
    if case.has("cancel"):
        said = case.view.clauses_of("cancel")
    elif case.has("cancelword") and not case.view.object_of("cancelword"):
        said = case.view.clauses_of("cancelword")
    else:
        return None
    if leaves_cancelling_open(case.view):
        return None if case.wanted or case.has("when") else Intent.OTHER
    another = case.wanted and (case.has("book") or takes_another_time(case.view))
    if another or (case.has("move") and not case.has("keep")):
        return Intent.RESCHEDULE
    if case.has("but") and case.has("later", "earlier"):
        return Intent.RESCHEDULE  # "I'd have to cancel, but maybe later that day works"
    asked = said & case.view.questions
    orders = case.has("request", "want") and not case.view.asked_about("cancel", "cancelword")
    if asked and (not orders or asks_whether_one_must(case.view)):
        return Intent.INFO
    return Intent.CANCEL


def asking_about_cancelling(case: Case) -> Intent | None:
    if not case.has("cancelled") or (case.has("move", "want") and case.wanted):
        return None
    if case.has("info") or case.view.questions:
        return Intent.INFO
    return None if case.has("keep", "coming", "refuse") else Intent.OTHER


def moving(case: Case) -> Intent | None:
    bare = case.has("moveword") and not case.view.object_of("moveword")
    if not case.has("move") and not bare:
        return None
    moves = [mark.roles for mark in case.view.marks if not mark.roles.isdisjoint(("move", "moveword"))]
    if not case.wanted and all("keep" in roles for roles in moves):
        return None  # 변경은 안 해도 돼요: the negation is in the same words
    if case.expecting == "confirm" and case.has("notnow") and not case.wanted:
        return Intent.DENY
    if case.view.questions and case.view.unknown > 2 and not case.wanted and not case.has("request", "want"):
        return Intent.INFO  # "how many times can one move a court date?"
    return Intent.RESCHEDULE


def someone_else_comes(case: Case) -> Intent | None:
    # "Can my son come at the same time" names the time that we asked about, and wishes for no other.
    elsewhen = case.wanted and not case.fits
    return Intent.OTHER if case.has("third") and not elsewhen and not case.has("refuse", "book") else None


def asking_when(case: Case) -> Intent | None:
    return Intent.WHEN if case.has("when") or asks_whether_it_is_with(case.view) else None


def keeping(case: Case) -> Intent | None:
    if not case.has("keep") or (case.wanted and not case.fits and not case.has("cancelled")):
        return None
    # "Keep it" answers "shall I cancel?" with no and "is that right?" with yes: the flow knows which was asked.
    if case.expecting == "confirm" and case.has("yes", "coming", "noproblem") and not case.has("no", "but", "if"):
        return _affirmed(case)
    return Intent.DENY if not case.held and case.has("no") else Intent.OTHER  # "No, leave it" of what is only offered


def booking(case: Case) -> Intent | None:
    if not case.has("book") or (case.has("info", "alternatives") and not case.wanted):
        return None
    if case.view.unknown and case.has("question") and not case.has("request", "want") and not case.wanted:
        return None
    if case.has("earlier") or (case.has("later") and (not case.wanted or case.fits)):
        return None  # "can you fit me in any earlier on Monday?", "a bit later that day": than what is booked
    if case.expecting == "confirm":
        if case.wanted:
            return Intent.PROPOSE
        if case.has(*_REFUSALS):
            return Intent.DENY
        return _affirmed(case) if answers_beside_booking(case.view) else Intent.BOOK
    if (case.has("notnow") or case.view.opens_with("no")) and not case.wanted:
        return Intent.DENY
    return Intent.BOOK


def confirming_the_time_asked(case: Case) -> Intent | None:
    """ "Yes, Friday at 3": the time is the one in question."""
    if case.expecting != "confirm" or not case.fits or case.has(*_REFUSALS, *_OPPOSED):
        return None
    if case.deadline or (case.broad and not (case.has("attend") or (case.view.opens_with("yes") and not case.bounded))):
        return None  # "I'd like to be there by noon" tells of another time than ten, "by the 20th" of other days
    if not case.has("yes", "coming", "doit", "noproblem", "thanks", "bye") and not finds_it_fine(case.view):
        return None
    return _affirmed(case)


def proposing(case: Case) -> Intent | None:
    if not case.wanted or (case.has("info") and not case.has(*_WISHES)):
        return None
    return Intent.PROPOSE


def as_soon_as_possible(case: Case) -> Intent | None:
    if case.expecting == "confirm" and case.has("yes", "doit") and case.view.only_beside("asap", "filler"):
        return None  # "yes, right away" hurries the answer, not the appointment
    # "I'll let you know as soon as I can" hurries the sender.
    asks = any("asap" in mark.roles and mark.roles.isdisjoint(("promise", "told")) for mark in case.view.marks)
    return Intent.EARLIER if asks and case.view.unknown <= 2 else None


def earlier_or_later(case: Case) -> Intent | None:
    # "Later!" out of nowhere takes leave.
    leaves = case.has("bye", "thanks") and not case.has("request", "want")
    if case.has("notnow") or (leaves and case.expecting is None):
        return None
    if case.has("late") and not _asks_for_something(case):
        return None
    if case.has("earlier"):
        return Intent.EARLIER
    return Intent.LATER if case.has("later") else None


def wanting_others(case: Case) -> Intent | None:
    # Where nothing was listed, "any other fun facts" asks for something else.
    foreign = case.view.runs_on("alternatives") or (case.view.object_of("none") and not case.has("alternatives"))
    if case.view.unknown > 2 or (case.expecting is None and foreign):
        return None
    return Intent.ALTERNATIVES if case.has("alternatives", "none") else None


def ruling_out(case: Case) -> Intent | None:
    if not case.excluded or (case.view.questions and case.view.unknown):
        return None  # "which films are out on Friday?"
    if case.expecting == "confirm" and not case.has("any"):
        return Intent.DENY
    return Intent.PROPOSE


def asking(case: Case) -> Intent | None:
    return Intent.INFO if case.has("info") else None


def refusing(case: Case) -> Intent | None:
    if (case.has("maybe") and not case.has("notnow")) or (
        case.view.questions and (case.view.unknown or not case.has("no", "refuse"))
    ):
        return None
    # Where nothing was asked "the printer doesn't work" refuses nothing of ours.
    if case.has("refuse", "notnow") and case.view.unknown_words() <= (4 if case.expecting else 0):
        return Intent.DENY
    if case.has("no") and case.has("noproblem", "coming"):
        return None  # "no, no problem" is as much of a yes, and "no no, I'm coming"
    # "Can't, at a funeral"; where nothing was asked "my dog won't eat" says no to nothing.
    other = case.expecting is None and case.view.negates_something_else()
    short = (case.view.unknown <= 2 and not other) or case.view.hindered()
    if case.has("no") and (not case.view.unknown or (short and case.view.opens_with("no"))):
        if case.expecting is None and case.has("thanks", "done", "bye"):
            return Intent.THANKS
        return Intent.DENY
    return None


def unsure(case: Case) -> Intent | None:
    return Intent.OTHER if case.has("maybe", "promise") else None


def hindered(case: Case) -> Intent | None:
    """ "Fever", "my sitter bailed": only what keeps somebody from coming is told, which says no to what was asked."""
    if case.expecting not in ("confirm", "choose") or case.wanted or case.view.questions or case.has(*_UNHINDERED):
        return None
    if not case.excluded and any(not each.weak and each.kind != "past" for each in case.view.heard.expressions):
        return None  # "Wednesday after the school run": a time is said that is not the obstacle's
    return Intent.DENY if case.view.hindered() else None


def agreeing(case: Case) -> Intent | None:
    if case.expecting is None and not case.has("yes", "doit", "coming"):
        return None
    if case.expecting is None and case.has("thanks", "done", "bye"):
        return None
    if case.expecting == "when" and case.has("any"):
        return None  # "any time is fine" leaves it to us
    if case.expecting is None and case.has("measure") and not case.has("yes", "coming"):
        return None  # りんご5個ください: an order for somebody else
    return _affirmed(case) if case.has(*ANSWERS) else None


def flexible(case: Case) -> Intent | None:
    if not case.has("any") or case.view.unknown > 1:
        return None
    return Intent.PROPOSE if case.expecting == "when" else None


def asking_how(case: Case) -> Intent | None:
    return Intent.HELP if case.has("help") and case.view.unknown <= 1 else None


def asking_about_the_place(case: Case) -> Intent | None:
    """ "How's the food?": what no phrase answers is passed on where it is of the place or people that were spoken of."""
    if case.has("greeting", "repeat", "bot") or case.view.unknown > 3:
        return None
    return Intent.INFO if case.view.clauses_of("theirs") & case.view.questions else None


def courtesy(case: Case) -> Intent | None:
    if case.view.unknown > 3:
        return None
    if case.has("bye") and not case.has("thanks"):
        return Intent.BYE
    if case.has("thanks") or (case.has("done") and not case.view.unknown):
        return Intent.THANKS
    plain = not case.view.unknown and not case.has("greeting", "question", "past")
    return Intent.THANKS if plain and case.expecting is None and case.has("fine", "noproblem") else None


def greeting(case: Case) -> Intent | None:
    return Intent.GREETING if case.has("greeting") and case.view.unknown <= 1 else None


def _affirmed(case: Case) -> Intent | None:
    """A yes stands only where the whole text is accounted for and nothing is asked, opposed or made a condition."""
    if case.view.questions and not _only_requests(case):
        return Intent.INFO if _asks_apart(case) else None
    # "Yes, the last one": of which? ("That one" is the one in question.)
    if case.view.unknown or case.idle_time or case.view.offers_named() - {"1"} or tells_what_somebody_says(case.view):
        return None
    coming = case.has("coming") and not case.view.only_beside("coming", "greeting")  # Italian "mi presento, sono Paolo"
    agreed = coming or (case.has("fine") and case.expecting is not None)  # "hi, ok"
    if not case.has("yes") and (case.has("help", "bot", "repeat") or (case.has("greeting") and not agreed)):
        return None
    if case.has("possible") and case.has("coming"):
        return None  # "I'll be there if possible" leaves it open
    if case.expecting == "choose" and case.has("measure"):
        return None  # "one hundred percent" of which?
    if case.has("both") and not (case.expecting == "confirm" and case.several):
        return None  # both of which two?
    # "No, no problem, I'll be there": that no says yes.
    spoiling = _SPOILING_BUT_NO if case.has("noproblem") and case.has("coming") else _SPOILING
    return None if case.has(*spoiling) else Intent.AFFIRM


def _only_requests(case: Case) -> bool:
    return case.expecting == "confirm" and not (case.wanted or case.several) and requests_what_was_offered(case.view)


def _asks_apart(case: Case) -> bool:
    """ "Yes. What's the address?": the yes and the question stand in clauses of their own, or every word is known."""
    return not case.view.unknown or bool(case.view.clauses_of("yes", "fine", "doit") - case.view.questions)


# Each rule with the evidence that it takes one of to fit; none where it looks at the times alone.
RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (opting_out, ("stop",)),
    (opting_in, ("start",)),
    (asking_for_a_person, ("bot", "human", "wrong")),
    (running_late, ("late", "coming")),
    (cancelling, ("cancel", "cancelword", "unneeded")),
    (calling_off_our_work, ("abort",)),
    (asking_about_cancelling, ("cancelled",)),
    (confirming_the_time_asked, (*ANSWERS, "thanks", "bye")),
    (moving, ("move", "moveword")),
    (someone_else_comes, ("third",)),
    (asking_when, ("when", "named")),
    (keeping, ("keep",)),
    (booking, ("book",)),
    (proposing, ()),
    (as_soon_as_possible, ("asap",)),
    (wanting_others, ("alternatives", "none")),
    (earlier_or_later, ("earlier", "later")),
    (ruling_out, ()),
    (asking, ("info",)),
    (refusing, ("refuse", "notnow", "no")),
    (unsure, ("maybe", "promise")),
    (hindered, ("obstacle",)),
    (agreeing, ANSWERS),
    (flexible, ("any",)),
    (asking_about_the_place, ("theirs",)),
    (asking_how, ("help",)),
    (courtesy, ("bye", "thanks", "done", "fine", "noproblem")),
    (greeting, ("greeting",)),
)
