"""The web process: Twilio's webhook, health, metrics, and the staff's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

LARGEST_REQUEST = 64 * 1024


def register(app: Flask) -> None:
    """Gives an app all of its URLs."""
    from bot.web import login, metrics, pages
    from bot.web.express import Express
    from bot.web.health import health
    from bot.web.sessions import StaffSessions
    from bot.web.webhook import webhook

    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a page left open overnight still works in the morning
    app.session_interface = StaffSessions()
    app.url_map.strict_slashes = False  # a redirect would lose a text's form
    app.register_blueprint(webhook)
    app.register_blueprint(health)
    metrics.install(app)
    login.install(app)
    pages.install(app)
    app.wsgi_app = Express(app)  # type: ignore[method-assign]  # Flask's documented way to put WSGI in front
