"""Alive and ready: what a supervisor or load balancer asks."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.exceptions import InternalServerError

from bot.web.house import house

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> Response:
    """The process answers; no database involved."""
    return _plain("ok")


@health.get("/readyz")
def ready() -> Response:
    """The database answers and a business is loaded; else 503 and why."""
    with house().store.read() as session:
        loaded = session.one("web_alive")
    if loaded is None:
        return _plain("no business is loaded: run `flask load business.toml`", 503)
    return _plain("ok")


@health.errorhandler(InternalServerError)
def broken(error: InternalServerError) -> Response:
    """The log has the traceback; the reason's kind is all a stranger may know."""
    cause = error.original_exception
    return _plain(f"the database does not answer: {type(cause).__name__ if cause else 'unknown'}", 503)


def _plain(text: str, status: int = 200) -> Response:
    return Response(text + "\n", status, content_type="text/plain; charset=utf-8")
