"""All of Reslot behind the stand-in: a text comes in, the reply goes out, its delivery is told."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app import create_app
from bot import stores
from bot.business.load import load_business
from bot.business.parse import parse_business
from bot.ports import Outgoing
from bot.settings import Settings
from bot.trial.callers import into_app, over_socket
from bot.trial.exchange import unsigned
from bot.trial.standin import Given, StandIn
from bot.trial.state import Number
from tests.trial_fixture import PUBLIC

BUSINESS = Path(__file__).parents[1] / "business.toml"
PLACE = "+15550100001"
STRANGER = "+12025550199"


@pytest.fixture
def app(standin: StandIn, tmp_path: Path) -> Iterator[Flask]:
    """Reslot with the business of the tests, reached by the stand-in's webhooks."""
    url = f"sqlite:///{tmp_path}/reslot.db"
    stores.create_database(url)
    store = stores.open_store(url)
    with store.write() as session:
        load_business(session, parse_business(BUSINESS.read_text("utf-8"), BUSINESS.name))
    store.close()
    standin.add_number(Number(PLACE, sms_url=f"{PUBLIC}/sms", sms_fallback_url=f"{PUBLIC}/sms/fallback"))
    settings = Settings(
        database_url=url,
        public_url=PUBLIC,
        twilio_account_sid=standin.account.sid,
        twilio_auth_tokens=(standin.token,),
        twilio_api_url=standin.url,
        secret_key="k" * 40,
    )
    app = create_app(settings, clock=standin.account.clock)
    standin.call = into_app(app.wsgi_app)
    yield app
    app.extensions["reslot"].store.close()


@pytest.fixture
def reslot(app: Flask, tmp_path: Path) -> Path:
    """The same as its database file."""
    return tmp_path / "reslot.db"


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_text_is_answered_in_twiml_that_twilio_takes(standin, reslot, method):
    standin.account.numbers[-1].sms_method = method

    exchange = standin.text(STRANGER, PLACE, "When is my visit? 👋")

    assert (len(exchange.replies), exchange.alerts) == (1, [])


def test_the_replys_delivery_is_stored_with_its_turn(standin, reslot):
    standin.text(STRANGER, PLACE, "When is my visit?")

    standin.finish()

    reply = standin.account.messages[-1]
    assert rows(reslot, "SELECT reply_sid, reply_status FROM turns") == [(reply.sid, "delivered")]


def test_callbacks_that_come_late_and_twice_change_nothing(standin, reslot):
    standin.text(STRANGER, PLACE, "When is my visit?")
    reply = standin.account.messages[-1]
    sent, delivered = standin.advance(reply, "sent"), standin.advance(reply, "delivered")

    answers = [standin.report(callback).status for callback in (delivered, sent, delivered, sent)]

    assert (answers, rows(reslot, "SELECT reply_status FROM turns")) == ([200] * 4, [("delivered",)])


def test_a_repeated_request_gets_the_same_reply_and_one_turn(standin, reslot):
    again = Given(sid="SM" + "7" * 32)

    first, second = (standin.text(STRANGER, PLACE, "When is my visit?", again) for _ in range(2))

    assert (first.bodies, rows(reslot, "SELECT COUNT(*) FROM turns")) == (second.bodies, [(1,)])


def test_a_stranger_is_refused_and_leaves_nothing(standin, reslot):
    standin.signer = unsigned

    exchange = standin.text(STRANGER, PLACE, "cancel everything")

    assert [answer.status for _, answer in exchange.requests if answer] == [403, 403]
    assert rows(reslot, "SELECT COUNT(*) FROM turns") == [(0,)]


def test_after_stop_nothing_of_ours_is_sent(standin, reslot):
    exchange = standin.text(STRANGER, PLACE, "STOP")

    assert (exchange.replies, len(rows(reslot, "SELECT phone FROM opt_outs WHERE until IS NULL"))) == ([], 1)


def test_a_failure_of_ours_is_answered_by_the_fallback(standin, reslot):
    with closing(sqlite3.connect(reslot)) as database:
        database.execute("ALTER TABLE conversations RENAME TO lost")
        database.commit()

    exchange = standin.text(STRANGER, PLACE, "When is my visit?")

    assert (exchange.alerts, len(exchange.replies)) == ([11200], 1)


def test_over_sockets_behind_a_proxy_every_signature_still_fits(standin, app, reslot):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    standin.call, standin.callbacks = over_socket(f"http://127.0.0.1:{server.server_port}"), "at once"

    exchange = standin.text(STRANGER, PLACE, "When is my visit? ~é%7E")
    app.extensions["reslot"].channel.send(Outgoing("r 1/é", STRANGER, "Hi", PLACE))
    standin.settle()
    server.shutdown()
    thread.join()
    server.server_close()

    assert (len(exchange.replies), exchange.alerts) == (1, [])
    assert [m.status for m in standin.account.messages] == ["received", "delivered", "delivered"]
    assert {status for _, status in standin.reports} == {200}
