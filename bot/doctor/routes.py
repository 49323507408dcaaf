"""Which webhook a text to one of our numbers reaches: the number's own, or its messaging service's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.channels.twilio_setup import Number, Service, Webhooks


@dataclass(frozen=True, slots=True)
class Route:
    """The webhooks in force for a number; `lost` says why its texts reach nobody, if they do not.

    `service` is set where a messaging service decides, whatever the number itself says.
    """

    number: Number
    webhooks: Webhooks
    service: Service | None = None
    lost: str = ""

    @property
    def owner(self) -> str:
        """Whose webhooks these are, in words."""
        return f"its messaging service {_called(self.service)}" if self.service else "the number's own setting"


def service_of(number: str, services: Sequence[Service]) -> Service | None:
    """The service that has this number in its pool: at most one does."""
    return next((service for service in services if number in service.pool), None)


def route_of(number: Number, services: Sequence[Service]) -> Route:
    """Where a text to this number goes."""
    service = service_of(number.number, services)
    if service and not service.number_decides:
        lost = (
            ""
            if service.webhooks.url
            else f"the messaging service {_called(service)} has no inbound URL: Twilio drops the texts"
        )
        return Route(number, service.webhooks, service, lost)
    if number.application:
        return Route(
            number, number.webhooks, lost=f"the application {number.application} is set on it, so Twilio ignores its URL"
        )
    return Route(number, number.webhooks, lost="" if number.webhooks.url else "no webhook is set: texts reach nobody")


def wanted(public_url: str) -> Webhooks:
    """What the webhooks of a number must be for this public URL."""
    base = public_url.rstrip("/")
    return Webhooks(f"{base}/sms", "POST", f"{base}/sms/fallback", "POST")


def plain(url: str) -> str:
    """An address without Twilio's own instructions behind #."""
    return url.partition("#")[0]


def shown(url: str) -> str:
    """An address without its query and user, which may be secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.hostname else url


def _called(service: Service | None) -> str:
    return f"{service.name or 'unnamed'} ({service.sid})" if service else ""
