"""What becomes of the times in a text by the phrases around them: told of, refused, or wished for."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter

from flows.understand.evidence import TIME, Mark
from flows.understand.giving_up import takes_another_time
from flows.understand.heard import Heard
from flows.understand.lexicon import lexicon
from flows.understand.signed import is_a_name
from flows.understand.view import View
from flows.values import Asked

# Marks that take the times in them out of what is wished for: told, past, or the appointment's own.
TOLD = frozenset(("told", "past", "origin", "promise", "cancelled"))
_COURTESY = frozenset(("thanks", "greeting", "bye"))
_ASKING_AFTER = frozenset(("greeting", "thanks"))
_REFUSED = frozenset(("refuse",))
_FILLER = frozenset(("filler",))
_LITTLE = frozenset(("filler", "polite"))
_LEADING = _LITTLE | {"join", "hence"}
REFUSING = frozenset(("no", "refuse", "obstacle"))
_KIND = attrgetter("kind")
_TIME_ALONE = frozenset((TIME,))
_JOINING = frozenset(("join", "not"))
# Marks that swallow what looked like a time: "have a good one", "10-4", "party of 4".
_SWALLOWING = frozenset(
    (
        "bye", "thanks", "yes", "done", "greeting", "measure", "notnow", "maybe",
        "late", "keep", "promise", "asap", "stop", "none",
    )
)  # fmt: skip
# Where nothing of these is said, only a name or the past decides about a time.
_DECIDING = REFUSING | _COURTESY | TOLD | _SWALLOWING | {"cancel", "done", "only"}


def fates_of_times(seen: View, asked: Asked) -> dict[int, str]:
    """The expressions of time that the phrases around them make told or refused, by index."""
    roles = seen.roles
    decided, refusing = not roles.isdisjoint(_DECIDING), not roles.isdisjoint(REFUSING)
    fates = _told_with_the_past(seen) if "past" in roles or "past" in map(_KIND, seen.heard.expressions) else {}
    if "cancel" in roles:
        fates |= _given_up(seen)
    if refusing and seen.questions:
        fates |= _asked_back(seen)
    if asked.expecting in (None, "confirm") and not roles.isdisjoint(_ASKING_AFTER):
        fates |= _asked_after(seen)
    for index, each in enumerate(seen.heard.expressions):
        if (each.weekly or each.kind == "month") and is_a_name(index, seen, asked):
            fates[index] = "told"
    if not decided:
        return fates
    deadline = len(seen.marks) == 1 and _answers_alone(seen, asked)
    refused: Mark | None = None
    named: Mark | None = None  # the time said last, with the little words behind it
    for mark in seen.marks:
        if refusing:
            if named is not None and not mark.times and _refuses_before(mark, named, seen, asked):
                fates.update(dict.fromkeys(named.times, "refused"))  # "Wednesday something came up", "Monday no, Friday"
            led_on = named is not None and mark.roles <= _LITTLE and _adjoins(named, mark)
            named = mark if mark.roles == _TIME_ALONE else named._replace(last=mark.last) if named and led_on else None
            if mark.roles == _TIME_ALONE and refused is not None and _adjoins(refused, mark):
                fates.update(dict.fromkeys(mark.times, "refused"))  # "I have a conflict on Friday"
            if not mark.times and ("refuse" in mark.roles or ("obstacle" in mark.roles and asked.expecting)):
                refused = mark
            elif refused is not None:  # "I can't make my appointment on Friday": over the little words before the day
                led_on = mark.roles == _FILLER and _adjoins(refused, mark)
                refused = refused._replace(last=mark.last) if led_on else None
        if mark.roles.isdisjoint(_DECIDING):
            continue
        courteous = not mark.roles.isdisjoint(_COURTESY) and "yes" not in mark.roles and not deadline
        told = not mark.roles.isdisjoint(TOLD) and "yes" not in mark.roles  # "je confirme jeudi" agrees to Thursday, if it is
        # "I'm all set for today" is done with us, not coming today, where nothing was asked.
        finished = "done" in mark.roles and (asked.expecting is None or "yes" not in mark.roles)
        if told or finished or (courteous and not _is_refused(mark, seen)):
            fates.update(dict.fromkeys(_told_before_a_conclusion(mark, seen), "told"))
        elif "only" in mark.roles:
            fates.update(dict.fromkeys(mark.times, "wished"))  # 金曜以外は無理: nothing but Friday will do
        elif not mark.roles.isdisjoint(_REFUSED) and TIME not in mark.roles:
            fates.update({index: "wished" if _concludes(index, seen) else "refused" for index in mark.times})
        if not mark.roles.isdisjoint(_SWALLOWING) and not deadline:
            swallowed = [index for index in _inside(mark, seen.heard) if index not in mark.times]
            fates.update(dict.fromkeys(swallowed, "told"))
    if fates and len(seen.heard.expressions) > 1:
        fates = _with_their_lists(fates, seen)
    return fates | _each_refused(seen) if "no" in roles else fates


def _answers_alone(seen: View, asked: Asked) -> bool:
    """ "Bis Freitag" as an answer to "when?" takes no leave, and "afternoon" by itself beside offers greets nobody."""
    return asked.expecting == "when" or (asked.expecting == "choose" and len(seen.heard.tokens) == 1)


def _concludes(index: int, seen: View) -> bool:
    """ "Monday won't do either so Thursday": the time behind the conclusion is what is left, not refused with it."""
    expressions = seen.heard.expressions
    if index == 0 or expressions[index].negated or not expressions[index - 1].negated:
        return False
    return _stands_behind_a_conclusion(index, seen)


def _told_before_a_conclusion(mark: Mark, seen: View) -> list[int]:
    """The times that a phrase tells of: "lunch is at 12:30 so 12:30 on Tuesday" tells of the first and wishes for the other."""
    ends = next((index for index in mark.times[1:] if _stands_behind_a_conclusion(index, seen)), None)
    told = list(mark.times) if ends is None else [index for index in mark.times if index < ends]
    lunch = [index - 1 for index in told if ends is not None and index and seen.heard.expressions[index - 1].kind == "part"]
    return told + lunch


def _stands_behind_a_conclusion(index: int, seen: View) -> bool:
    expressions = seen.heard.expressions
    before = [token.norm for token in seen.heard.tokens if token.end <= expressions[index].start][-1:]
    trie = lexicon(seen.heard.language).trie
    return any(reading[0][0] == "hence" for word in before for reading in trie.get(word, {}).get("", ()))


def _is_refused(mark: Mark, seen: View) -> bool:
    """Whether a time in a mark is refused by the grammar: "but not morning" greets nobody."""
    expressions = (seen.heard.expressions[index] for index in mark.times)
    return "greeting" in mark.roles and any(each.negated and each.kind == "part" for each in expressions)


def _refuses_before(mark: Mark, named: Mark, seen: View, asked: Asked) -> bool:
    """Whether a refusal right behind a time refuses it; a reason may stand behind a comma where nothing else is said."""
    if mark.clause in seen.questions:
        return False  # "and Saturday isn't possible?"
    if _adjoins(named, mark):
        return not mark.roles.isdisjoint(("no", "refuse")) or ("obstacle" in mark.roles and asked.expecting is not None)
    apart = [token.norm for token in seen.heard.tokens[named.last : mark.first]]
    last_word = "no" in mark.roles and mark is seen.marks[-1] and mark.last not in seen.heard.evidence.unknown
    reason = asked.expecting == "choose" and (last_word or not mark.roles.isdisjoint(("refuse", "obstacle")))
    return reason and apart == [","] and not seen.has("yes", "fine", "doit", "want", "any")


def _asked_back(seen: View) -> dict[int, str]:
    """ "Wednesday? I'm away then": a day that is all a question holds is refused by a no that comes next."""
    refused: dict[int, str] = {}
    for clause in seen.questions:
        asked = [mark for mark in seen.marks if mark.clause == clause]
        behind = next((m for m in seen.marks if m.clause > clause and not m.roles <= _LEADING), None)
        if behind is None or behind.times or behind.roles.isdisjoint(REFUSING):
            continue
        if all(mark.roles <= _LITTLE | _TIME_ALONE for mark in asked):
            refused.update((index, "refused") for mark in asked for index in mark.times)
    return refused


def _asked_after(seen: View) -> dict[int, str]:
    """ "How are you feeling today", "I appreciate the help today": the day right behind a sentence of courtesy."""
    expressions = seen.heard.expressions
    if len(expressions) != 1 or any(window.time_given for window in expressions[0].windows if window.start == window.end):
        return {}
    for mark, behind in pairwise(seen.marks):
        sentence = not mark.roles.isdisjoint(_ASKING_AFTER) and "yes" not in mark.roles and mark.last - mark.first > 2
        if sentence and not mark.times and _adjoins(mark, behind) and behind.roles == _TIME_ALONE and behind == seen.marks[-1]:
            return dict.fromkeys(behind.times, "told")
    return {}


def _told_with_the_past(seen: View) -> dict[int, str]:
    """Clock times in a sentence of what has been: "ieri ho visto un film alle 8"."""
    expressions = seen.heard.expressions
    wishes = seen.clauses_of("want", "request", "move", "moveword", "book", "any", "but", "refuse", "when", "origin")
    past = {m.clause for m in seen.marks if "past" in m.roles or any(expressions[i].kind == "past" for i in m.times)} - wishes
    marks = [mark for mark in seen.marks if mark.clause in past]
    return {i: "told" for m in marks for i in m.times if expressions[i].kind == "time"}


def _given_up(seen: View) -> dict[int, str]:
    """The times of what is cancelled where another is asked for: "cancel my 10am and give me Thursday"."""
    given_up = {i for m in seen.marks if "cancel" in m.roles for i in m.times}
    for mark in seen.marks:
        if given_up and not given_up.issuperset(mark.times) and not mark.roles.isdisjoint(("book", "move", "want")):
            return dict.fromkeys(given_up, "told")
    return dict.fromkeys(given_up, "told") if given_up and takes_another_time(seen) else {}


def _each_refused(seen: View) -> dict[int, str]:
    """ "No Thursday, no Friday": one no may be an answer, one before each of them rules them all out."""
    refused = [
        index
        for mark, behind in pairwise(seen.marks)
        if "no" in mark.roles and not mark.times and _adjoins(mark, behind) and behind.roles == _TIME_ALONE
        for index in behind.times
    ]
    if len(refused) > 1:
        return dict.fromkeys(refused, "refused")
    return _refused_in_a_list(seen) if len(seen.heard.expressions) > 1 else {}


def _refused_in_a_list(seen: View) -> dict[int, str]:
    """ "No Thursday or Monday" refuses both, "No Friday please, Monday is ok" one; "no Thursday, Monday" leaves it open."""
    for mark, behind in pairwise(seen.marks):
        if "no" not in mark.roles or mark.times or not _adjoins(mark, behind) or not behind.times:
            continue
        if not _opens(behind, behind.times[0], seen):
            continue
        first = last = behind.times[0]
        while _link(last, seen) == "join" or (
            last == first and _link(last, seen) == "comma" and _link(last + 1, seen) == "join"
        ):
            last += 1
        praised = any("yes" in other.roles and other.times and other.times[0] > last for other in seen.marks)
        if praised or (last > first and _link(last, seen) is None):
            return dict.fromkeys(range(first, last + 1), "refused")
    return {}


def _with_their_lists(fates: dict[int, str], seen: View) -> dict[int, str]:
    """ "I can't: Thursday, Friday or Monday", "월요일, 화요일 다 안돼요": what is refused by a phrase takes its list along."""
    alone = {mark.times[0]: mark for mark in seen.marks if mark.roles == _TIME_ALONE and len(mark.times) == 1}
    fates = dict(fates)
    # Of two days with a comma between only the last one may be refused, "Monday or Friday no" refuses both.
    links = ("join", "comma") if len(seen.heard.expressions) > 2 else ("join",)
    for index in [index for index, fate in fates.items() if fate == "refused"]:
        mark = next(mark for mark in seen.marks if index in mark.times)
        if mark.roles == _TIME_ALONE or _opens(mark, index, seen):
            before = index - 1
            while before in alone and before not in fates and _link(before, seen) in links:
                fates[before] = "refused"
                before -= 1
        listed = [index + 1]
        while _link(listed[-1] - 1, seen) == "comma" and listed[-1] in alone:
            listed.append(listed[-1] + 1)
        closed = listed[-1] in alone and len(listed) > 1 and _link(listed[-1] - 1, seen) == "join"
        if closed and _ends_its_clause(alone[listed[-1]], seen):
            fates.update(dict.fromkeys(listed, "refused"))
    return fates


def _opens(mark: Mark, index: int, seen: View) -> bool:
    """Whether a phrase begins with the time: what refuses it stands behind it."""
    return seen.heard.tokens[mark.first].start == seen.heard.expressions[index].start


def _link(index: int, seen: View) -> str | None:
    """What alone parts a time from the next one: a comma, or a word that joins or denies."""
    expressions, tokens = seen.heard.expressions, seen.heard.tokens
    if not 0 <= index < len(expressions) - 1 or expressions[index].kind != expressions[index + 1].kind:
        return None
    start, end = expressions[index].end, expressions[index + 1].start
    between = [at for at, token in enumerate(tokens) if start <= token.start and token.end <= end]
    if [tokens[at].norm for at in between] in ([","], ["、"], ["，"]):
        return "comma"
    joins = [mark for mark in seen.marks if between and mark.first == between[0] and mark.last == between[-1] + 1]
    return "join" if joins and not joins[0].roles.isdisjoint(_JOINING) else None


def _ends_its_clause(mark: Mark, seen: View) -> bool:
    behind = next((other for other in seen.marks if other.first >= mark.last), None)
    return mark.clause not in seen.questions and (behind is None or behind.clause != mark.clause)


def _adjoins(first: Mark, second: Mark) -> bool:
    return first.clause == second.clause and first.last == second.first


def _inside(mark: Mark, heard: Heard) -> list[int]:
    """The expressions that lie wholly in a mark's words."""
    start, end = heard.tokens[mark.first].start, heard.tokens[mark.last - 1].end
    return [i for i, e in enumerate(heard.expressions) if start <= e.start and e.end <= end]
