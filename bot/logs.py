"""Reslot's log: one JSON object a line on standard output, at the level of LOG_LEVEL."""

from __future__ import annotations

import logging
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from time import time
from typing import TextIO

import orjson

from bot.records import to_json

_PLAIN = vars(logging.makeLogRecord({"levelno": logging.INFO, "levelname": "INFO"}))


class Line(logging.LogRecord):
    """A record at INFO that does not look up where it was made (file, line, thread): each text writes one."""

    def __init__(self, log: str, message: str) -> None:
        vars(self).update(_PLAIN, name=log, msg=message, created=time())


class JsonLines(logging.Formatter):
    """A record as one line: when, how grave, from where, and its message; a message that is JSON gives its own fields."""

    def format(self, record: logging.LogRecord) -> str:
        told = {"at": _at(record.created), "level": record.levelname, "log": record.name}
        message = record.getMessage()
        if message.startswith("{"):
            return to_json(told)[:-1] + "," + message[1:]
        if record.exc_info:
            told["trouble"] = self.formatException(record.exc_info)
        return to_json({**told, "message": message})


def _at(seconds: float) -> str:
    """ISO text to the millisecond, in half the time that `isoformat` takes."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{orjson.dumps(moment).decode()[1:20]}.{moment.microsecond // 1000:03}+00:00"


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
