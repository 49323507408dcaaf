"""Reslot's log: one JSON object a line on standard output, at the level of LOG_LEVEL."""

from __future__ import annotations

import logging
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from time import time
from typing import TextIO

from bot.records import to_json

_PLAIN = dict(vars(logging.makeLogRecord({"levelno": logging.INFO, "levelname": "INFO"})))
_TIME = "%s:%02d.%03d+00:00"  # of a minute, its second and that one's milliseconds; an f-string pads at twice the price


class Line(logging.LogRecord):
    """A record at INFO that does not look up where it was made (file, line, thread): each text writes one."""

    def __init__(self, log: str, message: str) -> None:
        vars(self).update(_PLAIN)
        self.name = log
        self.msg = message
        self.created = created = time()
        self.msecs = (created - int(created)) * 1000


class JsonLines(logging.Formatter):
    """A record as one line: when, how grave, from where, and its message; a message that is JSON gives its own fields."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        if message.startswith("{"):
            return f'{{"at":"{_at(record)}",{_origin(record.levelname, record.name)},{message[1:]}'
        told = {"at": _at(record), "level": record.levelname, "log": record.name}
        if record.exc_info:
            told["trouble"] = self.formatException(record.exc_info)
        return to_json({**told, "message": message})


def _at(record: logging.LogRecord) -> str:
    """ISO text to the millisecond."""
    minute, second = divmod(int(record.created), 60)
    return _TIME % (_minute(minute), second, record.msecs)


@lru_cache(maxsize=2)
def _minute(minute: int) -> str:
    """What all lines of a minute begin with."""
    return datetime.fromtimestamp(minute * 60, UTC).isoformat()[:16]


@lru_cache(maxsize=64)
def _origin(level: str, log: str) -> str:
    """The fields that are the same for all records of a log at a level; there are few."""
    return to_json({"level": level, "log": log})[1:-1]


class Lines(logging.StreamHandler[TextIO]):
    """Writes each record as one line in one go; the library's way through filters (we have none) and locks costs as much."""

    def handle(self, record: logging.LogRecord) -> bool:
        try:
            line = self.format(record) + self.terminator
            with self.lock or nullcontext():
                self.stream.write(line)
                self.stream.flush()
        except Exception:  # noqa: BLE001  a log that can't be written must not fail a text
            self.handleError(record)
        return True


def start(level: str) -> None:
    """Begins the log of a server or a worker; a second start changes the level alone."""
    ours = logging.getLogger("reslot")
    ours.setLevel(level)
    if not any(isinstance(handler.formatter, JsonLines) for handler in ours.handlers):
        handler = Lines(sys.stdout)
        handler.setFormatter(JsonLines())
        ours.addHandler(handler)
