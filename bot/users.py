"""Staff accounts: roles, hashed passwords, and how many wrong tries an address has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from ipaddress import ip_address, ip_network
from typing import Literal, cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.ports import Session
from bot.records import from_text, to_text

Role = Literal["viewer", "agent", "manager", "admin"]
ROLES: tuple[Role, ...] = ("viewer", "agent", "manager", "admin")  # each may do what those before it may
SHORTEST_PASSWORD = 10
MOST_TRIES = 5
MANY_TRIES = 50  # wrong ones for an email from all addresses together
TRY_AGAIN_AFTER = timedelta(minutes=15)
_TRIES = "signin:"


@dataclass(frozen=True, slots=True)
class User:
    """A staff account; `stamp` changes with the password, so that old sessions end with it."""

    email: str
    role: Role
    stamp: str

    def may(self, role: Role) -> bool:
        """Whether this account's role reaches as far as `role`."""
        return ROLES.index(self.role) >= ROLES.index(role)


@cache
def hasher() -> PasswordHasher:
    """Argon2id with OWASP's smaller memory figure (19 MiB): a sign-in must not double what a worker holds."""
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def clean_email(email: str) -> str:
    """The address as the account's key; raises ValueError where it is none."""
    found = email.strip().lower()
    name, at, host = found.partition("@")
    if not (name and at and host) or any(letter.isspace() for letter in found) or "@" in host:
        raise ValueError(f"{email.strip()!r} is not an email address")
    return found


def check_password(password: str) -> None:
    """Raises ValueError, with what to do, for a password that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"the password needs at least {SHORTEST_PASSWORD} characters")


def add(session: Session, *, email: str, password: str, role: Role, now: datetime) -> bool:
    """Makes an account; false where that email has one already. Raises ValueError for a bad email or password."""
    check_password(password)
    key = clean_email(email)
    return bool(session.written("user_add", email=key, password_hash=hasher().hash(password), role=role, now=to_text(now)))


def find(session: Session, email: str) -> User | None:
    """The active account of an email."""
    row = session.one("user_by_email", email=email)
    if row is None or not row["active"]:
        return None
    return User(row["email"], cast(Role, row["role"]), stamp(row["password_hash"]))


def stamp(password_hash: str) -> str:
    """A short mark of a password's hash for the session cookie."""
    return hashlib.sha256(password_hash.encode()).hexdigest()[:16]


def verify(session: Session, email: str, password: str) -> User | None:
    """The account if the password is right; an unknown email takes as long as a wrong password."""
    row = session.one("user_by_email", email=email.strip().lower())
    known = row["password_hash"] if row else _nobody()
    try:
        hasher().verify(known, password)
    except (VerificationError, InvalidHashError):
        return None
    return find(session, row["email"]) if row else None


@cache
def _nobody() -> str:
    return hasher().hash("an account that is not there")


def wait_until(session: Session, email: str, address: str, now: datetime) -> datetime | None:
    """When this pair of email and address may try again (aware UTC), None when at once.

    An email alone is never locked, since strangers could do that to anybody: while many addresses try it, each of them
    gets one try instead of five, so that a right password still opens.
    """
    row = session.one("note", key=_pair(email, address))
    if row is None or int(row["value"]) < (1 if _is_attacked(session, email, now) else MOST_TRIES):
        return None
    free = from_text(row["at"]) + TRY_AGAIN_AFTER
    return free if free > now else None


def count_wrong(session: Session, email: str, address: str, now: datetime) -> None:
    """Counts a wrong try; tries older than the waiting time are forgotten."""
    session.run("notes_forget_before", first=_TRIES, last=_TRIES + "~", before=to_text(now - TRY_AGAIN_AFTER))
    for key in (_pair(email, address), _everywhere(email)):
        session.run("note_count", key=key, now=to_text(now))


def forget_wrong(session: Session, email: str, address: str) -> None:
    """A right password ends the count of its own address."""
    session.run("note_forget", key=_pair(email, address))


def _is_attacked(session: Session, email: str, now: datetime) -> bool:
    row = session.one("note", key=_everywhere(email))
    return row is not None and int(row["value"]) >= MANY_TRIES and from_text(row["at"]) + TRY_AGAIN_AFTER > now


def _pair(email: str, address: str) -> str:
    return _key(f"{email.strip().lower()}\n{_network(address)}")


def _everywhere(email: str) -> str:
    return _key(email.strip().lower())


def _key(text: str) -> str:
    # Hashed: what strangers type must not lie about in the database, whatever its length.
    return _TRIES + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _network(address: str) -> str:
    """An address as what one visitor has: in IPv6 that is a network of 64 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else address
