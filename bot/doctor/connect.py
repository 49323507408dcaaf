"""Plans and makes the changes that point numbers, or the messaging service that decides for them, at us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.twilio import TwilioChannel
from bot.channels.twilio_setup import Number, Service, differences
from bot.doctor.findings import Twilios
from bot.doctor.routes import route_of, wanted

_STATUS = "/sms/status"


class CannotConnect(Exception):
    """What stands in the way, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What changes on one number or messaging service: field, present value, new value."""

    target: Number | Service
    changes: tuple[tuple[str, str, str], ...]

    @property
    def name(self) -> str:
        """What is changed, in words."""
        if isinstance(self.target, Number):
            return self.target.number
        return f"messaging service {self.target.name} ({self.target.sid}), for {', '.join(self.target.pool)}"


def chosen(found: Twilios, number: str | None) -> list[Number]:
    """The numbers to connect: the one named, else the business's, else the account's only one; raises `CannotConnect`."""
    owned = {one.number: one for one in found.numbers}
    if number is not None:
        if number not in owned:
            raise CannotConnect(f"{number} is not in this account; it has {', '.join(owned) or 'no numbers'}")
        return [owned[number]]
    of_business = [owned[ours] for ours in found.ours if ours in owned]
    if of_business:
        return of_business
    if len(found.numbers) == 1:
        return found.numbers
    raise CannotConnect(f"which number? Name it with --number: the account has {', '.join(owned) or 'none'}")


def plan(found: Twilios, numbers: Sequence[Number], public_url: str) -> list[Step]:
    """What has to change so that texts to these numbers reach us; nothing where they do already. Raises `CannotConnect`.

    A text's own status address is given with each send; the service's is for texts that others send through it.
    """
    steps: dict[str, Step] = {}
    for number in numbers:
        route = route_of(number, found.services)
        if number.application and not route.service:
            raise CannotConnect(
                f"{number.number} has the application {number.application}, which makes Twilio ignore its URL: in Twilio's "
                "console set its messaging to Webhook instead of TwiML App, then run this again"
            )
        changes = differences(route.webhooks, wanted(public_url))
        target: Number | Service = route.service or number
        status = public_url.rstrip("/") + _STATUS
        if route.service and route.service.status_callback != status:
            changes.append(("status callback", route.service.status_callback, status))
        if changes:
            steps[target.sid] = Step(target, tuple(changes))
    return list(steps.values())


def carry_out(channel: TwilioChannel, steps: Sequence[Step], public_url: str) -> None:
    """Makes the changes; raises `NotSent`."""
    for step in steps:
        if isinstance(step.target, Number):
            channel.update_number(step.target, wanted(public_url))
        else:
            channel.update_service(step.target.sid, wanted(public_url), public_url.rstrip("/") + _STATUS)
