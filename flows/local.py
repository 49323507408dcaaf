"""Local wall-clock times of a place: conversion, and the hours a clock change skips or repeats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


def to_local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The naive wall-clock time of an aware moment."""
    # Only moments in UTC are kept: two in a zone of their own may be equal and yet an hour apart, where clocks go back.
    return _kept_local(moment, zone) if moment.tzinfo is UTC else _local(moment, zone)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    return datetime.combine(local.date(), local.time())  # a quarter of the price of `replace(tzinfo=None)`


_kept_local = lru_cache(maxsize=1024)(_local)  # a turn asks for the same few moments a dozen times


@lru_cache(maxsize=1024)  # as with `_kept_local`, and the hour that one asks for is another's too
def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """The aware UTC moment of a naive wall-clock time; the first one where a clock change repeats the hour."""
    return _first(wall, zone).astimezone(UTC)


def _first(wall: datetime, zone: ZoneInfo) -> datetime:
    once = wall.replace(fold=0) if wall.fold else wall
    return datetime.combine(once.date(), once.time(), zone)


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks ever show this time: the hour skipped in spring does not exist."""
    return not _clocks_change(wall, zone) or to_local(to_utc(wall, zone), zone) == wall


@lru_cache(maxsize=512)
def comes_twice(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks show this time twice: the hour repeated in autumn."""
    return _clocks_change(wall, zone) and exists(wall, zone)


@lru_cache(maxsize=1024)
def _clocks_change(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the time is in an hour skipped or repeated: only then its two folds are apart (PEP 495)."""
    first = _first(wall, zone)
    return first.utcoffset() != first.replace(fold=1).utcoffset()


@lru_cache(maxsize=256)
def hours(count: float) -> timedelta:
    """So many hours: of a service's notice, which several guards ask about."""
    return timedelta(hours=count)
