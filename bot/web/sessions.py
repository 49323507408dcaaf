"""The staff's session cookie: its key, and when it is marked Secure."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from bot.host import Host
from bot.records import to_text

KEY = "secret_key"
MACHINES = ("/sms", "/healthz", "/readyz", "/metrics")


class StaffSessions(SecureCookieSessionInterface):
    """Cookie sessions with a key of the database's own where SECRET_KEY is not set; none for machines."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """A webhook request has no session: Twilio keeps cookies, and a text must not cost a look at the key."""
        if request.path.startswith(MACHINES):
            return self.make_null_session(app)
        if not app.secret_key:
            app.secret_key = _kept_key(app.extensions["reslot"])
        return super().open_session(app, request)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Secure where the browser came over TLS, also through a proxy; a desk on plain http in the house can sign in too."""
        return request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"


def _kept_key(host: Host) -> str:
    """The key all workers share: made once, kept in the database."""
    with host.store.read() as session:
        known = session.one("note", key=KEY)
    if known is None:
        with host.store.write() as session:
            session.run("note_keep_first", key=KEY, value=secrets.token_hex(32), now=to_text(datetime.now(UTC)))
            known = session.one("note", key=KEY)
    if known is None:
        raise RuntimeError("the session key was written and is not there")
    return str(known["value"])
