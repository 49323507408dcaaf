"""A text's evidence with negations and conditions worked out: what is said, and what is only mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from flows.frozen import value
from flows.understand.evidence import OBSTACLE, PICK, Mark, roles_of
from flows.understand.foreign import FIRM, SAID_OF_ANYTHING, without_what_is_foreign
from flows.understand.heard import Heard

# What a negation in front turns a phrase into.
_NEGATED = {
    "yes": "no", "doit": "no", "fine": "no", "coming": "refuse", "no": "yes", "cancel": "keep", "cancelword": "keep",
    "move": "keep", "moveword": "keep", "book": "no", "want": "refuse", "later": "negated", "earlier": "negated",
}  # fmt: skip
_REACH = 4  # tokens between a negation and what it negates
_CANCELLING = frozenset(("cancel", "cancelword", "unneeded"))
_TELLING_OF_CANCELLING = frozenset(("cancelthat", "cancelled", "past", "cancel"))
_WISHES, _KIND = frozenset(("asap", "any")), attrgetter("kind")  # of times
_CONDITIONAL = {"cancel": "cancelled", "cancelword": "cancelled"}


@value(frozen=True, slots=True)
class View:
    """The marks as they count, with questions and unaccounted words by clause."""

    heard: Heard
    marks: tuple[Mark, ...]
    roles: frozenset[str]
    questions: frozenset[int]
    unknown: int

    def has(self, *roles: str) -> bool:
        """Whether any of these is said."""
        return not self.roles.isdisjoint(roles)

    def only(self, *roles: str) -> bool:
        """Whether nothing but these (and words that say nothing) is said."""
        return self.roles <= frozenset(roles) | _SILENT

    def only_beside(self, role: str, *others: str) -> bool:
        """Whether all words said in this role are said in one of the others too."""
        return all(not mark.roles.isdisjoint(others) for mark in self.marks if role in mark.roles)

    def clauses_of(self, *roles: str) -> frozenset[int]:
        """The clauses in which one of these is said."""
        return frozenset(mark.clause for mark in self.marks if not mark.roles.isdisjoint(roles))

    def hindered(self) -> bool:
        """Whether what keeps somebody from coming is told last, after any contrast, with a word or two beside it at most."""
        at = [mark.first for mark in self.marks if "obstacle" in mark.roles]
        told = {at for mark in self.marks if "obstacle" in mark.roles for at in range(mark.first, mark.last)}
        contrast = max((mark.first for mark in self.marks if "but" in mark.roles), default=-1)
        beside = set(self.heard.evidence.unknown) - told
        return max(at, default=-1) > contrast and len(beside) - self._glyphs(beside) // 2 <= _BESIDE

    def unknown_words(self) -> int:
        """About how many words nothing accounts for: in scripts without spaces two characters make one."""
        return self.unknown - self._glyphs(self.heard.evidence.unknown) // 2

    def _glyphs(self, tokens: Iterable[int]) -> int:
        return sum(1 for at in tokens if self.heard.tokens[at].kind == "glyph")

    def runs_on(self, role: str) -> bool:
        """Whether an unaccounted word stands right behind: "I don't want any pizza" gives up no visit."""
        return any(mark.last in self.heard.evidence.unknown for mark in self.marks if role in mark.roles)

    def negates_something_else(self) -> bool:
        """Whether an unaccounted word stands right before a no or is its object: "my dog won't", "reject the request"."""
        unknown = self.heard.evidence.unknown
        return self.object_of("no") or any(mark.first - 1 in unknown for mark in self.marks if "no" in mark.roles)

    def gives_up_at_last(self) -> bool:
        """ "Mein Zug fällt aus, schaff es nicht": what makes one late is told as the reason for not coming at all."""
        last = {role: max((m.first for m in self.marks if role in m.roles), default=-1) for role in ("late", "refuse")}
        return last["refuse"] > last["late"] and not any(token.kind == "number" for token in self.heard.tokens)

    def asked_about(self, *roles: str, by: str = "info") -> bool:
        """Whether a question leads to one of these in the same sentence: "how long before must I cancel"."""
        asking = {mark.clause: mark.first for mark in reversed(self.marks) if by in mark.roles}
        return any(asking.get(m.clause, m.first) < m.first for m in self.marks if not m.roles.isdisjoint(roles))

    def opens_with(self, role: str) -> bool:
        """Whether this is the first thing that the text or one of its sentences says."""
        clauses = set()
        for mark in self.marks:
            if mark.clause not in clauses and role in mark.roles:
                return True
            said = mark.roles - {"question"} if "filler" in mark.roles else mark.roles  # "that is wrong" asks nothing
            if not said <= _SILENT | {"greeting", "thanks", "fine"}:
                clauses.add(mark.clause)
        return False

    def offers_named(self) -> frozenset[str]:
        """The offers named in words; one who says that two of them suit has not said yes to either."""
        return frozenset(
            number
            for mark in self.marks
            if not mark.times
            for role in mark.roles
            if role.startswith(PICK)
            for number in role.split()[1:]
        )

    def taken_back(self, *roles: str) -> bool:
        """Whether a contrast takes back what was said before it: "I was about to cancel but I'm coming after all"."""
        said = next((mark.last for mark in self.marks if not mark.roles.isdisjoint(roles)), len(self.heard.tokens))
        contrast = next((mark.last for mark in self.marks if "but" in mark.roles and mark.first >= said), None)
        if contrast is None:
            return False
        after = [mark for mark in self.marks if mark.first >= contrast and not mark.roles <= _SILENT]
        return bool(after) and (not after[-1].roles.isdisjoint(("no",)) or any(m.roles & _STAYING for m in after))

    def object_of(self, role: str) -> bool:
        """Whether unaccounted words follow the verb: "cancel my phone plan" has an object that is none of ours.

        In the scripts cut into characters and where the verb comes last the object may stand before it.
        """
        unknown = self.heard.evidence.unknown
        return any(
            any(self._back(mark) <= at < self._reach(mark) for at in unknown) for mark in self.marks if role in mark.roles
        )

    def _back(self, verb: Mark) -> int:
        """The token from which on an object may stand before its verb."""
        tokens = self.heard.tokens
        at = verb.first
        if tokens[at].kind != "glyph" and not self.heard.verb_last:
            return verb.last
        joins = {mark.last for mark in self.marks if not mark.roles.isdisjoint(("join", "but"))}
        while at > max(0, verb.first - _OBJECT) and tokens[at - 1].kind != "sign" and at not in joins:
            at -= 1
        return at

    def _reach(self, verb: Mark) -> int:
        """The token up to which a verb's object may stand: a few words, not past a sign or a joining word."""
        tokens = self.heard.tokens
        joins = {mark.first for mark in self.marks if "join" in mark.roles or "but" in mark.roles}
        at = verb.last
        while at < min(len(tokens), verb.last + _OBJECT) and tokens[at].kind != "sign" and at not in joins:
            at += 1
        return at


_OBJECT, _NEAR_OBJECT = 5, 3
_BESIDE = 2  # unaccounted words beside an obstacle: whose it is, or where
_ASKING = frozenset(("info", "when", "asks"))
_ASKING_IN_WORDS = _ASKING | {"question"}
_NO_CLAUSE: frozenset[int] = frozenset()
_GENITIVES = frozenset("の的의")
_DENYING = frozenset(("no", "not"))
_FILLER = frozenset(("filler",))
_STAYING = frozenset(("coming", "keep", "attend"))
_ADDRESSING = frozenset(("thanks", "greeting", "bye"))
_BEFORE_A_NAME = frozenset((",", "-", "–"))
_SILENT = frozenset(("filler", "polite", "named", "time", "join", "hence", "obstacle"))
# A question begins its clause: before it stand only an answer, courtesy or a joining word.
_OPENING = frozenset(
    (
        "yes", "no", "fine", "doit", "noproblem", "coming", "polite", "greeting", "thanks", "but", "maybe", "join", "named",
        "not", "obstacle",
    )
)  # fmt: skip

_ORDER_OR_QUESTION = frozenset(("doit", "when"))
_STATED = frozenset(("yes", "when"))
_ASKING_OUTRIGHT = frozenset(("question", "asks"))


def view(heard: Heard) -> View:
    """Reads the evidence of a text."""
    marks = heard.evidence.marks
    roles = heard.evidence.roles
    # Most texts hold nothing that turns anything: what could is looked for in all marks at once.
    if not roles.isdisjoint(_TELLING_OF_CANCELLING) or not _WISHES.isdisjoint(map(_KIND, heard.expressions)):
        marks = tuple(_with_kinds(mark, heard) for mark in marks)
    if "not" in roles:
        marks = _with_negations(marks, heard)
    if "maybe" in roles:
        marks = tuple(_with_doubts(marks, heard))
    if "if" in roles:
        marks = _with_conditions(marks)
    if "yes" in roles and roles >= _ORDER_OR_QUESTION and roles.isdisjoint(_ASKING_OUTRIGHT) and "?" not in heard.text:
        marks = tuple(_with_orders_after_a_yes(marks))
    if "yes" in roles and "when" in roles and roles.isdisjoint(_ASKING_OUTRIGHT) and not {"?", "？"} & set(heard.text):
        marks = tuple(_with_statements(marks))
    if "obstacle" in roles:
        marks = _with_obstacles(marks)
    if not roles.isdisjoint(SAID_OF_ANYTHING) and roles.isdisjoint(FIRM):
        marks = without_what_is_foreign(marks, heard)
    if marks is not heard.evidence.marks:
        roles = roles_of(marks)
    unknown = len(heard.evidence.unknown)
    if unknown and not roles.isdisjoint(_ADDRESSING):
        unknown -= _names(heard, marks)
    return View(heard, marks, roles, _questions(heard, marks, roles), unknown + heard.cut)


def _with_orders_after_a_yes(marks: Iterable[Mark]) -> Iterator[Mark]:
    """ "Confirm the booking" asks when it is, or tells us to make it so: behind a yes it is the order."""
    agreed = False
    for mark in marks:
        yield _with_roles(mark, mark.roles - {"when"}) if agreed and mark.roles >= _ORDER_OR_QUESTION else mark
        agreed = agreed or ("yes" in mark.roles and "when" not in mark.roles)


def _with_statements(marks: Iterable[Mark]) -> Iterator[Mark]:
    """ "Tá marcado", without a question mark, says that it is booked and does not ask it."""
    for mark in marks:
        yield _with_roles(mark, mark.roles - {"when"}) if mark.roles >= _STATED else mark


def _with_obstacles(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """ "My son is sick" sends nobody in our stead, and "I'm not sick any more" says no to nothing that was asked."""
    made: list[Mark] = []
    led_to = next_to = -1  # where an obstacle begins: over little words, and right behind
    for mark in reversed(marks):
        roles = mark.roles
        if mark.last == led_to and "third" in roles:
            roles -= {"third"}
        if mark.last == next_to and not roles.isdisjoint(_DENYING):
            roles = roles - {"no"} | {"not"}
            made[-1] = _with_roles(made[-1], made[-1].roles - OBSTACLE)
        next_to = mark.first if "obstacle" in roles else -1
        led_to = mark.first if "obstacle" in roles or (mark.last == led_to and roles == _FILLER) else -1
        made.append(_with_roles(mark, roles))
    return tuple(reversed(made))


def _with_roles(mark: Mark, roles: frozenset[str]) -> Mark:
    return Mark(mark.first, mark.last, roles, mark.clause, mark.times)


def _names(heard: Heard, marks: Iterable[Mark]) -> int:
    """How many unknown words are names: capitalised, behind a greeting or thanks ("Thanks Karen", "Regards, Ann Lee")."""
    unknown = heard.evidence.unknown
    tokens = heard.tokens
    behind = {mark.last for mark in marks if not mark.roles.isdisjoint(_ADDRESSING)} if unknown else set()
    behind |= {at + 1 for at in behind if at < len(tokens) and tokens[at].norm in _BEFORE_A_NAME}
    named = 0
    for at in unknown:
        if at in behind and tokens[at].text.istitle():
            named += 1
            behind.add(at + 1)
    return named


def _with_kinds(mark: Mark, heard: Heard) -> Mark:
    """ "As soon as possible" and "any time" are times and wishes at once; what is told of cancelling cancels nothing."""
    roles = mark.roles
    if "cancelthat" in roles:
        behind = range(mark.last, mark.last + (_NEAR_OBJECT if "all" in roles else 1))
        roles = roles - {"cancelthat"} | ({"filler"} if any(at in behind for at in heard.evidence.unknown) else {"cancel"})
    if not roles.isdisjoint(("cancelled", "past")):
        roles -= _CANCELLING
    elif "cancel" in roles:
        roles = roles - {"cancel"} | {"cancelled"} if _of_something_else(mark, heard) else roles - {"book"}
    if mark.times:
        roles |= {heard.expressions[index].kind for index in mark.times} & _WISHES
    return _with_roles(mark, roles) if roles != mark.roles else mark


def _of_something_else(mark: Mark, heard: Heard) -> bool:
    """Whether an unaccounted noun stands right before the booking: 飛行機の予約をキャンセル cancels none of ours."""
    if heard.tokens[mark.first].kind != "glyph" or mark.times:
        return False
    behind = mark.first - 1
    if behind > 0 and heard.tokens[behind].norm in _GENITIVES:
        behind -= 1
    return behind in heard.evidence.unknown


def _with_negations(marks: tuple[Mark, ...], heard: Heard) -> tuple[Mark, ...]:
    made: list[Mark] = []
    negation: Mark | None = None
    for mark in marks:
        if negation is not None and mark.first > negation.last and "hence" in mark.roles:
            negation = None  # "not 1 or 2, so 3 works"
        if negation is not None and _reaches(negation, mark, heard):
            turned = {_NEGATED.get(role, role) for role in mark.roles}
            if "refuse" in turned:
                turned.discard("info")  # Spanish "no puedo ir a la limpieza" asks nothing
            if turned != mark.roles:
                mark = _with_roles(mark, frozenset(turned))
                negation = None
        elif not mark.roles <= _SILENT:
            negation = None
        if "not" in mark.roles:
            negation = None if _refuses_what_stood(mark, made, marks) else mark
        made.append(mark)
    return tuple(made)


def _refuses_what_stood(mark: Mark, before: list[Mark], marks: tuple[Mark, ...]) -> bool:
    """Whether a negation is that of the time before it and something new follows: "jueves no y viernes sí"."""
    if not before or not before[-1].times or before[-1].last != mark.first:
        return False
    behind = marks[len(before) + 1 : len(before) + 2]
    return bool(behind) and "join" in behind[0].roles


def _reaches(negation: Mark, mark: Mark, heard: Heard) -> bool:
    between = heard.tokens[negation.last : mark.first]
    return (
        mark.clause == negation.clause
        and len(between) <= _REACH
        and not any(token.kind == "sign" and token.norm in ",;" for token in between)
    )


def _with_doubts(marks: tuple[Mark, ...], heard: Heard) -> Iterable[Mark]:
    """ "I might have to cancel" cancels nothing yet."""
    doubt: Mark | None = None
    for mark in marks:
        if doubt is not None and _reaches(doubt, mark, heard):
            mark = _with_roles(mark, frozenset(_CONDITIONAL.get(role, role) for role in mark.roles))
        if "maybe" in mark.roles:
            doubt = mark
        yield mark


def _with_conditions(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """ "If I cancel" cancels nothing, nor "cancel it if it rains", and "if I can't find a sitter" refuses nothing yet."""
    marks = tuple(marks)
    conditions = {mark.clause for mark in marks if "if" in mark.roles}
    made: list[Mark] = []
    near = 0
    for mark in marks:
        if "if" in mark.roles:
            near = mark.last + 2
        elif mark.first < near and "refuse" in mark.roles:
            mark = _with_roles(mark, mark.roles - {"refuse"} | {"maybe"})
        if mark.clause in conditions:
            mark = _with_roles(mark, frozenset(_CONDITIONAL.get(role, role) for role in mark.roles))
        made.append(mark)
    return tuple(made)


def _questions(heard: Heard, marks: tuple[Mark, ...], roles: frozenset[str]) -> frozenset[int]:
    """The clauses that ask something: by their sign or by their words."""
    by_its_sign = "?" in heard.text or not heard.text.isascii()
    if not by_its_sign and roles.isdisjoint(_ASKING_IN_WORDS):
        return _NO_CLAUSE
    clauses = heard.evidence.clauses
    asked: set[int] = set()
    if by_its_sign:
        asked = {clauses[i] for i, token in enumerate(heard.tokens) if token.norm[0] in "?？"}
    if not roles.isdisjoint(_ASKING):
        asked |= {mark.clause for mark in marks if not mark.roles.isdisjoint(_ASKING)}
    if "question" in roles:
        asked |= _opened_by_a_question(heard, marks)
    return frozenset(asked)


def _follows_a_word(mark: Mark, end: int, heard: Heard) -> bool:
    """Whether a word that nothing accounts for stands before a mark: "itn is 3:15" asks nothing, "is 3:15 ok" does."""
    return any(token.kind in ("word", "number") for token in heard.tokens[end : mark.first])


def _opened_by_a_question(heard: Heard, marks: tuple[Mark, ...]) -> set[int]:
    asked = set()
    opening = True
    clause = end = 0
    for mark in marks:
        if mark.clause != clause or any(t.kind == "sign" for t in heard.tokens[end : mark.first]):
            opening = True
        if opening and "question" in mark.roles and not ("filler" in mark.roles and _follows_a_word(mark, end, heard)):
            asked.add(mark.clause)
        opening = opening and bool(mark.roles & _OPENING) and mark.first - end <= 1
        clause, end = mark.clause, mark.last
    return asked
