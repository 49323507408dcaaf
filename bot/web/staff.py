"""What all staff pages share: the location chosen, headers that keep pages private, tasks in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request
from flask import session as browser

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
    "reply_limit": "got as many replies within the hour as are allowed",
    "wrong_number": "says that this is a wrong number",
    "question": "has a question",
    "webhook_failed": "got no answer because of a fault here",
    "old_text": "wrote while we were down",
    "text_not_sent": "was not sent a text",
    "delivery_failed": "did not get a text",
    "unreachable": "can't be reached by text",
    "spend_cap": "the day's spending cap is reached",
    "operator": "a text met trouble that the operator must mend",
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
    """The location given or asked for by `?location=`, else the one looked at last, else the first; 404 where there is none."""
    found = shops(session)
    by_id = {shop.id: shop for shop in found}
    wanted = location or request.args.get("location")
    if wanted and wanted not in by_id:
        abort(404, "No such location.")
    shop = by_id.get(wanted or browser.get("location", "")) or next(iter(found), None)
    if shop is None:
        abort(404, "No business is loaded yet. Run: flask load business.toml")
    if wanted and browser.get("location") != wanted:
        browser["location"] = wanted
    return Scene(shop, found, house().clock())


def own_page(address: str) -> str:
    """The address if it is one of our own pages, else nothing: nobody is led elsewhere by a link with `next` or `back`."""
    parts = urlsplit(address.replace("\\", "/"))
    inside = parts.path.startswith("/") and not (parts.scheme or parts.netloc or address.startswith("//"))
    return address if inside else ""


def private(blueprint: Blueprint) -> Blueprint:
    """Marks a blueprint's pages: not cached, not framed, no scripts but ours, and nothing odd let in."""
    blueprint.before_request(_no_nul)
    blueprint.after_request(_headers)
    return blueprint


def _no_nul() -> None:
    """No browser sends NUL by itself, and PostgreSQL refuses it in any text."""
    if "\0" in request.path or any("\0" in text for pair in request.values.items(multi=True) for text in pair):
        abort(404)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
