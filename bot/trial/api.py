"""Answers the REST calls that reach the stand-in, from its state and rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from bot.trial import render, rules
from bot.trial.facts import match, problems
from bot.trial.render import Json, Pairs
from bot.trial.rules import Error
from bot.trial.state import FINAL, Account, MediaFile, Message, Number, Service

T = TypeVar("T")

_TOLL_FREE = re.compile(r"\+1(800|833|844|855|866|877|888)")


@dataclass(frozen=True, slots=True)
class Call:
    """A REST request: `parts` are the SIDs in its path, in order."""

    path: str
    parts: tuple[str, ...]
    query: Pairs
    form: Pairs

    @property
    def fields(self) -> dict[str, str]:
        return dict(self.form)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer with JSON, or none; `created` is the message a create call made."""

    status: int
    body: Json | None = None
    created: Message | None = None


def answer(account: Account, method: str, path: str, query: Pairs, form: Pairs) -> Answer:
    """The answer to an authenticated request; a request that Twilio's documents rule out is noted as a violation."""
    found = match(method, path)
    if found is None:
        account.violations.append(f"{method} {path}: no such call")
        return _error(Error(20404, f"The requested resource {path} was not found", 404))
    operation, parts = found
    wrong = problems(operation, query, form)
    if wrong:
        account.violations.extend(f"{method} {path}: {problem}" for problem in wrong)
        return _error(Error(20001, "; ".join(wrong)))
    try:
        with account.lock:
            return _HANDLERS[operation.name](account, Call(path, parts, query, form))
    except Error as error:
        return _error(error)


def _error(error: Error) -> Answer:
    return Answer(error.status, render.error(error.code, error.message, error.status))


def _found(thing: T | None) -> T:
    if thing is None:
        raise Error(20404, "The requested resource was not found", 404)
    return thing


# Messages.


def _account(account: Account, call: Call) -> Answer:
    if call.parts[0] != account.sid:
        raise Error(20404, "The requested resource was not found", 404)
    return Answer(200, render.account(account))


def _messages_create(account: Account, call: Call) -> Answer:
    if account.status != "active":
        raise Error(20005, "Account is not active", 403)
    made = rules.create(account, rules.wish_of(call.form))
    return Answer(201, render.message(account, made), made)


def _messages_list(account: Account, call: Call) -> Answer:
    asked = dict(call.query)
    wanted = [m for m in reversed(account.messages) if _passes(m, asked)]
    return Answer(200, render.page(call.path, call.query, "messages", wanted, lambda m: render.message(account, m)))


def _passes(message: Message, asked: Mapping[str, str]) -> bool:
    if message.to != asked.get("To", message.to) or message.sender != asked.get("From", message.sender):
        return False
    tests: dict[str, Callable[[datetime, datetime], bool]] = {
        "DateSent": lambda sent, bound: sent.date() == bound.date(),
        "DateSent<": lambda sent, bound: sent <= bound,
        "DateSent>": lambda sent, bound: sent >= bound,
    }
    bounds = [(test, _time(asked[name])) for name, test in tests.items() if name in asked]
    # A text that is still queued has no sending date, so no filter on it lets it through.
    return all(message.sent is not None and test(message.sent, bound) for test, bound in bounds)


def _time(value: str) -> datetime:
    return datetime.strptime(value if "T" in value else f"{value}T00:00:00Z", "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _message(account: Account, call: Call) -> Answer:
    return Answer(200, render.message(account, _found(account.message(call.parts[1]))))


def _message_update(account: Account, call: Call) -> Answer:
    message = _found(account.message(call.parts[1]))
    if call.fields.get("Status") == "canceled":
        if message.status != "scheduled":
            raise Error(30409, "The message can't be canceled", 409)
        message.status = "canceled"
    if "Body" in call.fields:
        if call.fields["Body"]:
            raise Error(21602, "A body can only be redacted, by an empty one")
        message.body = ""
    return Answer(200, render.message(account, message))


def _message_delete(account: Account, call: Call) -> Answer:
    message = _found(account.message(call.parts[1]))
    if message.status not in (*FINAL, "sent"):
        raise Error(20009, "A message in progress can't be deleted", 409)
    account.messages.remove(message)
    return Answer(204)


def _feedback(account: Account, call: Call) -> Answer:
    message = _found(account.message(call.parts[1]))
    found = render.message(account, message)
    kept = {name: found[name] for name in ("account_sid", "date_created", "date_updated")}
    outcome = call.fields.get("Outcome", "confirmed")
    uri = found["uri"].replace(".json", "/Feedback.json")
    return Answer(200, {**kept, "message_sid": message.sid, "outcome": outcome, "uri": uri})


def _media_list(account: Account, call: Call) -> Answer:
    parent = _found(account.message(call.parts[1]))
    return Answer(
        200, render.page(call.path, call.query, "media_list", parent.media, lambda file: render.media(account, parent, file))
    )


def _one_media(account: Account, call: Call) -> tuple[Message, MediaFile]:
    parent = _found(account.message(call.parts[1]))
    return parent, _found(next((file for file in parent.media if file.sid == call.parts[2]), None))


def _media(account: Account, call: Call) -> Answer:
    return Answer(200, render.media(account, *_one_media(account, call)))


def _media_delete(account: Account, call: Call) -> Answer:
    parent, file = _one_media(account, call)
    parent.media.remove(file)
    return Answer(204)


# Numbers.


def _listing(wanted: Callable[[Number], bool], key: str) -> Callable[[Account, Call], Answer]:
    def list_them(account: Account, call: Call) -> Answer:
        phone = dict(call.query).get("PhoneNumber") or dict(call.query).get("ShortCode")
        found = [n for n in account.numbers if wanted(n) and phone in (None, n.phone)]
        return Answer(200, render.page(call.path, call.query, key, found, lambda n: render.number(account, n)))

    return list_them


def _one_number(account: Account, call: Call) -> Number:
    return _found(next((n for n in account.numbers if n.sid == call.parts[1]), None))


def _number(account: Account, call: Call) -> Answer:
    return Answer(200, render.number(account, _one_number(account, call)))


def _number_update(account: Account, call: Call) -> Answer:
    number, fields = _one_number(account, call), call.fields
    if fields.get("SmsFallbackUrl") and not fields.get("SmsUrl", number.sms_url):
        raise Error(21406, "SmsFallbackUrl needs a SmsUrl")
    number.sms_url = fields.get("SmsUrl", number.sms_url)
    number.sms_method = fields.get("SmsMethod", number.sms_method)
    number.sms_fallback_url = fields.get("SmsFallbackUrl", number.sms_fallback_url)
    number.sms_fallback_method = fields.get("SmsFallbackMethod", number.sms_fallback_method)
    number.application = fields.get("SmsApplicationSid", number.application)
    return _number(account, call)


# Messaging services.


def _services_list(account: Account, call: Call) -> Answer:
    return Answer(
        200, render.meta_page(call.path, call.query, "services", account.services, lambda s: render.service(account, s))
    )


def _services_create(account: Account, call: Call) -> Answer:
    made = Service()
    account.services.append(made)
    return Answer(201, render.service(account, _changed(made, call.fields)))


def _one_service(account: Account, call: Call) -> Service:
    return _found(account.service(call.parts[0]))


def _service(account: Account, call: Call) -> Answer:
    return Answer(200, render.service(account, _one_service(account, call)))


def _service_update(account: Account, call: Call) -> Answer:
    return Answer(200, render.service(account, _changed(_one_service(account, call), call.fields)))


def _changed(service: Service, fields: Mapping[str, str]) -> Service:
    service.name = fields.get("FriendlyName", service.name)
    service.inbound_url = fields.get("InboundRequestUrl", service.inbound_url)
    service.inbound_method = fields.get("InboundMethod", service.inbound_method)
    service.fallback_url = fields.get("FallbackUrl", service.fallback_url)
    service.fallback_method = fields.get("FallbackMethod", service.fallback_method)
    service.status_callback = fields.get("StatusCallback", service.status_callback)
    service.number_decides = fields.get("UseInboundWebhookOnNumber", str(service.number_decides).lower()) == "true"
    return service


def _service_delete(account: Account, call: Call) -> Answer:
    account.services.remove(_one_service(account, call))
    return Answer(204)


def _pool_list(prefix: str, key: str) -> Callable[[Account, Call], Answer]:
    def list_them(account: Account, call: Call) -> Answer:
        service = _one_service(account, call)
        if prefix == "AI":
            shown = render.meta_page(call.path, call.query, key, [*service.names], lambda s: render.name(account, service, s))
            return Answer(200, shown)
        members = [n for n in service.pool if n.sid.startswith(prefix)]
        return Answer(200, render.meta_page(call.path, call.query, key, members, lambda n: render.pooled(account, service, n)))

    return list_them


def _pool_add(account: Account, call: Call) -> Answer:
    service = _one_service(account, call)
    sid = call.fields.get("PhoneNumberSid") or call.fields["ShortCodeSid"]
    number = _found(next((n for n in account.numbers if n.sid == sid), None))
    if any(number in other.pool for other in account.services):
        raise Error(21710, "The number is already in a Messaging Service", 409)
    service.pool.append(number)
    return Answer(201, render.pooled(account, service, number))


def _pool_names_add(account: Account, call: Call) -> Answer:
    service = _one_service(account, call)
    sid = f"AI{len(service.names):032x}"
    service.names[sid] = call.fields["AlphaSender"]
    return Answer(201, render.name(account, service, sid))


def _pool_one(account: Account, call: Call) -> Answer:
    service, sid = _one_service(account, call), call.parts[1]
    if sid in service.names:
        return Answer(200, render.name(account, service, sid))
    return Answer(200, render.pooled(account, service, _found(next((n for n in service.pool if n.sid == sid), None))))


def _pool_delete(account: Account, call: Call) -> Answer:
    service, sid = _one_service(account, call), call.parts[1]
    if service.names.pop(sid, None) is None:
        service.pool.remove(_found(next((n for n in service.pool if n.sid == sid), None)))
    return Answer(204)


def _is_number(number: Number) -> bool:
    return number.sid.startswith("PN")


def _is_toll_free(number: Number) -> bool:
    return _TOLL_FREE.match(number.phone) is not None


_NUMBERS = "incoming_phone_numbers"
_HANDLERS: Mapping[str, Callable[[Account, Call], Answer]] = {
    "account": _account,
    "messages_list": _messages_list,
    "messages_create": _messages_create,
    "message": _message,
    "message_update": _message_update,
    "message_delete": _message_delete,
    "feedback": _feedback,
    "media_list": _media_list,
    "media": _media,
    "media_delete": _media_delete,
    "numbers_list": _listing(_is_number, _NUMBERS),
    "numbers_local": _listing(lambda n: _is_number(n) and not _is_toll_free(n), _NUMBERS),
    "numbers_mobile": _listing(lambda n: _is_number(n) and n.country not in ("US", "CA"), _NUMBERS),
    "numbers_toll_free": _listing(_is_toll_free, _NUMBERS),
    "number": _number,
    "number_update": _number_update,
    "short_codes_list": _listing(lambda n: not _is_number(n), "short_codes"),
    "short_code": _number,
    "short_code_update": _number_update,
    "services_list": _services_list,
    "services_create": _services_create,
    "service": _service,
    "service_update": _service_update,
    "service_delete": _service_delete,
    "pool_numbers": _pool_list("PN", "phone_numbers"),
    "pool_numbers_add": _pool_add,
    "pool_number": _pool_one,
    "pool_number_delete": _pool_delete,
    "pool_short_codes": _pool_list("SC", "short_codes"),
    "pool_short_codes_add": _pool_add,
    "pool_short_code": _pool_one,
    "pool_short_code_delete": _pool_delete,
    "pool_names": _pool_list("AI", "alpha_senders"),
    "pool_names_add": _pool_names_add,
    "pool_name": _pool_one,
    "pool_name_delete": _pool_delete,
}
