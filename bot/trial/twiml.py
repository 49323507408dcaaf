"""Reads our answer to a webhook as Twilio does, with the alert each mistake would raise."""

from __future__ import annotations

import xml.parsers.expat as expat
from dataclasses import dataclass, field

from bot.trial.callers import WebhookAnswer

_TWIML_TYPES = ("text/xml", "application/xml", "text/html")
_VOICE_VERBS = ("Say", "Play", "Dial", "Gather", "Record", "Hangup", "Pause", "Reject", "Enqueue", "Leave", "Connect", "Start")
_LARGEST = 64 * 1024
_LONGEST = 1600
_MOST_MESSAGES = 10
_MOST_MEDIA = 10


@dataclass(slots=True)
class Element:
    """An XML element; `text` is what stands directly in it."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reply:
    """A `<Message>` to be sent; `action` is where its SID and states are reported."""

    body: str
    media: tuple[str, ...] = ()
    to: str | None = None
    sender: str | None = None
    action: str | None = None
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Reading:
    """What Twilio takes from an answer: `failed` answers go on to the fallback URL; `alerts` are its error codes."""

    replies: tuple[Reply, ...] = ()
    redirect: tuple[str, str] | None = None  # method and URL
    alerts: tuple[int, ...] = ()
    failed: bool = False


def read(answer: WebhookAnswer) -> Reading:
    """What Twilio does with an answer."""
    if answer.status >= 400:
        return Reading(alerts=(11200,), failed=True)
    if answer.status == 204:
        return Reading()
    kind = (answer.content_type or "").partition(";")[0].strip().lower()
    if len(answer.body) > _LARGEST:
        return Reading(alerts=(11750,), failed=True)
    if kind == "text/plain":
        return _checked([Reply(answer.body.decode("utf-8", "replace"))] if answer.body else [])
    if kind not in _TWIML_TYPES:
        return Reading(alerts=(12300,), failed=True)
    root = parse(answer.body)
    if root is None or root.name != "Response":
        return Reading(alerts=(12100,), failed=True)
    return _verbs(root)


def parse(document: bytes) -> Element | None:
    """The root of a well-formed document without a DTD, or None."""
    top = Element("", {})
    path = [top]
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        path[-1].children.append(Element(name, attributes))
        path.append(path[-1].children[-1])

    def end(_name: str) -> None:
        path.pop()

    def text(part: str) -> None:
        path[-1].text += part

    def doctype(*_parts: object) -> None:
        raise ValueError("TwiML has no document type")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, ValueError):
        return None
    return top.children[0]


def _verbs(root: Element) -> Reading:
    replies: list[Reply] = []
    alerts: list[int] = []
    for element in root.children:
        if element.name == "Message":
            replies.append(_reply(element))
        elif element.name == "Redirect":
            # What stands behind a redirect is never reached.
            checked = _checked(replies)
            target = (element.attributes.get("method", "POST").upper(), element.text.strip())
            return Reading(checked.replies, target, (*alerts, *checked.alerts))
        else:
            alerts.append(14110 if element.name in _VOICE_VERBS else 12200)
    checked = _checked(replies)
    return Reading(checked.replies, None, (*alerts, *checked.alerts))


def _reply(element: Element) -> Reply:
    inner = [child.text for child in element.children if child.name == "Body"]
    return Reply(
        body="".join(inner) or element.text,
        media=tuple(child.text.strip() for child in element.children if child.name == "Media"),
        to=element.attributes.get("to"),
        sender=element.attributes.get("from"),
        action=element.attributes.get("action") or element.attributes.get("statusCallback"),
        method=element.attributes.get("method", "POST").upper(),
    )


def _checked(replies: list[Reply]) -> Reading:
    """The messages that go out, and an alert for each that does not."""
    good = [r for r in replies if (r.body.strip() or r.media) and len(r.body) <= _LONGEST and len(r.media) <= _MOST_MEDIA]
    alerts = [14103] * (len(replies) - len(good))
    if len(good) > _MOST_MESSAGES:
        alerts.append(14109)
    return Reading(tuple(good[:_MOST_MESSAGES]), None, tuple(alerts))
