"""Local wall-clock times of a place: conversion, and the hours a clock change skips or repeats."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def to_local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The naive wall-clock time of an aware moment."""
    return moment.astimezone(zone).replace(tzinfo=None)


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """The aware UTC moment of a naive wall-clock time; the first one where a clock change repeats the hour."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks ever show this time: the hour skipped in spring does not exist."""
    return to_local(to_utc(wall, zone), zone) == wall


def comes_twice(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks show this time twice: the hour repeated in autumn."""
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    return exists(wall, zone) and first.utcoffset() != second.utcoffset()
