"""One table of settings: name, type, default, help; read once, all mistakes told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

TWILIO_API_URL = "https://api.twilio.com"
MOST_REPLIES = 30
_HOST = re.compile(r"(?:\[[^\]]*\]|[^:]*)(?::\d*)?")  # a name or number with its port; ":word" is the password before a / or ?
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class BadSettings(Exception):
    """One or more settings can't be used; the message names each with what is wrong and what to set."""


def _text(value: str) -> str:
    return value


def _database_url(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise ValueError("must start with sqlite:/// or postgresql://, for example sqlite:///reslot.db")
    if not value.startswith("sqlite") and not _is_address(value):
        wanted = "postgresql://user:password@host/reslot (in a password %40 stands for @, %2F for /, %25 for %)"
        raise ValueError(f"is no address such as {wanted}")
    return value


def _is_address(value: str) -> bool:
    """Whether an address can be taken apart; what PostgreSQL's library says of one that can't holds parts of the password."""
    try:
        userinfo, _, hosts = urlsplit(value).netloc.rpartition("@")
    except ValueError:
        return False
    well_encoded = not re.search(r"\s|%(?![0-9A-Fa-f]{2})", value)
    return well_encoded and "@" not in userinfo and all(_HOST.fullmatch(host) for host in hosts.split(","))


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be the address Twilio calls, without a query, for example https://texts.example.com")
    return value.rstrip("/")


def _account_sid(value: str) -> str:
    if not (value.startswith("AC") and len(value) == 34):
        raise ValueError("must be the 34 characters that start with AC, from Twilio's console")
    return value


def _tokens(value: str) -> tuple[str, ...]:
    tokens = tuple(token.strip() for token in value.split(",") if token.strip())
    if not tokens or len(tokens) > 2:
        raise ValueError("must be one auth token, or two separated by a comma while they are changed over")
    return tokens


def _service_sid(value: str) -> str:
    if not (value.startswith("MG") and len(value) == 34):
        raise ValueError("must be the 34 characters that start with MG, from Twilio's console")
    return value


def _instant(value: str) -> datetime:
    wanted = "must be an ISO time with offset, for example 2026-03-04T10:00:00-05:00"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(wanted) from None
    if moment.tzinfo is None:
        raise ValueError(wanted)
    return moment


def _level(value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
    return value.upper()


def _amount(value: str) -> float:
    try:
        amount = float(value)
    except ValueError:
        amount = -1
    if not 0 <= amount < float("inf"):
        raise ValueError("must be a number from 0 on, for example 25.50")
    return amount


def _whole(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 10_000:
        raise ValueError("must be a whole number from 1 to 10000")
    return int(value)


def _few(value: str) -> int:
    if not value.isdecimal() or int(value) > 10:
        raise ValueError("must be a whole number from 0 to 10")
    return int(value)


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table; `default` is what an unset or empty value means."""

    name: str
    kind: str
    default: Any
    help: str
    read: Callable[[str], Any]
    secret: bool = False


TABLE: tuple[Setting, ...] = (
    Setting(
        "DATABASE_URL",
        "URL",
        "sqlite:///reslot.db",
        "Where everything is kept: sqlite:///FILE or postgresql://...",
        _database_url,
        secret=True,
    ),
    Setting(
        "PUBLIC_URL", "URL", None, "The origin Twilio calls (with any path prefix); signatures are checked over it.", _origin
    ),
    Setting("TWILIO_ACCOUNT_SID", "SID", None, "The account the texts belong to (AC...).", _account_sid),
    Setting(
        "TWILIO_AUTH_TOKEN",
        "text",
        (),
        "The account's auth token; a second one after a comma while tokens are changed over.",
        _tokens,
        secret=True,
    ),
    Setting(
        "TWILIO_MESSAGING_SERVICE_SID",
        "SID",
        None,
        "The messaging service (MG...) that sends where no number of ours fits.",
        _service_sid,
    ),
    Setting(
        "TWILIO_API_URL",
        "URL",
        TWILIO_API_URL,
        "Twilio's API; another address only for a stand-in in tests and trials.",
        _origin,
    ),
    Setting(
        "SECRET_KEY",
        "text",
        None,
        "Signs the staff's sessions: any long random text. Without it one is made and kept in the database.",
        _text,
        secret=True,
    ),
    Setting("CLOCK", "time", None, "An ISO time with offset at which the clock stands still: for tests and trials.", _instant),
    Setting(
        "DAILY_SPEND_CAP",
        "amount",
        50.0,
        "Estimated spend a day and location after which no texts go out; 0 means none do.",
        _amount,
    ),
    Setting("SEGMENT_PRICE", "amount", 0.0083, "Estimated price of one segment, for reports and the cap.", _amount),
    Setting("TEXTS_PER_PHONE_HOUR", "number", 10, "The most texts an hour to one phone, on all paths together.", _whole),
    Setting(
        "REPLIES_PER_PHONE_HOUR",
        "number",
        MOST_REPLIES,
        "The most replies an hour to one phone; then a person takes over and nothing more is said.",
        _whole,
    ),
    Setting(
        "LONG_CODE_PACE",
        "amount",
        1.0,
        "Segments a second from an ordinary number; more where your registered campaign allows it. 0: not held back.",
        _amount,
    ),
    Setting(
        "SERVICE_PACE",
        "amount",
        0.0,
        "Segments a second through the messaging service. 0: not held back, Twilio spreads them over its numbers.",
        _amount,
    ),
    Setting(
        "TRUSTED_PROXIES",
        "number",
        0,
        "How many proxies of yours stand before us, each adding to X-Forwarded-For: then wrong sign-ins count by the visitor's"
        " address and not by the proxy's.",
        _few,
    ),
    Setting("LOG_LEVEL", "text", "INFO", "DEBUG, INFO, WARNING or ERROR: what a server and a worker log.", _level),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings read; one field a row of the table, in lower case (`twilio_auth_tokens` is TWILIO_AUTH_TOKEN)."""

    database_url: str = "sqlite:///reslot.db"
    public_url: str | None = None
    twilio_account_sid: str | None = None
    twilio_auth_tokens: tuple[str, ...] = ()
    twilio_messaging_service_sid: str | None = None
    twilio_api_url: str = TWILIO_API_URL
    secret_key: str | None = None
    clock: datetime | None = None
    daily_spend_cap: float = 50.0
    segment_price: float = 0.0083
    texts_per_phone_hour: int = 10
    replies_per_phone_hour: int = MOST_REPLIES
    long_code_pace: float = 1.0
    service_pace: float = 0.0
    trusted_proxies: int = 0
    log_level: str = "INFO"
    demo: bool = False  # set by `flask demo` alone, never from the environment


def field_of(setting: Setting) -> str:
    """The field of `Settings` a row fills."""
    return "twilio_auth_tokens" if setting.name == "TWILIO_AUTH_TOKEN" else setting.name.lower()


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment; raises `BadSettings` that names every mistake at once."""
    values: dict[str, Any] = {}
    mistakes: list[str] = []
    for setting in TABLE:
        written = environment.get(setting.name, "").strip()
        if not written:
            continue
        try:
            values[field_of(setting)] = setting.read(written)
        except ValueError as mistake:
            shown = "the value given" if setting.secret else repr(written)
            mistakes.append(f"{setting.name}: {shown} {mistake}")
    if mistakes:
        raise BadSettings("Settings that can't be used:\n" + "\n".join(f"  {line}" for line in mistakes))
    return Settings(**values)


def missing_for_texts(settings: Settings) -> list[str]:
    """What must be set before the webhook may answer: no token, no service."""
    wanted = {
        "PUBLIC_URL": settings.public_url,
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_tokens,
    }
    return [name for name, value in wanted.items() if not value]
