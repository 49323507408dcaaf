"""`flask demo`: a demo business, a phone to text with and the staff pages; no account needed."""

from __future__ import annotations

import secrets
import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

if TYPE_CHECKING:
    from bot.demo.trial import Trial
    from bot.host import Host
    from bot.settings import Settings

HOST = "127.0.0.1"
PORT = 8000
TRIES = 50
MOST_TEXTS = 1000  # an hour to one phone: who tries things out texts a lot


def database_for(port: int) -> str:
    """The file of the demo on a port: two demos at once must not share one."""
    return "reslot-demo.db" if port == PORT else f"reslot-demo-{port}.db"


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(demo)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help=f"Where to listen; {PORT} or the next free one if not given.")
@click.option("--keep", is_flag=True, help="Go on with the database of the last demo instead of a fresh one.")
@click.option("--file", "file", help=f"The demo's own database; {database_for(PORT)} if not given.")
def demo(port: int | None, keep: bool, file: str | None) -> None:
    """Try Reslot: a demo practice, a phone and the staff pages on this machine, without an account."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    from bot.trial.callers import over_socket

    chosen = choose_port(port)
    origin = f"http://{HOST}:{chosen}"
    app, trial = make_demo(Path(file or database_for(chosen)), origin, keep=keep)

    class Quiet(WSGIRequestHandler):
        """No line a request: the terminal shows the address and what went wrong."""

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing."""

    server = make_server(HOST, chosen, app, threaded=True, request_handler=Quiet)
    trial.twilio.call = over_socket(origin)
    threading.Thread(target=trial.work, daemon=True).start()
    click.echo(f"\n  Reslot demo: open  {origin}/demo?key={trial.key}\n\n  Stop it with Ctrl+C.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("\nStopped.")
    finally:
        trial.end()
        server.server_close()


def make_demo(file: Path, origin: str, *, keep: bool = False) -> tuple[Flask, Trial]:
    """The demo's app and its world: database filled, account made, the cast asked; secrets are new each time."""
    from werkzeug.utils import import_string

    from bot.demo.load import asking_time, into_the_evening
    from bot.demo.trial import Trial
    from bot.ports import StoreUnusable
    from bot.stores import create_database
    from bot.trial.callers import into_app

    _must_be_a_demos(file)
    if not keep:
        for name in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)
    try:
        create_database(f"sqlite:///{file}")
    except StoreUnusable as unusable:
        raise click.ClickException(str(unusable)) from None
    trial = Trial(timedelta(0) if keep else into_the_evening(datetime.now(UTC)))
    trial.twilio.start()
    # Named as servers name it: a command must not import what stands above it.
    app: Flask = import_string("app:create_app")(_settings(file, origin, trial), clock=trial.now)
    app.extensions["reslot.trial"] = trial
    trial.host = app.extensions["reslot"]
    trial.twilio.call = into_app(app.wsgi_app)  # until a server listens
    _fill(app.extensions["reslot"], trial, asking_time(trial.now()))
    return app, trial


def _must_be_a_demos(file: Path) -> None:
    """A fresh demo deletes the last one: a file that no demo has made is not ours to touch."""
    from bot.demo.trial import EMAIL
    from bot.ports import StoreUnusable
    from bot.stores import open_store

    if file.name.startswith("reslot-demo") or not file.exists() or (file.is_file() and not file.stat().st_size):
        return
    try:
        store = open_store(f"sqlite:///{file}")
    except StoreUnusable:
        made_by_a_demo = False
    else:
        with store.read() as session:
            made_by_a_demo = session.one("user_by_email", email=EMAIL) is not None
        store.close()
    if not made_by_a_demo:
        raise click.ClickException(f"{file} is there and no demo has made it, so it stays as it is: name another with --file")


def _settings(file: Path, origin: str, trial: Trial) -> Settings:
    from bot.settings import Settings

    return Settings(
        database_url=f"sqlite:///{file}",
        public_url=origin,
        twilio_account_sid=trial.twilio.account.sid,
        twilio_auth_tokens=(trial.twilio.token,),
        twilio_api_url=trial.twilio.url,
        secret_key=secrets.token_hex(32),
        texts_per_phone_hour=MOST_TEXTS,
        replies_per_phone_hour=MOST_TEXTS,
        long_code_pace=0,  # its clock leaps: texts that wait for seconds would wait for the next leap
        demo=True,
    )


def _fill(host: Host, trial: Trial, asked_at: datetime) -> None:
    from bot import users
    from bot.demo.load import fill
    from bot.demo.trial import EMAIL

    with host.store.write() as session:
        fresh = not session.all("web_locations")
        if fresh:
            fill(session, trial.now(), asked_at=asked_at)
        if session.one("user_by_email", email=EMAIL) is None:
            users.add(session, email=EMAIL, password=secrets.token_urlsafe(24), role="admin", now=trial.now())
        numbers = [
            row["number"] for place in session.all("web_locations") for row in session.all("web_senders", location=place["id"])
        ]
    for number in numbers:
        trial.buy(number, host.settings.public_url or "")
    if fresh:
        with trial.at(asked_at):
            trial.send_due()
        trial.send_due()  # and what fell due since: the pages must not complain of it


def choose_port(wanted: int | None) -> int:
    """The port asked for, or the first free one from the usual on; a clear sentence where there is none."""
    if wanted is not None:
        if not is_free(wanted):
            raise click.ClickException(f"port {wanted} is in use: stop what listens there, or name another with --port")
        return wanted
    for port in range(PORT, PORT + TRIES):
        if is_free(port):
            return port
    raise click.ClickException(f"ports {PORT} to {PORT + TRIES - 1} are all in use: name a free one with --port")


def is_free(port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
