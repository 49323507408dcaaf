"""Signing in and out, and who may do what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ClassVar, ParamSpec, cast

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask_login import LoginManager, current_user, login_required, login_user, logout_user
from werkzeug.wrappers import Response as Answer

from bot import users
from bot.users import Role, User
from bot.web.house import house
from bot.web.staff import own_page, private

login = private(Blueprint("login", __name__))
P = ParamSpec("P")
Page = Answer | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Staff:
    """The account signed in, as Flask-Login wants it."""

    user: User
    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """Email and stamp: a changed password ends the sessions made with the old one."""
        return f"{self.user.email}|{self.user.stamp}"


def install(app: Flask) -> None:
    """Gives an app its sign-in."""
    manager = LoginManager(app)
    manager.login_view = "login.sign_in"
    manager.login_message = ""
    manager.user_loader(_load)
    app.register_blueprint(login)


def _load(key: str) -> Staff | None:
    email, _, stamp = key.rpartition("|")
    with house().store.read() as session:
        user = users.find(session, email)
    return Staff(user) if user and user.stamp == stamp else None


def me() -> User:
    """The account signed in."""
    return cast(Staff, current_user).user


def may(role: Role) -> bool:
    """Whether the account signed in, if any, reaches a role."""
    return bool(current_user.is_authenticated) and me().may(role)


def needs(role: Role) -> Callable[[Callable[P, Page]], Callable[P, Page]]:
    """A view for accounts whose role reaches at least `role`; others are asked to sign in, or told 403."""

    def guard(view: Callable[P, Page]) -> Callable[P, Page]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Page:
            if not me().may(role):
                abort(403)
            return view(*args, **kwargs)

        return cast(Callable[P, Page], login_required(guarded))

    return guard


def caller(proxies: int) -> str:
    """The visitor's address as the outermost of our proxies saw it; what stands before that in the header anybody can write."""
    hops = request.access_route if proxies else []
    return hops[-proxies] if 0 < proxies <= len(hops) else request.remote_addr or ""


@login.route("/login", methods=["GET", "POST"])
def sign_in() -> Answer | str | tuple[str, int]:
    """The form; five wrong tries for an email from one address make it wait a quarter of an hour."""
    if request.method == "GET":
        return render_template("login.html")
    here = house()
    email, password = request.form.get("email", ""), request.form.get("password", "")
    address = caller(here.settings.trusted_proxies)
    now = here.clock()
    # A read transaction: checking a password takes long enough to make customers' texts wait for a writer.
    with here.store.read() as session:
        if users.wait_until(session, email, address, now):
            return render_template("login.html", trouble="Too many tries. Wait 15 minutes, then try again."), 429
        user = users.verify(session, email, password)
    with here.store.write() as session:
        if user is None:
            users.count_wrong(session, email, address, now)
        else:
            users.forget_wrong(session, email, address)
    if user is None:
        return render_template("login.html", trouble="Email or password is wrong."), 401
    login_user(Staff(user))
    return redirect(own_page(request.args.get("next", "")) or url_for("schedule.show"))


@login.post("/logout")
def sign_out() -> Answer:
    """Ends the session."""
    logout_user()
    flash("You are signed out.")
    return redirect(url_for("login.sign_in"))
