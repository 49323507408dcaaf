"""Words that are a time only in company: `may`, `sun`, `march`."""

from __future__ import annotations

from flows.understand.times.points import Frame
from flows.understand.times.values import Item, Partial

# What an unsure word needs before it, or behind it where nothing stands before.
_SUPPORT = frozenset(
    {
        "on", "at", "in", "from", "upto", "by", "before", "after", "until", "or", "and", "between", "not", "for",
        "dom_intro", "into",
    }
)  # fmt: skip
_AFTER_UNSURE = frozenset(
    {
        "stop", "or", "comma", "and", "dash", "slash", "dot", "not", "but", "before", "after", "between", "until",
        "from", "upto", "suits",
    }
)  # fmt: skip


def stands(frame: Frame, items: list[Item]) -> bool:
    """Whether a frame of nothing but an unsure word (`may`, `sun`) is one: it needs support beside it."""
    if not frame.weak or frame.bound:
        return True
    only_part = frame.part is not None and not (frame.dated or frame.clock)
    if not (only_part or (isinstance(frame.date, Partial) and not frame.timed)):
        return True
    at = next(i for i, item in enumerate(items) if item.first >= frame.first)
    before = items[at - 1].among(_SUPPORT) or items[at - 1].kind if at else "start"
    if isinstance(frame.date, Partial) and frame.date.month:
        before = items[at].among(_SUPPORT) or before  # "can I come in June"
    elif at > 1 and before == "slash" and items[at - 2].among(("date",)):
        before = "or"  # German `Mo/Di`, Dutch `ma/di`
    elif frame.date is not None and any(item.among(("on",)) for item in items[at : at + 2]):
        before = "on"  # "can I pop in on Sat"; Spanish "en mi" is no Wednesday
    behind = next((item for item in items[at:] if item.first >= frame.last), None)
    after = behind.among(_AFTER_UNSURE) or behind.kind if behind else "stop"  # German `nach`: past the hour, or after
    if isinstance(frame.date, Partial) and frame.date.day:
        frame.weak = before not in _SUPPORT or before in ("or", "and", "not")  # "the 2nd or the 3rd" may be choices
        return True
    if before in _SUPPORT or (before in ("start", "stop", "comma") and after in _AFTER_UNSURE):
        frame.weak = False
    return not frame.weak
