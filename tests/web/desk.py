"""A member of staff at a browser without JavaScript: signs in, follows links, sends forms with their hidden fields."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot import users
from bot.users import Role
from tests.web.conftest import NOW

PASSWORD = "correct horse battery"
HTTPS = "https://texts.example.com"


def hire(app: Flask, role: Role = "admin", email: str = "") -> str:
    """An account of that role; its email."""
    email = email or f"{role}@example.com"
    with app.extensions["reslot"].store.write() as session:
        users.add(session, email=email, password=PASSWORD, role=role, now=NOW)
    return email


class Desk:
    """A browser over TLS."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, path: str) -> TestResponse:
        """A page."""
        return self.client.get(path, base_url=HTTPS)

    def page(self, path: str) -> str:
        """A page that must be there."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status}"
        return response.get_data(as_text=True)

    def post(
        self,
        path: str,
        fields: dict[str, str] | None = None,
        *,
        on: str = "/login",
        address: str = "1.2.3.4",
        forwarded: str = "",
    ) -> TestResponse:
        """Sends a form, with the token of the page it is on; `forwarded` is what proxies say of the way here."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page(on))
        return self.client.post(
            path,
            data={"csrf_token": token[1] if token else ""} | (fields or {}),
            base_url=HTTPS,
            headers={"Referer": HTTPS + on} | ({"X-Forwarded-For": forwarded} if forwarded else {}),
            environ_overrides={"REMOTE_ADDR": address},
        )

    def sign_in(self, email: str, password: str = PASSWORD, **where: str) -> TestResponse:
        """Fills in the form of the sign-in page."""
        return self.post("/login", {"email": email, "password": password}, **where)


def at_desk(app: Flask, role: Role = "admin") -> Desk:
    """Somebody of that role, signed in."""
    desk = Desk(app)
    assert desk.sign_in(hire(app, role)).status_code == 302
    desk.page("/schedule?location=main")
    return desk
