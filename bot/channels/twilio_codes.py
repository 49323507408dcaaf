"""Twilio's error codes and what each asks of us (Twilio's error dictionary; the actions are our rule)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import Trouble


@dataclass(frozen=True, slots=True)
class Code:
    """What to do about an error, and what it means in plain words for staff and operator."""

    trouble: Trouble
    meaning: str


CODES: dict[int, Code] = {
    # credentials and account
    20003: Code("alert", "the account SID or auth token is wrong"),
    20005: Code("alert", "the Twilio account is not active"),
    20008: Code("alert", "test credentials can't do this"),
    30002: Code("alert", "the Twilio account is suspended"),
    20404: Code("bug", "Twilio has no such resource"),
    # queue and rate: nothing was sent
    20429: Code("retry", "too many requests at once"),
    21611: Code("retry", "the sender's queue is full"),
    30001: Code("retry", "the message service's queue is full"),
    30017: Code("retry", "the carrier is congested"),
    30022: Code("retry", "the carrier's rate limit was reached"),
    63018: Code("retry", "the channel's rate limit was reached"),
    # Twilio's or a carrier's own trouble: it may have been sent
    20500: Code("unknown", "Twilio had an internal error"),
    20503: Code("unknown", "Twilio was not available"),
    30410: Code("unknown", "the provider did not answer in time"),
    30500: Code("unknown", "Twilio had an internal error"),
    # the customer's number
    21211: Code("unreachable", "not a valid phone number"),
    21421: Code("unreachable", "not a valid phone number"),
    21614: Code("unreachable", "not a mobile number"),
    21635: Code("unreachable", "a landline, which can't get texts"),
    30005: Code("unreachable", "no such phone at the carrier"),
    30006: Code("unreachable", "a landline, or a carrier that can't be reached"),
    63003: Code("unreachable", "no such address on this channel"),
    63024: Code("unreachable", "not a valid recipient on this channel"),
    63036: Code("unreachable", "the phone can't be reached by RCS"),
    21610: Code("opted_out", "the customer opted out"),
    63014: Code("opted_out", "the customer blocked this channel"),
    21265: Code("ignore", "the recipient is a short code"),
    21266: Code("ignore", "sender and recipient are the same number"),
    # the sender and where it can reach
    21212: Code("sender", "the sender is not a valid number"),
    21401: Code("sender", "the sender is not a valid number"),
    21601: Code("sender", "the sender can't send texts"),
    21603: Code("sender", "a sender is missing"),
    21606: Code("sender", "the sender is not a number of this account that can reach this phone"),
    21612: Code("sender", "this sender can't reach this phone"),
    21657: Code("sender", "the sender name is not allowed here"),
    21701: Code("sender", "the messaging service does not exist"),
    21703: Code("sender", "the messaging service has no sender for this phone"),
    21704: Code("sender", "the messaging service has no sender"),
    21705: Code("sender", "the messaging service is not valid"),
    21712: Code("sender", "the sender is not in this messaging service"),
    30018: Code("sender", "this country wants the sender's name registered first"),
    30024: Code("sender", "the sender is not set up yet"),
    30032: Code("sender", "the toll-free number is not verified"),
    30034: Code("sender", "the US number has no registered campaign (10DLC)"),
    # the operator must act
    14111: Code("alert", "a trial account texts verified phones only"),
    21408: Code("alert", "texts to this country are not switched on (geo permissions)"),
    21608: Code("alert", "a trial account texts verified phones only"),
    30007: Code("alert", "filtered as spam by the carrier"),
    30450: Code("alert", "held back as suspected SMS pumping"),
    30610: Code("alert", "held back by the carrier's quiet hours"),
    30640: Code("alert", "held back: the number is known for litigation"),
    63016: Code("alert", "outside the 24-hour window: an approved template is needed"),
    # delivery
    30003: Code("later_while_useful", "the phone is off or out of reach"),
    30008: Code("later_while_useful", "not delivered, reason unknown"),
    30004: Code("no_retry", "blocked by the recipient or the carrier"),
    63032: Code("no_retry", "the channel excluded this recipient"),
    63049: Code("no_retry", "the channel declined the text"),
    30023: Code("tomorrow", "the daily limit of the registered brand was reached"),
    30027: Code("tomorrow", "T-Mobile's daily limit was reached"),
    63038: Code("tomorrow", "the account's daily limit was reached"),
    11751: Code("resend_text_only", "the picture is too large"),
    30019: Code("resend_text_only", "the picture is too large for the carrier"),
}

_OUR_FAULT = (21406, 21602, 21604, 21609, 21617, 21619, 21620, 21621, 21622, 21623, 21654, 21655, 21656, 30409)
_OUR_FAULT_SCHEDULED = (35111, 35112, 35113, 35114, 35115, 35116, 35117, 35118, 35125)
CODES |= {code: Code("bug", "our request was wrong") for code in _OUR_FAULT + _OUR_FAULT_SCHEDULED}


def trouble_of(code: int | None, status: int | None = None) -> Trouble:
    """What to do about an error code, or about an HTTP status without one we know.

    A delivery report's unknown code (no `status`) means a text that failed for a reason we can't judge: it is shown and
    never sent again by itself.
    """
    if code in CODES:
        return CODES[code].trouble
    if status is None:
        return "no_retry"
    if status == 429:
        return "retry"
    return "unknown" if status >= 500 else "alert"


def meaning_of(code: int | None) -> str:
    """The plain words for an error code."""
    return CODES[code].meaning if code in CODES else "an error we have no words for"
