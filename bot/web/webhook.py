"""The three URLs Twilio calls: texts, status reports, and the fallback for when a text could not be answered."""

from __future__ import annotations

import logging
from time import perf_counter
from urllib.parse import quote

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, InternalServerError

from bot import delivery
from bot.host import Host
from bot.inbox import Answer, answer
from bot.logs import Line
from bot.ports import Refused, Request
from bot.records import to_json
from bot.web import fallback
from bot.web.house import house
from bot.web.metrics import Meters, meters, meters_of, turns_of
from bot.web.wire import as_sent
from flows.values import Inbound

webhook = Blueprint("webhook", __name__)
log = logging.getLogger("reslot.turn")
TWIML = "text/xml; charset=utf-8"
FAILED = "reslot.failed"  # in a request's environment: what `express` could not answer, to be told here
NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@webhook.route("/sms", methods=["GET", "POST"], provide_automatic_options=False)
def text() -> Response:
    """A customer's text: answered once, in TwiML."""
    if (error := request.environ.get(FAILED)) is not None:
        raise error
    return twiml(answer_text(current_app, as_sent()))


def answer_text(app: Flask, sent: Request) -> str:
    """TwiML for a customer's text; raises `Refused`."""
    started = perf_counter()
    here: Host = app.extensions["reslot"]
    inbound = here.channel.read(sent)
    answered = answer(here.store, inbound, here.clock(), most_replies=here.settings.replies_per_phone_hour)
    xml = here.channel.reply_twiml(answered.reply, status_url(here, inbound.sid))
    _tell(meters_of(app), inbound, answered, perf_counter() - started)
    return xml


@webhook.route("/sms/status", methods=["GET", "POST"], provide_automatic_options=False)
def status() -> Response:
    """A status report, of a reply (`<Message action>`) or of a text from the outbox."""
    here = house()
    report = here.channel.read_status(as_sent())
    delivery.note(here, report)
    # A reply's report comes as a TwiML request: an empty response says nothing more to the customer.
    return twiml(NOTHING)


@webhook.route("/sms/fallback", methods=["GET", "POST"], provide_automatic_options=False)
def after_failure() -> Response:
    """Twilio could not get an answer from /sms: a fixed text, and a person is told. Needs neither flows nor inbox."""
    here = house()
    inbound = here.channel.read(as_sent())
    said = fallback.answer(here.store, inbound, here.clock())
    return twiml(here.channel.reply_twiml(said, status_url(here, inbound.sid)))


@webhook.errorhandler(Refused)
def refuse(reason: Refused) -> Response:
    """Not the provider's request: nothing is stored, and the sender learns nothing."""
    meters().refused.labels(request.endpoint or "").inc()
    logging.getLogger("reslot.refused").warning("refused %s %s: %s", request.method, request.path, reason)
    return Response("refused\n", 403, content_type="text/plain; charset=utf-8")


@webhook.errorhandler(InternalServerError)
def fail(error: InternalServerError) -> Response:
    """Our trouble: a 500 makes Twilio call the fallback; the fallback itself still says something with the database down."""
    meters().failures.labels(request.endpoint or "").inc()
    if request.endpoint == "webhook.after_failure":
        said = fallback.last_words(request.values.get("To", ""))
        here = house()
        return twiml(here.channel.reply_twiml(said, status_url(here, request.values.get("MessageSid", ""))))
    return twiml(NOTHING, 500)


@webhook.errorhandler(HTTPException)
def decline(error: HTTPException) -> Response:
    """Too large, a wrong method: a short answer, no page."""
    headers = {"Allow": "GET, POST"} if error.code == 405 else {}
    return Response(f"{error.name}\n", error.code or 500, headers, content_type="text/plain; charset=utf-8")


def status_url(here: Host, sid: str) -> str:
    """Where Twilio reports what became of the reply to a text."""
    return f"{here.settings.public_url or ''}/sms/status?id={sid if sid.isalnum() and sid.isascii() else quote(sid, safe='')}"


def twiml(xml: str, status: int = 200) -> Response:
    """An answer that Twilio reads as TwiML."""
    return Response(xml, status, content_type=TWIML)


def _tell(counted: Meters, inbound: Inbound, answered: Answer, seconds: float) -> None:
    """One line a turn for the log, without the text; and the counters."""
    turns_of(counted, answered.rule, "yes" if answered.repeated else "no").inc()
    counted.seconds.observe(seconds)
    if log.isEnabledFor(logging.INFO):
        line = {"sid": inbound.sid, "rule": answered.rule, "ms": round(seconds * 10_000) / 10, "phone": inbound.phone[-4:]}
        if answered.repeated:
            line["repeated"] = True
        log.handle(Line(log.name, to_json(line)))
