"""`flask demo`: a demo business, a phone to text with and the staff pages; no account needed."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

if TYPE_CHECKING:
    from bot.demo.trial import Trial

HOST = "127.0.0.1"
PORT = 8000
TRIES = 50
DATABASE = "reslot-demo.db"


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(demo)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help=f"Where to listen; {PORT} or the next free one if not given.")
@click.option("--keep", is_flag=True, help="Go on with the database of the last demo instead of a fresh one.")
@click.option("--file", "file", default=DATABASE, show_default=True, help="The demo's own database.")
def demo(port: int | None, keep: bool, file: str) -> None:
    """Try Reslot: a demo practice, a phone and the staff pages on this machine, without an account."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    chosen = choose_port(port)
    app, trial = make_demo(Path(file), f"http://{HOST}:{chosen}", keep=keep)

    class Quiet(WSGIRequestHandler):
        """No line a request: the terminal shows the address and what went wrong."""

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing."""

    server = make_server(HOST, chosen, app, threaded=True, request_handler=Quiet)
    click.echo(f"\n  Reslot demo: open  http://{HOST}:{chosen}/demo?key={trial.key}\n\n  Stop it with Ctrl+C.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("\nStopped.")
    finally:
        server.server_close()


def make_demo(file: Path, origin: str, *, keep: bool = False) -> tuple[Flask, Trial]:
    """The demo's app with its database filled and its account made; secrets are new each time."""
    from werkzeug.utils import import_string

    from bot import users
    from bot.demo.load import fill
    from bot.demo.trial import EMAIL, Trial
    from bot.settings import Settings
    from bot.stores import create_database

    url = f"sqlite:///{file}"
    if not keep:
        for name in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)
    create_database(url)
    trial = Trial()
    settings = Settings(
        database_url=url,
        public_url=origin,
        twilio_account_sid="AC" + secrets.token_hex(16),
        twilio_auth_tokens=(secrets.token_hex(16),),
        secret_key=secrets.token_hex(32),
        demo=True,
    )
    # Named as servers name it: a command must not import what stands above it.
    app: Flask = import_string("app:create_app")(settings, clock=trial.clock)
    app.extensions["reslot.trial"] = trial
    store = app.extensions["reslot"].store
    with store.write() as session:
        if not session.all("web_locations"):
            fill(session, trial.clock())
        if session.one("user_by_email", email=EMAIL) is None:
            users.add(session, email=EMAIL, password=secrets.token_urlsafe(24), role="admin", now=trial.clock())
    return app, trial


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
