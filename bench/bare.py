"""The smallest honest Flask view to compare with: signature checked, one durable row, constant TwiML."""

from __future__ import annotations

import os
import sqlite3
import threading

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

CREATE = "CREATE TABLE IF NOT EXISTS texts (sid TEXT PRIMARY KEY, phone TEXT NOT NULL, body TEXT NOT NULL)"


def create_app() -> Flask:
    """The app; BARE_DATABASE names a SQLite file or a postgresql:// URL, BARE_URL the public origin, BARE_TOKEN the token."""
    app = Flask("bare")
    database, origin = os.environ["BARE_DATABASE"], os.environ["BARE_URL"]
    validator = RequestValidator(os.environ["BARE_TOKEN"])
    keep = _postgres(database) if database.startswith("postgresql://") else _sqlite(database)

    @app.post("/sms")
    def sms() -> Response:
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(origin + "/sms", request.form, signature):
            return Response(status=403)
        keep(request.form["MessageSid"], request.form["From"], request.form["Body"])
        reply = MessagingResponse()
        reply.message("Thank you, we will see you then.")
        return Response(str(reply), mimetype="text/xml")

    return app


def _sqlite(path: str):
    here = threading.local()

    def keep(sid: str, phone: str, body: str) -> None:
        import fcntl

        if not hasattr(here, "db"):
            here.lock = os.open(path + "-lock", os.O_RDWR | os.O_CREAT)
            fcntl.flock(here.lock, fcntl.LOCK_EX)  # two workers must not make the file at the same moment
            db = sqlite3.connect(path, isolation_level=None, timeout=30)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=10000"):
                db.execute(f"PRAGMA {pragma}")
            db.execute(CREATE)
            here.db = db
        fcntl.flock(here.lock, fcntl.LOCK_EX)
        try:
            here.db.execute("BEGIN IMMEDIATE")
            here.db.execute("INSERT INTO texts VALUES (?, ?, ?)", (sid, phone, body))
            here.db.execute("COMMIT")
        finally:
            fcntl.flock(here.lock, fcntl.LOCK_UN)

    return keep


def _postgres(url: str):
    from psycopg_pool import ConnectionPool

    pool = ConnectionPool(url, min_size=1, max_size=4, open=True)
    with pool.connection() as connection:
        connection.execute("SELECT pg_advisory_xact_lock(1)")  # two workers start at once
        connection.execute(CREATE)

    def keep(sid: str, phone: str, body: str) -> None:
        with pool.connection() as connection:
            connection.execute("INSERT INTO texts VALUES (%s, %s, %s)", (sid, phone, body))

    return keep
