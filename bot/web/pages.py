"""The staff's pages: which there are, what their templates may use, and what is shown when something is wrong."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, render_template, request, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as Answer

from bot.host import Host
from bot.web.conversations import conversations
from bot.web.login import may
from bot.web.media import media
from bot.web.misread import misread
from bot.web.reports import reports
from bot.web.schedule import schedule
from bot.web.settings_page import settings_page
from bot.web.shops import phone_words
from bot.web.staff import STATES, TASKS, private
from bot.web.threads import kind_words, reason_words
from bot.web.turns import turns
from bot.web.visits import visits
from bot.web.webhook import webhook

TROUBLES = {
    400: "This page has been open for too long, or you were signed out. Go back, reload it, and try again.",
    403: "Your account may not do this. Ask an administrator for another role.",
    404: "There is no such page.",
}
MACHINES = ("/sms", "/healthz", "/readyz", "/metrics")  # who asks there reads no pages
LONGEST = 90  # characters of a 404's own words; the library's are longer
ASSETS = Path(__file__).with_name("static")
# Templates and assets have a home of their own; the blueprint has no pages.
assets = private(Blueprint("staff", __name__, template_folder="templates", static_folder="static", static_url_path="/assets"))


def install(app: Flask) -> None:
    """Gives an app the staff's pages; the demo's only where the settings say so."""
    CSRFProtect(app).exempt(webhook)
    for blueprint in (assets, schedule, conversations, visits, turns, misread, media, reports, settings_page):
        app.register_blueprint(blueprint)
    host: Host = app.extensions["reslot"]
    if host.settings.demo:
        from bot.web import demo

        demo.install(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["phone"] = phone_words
    app.jinja_env.filters["kind"] = kind_words
    app.jinja_env.filters["reason"] = reason_words
    app.jinja_env.globals.update(
        asset=asset,
        task_words=TASKS,
        state_words=STATES,
        demo=host.settings.demo,
        fresh_key=lambda: secrets.token_hex(12),
        may=may,
    )
    app.register_error_handler(HTTPException, trouble)


def asset(name: str) -> str:
    """The address of one of our files; it changes with the file, so that browsers may keep it."""
    return url_for("staff.static", filename=name, v=_mark(name))


@cache
def _mark(name: str) -> str:
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:10]


def trouble(error: HTTPException) -> Answer | tuple[str, int] | HTTPException:
    """A page that says what is wrong, in words; machines keep their own answers."""
    if error.code is None or error.code < 400:
        return error
    if request.path.startswith(MACHINES):
        allowed = {"Allow": ", ".join(sorted(error.valid_methods or ()))} if isinstance(error, MethodNotAllowed) else {}
        return Answer(f"{error.name}\n", error.code, allowed, content_type="text/plain; charset=utf-8")
    if error.code >= 500:
        # The page's frame asks the database who is signed in: it may be what is broken.
        return Answer("Something went wrong here. The log has the details.\n", error.code, content_type="text/plain")
    own = error.description if error.code == 404 and error.description and len(error.description) < LONGEST else None
    text = own or TROUBLES.get(error.code) or error.description or ""
    return render_template("trouble.html", title=error.name, text=text), error.code
