"""Everything that can be wrong with a set-up: how to plant it, and what the doctor must say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import NamedTuple

from bot.doctor.findings import ProbeAnswer
from bot.trial.state import Number
from tests.doctor.conftest import SetUp
from tests.trial_fixture import PUBLIC


class Fault(NamedTuple):
    """A fault: `said` and `mend` must stand in one line of this level."""

    name: str
    plant: Callable[[SetUp], object]
    level: str
    said: str
    mend: str


def leave(setup: SetUp, **changes: object) -> None:
    """Numbers that decide for themselves, outside any service."""
    setup.world.account.services.clear()
    setup.set(twilio_messaging_service_sid=None)
    for number in setup.world.account.numbers:
        number.sms_url, number.sms_fallback_url = f"{PUBLIC}/sms", f"{PUBLIC}/sms/fallback"
        for name, value in changes.items():
            setattr(number, name, value)


def sql(setup: SetUp, statement: str) -> None:
    with closing(sqlite3.connect(setup.settings.database_url.removeprefix("sqlite:///"))) as database:
        database.execute(statement)
        database.commit()


def overdue(setup: SetUp) -> None:
    due = (setup.clock() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    sql(
        setup,
        "INSERT INTO outbox (id, location, phone, kind, body, line, media, due_at, status, attempts, created_at, updated_at)"
        f" VALUES ('r1', 'main', '+12025550143', 'reminder', 'Hi', '{{}}', '[]', '{due}', 'waiting', 0, '{due}', '{due}')",
    )


def off(seconds: int) -> Callable[[SetUp], object]:
    """Our clock is ahead."""
    return lambda setup: setup.clock.forward(timedelta(seconds=seconds))


def number(**changes: object) -> Callable[[SetUp], object]:
    """The first number is otherwise."""
    return lambda setup: [setattr(setup.world.account.numbers[0], *change) for change in changes.items()]


def service(**changes: object) -> Callable[[SetUp], object]:
    """The messaging service is otherwise."""
    return lambda setup: [setattr(setup.service, *change) for change in changes.items()]


def account(**changes: object) -> Callable[[SetUp], object]:
    """The account is otherwise."""
    return lambda setup: [setattr(setup.world.account, *change) for change in changes.items()]


def settings(**changes: object) -> Callable[[SetUp], object]:
    """A setting is otherwise."""
    return lambda setup: setup.set(**changes)


def statement(words: str) -> Callable[[SetUp], object]:
    """The database is otherwise."""
    return lambda setup: sql(setup, words)


def answered(*status: object, **more: object) -> Callable[[SetUp], object]:
    """What stands behind PUBLIC_URL answers so, whatever it is asked."""
    return lambda setup: setattr(setup, "answer", ProbeAnswer(*status, **more))


def toll_free(setup: SetUp) -> None:
    sql(setup, "UPDATE senders SET number = '+18445550101' WHERE number = '+15550100001'")
    setup.world.account.numbers[0].phone = "+18445550101"


def short_code(setup: SetUp) -> None:
    sql(setup, "UPDATE senders SET number = '72345' WHERE number = '+15550100001'")
    setup.world.account.numbers[0] = Number("72345", sms_url=f"{PUBLIC}/sms")
    setup.service.pool.pop(0)


def two_tokens(setup: SetUp) -> None:
    setup.set(twilio_auth_tokens=(setup.world.token, "old"))


def lost_database(setup: SetUp) -> None:
    setup.database_is_lost = True


def standing_clock(setup: SetUp) -> None:
    setup.set(clock=setup.clock())


FAULTS = (
    Fault("wrong token", settings(twilio_auth_tokens=("wrong",)), "FAIL", "refuses this account SID", "TWILIO_AUTH_TOKEN"),
    Fault("Twilio away", settings(twilio_api_url="http://127.0.0.1:9"), "FAIL", "could not be asked", "reach api.twilio.com"),
    Fault("suspended", account(status="suspended"), "FAIL", "suspended", "sends nothing"),
    Fault("trial account", account(type="Trial"), "warn", "trial account", "verified"),
    Fault("two tokens", two_tokens, "warn", "two tokens", "TWILIO_AUTH_TOKEN"),
    Fault("clock a minute off", off(60), "warn", "60 seconds apart", "time synchronisation"),
    Fault("clock an hour off", off(3600), "FAIL", "3600 seconds apart", "time synchronisation"),
    Fault("CLOCK set", standing_clock, "warn", "CLOCK is set", "unset"),
    Fault("http", settings(public_url="http://texts.example.com"), "warn", "is http", "certificate"),
    Fault("localhost", settings(public_url="http://localhost:8000"), "FAIL", "can't reach it", "PUBLIC_URL"),
    Fault("private address", settings(public_url="https://192.168.1.5"), "FAIL", "can't reach it", "PUBLIC_URL"),
    Fault("underscore", settings(public_url="https://my_texts.example.com"), "FAIL", "underscore", "host name"),
    Fault(
        "the webhook's address", settings(public_url=f"{PUBLIC}/sms"), "warn", f"expected at {PUBLIC}/sms/sms", "Take /sms off"
    ),
    Fault("no database", lost_database, "FAIL", "there is no database", "flask init-db"),
    Fault("rollback journal", statement("PRAGMA journal_mode=DELETE"), "warn", "without write-ahead log", "local disk"),
    Fault("no business", statement("DELETE FROM locations"), "FAIL", "no location is loaded", "flask load"),
    Fault(
        "no number",
        statement("DELETE FROM senders WHERE location = 'madrid'"),
        "FAIL",
        "madrid: has no number",
        "business.toml",
    ),
    Fault("unknown zone", statement("UPDATE locations SET timezone = 'Mars/Base'"), "FAIL", "Mars/Base", "tzdata"),
    Fault("stuck outbox", overdue, "FAIL", "1 overdue since", "flask worker"),
    Fault("number gone", lambda s: s.world.account.numbers.pop(0), "FAIL", "not in this Twilio account", "business.toml"),
    Fault("no numbers", lambda s: s.world.account.numbers.clear(), "FAIL", "the account has none", "Buy one"),
    Fault("extra number", lambda s: s.world.add_number(Number("+12025550177")), "warn", "belongs to no location", "flask load"),
    Fault("voice number", number(sms=False), "FAIL", "can't send texts", "Buy a number"),
    Fault("service unset", service(inbound_url=None), "FAIL", "drops the texts", "flask twilio connect"),
    Fault("service elsewhere", service(inbound_url="https://old.example/x"), "FAIL", "old.example", "flask twilio connect"),
    Fault("by GET", service(inbound_method="GET"), "warn", "called by GET", "access logs"),
    Fault("no fallback", service(fallback_url=None), "warn", "fallback: is not set", "flask twilio connect"),
    Fault("other fallback", service(fallback_url="https://a.b/c"), "warn", "goes to https://a.b/c", "flask twilio connect"),
    Fault("number decides", service(number_decides=True), "FAIL", "no webhook is set", "flask twilio connect"),
    Fault(
        "number unset", lambda s: leave(s, sms_url="", sms_fallback_url=""), "FAIL", "no webhook is set", "flask twilio connect"
    ),
    Fault(
        "number elsewhere",
        lambda s: leave(s, sms_url="https://old.example/x"),
        "FAIL",
        "(the number's own setting)",
        "flask twilio connect",
    ),
    Fault("application", lambda s: leave(s, application="AP" + "1" * 32), "FAIL", "ignores its URL", "instead of TwiML App"),
    Fault(
        "no such service",
        settings(twilio_messaging_service_sid="MG" + "9" * 32),
        "FAIL",
        "not in this account",
        "MESSAGING_SERVICE_SID",
    ),
    Fault(
        "service not set", settings(twilio_messaging_service_sid=None), "warn", "which is not ours", "MESSAGING_SERVICE_SID=MG"
    ),
    Fault("empty pool", service(pool=[]), "FAIL", "has no numbers", "21704"),
    Fault("name in pool", service(names={"AI" + "0" * 32: "GREEN"}), "warn", "may send as GREEN", "can't answer"),
    Fault("10DLC", service(us_registered=False), "warn", "without a registered campaign", "30034"),
    Fault("toll-free", toll_free, "warn", "must be verified", "30032"),
    Fault("short code", short_code, "warn", "inside its country only", "another country"),
    Fault("unreachable", answered(error="connection"), "FAIL", "no connection", "DNS"),
    Fault("bad certificate", answered(error="certificate"), "FAIL", "certificate", "renew"),
    Fault("too slow", answered(error="timeout"), "FAIL", "no answer within 15", "overloaded"),
    Fault("slow", answered(204, seconds=7), "warn", "took 7 seconds", "after 15"),
    Fault("redirect", answered(301, location="https://www.x.y/"), "FAIL", "redirects to", "final address"),
    Fault("wrong path", answered(404), "FAIL", "is not there (HTTP 404)", "must end with that path"),
    Fault("signature refused", answered(403), "FAIL", "refused (403)", "PUBLIC_URL or TWILIO_AUTH_TOKEN"),
    Fault("server error", answered(500), "FAIL", "answered HTTP 500", "log"),
    Fault("another site", answered(200, "text/html"), "FAIL", "text/html", "something else"),
    Fault("forgery taken", answered(200, "text/xml"), "FAIL", "answered 200, not 403", "Anybody"),
)
