"""Which of our senders a text goes out from (pure), and when a conversation may fail because of it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["long code", "toll-free", "short code", "name"]
TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")  # after +1: nothing else tells such a number from a local one


@dataclass(frozen=True, slots=True)
class Sender:
    """A sender of ours: an E.164 number, a short code's digits, or a name (alphanumeric); `country` is its ISO code."""

    number: str
    country: str
    kind: Kind = "long code"
    sms: bool = True
    mms: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A sender or a messaging service, whether pictures can go with it, and what to tell the operator or the customer.

    `reply_to` is set for a one-way sender: the text must carry that number (`with_reply_number`).
    """

    sender: str | None = None
    service: str | None = None
    pictures: bool = False
    reply_to: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Countries:
    """What senders can do by country."""

    pictures: frozenset[str]
    one_way: frozenset[str]
    no_names: frozenset[str]


@cache
def countries() -> Countries:
    """The table in `countries.toml`."""
    table = tomllib.loads((Path(__file__).parent / "countries.toml").read_text("utf-8"))
    return Countries(*(frozenset(table[part]["countries"]) for part in ("pictures", "one_way", "no_names")))


def country_of(phone: str) -> str:
    """The ISO code of an E.164 number's country; empty where it has none (a short code, a satellite phone)."""
    import phonenumbers  # 1 MiB that a web worker does without

    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return ""
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(number.country_code or 0)
    return "" if region in ("001", "ZZ") else region


def kind_of(number: str) -> Kind:
    """What kind of sender a number, a short code or a name is."""
    if not number.startswith("+"):
        return "short code" if number.isdigit() else "name"
    return "toll-free" if number[:2] == "+1" and number[2:5] in TOLL_FREE else "long code"


def choose_sender(
    phone: str,
    senders: Sequence[Sender],
    *,
    texted: str | None = None,
    service: str | None = None,
    media: bool = False,
    one_way: bool = False,
) -> Choice | None:
    """Who texts this phone, or None where nobody can.

    In this order: the number the customer texted (`texted`), a number in the customer's country, the messaging service,
    a name for a text that needs no answer (`one_way`), a number of another country. Short codes stay in their country,
    toll-free numbers in North America. With `media` a sender that can carry pictures goes before its like.
    """
    country = country_of(phone)
    able = sorted((s for s in senders if s.sms and _reaches(s, country)), key=lambda s: media and not _carries(s, country))
    numbers = [s for s in able if s.kind != "name"]
    chosen = next((s for s in numbers if s.number == texted), None) or next((s for s in numbers if s.country == country), None)
    if chosen:
        return _of(chosen, country)
    if service:
        # Within a service Twilio picks the number, and turns a picture into a link where that number can't carry it.
        return Choice(service=service, pictures=country in countries().pictures, warning=_one_way_warning(country))
    name = next((s for s in able if s.kind == "name"), None)
    if name and one_way:
        return Choice(sender=name.number, reply_to=_reply_number(senders, texted))
    return _of(numbers[0], country) if numbers else None


def with_reply_number(body: str, choice: Choice) -> str:
    """The body as it must be sent: a one-way sender's text ends with the number that takes answers."""
    return f"{body} SMS: {choice.reply_to}" if choice.reply_to else body


def _of(sender: Sender, country: str) -> Choice:
    choice = Choice(sender=sender.number, pictures=_carries(sender, country), warning=_one_way_warning(country))
    if choice.warning or sender.country == country:
        return choice
    return replace(
        choice,
        warning=f"{sender.number} ({sender.country}) texts a phone in {country or 'an unknown country'}: carriers there may "
        "replace the sender, and then answers are lost. Buy a number in that country or use a messaging service.",
    )


def _one_way_warning(country: str) -> str | None:
    if country not in countries().one_way:
        return None
    return f"phones in {country} can get our texts, but their answers do not reach us: give a number to call"


def _reaches(sender: Sender, country: str) -> bool:
    if sender.kind == "name":
        return country not in countries().no_names
    if sender.kind == "toll-free":
        return country in ("US", "CA")
    return sender.kind == "long code" or sender.country == country


def _carries(sender: Sender, country: str) -> bool:
    return sender.mms and country in countries().pictures


def _reply_number(senders: Sequence[Sender], texted: str | None) -> str | None:
    two_way = [s.number for s in senders if s.sms and s.kind in ("long code", "toll-free")]
    return texted if texted in two_way else next(iter(two_way), None)
