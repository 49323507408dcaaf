"""`flask twilio doctor`: a set-up in order passes, and each fault planted is found and explained."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from werkzeug.serving import make_server

from bot.cli.twilio import PROBE
from bot.doctor.our_side import public_url
from bot.doctor.selftest import over_network
from bot.settings import TWILIO_API_URL, Settings
from bot.trial.state import Fault, Number, Service
from tests.doctor.conftest import OURS, SetUp
from tests.doctor.faults import FAULTS, account, leave, overdue, sql
from tests.trial_fixture import PUBLIC

Plant = Callable[[SetUp], object]


def lines(setup: SetUp, level: str) -> list[str]:
    """The doctor's lines of a level, each with its mend."""
    said = setup.run("doctor").output.splitlines()
    return [f"{line[6:]} | {said[n + 1].strip()}" for n, line in enumerate(said) if line.startswith(f"{level} ")]


def test_a_set_up_in_order_passes(setup):
    result = setup.run("doctor")

    assert (result.exit_code, "FAIL" in result.output) == (0, False)
    # The stand-in itself is the one thing to be warned of.
    assert [line for line in result.output.splitlines() if line.startswith("warn")] == [
        f"warn  TWILIO_API_URL: {setup.world.url} stands in for Twilio"
    ]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_found_and_explained(setup, fault):
    fault.plant(setup)

    found = lines(setup, fault.level)

    assert [line for line in found if fault.said in line and fault.mend in line] != [], found


@pytest.mark.parametrize(("plant", "code"), [(account(type="Trial"), 0), (account(status="closed"), 1), (overdue, 1)])
def test_the_exit_code_tells_whether_texts_are_lost(setup, plant, code):
    plant(setup)

    assert setup.run("doctor").exit_code == code


def test_without_settings_it_says_what_to_set(setup):
    app = setup.app()
    app.extensions["reslot"].settings = Settings(database_url=setup.settings.database_url)

    result = setup.invoke(app, "doctor")

    assert (result.exit_code, all(n in result.output for n in ("PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"))) == (
        1,
        True,
    )


@pytest.mark.parametrize("table", ["turns", "early_reports"])
def test_the_self_test_leaves_nothing_behind(setup, table):
    setup.run("doctor")

    with closing(sqlite3.connect(setup.settings.database_url.removeprefix("sqlite:///"))) as database:
        assert database.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)


def test_twilios_own_address_is_no_stand_in():
    found = list(public_url(Settings(public_url=PUBLIC, twilio_api_url=TWILIO_API_URL)))

    assert [finding.level for finding in found] == ["ok"]


def test_the_probe_sends_what_was_signed_and_follows_nothing():
    target = "/sms/status?id=doctor%7Eself-test%2C1"
    with listening() as (origin, taken):
        reached = over_network(origin + target, (("A", "b c"),), {"X-Twilio-Signature": "s"})
    away = over_network("http://127.0.0.1:9/x", (), {})

    assert taken == [(target, "s", b"A=b+c")]
    assert (reached.status, reached.location, reached.error, away.error) == (302, "/elsewhere", "", "connection")


def test_a_running_server_takes_the_signed_request_and_refuses_the_forged_one(setup):
    """As the command does it: over a socket."""
    server = make_server("127.0.0.1", 0, lambda environ, start: app(environ, start))
    setup.set(public_url=f"http://127.0.0.1:{server.server_port}")
    app = setup.app()
    app.extensions[PROBE] = over_network
    threading.Thread(target=server.serve_forever, daemon=True).start()

    said = setup.invoke(app, "doctor").output
    server.shutdown()
    server.server_close()

    assert "ok    signed request: taken\nok    forged request: refused\n" in said


@contextmanager
def listening() -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """A server that redirects: its address, and the target, signature and body of each request."""
    taken: list[tuple[str, str, bytes]] = []

    class Redirecting(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((self.path, self.headers["X-Twilio-Signature"], body))
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Redirecting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", taken
        server.shutdown()


def test_numbers_are_listed_with_what_they_can_do_and_where_texts_go(setup):
    setup.world.account.numbers[1].mms = False
    setup.world.add_number(Number("+12025550177", sms=False, mms=False))

    result = setup.run("numbers")

    assert [line.split()[:4] for line in result.output.splitlines()] == [
        [OURS[0], "long", "code", "SMS+MMS"],
        [OURS[1], "long", "code", "SMS"],
        [OURS[2], "long", "code", "SMS+MMS"],
        ["+12025550177", "long", "code", "no"],
    ]
    assert ("its messaging service Reslot" in result.output, "LOST: no webhook is set" in result.output) == (True, True)


def test_a_failed_listing_is_a_sentence(setup):
    setup.set(twilio_auth_tokens=("wrong",))

    result = setup.run("numbers")

    assert (result.exit_code, "Twilio could not be asked" in result.output, "Traceback" in result.output) == (1, True, False)


def test_connect_shows_and_asks_before_it_changes(setup):
    leave(setup, sms_url="https://old.example/x", sms_fallback_url="")

    result = setup.run("connect", "--url", PUBLIC, answer="n\n")

    assert (result.exit_code, setup.world.account.numbers[0].sms_url) == (1, "https://old.example/x")
    assert f"url: https://old.example/x -> {PUBLIC}/sms" in result.output
    assert f"fallback: (not set) -> {PUBLIC}/sms/fallback" in result.output


def test_connect_points_every_number_of_the_business_at_us(setup):
    leave(setup, sms_url="https://old.example/x", sms_method="GET", sms_fallback_url="")
    setup.world.add_number(Number("+12025550177", sms_url="https://other.example"))

    result = setup.run("connect", "--url", f"{PUBLIC}/", answer="y\n")

    hooks = [(n.sms_url, n.sms_method, n.sms_fallback_url) for n in setup.world.account.numbers]
    assert (result.exit_code, hooks[:3]) == (0, [(f"{PUBLIC}/sms", "POST", f"{PUBLIC}/sms/fallback")] * 3)
    assert hooks[3][0] == "https://other.example"


def test_connect_changes_one_number_without_asking_when_told_so(setup):
    leave(setup, sms_url="", sms_fallback_url="")

    result = setup.run("connect", "--url", PUBLIC, "--number", OURS[1], "--yes")

    assert (result.exit_code, [n.sms_url for n in setup.world.account.numbers]) == (0, ["", f"{PUBLIC}/sms", ""])


def test_connect_changes_the_service_where_it_decides(setup):
    setup.service.inbound_url = setup.service.fallback_url = setup.service.status_callback = None

    result = setup.run("connect", "--url", PUBLIC, "--yes")

    service = setup.service
    assert (service.inbound_url, service.fallback_url, service.status_callback) == (
        f"{PUBLIC}/sms", f"{PUBLIC}/sms/fallback", f"{PUBLIC}/sms/status",
    )  # fmt: skip
    assert (result.exit_code, setup.world.account.numbers[0].sms_url) == (0, "")


def test_after_connect_the_doctor_is_content(setup):
    setup.service.inbound_url = None
    setup.run("connect", "--url", PUBLIC, "--yes")

    assert setup.run("doctor").exit_code == 0


def test_connect_again_changes_nothing(setup):
    result = setup.run("connect", "--url", PUBLIC)

    assert (result.exit_code, "Nothing to change" in result.output) == (0, True)


def test_connect_tells_to_set_the_public_url(setup):
    result = setup.run("connect", "--url", "https://new.example.com", "--yes")

    assert (result.exit_code, "Set PUBLIC_URL=https://new.example.com" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("words", "plant", "said"),
    [
        (["--url", PUBLIC, "--number", "+19995550100"], lambda s: None, "is not in this account"),
        (["--url", PUBLIC], lambda s: leave(s, application="AP" + "1" * 32), "instead of TwiML App"),
        (["--url", PUBLIC], lambda s: sql(s, "DELETE FROM senders"), "which number?"),
        (["--url", "texts.example.com"], lambda s: None, "must be an address"),
        (
            ["--url", PUBLIC, "--yes"],
            lambda s: (leave(s, sms_url=""), s.world.account.faults.append(Fault("html"))),
            "did not take it",
        ),
    ],
    ids=["not ours", "application", "which", "no address", "refused"],
)
def test_what_stands_in_the_way_is_a_sentence(setup, words, plant, said):
    plant(setup)

    result = setup.run("connect", *words)

    assert (result.exit_code != 0, said in result.output, "Traceback" in result.output) == (True, True, False)


def test_the_only_number_needs_no_name(setup):
    sql(setup, "DELETE FROM senders")
    setup.world.account.services.clear()
    del setup.world.account.numbers[1:]

    result = setup.run("connect", "--url", PUBLIC, "--yes")

    assert (result.exit_code, setup.world.account.numbers[0].sms_url) == (0, f"{PUBLIC}/sms")


def test_a_service_can_be_any_of_several(setup):
    setup.world.add_service(Service(name="Other"))
    setup.set(twilio_messaging_service_sid=setup.service.sid)

    assert replace(setup.settings).twilio_messaging_service_sid == setup.service.sid
    assert setup.run("doctor").exit_code == 0
