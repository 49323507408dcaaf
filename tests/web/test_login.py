"""Signing in: who gets in, who is kept waiting, who may do what."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from flask import Flask

from app import create_app
from bot import users
from bot.users import Role
from tests.web.conftest import NOW, settings_for
from tests.web.desk import HTTPS, PASSWORD, Desk, at_desk, hire

PAGES = (
    "/schedule",
    "/schedule/part",
    "/conversations",
    "/conversations/main/+12025550143",
    "/turns/SM1",
    "/reports",
    "/settings",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(house: Flask, path: str):
    response = Desk(house).get(path)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/login?next=")


def test_the_right_password_leads_to_the_schedule(house: Flask):
    response = Desk(house).sign_in(hire(house))

    assert (302, "/schedule") == (response.status_code, response.headers["Location"])


@pytest.mark.parametrize("email", ["ADMIN@Example.com", "  admin@example.com "])
def test_an_email_is_the_same_in_any_case(house: Flask, email: str):
    hire(house)

    assert Desk(house).sign_in(email).status_code == 302


@pytest.mark.parametrize(("email", "password"), [("admin@example.com", "wrong"), ("nobody@example.com", PASSWORD), ("", "")])
def test_a_wrong_password_and_an_unknown_email_look_alike(house: Flask, email: str, password: str):
    hire(house)

    response = Desk(house).sign_in(email, password)

    assert response.status_code == 401
    assert "Email or password is wrong" in response.get_data(as_text=True)


def test_five_wrong_tries_make_that_address_wait(house: Flask):
    email = hire(house)
    for _ in range(users.MOST_TRIES):
        Desk(house).sign_in(email, "wrong")

    assert Desk(house).sign_in(email).status_code == 429
    assert Desk(house).sign_in(email, address="5.6.7.8").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "status"),
    [
        (0, "5.6.7.8", 429),  # nobody vouches for the header
        (1, "5.6.7.8", 302),
        (1, "5.6.7.8, 9.9.9.9", 429),  # what the visitor wrote there counts for nothing
        (2, "5.6.7.8, 10.0.0.1", 302),
        (2, "5.6.7.8", 429),  # one proxy fewer than was said: then its own address
    ],
)
def test_behind_a_proxy_the_visitors_own_address_counts(sqlite_url: str, business, proxies: int, forwarded: str, status: int):
    app = create_app(settings_for(sqlite_url, trusted_proxies=proxies), clock=lambda: NOW)
    business(app.extensions["reslot"].store)
    email = hire(app)
    for _ in range(users.MOST_TRIES):
        Desk(app).sign_in(email, "wrong", forwarded="9.9.9.9, 10.0.0.1" if proxies == 2 else "9.9.9.9")
        Desk(app).sign_in(email, "wrong")

    assert status == Desk(app).sign_in(email, forwarded=forwarded).status_code
    app.extensions["reslot"].store.close()


def test_strangers_can_not_lock_an_account_only_slow_them_all_down(house: Flask):
    email = hire(house)
    with house.extensions["reslot"].store.write() as session:
        for number in range(users.MANY_TRIES):
            users.count_wrong(session, email, f"10.1.0.{number}", NOW)

    assert 401 == Desk(house).sign_in(email, "wrong", address="5.6.7.8").status_code
    assert 429 == Desk(house).sign_in(email, "wrong", address="5.6.7.8").status_code
    assert 302 == Desk(house).sign_in(email, address="5.6.7.9").status_code


def test_a_visitor_with_many_ipv6_addresses_is_one_visitor(house: Flask):
    email = hire(house)
    for number in range(users.MOST_TRIES):
        Desk(house).sign_in(email, "wrong", address=f"2001:db8:0:1::{number}")

    assert 429 == Desk(house).sign_in(email, address="2001:db8:0:1:ffff::1").status_code
    assert 302 == Desk(house).sign_in(email, address="2001:db8:0:2::1").status_code


def test_the_wait_ends(sqlite_url: str, business):
    times = [NOW]
    app = create_app(settings_for(sqlite_url), clock=lambda: times[-1])
    business(app.extensions["reslot"].store)
    email = hire(app)
    for _ in range(users.MOST_TRIES):
        Desk(app).sign_in(email, "wrong")
    times.append(NOW + users.TRY_AGAIN_AFTER + timedelta(seconds=1))

    assert Desk(app).sign_in(email).status_code == 302


def test_a_right_password_ends_the_count(house: Flask):
    email = hire(house)
    for _ in range(users.MOST_TRIES - 1):
        Desk(house).sign_in(email, "wrong")
    Desk(house).sign_in(email)
    Desk(house).sign_in(email, "wrong")

    assert Desk(house).sign_in(email).status_code == 302


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example", "http:evil", "javascript:1"])
def test_a_sign_in_never_leads_elsewhere(house: Flask, address: str):
    email = hire(house)

    response = Desk(house).client.get("/login", base_url=HTTPS)
    assert response.status_code == 200
    desk = Desk(house)
    response = desk.post(f"/login?next={address}", {"email": email, "password": PASSWORD})

    assert response.headers["Location"] == "/schedule"


def test_a_sign_in_leads_back_to_the_page_asked_for(house: Flask):
    desk = Desk(house)

    response = desk.post("/login?next=/conversations", {"email": hire(house), "password": PASSWORD})

    assert response.headers["Location"] == "/conversations"


def test_a_form_without_its_token_changes_nothing(house: Flask):
    hire(house)

    response = Desk(house).client.post("/login", data={"email": "admin@example.com", "password": PASSWORD}, base_url=HTTPS)

    assert response.status_code == 400
    assert "reload it" in response.get_data(as_text=True)


def test_a_broken_database_is_a_sentence_not_a_traceback(house: Flask, sqlite_url: str):
    desk = at_desk(house)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("ALTER TABLE users RENAME TO gone")

    response = desk.get("/schedule")

    assert (500, "text/plain") == (response.status_code, response.mimetype)
    assert "The log has the details" in response.get_data(as_text=True)


def test_signing_out_ends_the_session(house: Flask):
    desk = at_desk(house)

    desk.post("/logout", on="/schedule")

    assert desk.get("/schedule").status_code == 302


@pytest.mark.parametrize("change", ["close", "password"])
def test_a_closed_account_or_a_new_password_ends_sessions(house: Flask, change: str):
    desk = at_desk(house)
    with house.extensions["reslot"].store.write() as session:
        if change == "close":
            session.run("user_set_active", email="admin@example.com", active=0)
        else:
            session.run("user_set_password", email="admin@example.com", password_hash=users.hasher().hash("another one!"))

    assert desk.get("/schedule").status_code == 302


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("viewer", {"/schedule": 200, "/conversations": 200, "/reports": 403, "/settings": 403}),
        ("agent", {"/schedule": 200, "/conversations": 200, "/reports": 403, "/settings": 403}),
        ("manager", {"/schedule": 200, "/conversations": 200, "/reports": 200, "/settings": 403}),
        ("admin", {"/schedule": 200, "/conversations": 200, "/reports": 200, "/settings": 200}),
    ],
)
def test_each_role_sees_its_pages(house: Flask, role: Role, seen: dict[str, int]):
    desk = at_desk(house, role)

    assert seen == {path: desk.get(path).status_code for path in seen}


@pytest.mark.parametrize(
    "path", ["/tasks/t1/done", "/conversations/main/+12025550143/take", "/conversations/main/+12025550143/text"]
)
def test_a_viewer_changes_nothing(house: Flask, path: str):
    desk = at_desk(house, "viewer")

    assert desk.post(path, {"body": "hi"}, on="/schedule").status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: Flask):
    response = Desk(house).sign_in(hire(house))

    cookie = response.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Secure"))


def test_a_desk_on_plain_http_in_the_house_can_sign_in_too(house: Flask):
    response = house.test_client().get("/login", base_url="http://192.168.1.20:8000")

    assert "Secure" not in response.headers["Set-Cookie"]


def test_a_cookie_of_one_worker_is_good_for_another_without_a_key_set(sqlite_url: str, business):
    first, second = (create_app(settings_for(sqlite_url, secret_key=None), clock=lambda: NOW) for _ in range(2))
    business(first.extensions["reslot"].store)
    desk = at_desk(first)
    session = desk.client.get_cookie("session", domain="texts.example.com")
    assert session is not None

    there = second.test_client()
    there.set_cookie("session", session.value, domain="texts.example.com")

    assert there.get("/schedule", base_url=HTTPS).status_code == 200


def test_passwords_are_stored_hashed(house: Flask):
    hire(house)

    with house.extensions["reslot"].store.read() as session:
        row = session.one("user_by_email", email="admin@example.com")
    assert row is not None
    assert row["password_hash"].startswith("$argon2id$")


@pytest.mark.parametrize("path", ["/login", "/schedule"])
def test_pages_are_private_and_run_no_scripts_but_ours(house: Flask, path: str):
    response = at_desk(house).get(path)

    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"].replace("style-src-attr 'unsafe-inline'", "")
