"""`flask twilio`: examine the set-up, list the numbers, point them at us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask import Flask, current_app

if TYPE_CHECKING:
    from bot.channels.twilio import TwilioChannel
    from bot.doctor.connect import Step
    from bot.doctor.findings import Finding, Probe, Twilios
    from bot.doctor.routes import Route
    from bot.host import Host
    from bot.ports import Store

COLOURS = {"ok": "green", "warn": "yellow", "FAIL": "red"}
PROBE = "reslot.probe"  # a trial's own way to call the public URL


def register(app: Flask) -> None:
    """Adds the command group."""
    app.cli.add_command(twilio)


@click.group()
def twilio() -> None:
    """Set up and examine the Twilio account."""


@twilio.command()
def doctor() -> None:
    """Examine the whole set-up.

    Looks at everything between a customer's phone and the database, and says how to mend what is wrong. The exit code is 1
    where something FAILs: texts are lost or refused until it is mended.
    """
    from bot.doctor.examine import examine
    from bot.doctor.findings import Case

    host = _host()
    channel = _channel(host)
    store, trouble = _store(host)
    case = Case(host.settings, channel, store, host.clock, _probe())
    worst = "ok"
    for finding in examine(case, trouble):
        _tell(finding)
        worst = max(worst, finding.level, key=list(COLOURS).index)
    closing = {
        "ok": "All is well.",
        "warn": "It works; see the warnings.",
        "FAIL": "Texts are lost until the FAIL lines are mended.",
    }
    click.echo(f"\n{closing[worst]}")
    raise SystemExit(1 if worst == "FAIL" else 0)


@twilio.command()
def numbers() -> None:
    """List the account's numbers.

    Each with what it can do, which location it belongs to, and where its texts go.
    """
    from bot.doctor.routes import route_of

    host = _host()
    found = _look_up(host, _channel(host))
    _remember(host, found)
    if not found.numbers:
        click.echo("The account has no numbers.")
    for number in found.numbers:
        able = [name for name, has in (("SMS", number.sms), ("MMS", number.mms)) if has]
        place = found.ours.get(number.number, "no location")
        route = route_of(number, found.services)
        click.echo(f"{number.number:<16} {number.kind:<10} {'+'.join(able) or 'no texts':<8} {place:<14} {_where(route)}")


@twilio.command()
@click.option("--url", required=True, help="Our public address, for example https://texts.example.com.")
@click.option("--number", help="The number to connect; every number of the business if not given.")
@click.option("--yes", is_flag=True, help="Change without asking.")
def connect(url: str, number: str | None, yes: bool) -> None:
    """Point numbers at us.

    Shows what will change, asks, then sets webhook and fallback of each number, or of the messaging service that decides
    for it (there the status URL too).
    """
    from bot.doctor import connect as connecting
    from bot.ports import NotSent

    host = _host()
    channel, base = _channel(host), _base(url)
    found = _look_up(host, channel)
    try:
        steps = connecting.plan(found, connecting.chosen(found, number), base)
    except connecting.CannotConnect as obstacle:
        raise click.ClickException(str(obstacle)) from None
    _show(steps)
    if steps and not yes:
        click.confirm("Change this at Twilio?", abort=True)
    try:
        connecting.carry_out(channel, steps, base)
    except NotSent as error:
        raise click.ClickException(f"Twilio did not take it: {error}") from None
    _remember(host, found)
    click.echo("Connected." if steps else "Nothing to change: they are connected.")
    if base != channel.public_url:
        click.echo(f"Set PUBLIC_URL={base} and restart the server: signatures are checked over that address.", err=True)
    click.echo("Now run `flask twilio doctor`.")


def _host() -> Host:
    host: Host = current_app.extensions["reslot"]
    return host


def _channel(host: Host) -> TwilioChannel:
    from bot.channels.twilio import TwilioChannel
    from bot.settings import missing_for_texts

    missing = missing_for_texts(host.settings)
    if missing:
        for name in missing:
            click.echo(f"FAIL  {name}: is not set", err=True)
        raise click.ClickException("set these in .env (see .env.example), then run this again")
    if not isinstance(host.channel, TwilioChannel):
        raise click.ClickException("texts do not go through Twilio here")
    return host.channel


def _store(host: Host) -> tuple[Store | None, str]:
    """The store, or why it can't be opened: that is a finding, not the end."""
    try:
        return host.store, ""
    except click.ClickException as unusable:
        return None, unusable.message


def _look_up(host: Host, channel: TwilioChannel) -> Twilios:
    from bot.doctor.examine import look_up
    from bot.doctor.findings import our_numbers
    from bot.ports import NotSent

    store, _ = _store(host)
    try:
        return look_up(channel, our_numbers(store) if store else {})
    except NotSent as error:
        raise click.ClickException(f"Twilio could not be asked: {error} (`flask twilio doctor` says more)") from None


def _remember(host: Host, found: Twilios) -> None:
    """The outbox chooses senders by what they can do."""
    from bot.outbox_senders import keep_capabilities

    store, _ = _store(host)
    if store is None:
        return
    with store.write() as session:
        keep_capabilities(session, [(n.number, n.sms, n.mms) for n in found.numbers], host.clock())


def _probe() -> Probe:
    from bot.doctor.selftest import over_network

    probe: Probe = current_app.extensions.get(PROBE, over_network)
    return probe


def _base(url: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise click.BadParameter("must be an address like https://texts.example.com", param_hint="--url")
    return url.rstrip("/").removesuffix("/sms")


def _show(steps: list[Step]) -> None:
    for step in steps:
        click.echo(step.name)
        for name, before, after in step.changes:
            click.echo(f"  {name.replace('_', ' ')}: {before or '(not set)'} -> {after}")


def _where(route: Route) -> str:
    from bot.doctor.routes import shown

    return f"LOST: {route.lost}" if route.lost else f"{route.webhooks.method} {shown(route.webhooks.url)} ({route.owner})"


def _tell(finding: Finding) -> None:
    click.echo(f"{click.style(f'{finding.level:<4}', fg=COLOURS[finding.level])}  {finding.about}: {finding.said}")
    if finding.mend:
        click.echo(f"      {finding.mend}")
