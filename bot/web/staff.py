"""What all staff pages share: the location chosen, headers that keep pages private, tasks in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request

from bot.ports import Session
from bot.web.house import house
from bot.web.shops import Shop, shops

TASKS = {
    "human_asked": "asks for a person",
    "not_understood": "was not understood twice",
    "unknown_customer": "is not in the schedule",
    "opted_out": "wants no more texts",
    "late": "is running late",
    "policy_refused": "wanted a change that the rules refuse",
    "no_slots": "found no time that fits",
    "picture": "sent a picture",
    "passive_limit": "keeps sending automatic texts",
    "wrong_number": "says that this is a wrong number",
    "question": "has a question",
    "webhook_failed": "got no answer because of a fault here",
}
STATES = {
    "idle": "nothing open",
    "confirming": "was asked to confirm",
    "picking_appointment": "is asked which visit",
    "picking_person": "is asked who it is for",
    "asking_when": "is asked for a day or time",
    "choosing": "is choosing a time",
    "agreeing": "is asked to agree to a time",
    "dropping": "is asked whether to cancel",
    "with_staff": "with staff",
    "opted_out": "opted out",
}
POLICY = (
    "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A page's location, the other locations, and now (aware UTC)."""

    shop: Shop
    shops: list[Shop]
    now: datetime


def scene(session: Session, location: str | None = None) -> Scene:
    """The location of `?location=` (or given), else the first; 404 where there is none."""
    found = shops(session)
    wanted = location or request.args.get("location")
    shop = next((item for item in found if item.id == wanted), None) if wanted else next(iter(found), None)
    if shop is None:
        abort(404, "No such location." if wanted else "No business is loaded yet. Run: flask load business.toml")
    return Scene(shop, found, house().clock())


def own_page(address: str) -> str:
    """The address if it is one of our own pages, else nothing: nobody is led elsewhere by a link with `next` or `back`."""
    parts = urlsplit(address.replace("\\", "/"))
    inside = parts.path.startswith("/") and not (parts.scheme or parts.netloc or address.startswith("//"))
    return address if inside else ""


def private(blueprint: Blueprint) -> Blueprint:
    """Marks a blueprint's pages: not cached, not framed, no scripts but ours."""
    blueprint.after_request(_headers)
    return blueprint


def _headers(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
