"""Runs every check in order, leaving out those that can't be made after what was found before."""

from __future__ import annotations

from collections.abc import Iterator

from bot.channels.twilio import TwilioChannel
from bot.doctor import our_side, selftest, twilio_side
from bot.doctor.findings import Case, Finding, Twilios, fail, our_numbers
from bot.ports import NotSent


def examine(case: Case, database_trouble: str = "") -> Iterator[Finding]:
    """Every finding, ours first: the account is asked before anything is said of it."""
    yield from our_side.public_url(case.settings)
    yield from our_side.database(case.settings, case.store, database_trouble)
    if case.store is not None:
        yield from our_side.business(case.store)
        yield from our_side.outbox(case, case.store)
    first = list(twilio_side.account(case))
    yield from first
    if all(finding.level != "FAIL" for finding in first):
        yield from _account(case)
    yield from selftest.self_test(case)


def look_up(channel: TwilioChannel, ours: dict[str, str]) -> Twilios:
    """The account's numbers and services; raises `NotSent`."""
    return Twilios(channel.list_numbers(), channel.list_services(), ours)


def _account(case: Case) -> Iterator[Finding]:
    yield from twilio_side.clock(case)
    try:
        found = look_up(case.channel, our_numbers(case.store) if case.store else {})
    except NotSent as error:
        yield fail("numbers", f"could not be listed: {error}", "Try again; the token must be the account's main one.")
        return
    for check in (twilio_side.numbers, twilio_side.webhooks, twilio_side.services, twilio_side.registration):
        yield from check(case, found)
