"""Examines the Twilio account: credentials, numbers, webhooks, messaging services, registration, clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.channels.twilio_setup import Number, Service
from bot.doctor.findings import Case, Finding, Twilios, fail, ok, warn
from bot.doctor.routes import Route, plain, route_of, service_of, shown, wanted
from bot.ports import NotSent
from bot.senders import country_of

_CONSOLE = "https://console.twilio.com"
_DRIFT, _TOO_FAR = 30, 300  # seconds


def account(case: Case) -> Iterator[Finding]:
    """Credentials and the state of the account; a FAIL here means that nothing else can be asked."""
    about = "credentials"
    try:
        state = case.channel.account_state()
    except NotSent as error:
        yield _refused(error)
        return
    yield ok(about, f"Twilio knows account {state.sid} ({state.name})")
    if state.status != "active":
        yield fail("account", f"the account is {state.status}", f"Twilio sends nothing from it: see {_CONSOLE}")
    elif state.type == "Trial":
        mend = "Only phones verified in Twilio's console get texts, each with a note of Twilio's in front. Upgrade the account."
        yield warn("account", "this is a trial account", mend)
    else:
        yield ok("account", "active")
    if len(case.settings.twilio_auth_tokens) > 1:
        mend = "Fine while the tokens are changed over; afterwards take the old one out of TWILIO_AUTH_TOKEN."
        yield warn("auth token", "two tokens are accepted", mend)


def clock(case: Case) -> Iterator[Finding]:
    """Our clock beside Twilio's: reminders and expiries go by ours."""
    theirs = case.channel.server_time()
    if theirs is None:
        return
    yield clock_finding(abs((case.clock() - theirs).total_seconds()), case.settings.clock)


def clock_finding(apart: float, stands_at: datetime | None) -> Finding:
    """What to say of two clocks so many seconds apart."""
    if stands_at is not None:
        return warn("clock", f"CLOCK is set: time stands still at {stands_at}", "For tests and trials only: unset CLOCK.")
    if apart <= _DRIFT:
        return ok("clock", "agrees with Twilio's")
    said = f"{round(apart)} seconds apart from Twilio's"
    mend = "Switch on time synchronisation (systemd-timesyncd, chrony): reminders go out by this clock."
    return fail("clock", said, mend) if apart > _TOO_FAR else warn("clock", said, mend)


def numbers(case: Case, found: Twilios) -> Iterator[Finding]:
    """The account's numbers and the business's: what each can do, and whether they are the same."""
    if not found.numbers:
        yield fail("numbers", "the account has none", f"Buy one that can send texts: {_CONSOLE} > Phone Numbers.")
    owned = {number.number for number in found.numbers}
    for ours, location in found.ours.items():
        if ours not in owned:
            mend = "Correct `numbers` in business.toml and run `flask load`, or buy that number."
            yield fail(ours, f"location {location} has it, but it is not in this Twilio account", mend)
    for number in found.in_use:
        yield from _abilities(number)
    for number in found.numbers:
        if found.ours and number.number not in found.ours:
            mend = "If customers text it, add it to a location's `numbers` in business.toml and run `flask load`."
            yield warn(number.number, "belongs to no location", mend)


def webhooks(case: Case, found: Twilios) -> Iterator[Finding]:
    """Where texts to each number go, and who decides it."""
    for number in found.in_use:
        yield from _route(route_of(number, found.services), case)


def services(case: Case, found: Twilios) -> Iterator[Finding]:
    """The pitfalls of messaging services."""
    sid = case.settings.twilio_messaging_service_sid
    configured = next((service for service in found.services if service.sid == sid), None)
    if sid and configured is None:
        yield fail("messaging service", f"{sid} is not in this account", "Correct TWILIO_MESSAGING_SERVICE_SID, or unset it.")
    if configured is not None:
        yield from _configured(configured)
    for number in found.in_use:
        service = service_of(number.number, found.services)
        if service and service.sid != sid:
            mend = f"An opt-out counts for the whole service: set TWILIO_MESSAGING_SERVICE_SID={service.sid}."
            yield warn(number.number, f"is in the messaging service {service.name} ({service.sid}), which is not ours", mend)


def registration(case: Case, found: Twilios) -> Iterator[Finding]:
    """What carriers want registered before they carry texts: hints, since the API does not tell all of it."""
    for number in found.in_use:
        service = service_of(number.number, found.services)
        if number.kind == "toll-free":
            mend = (
                f"Without verification texts fail with error 30032; it takes 3 to 5 days: {_CONSOLE} > Regulatory Compliance."
            )
            yield warn(number.number, "toll-free: must be verified", mend)
        elif number.kind == "short code":
            mend = "It can't text another country; its STOP and HELP words are kept in Twilio's console."
            yield warn(number.number, "short code: works inside its country only", mend)
        elif country_of(number.number) == "US" and not (service and service.us_registered):
            mend = (
                "US carriers refuse it with error 30034. Register a brand and a campaign (10 to 15 working days) and put the "
                f"number into that campaign's messaging service: {_CONSOLE} > Messaging > Regulatory Compliance."
            )
            yield warn(number.number, "a US number without a registered campaign (10DLC)", mend)


def _refused(error: NotSent) -> Finding:
    if error.code == 20003:
        mend = f"Copy both of one account from {_CONSOLE} into TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN."
        return fail("credentials", "Twilio refuses this account SID with this auth token", mend)
    if error.code == 20404:
        return fail("credentials", "Twilio does not know this account", "Correct TWILIO_ACCOUNT_SID.")
    mend = "Can this machine reach api.twilio.com by https? Check network, proxy and TWILIO_API_URL, then try again."
    return fail("credentials", f"Twilio could not be asked: {error}", mend)


def _abilities(number: Number) -> Iterator[Finding]:
    if not number.sms:
        yield fail(number.number, "can't send texts", "Buy a number with SMS, and take this one out of business.toml.")
    elif not number.mms and country_of(number.number) in ("US", "CA"):
        yield ok(number.number, f"{number.kind}: texts, no pictures (they go out as links)")
    else:
        yield ok(number.number, f"{number.kind}: texts{' and pictures' if number.mms else ''}")


def _route(route: Route, case: Case) -> Iterator[Finding]:
    about = f"{route.number.number} webhook"
    connect = f"Run `flask twilio connect --url {case.channel.public_url} --number {route.number.number}`."
    right = wanted(case.channel.public_url)
    if route.number.application and route.lost and not route.service:
        yield fail(about, route.lost, "In Twilio's console set the number's messaging to Webhook instead of TwiML App.")
    elif route.lost:
        yield fail(about, route.lost, connect)
    elif plain(route.webhooks.url) != right.url:
        yield fail(about, f"texts go to {shown(route.webhooks.url)} ({route.owner}), not to {right.url}", connect)
    elif route.webhooks.method != "POST":
        mend = f"It works, but customers' texts stand in addresses and so in access logs. {connect}"
        yield warn(about, f"called by {route.webhooks.method} ({route.owner})", mend)
    else:
        yield ok(about, f"POST {right.url} ({route.owner})")
    if not route.lost and plain(route.webhooks.fallback) != right.fallback:
        is_set = f"goes to {shown(route.webhooks.fallback)}" if route.webhooks.fallback else "is not set"
        mend = f"When /sms fails nobody answers and no task is raised. {connect}"
        yield warn(f"{route.number.number} fallback", f"{is_set} ({route.owner})", mend)


def _configured(service: Service) -> Iterator[Finding]:
    about = f"messaging service {service.name}"
    if not service.pool:
        mend = "Sends through it fail with error 21704. Add our numbers to its sender pool in Twilio's console."
        yield fail(about, "has no numbers", mend)
    else:
        yield ok(about, f"sends from {', '.join(service.pool)}")
    if service.alpha_senders:
        mend = "Customers can't answer a name. Take it out of the pool: every text of ours is part of a conversation."
        yield warn(about, f"may send as {', '.join(service.alpha_senders)}", mend)
