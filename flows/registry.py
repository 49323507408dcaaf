"""All flows, in matching order, and the table made of them."""

from __future__ import annotations

from flows import (
    anytime,
    book,
    cancel,
    confirm,
    courtesy,
    keep,
    newcomer,
    offered,
    propose_slot,
    questions,
    reschedule,
    running_late,
    stale,
    take_slot,
    unclear,
)
from flows.table import Table

FLOWS = (
    anytime.FLOW,
    newcomer.FLOW,
    running_late.FLOW,
    stale.FLOW,
    book.FLOW,
    offered.FLOW,
    keep.FLOW,
    unclear.FLOW,
    confirm.FLOW,
    cancel.FLOW,
    reschedule.FLOW,
    take_slot.FLOW,
    propose_slot.FLOW,
    questions.FLOW,
    courtesy.FLOW,
)
TABLE = Table(FLOWS)
