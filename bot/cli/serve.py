"""`flask serve`: the web process as it runs in production, on granian."""

from __future__ import annotations

import errno
import json
import socket
import subprocess
import sys

import click
from flask import Flask, current_app


def register(app: Flask) -> None:
    """Adds the command."""
    app.cli.add_command(serve)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Where to listen.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--threads", default=1, show_default=True, type=click.IntRange(1, 16), help="In each; more where the database is far."
)
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Run the web process: the webhook and the staff pages."""
    from bot.settings import missing_for_texts

    host_of_app = current_app.extensions["reslot"]
    missing = missing_for_texts(host_of_app.settings)
    if missing:
        raise click.ClickException(
            f"no texts can be answered without {', '.join(missing)}: set them in .env (see .env.example)"
        )
    if trouble := why_not_there(host, port):
        raise click.ClickException(trouble)
    clock = host_of_app.settings.clock
    if clock:
        click.echo(f"CLOCK is set: the clock stands still at {clock}. This is for tests and trials only.", err=True)
    # Workers that fail are started again: what fails in all of them must be told before there are any.
    with host_of_app.store.read() as session:
        languages = sorted({code for row in session.all("locations_known") for code in json.loads(row["languages"])})
    host_of_app.store.close()
    make_books(languages)
    from granian.constants import Interfaces
    from granian.server import Server

    # Two workers of one thread each had the best throughput and tail on SQLite (docs/decisions.md).
    Server(
        "app:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
        factory=True,
    ).serve()


def make_books(languages: list[str]) -> None:
    """Has the books of these languages made where they are missing, by a process that ends.

    A worker that made them itself would keep what that takes: 15 MiB for good.
    """
    texts = [{"id": code, "text": "1:30", "now": "2026-01-01T00:00:00", "lang": code} for code in languages]
    command = [sys.executable, "-m", "flask", "--app", "app", "understand"]
    lines = "\n".join(map(json.dumps, texts))
    subprocess.run(command, input=lines, text=True, stdout=subprocess.DEVNULL, check=False)  # noqa: S603  our own command


def why_not_there(host: str, port: int) -> str:
    """Why no server could listen there, in a sentence; empty where one could."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            return f"{host} is no address: name one of this machine with --host, such as 127.0.0.1 or 0.0.0.0"
        except OSError as error:
            return _why(error, host, port)
    return ""


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use: name another with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine: name one with --host, such as 127.0.0.1 or 0.0.0.0"
    if error.errno == errno.EACCES:
        return f"port {port} is for the administrator alone: name one from 1024 on with --port"
    return f"can't listen on {host}, port {port}: {error.strerror}"
