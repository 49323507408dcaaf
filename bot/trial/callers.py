"""How the stand-in's webhook requests reach the application: over a loopback socket, or straight into a WSGI app."""

from __future__ import annotations

import http.client
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

Pairs = tuple[tuple[str, str], ...]
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class WebhookRequest:
    """A request as Twilio makes it; `url` is public and has no fragment, `form` is empty for a GET."""

    method: str
    url: str
    form: Pairs
    headers: Mapping[str, str]

    @property
    def target(self) -> str:
        """Path and query as they go over the wire."""
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    @property
    def body(self) -> bytes:
        return urlencode(self.form).encode() if self.method == "POST" else b""


@dataclass(frozen=True, slots=True)
class WebhookAnswer:
    """What came back; `content_type` is None where the header is missing."""

    status: int
    content_type: str | None
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


Caller = Callable[[WebhookRequest], WebhookAnswer]


def over_socket(local_url: str, timeout: float = 15) -> Caller:
    """Calls a server on this machine as a proxy in front of it would: public scheme and host in forwarded headers.

    Raises OSError where it can't be reached (TimeoutError where it does not answer), ValueError for another machine.
    """
    local = urlsplit(local_url)
    if local.hostname not in _LOOPBACK:
        raise ValueError(f"the stand-in calls this machine only, not {local.hostname}")

    def call(request: WebhookRequest) -> WebhookAnswer:
        public = urlsplit(request.url)
        connection = http.client.HTTPConnection(str(local.hostname), local.port or 80, timeout=timeout)
        try:
            headers = {**_headers(request), "X-Forwarded-Proto": public.scheme, "X-Forwarded-Host": public.netloc}
            connection.request(request.method, request.target, request.body or None, headers)
            response = connection.getresponse()
            return WebhookAnswer(
                response.status, response.headers.get("Content-Type"), response.read(), dict(response.headers.items())
            )
        except http.client.HTTPException as error:
            raise ConnectionError(f"no HTTP answer: {type(error).__name__}") from error
        finally:
            connection.close()

    return call


def into_app(app: WsgiApp) -> Caller:
    """Calls a WSGI application in this thread; like a server behind a proxy it sees plain http and the raw target."""

    def call(request: WebhookRequest) -> WebhookAnswer:
        answered: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
            answered.append((status, headers))

        chunks = app(_environ(request), start_response)
        body = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close:
            close()
        status, headers = answered[-1]
        named = {name.title(): value for name, value in headers}
        return WebhookAnswer(int(status.split(" ")[0]), named.get("Content-Type"), body, named)

    return call


def _headers(request: WebhookRequest) -> dict[str, str]:
    kind = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"} if request.method == "POST" else {}
    return {**request.headers, **kind, "User-Agent": "TwilioProxy/1.1", "Accept": "*/*"}


def _environ(request: WebhookRequest) -> dict[str, Any]:
    path, _, query = request.target.partition("?")
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()}
    return {
        **headers,
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": request.target,
        "REQUEST_URI": request.target,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": _headers(request).get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
