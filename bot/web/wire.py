"""A webhook request as it came over the wire: signatures are checked over exactly that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from flask import request

from bot.ports import Pairs, Request

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

FORM = "application/x-www-form-urlencoded"
# An encoding that is broken keeps its percent signs, as Werkzeug has it: the signature then fails instead of the request.
BROKEN = "werkzeug.url_quote"


def as_sent() -> Request:
    """Flask's request at hand."""
    environ = request.environ  # once: each look through Flask's proxy costs as much as the rest of a line
    return read(environ, _form(environ), tuple(request.args.items(multi=True)) if environ.get("QUERY_STRING") else ())


def read(environ: WSGIEnvironment, form: Pairs, query: Pairs) -> Request:
    """The request of a WSGI environment whose body and query held these."""
    return Request(environ["REQUEST_METHOD"], raw_target(environ), _Headers(environ), form, query)


class _Headers(Mapping[str, str]):
    """The headers of a WSGI environment, by their name in any case: of a dozen only two are looked at."""

    def __init__(self, environ: WSGIEnvironment) -> None:
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        return str(self._environ[_variable(name)])

    def get(self, name: str, default: Any = None) -> Any:
        """Without the exception that a mapping's own way raises and catches where there is no such header."""
        return self._environ.get(_variable(name), default)

    def __iter__(self) -> Iterator[str]:
        return (name[5:].replace("_", "-").title() for name in self._environ if name.startswith("HTTP_"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@lru_cache(maxsize=64)
def _variable(header: str) -> str:
    """The name of a header in a WSGI environment."""
    return "HTTP_" + header.upper().replace("-", "_")


def fields(body: bytes) -> Pairs:
    """The fields of a body in `FORM`, in order; raises UnicodeDecodeError.

    What `parse_qsl` gives, at a tenth of its price: it decodes each name and value in four steps, encoded or not.
    """
    # The plus of telephone numbers at once: often nothing else is encoded, or the customer's words alone.
    text = body.decode().replace("+", " ").replace("%2B", "+")
    pairs = []
    for item in text.split("&"):
        name, _, value = item.partition("=")
        if "%" in item:
            name, value = _decoded(name), _decoded(value)
        if item:
            pairs.append((name, value))
    return tuple(pairs)


def _decoded(text: str) -> str:
    if "%" not in text:
        return text
    # As `unquote` does it, which looks for ASCII within a text first.
    return unquote_to_bytes(text).decode(errors=BROKEN) if text.isascii() else unquote(text, errors=BROKEN)


def _form(environ: WSGIEnvironment) -> Pairs:
    """The fields that were posted; Twilio's own encoding without the machinery for uploads, at half the price."""
    if environ.get("CONTENT_TYPE", "").startswith(FORM):
        with suppress(UnicodeDecodeError):
            return fields(request.get_data())
    return tuple(request.form.items(multi=True))


@lru_cache(maxsize=64)
def _quoted(path: str) -> str:
    """A decoded path as it was sent; there are few."""
    return quote(path.encode("latin-1"), safe="/~!$&'()*+,;=:@")


def raw_target(environ: WSGIEnvironment) -> str:
    """Path and query with their percent-encoding untouched, without the prefix under which a server mounts us.

    That prefix belongs to PUBLIC_URL. Servers name the raw target RAW_URI or REQUEST_URI; without either it is made
    anew from the decoded path, which is exact for the plain paths of ours.
    """
    prefix = environ.get("SCRIPT_NAME", "")
    sent = environ.get("RAW_URI") or environ.get("REQUEST_URI") or ""
    if not sent:
        query = environ.get("QUERY_STRING", "")
        path = _quoted(environ.get("PATH_INFO", ""))
        return f"{path}?{query}" if query else path
    if not sent.startswith("/"):
        parts = urlsplit(sent)
        sent = parts.path + (f"?{parts.query}" if parts.query else "")
    return sent[len(prefix) :] if prefix and sent.startswith(prefix + "/") else str(sent)
