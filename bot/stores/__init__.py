"""Stores by URL: `sqlite:///file.db` or `postgresql://...`; a driver is imported when a URL asks for it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from urllib.parse import urlsplit

from bot.ports import Store, StoreUnusable

POSTGRES_SCHEMES = ("postgresql", "postgres")


def open_store(database_url: str) -> Store:
    """The store at a URL; creates nothing, raises `StoreUnusable`."""
    store: Store = _engine(database_url).open_store(database_url)
    return store


def create_database(database_url: str) -> str:
    """Makes the database and its tables where there are none, and says in words what was done; raises `StoreUnusable`."""
    done: str = _engine(database_url).create_database(database_url)
    return done


def upgrade_database(database_url: str) -> list[int]:
    """Brings an older database up to date; the numbers of the upgrades applied; raises `StoreUnusable`."""
    numbers: list[int] = _engine(database_url).upgrade_database(database_url)
    return numbers


def copy_database(source_url: str, database_url: str) -> dict[str, int]:
    """Copies everything in a SQLite database into a new PostgreSQL one; rows by table; raises `StoreUnusable`."""
    if urlsplit(source_url).scheme != "sqlite":
        raise StoreUnusable("what is copied must be a SQLite database, named as sqlite:///FILE")
    if urlsplit(database_url).scheme not in POSTGRES_SCHEMES:
        raise StoreUnusable("DATABASE_URL must be the PostgreSQL to copy into: postgresql://...")
    copied: dict[str, int] = import_module("bot.stores.copies").copy_database(source_url, database_url)
    return copied


def _engine(database_url: str) -> ModuleType:
    scheme = urlsplit(database_url).scheme
    if scheme == "sqlite":
        return import_module("bot.stores.sqlite")
    if scheme in POSTGRES_SCHEMES:
        return import_module("bot.stores.postgres")
    raise StoreUnusable(f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {scheme or 'nothing'}://")
