"""The stand-in's REST API over HTTP, on this machine only: authentication, faults, pictures, and a record of every call."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote

from bot.trial import render
from bot.trial.api import Answer, answer
from bot.trial.state import Account, Fault, Message

_MEDIA = re.compile(r"/2010-04-01/Accounts/(AC\w{32})/Messages/((?:SM|MM)\w{32})/Media/(ME\w{32})")
_STORED = re.compile(r"/stored/((?:SM|MM)\w{32})/(ME\w{32})")
_PROXY_PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
_OnMessage = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A REST request and its answer, for a check against the official documents."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...]
    status: int
    body: render.Json | None


class Server:
    """Listens on a free loopback port while started. `created` is told of a text before its create call is answered,
    `answered` afterwards."""

    def __init__(self, account: Account, *, created: _OnMessage, answered: _OnMessage) -> None:
        self.account = account
        self.created = created
        self.answered = answered
        self.recorded: deque[Recorded] = deque(maxlen=1000)
        self.stopping = threading.Event()
        self._at_work = 0
        self._changed = threading.Condition()
        self._http: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address; raises RuntimeError before `start`."""
        if self._http is None:
            raise RuntimeError("the stand-in is not running")
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        self.stopping.clear()
        self._http = _Listener(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.stopping.set()
        if self._http is None or self._thread is None:
            return
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        self._http = self._thread = None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """A request is being answered, with whatever follows from it."""
        with self._changed:
            self._at_work += 1
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= 1
                self._changed.notify_all()

    def settle(self, timeout: float) -> bool:
        """Waits until nothing is being answered; whether it came to that within `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._at_work == 0, timeout)

    def fault(self, method: str) -> Fault | None:
        """What goes wrong with this request, if something was planned; each fault happens once."""
        with self.account.lock:
            found = next((f for f in self.account.faults if f.method == method), None)
            if found:
                self.account.faults.remove(found)
            return found


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        world = server

    return Handler


class _Handler(BaseHTTPRequestHandler):
    # HTTP/1.0: every connection ends with its answer, so that nothing outlives `stop`.
    world: Server
    timeout = 60

    def do_GET(self) -> None:
        with self.world.at_work():
            self._serve()

    def do_POST(self) -> None:
        with self.world.at_work():
            self._serve()

    def do_DELETE(self) -> None:
        with self.world.at_work():
            self._serve()

    def log_message(self, *_args: Any, **_named: Any) -> None:
        """Nothing: requests are recorded, not printed."""

    def version_string(self) -> str:
        return "stand-in"

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(self.world.account.clock(), usegmt=True)

    def _serve(self) -> None:
        path, _, query = self.path.partition("?")
        form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if self._gave_media(path):
            return
        refused = self._refusal(path)
        if refused:
            self._send(refused)
            return
        fault = self.world.fault(self.command)
        if fault and not fault.after:
            self._fail(fault)
            return
        found = self._carry_out(unquote(path), query, form)
        if fault:
            self._fail(fault)
        else:
            self._send(found)
        if found.created:
            self.world.answered(found.created)

    def _carry_out(self, path: str, query: str, form: str) -> Answer:
        asked, given = (tuple(parse_qsl(part, keep_blank_values=True)) for part in (query, form))
        found = answer(self.world.account, self.command, path, asked, given)
        self.world.recorded.append(Recorded(self.command, path, asked, given, found.status, found.body))
        if found.created:
            self.world.created(found.created)
        return found

    def _refusal(self, path: str) -> Answer | None:
        """The answer to a request without our credentials, or for another account."""
        account = self.world.account
        kind, _, given = self.headers.get("Authorization", "").partition(" ")
        known = [base64.b64encode(f"{account.sid}:{token}".encode()).decode() for token in account.tokens]
        elsewhere = path.startswith("/2010-04-01/Accounts/") and not path.startswith(f"/2010-04-01/Accounts/{account.sid}")
        if kind != "Basic" or given not in known or elsewhere:
            return Answer(401, render.error(20003, "Authenticate", 401))
        return None

    def _gave_media(self, path: str) -> bool:
        """A customer's file: Twilio's address wants credentials and redirects to a store that must not see them."""
        account = self.world.account
        at_twilio, stored = _MEDIA.fullmatch(path), _STORED.fullmatch(path)
        if at_twilio and not self._refusal(path):
            self._send_bytes(307, "text/plain", b"", {"Location": f"{self.world.url}/stored/{at_twilio[2]}/{at_twilio[3]}"})
            return True
        if not stored:
            return False
        if "Authorization" in self.headers:
            account.violations.append("credentials were sent to the storage host")
        message = account.message(stored[1])
        file = next((f for f in message.media if f.sid == stored[2]), None) if message else None
        if file is None:
            self._send_bytes(404, "text/plain", b"gone")
        else:
            self._send_bytes(200, file.content_type, file.content)
        return True

    def _fail(self, fault: Fault) -> None:
        if fault.kind == "status":
            extra = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
            body = json.dumps(render.error(fault.code, "Something went wrong", fault.status)).encode()
            self._send_bytes(fault.status, "application/json", body, extra)
        elif fault.kind == "html":
            self._send_bytes(fault.status, "text/html", _PROXY_PAGE)
        elif fault.kind == "not_json":
            self._send_bytes(201, "application/json", b"<ok/>")
        else:
            if fault.kind == "hang":
                self.world.stopping.wait(30)
            self.close_connection = True

    def _send(self, found: Answer) -> None:
        if found.body is None:
            self._send_bytes(found.status, None, b"")
        else:
            self._send_bytes(found.status, "application/json", json.dumps(found.body).encode())

    def _send_bytes(self, status: int, kind: str | None, body: bytes, extra: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**({"Content-Type": kind} if kind else {}), **(extra or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
