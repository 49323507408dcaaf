"""What the schedule answered in a turn, kept as JSON, and the same answers given again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.records import from_text, slot_from_json, to_text, window_to_json
from flows.values import Appointment, Calendar, FreeSlots, Place, Provider, Service, Window

Facts = dict[str, Any]


class RecordingCalendar:
    """Asks another calendar and remembers every answer; the place is always asked for."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self.place: Place = calendar.place  # every turn asks for it, seven times
        self._facts: Facts = {"place": _place_to_json(self.place)}
        self._appointments: tuple[Appointment, ...] | None = None
        self._services: tuple[Service, ...] | None = None

    def facts(self) -> Facts:
        """Everything asked and answered so far, ready for JSON."""
        return self._facts

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        if self._appointments is None:
            self._appointments = self._calendar.appointments
            self._facts["appointments"] = [_appointment_to_json(visit) for visit in self._appointments]
        return self._appointments

    @property
    def services(self) -> tuple[Service, ...]:
        if self._services is None:
            self._services = self._calendar.services
            self._facts["services"] = [_service_to_json(service) for service in self._services]
        return self._services

    @property
    def providers(self) -> tuple[Provider, ...]:
        found = self._calendar.providers
        self._facts["staff"] = [[one.id, one.name, list(one.services)] for one in found]
        return found

    def provider_name(self, provider: str) -> str:
        name = self._calendar.provider_name(provider)
        self._facts.setdefault("providers", {})[provider] = name
        return name

    def free(
        self,
        service: str,
        *,
        provider: str | None,
        windows: tuple[Window, ...],
        excluded: tuple[Window, ...] = (),
        replacing: str | None = None,
        near: datetime | None = None,
        count: int = 3,
        or_near: bool = True,
        without: tuple[str, ...] = (),
    ) -> FreeSlots:
        answer = self._calendar.free(
            service,
            provider=provider,
            windows=windows,
            excluded=excluded,
            replacing=replacing,
            near=near,
            count=count,
            or_near=or_near,
            without=without,
        )
        question = _question(service, provider, windows, excluded, replacing, near, count, or_near, without)
        slots = [[slot.provider, to_text(slot.start), slot.minutes] for slot in answer.slots]  # as `slot_to_json`, of dozens
        given = {"met": answer.met, "slots": slots}
        self._facts.setdefault("free", []).append([question, given])
        return answer


class ReplayCalendar:
    """Answers from a turn's facts; raises `NotAsked` for a question that the turn did not ask."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts
        self._free = {json.dumps(question): given for question, given in facts.get("free", ())}

    @property
    def place(self) -> Place:
        return _place_from_json(self._fact("place"))

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        return tuple(_appointment_from_json(visit) for visit in self._fact("appointments"))

    @property
    def services(self) -> tuple[Service, ...]:
        return tuple(_service_from_json(service) for service in self._fact("services"))

    @property
    def providers(self) -> tuple[Provider, ...]:
        return tuple(Provider(key, name, tuple(services)) for key, name, services in self._fact("staff"))

    def provider_name(self, provider: str) -> str:
        names = self._facts.get("providers", {})
        if provider not in names:
            raise NotAsked(f"the turn did not ask for the name of {provider}")
        return str(names[provider])

    def free(
        self,
        service: str,
        *,
        provider: str | None,
        windows: tuple[Window, ...],
        excluded: tuple[Window, ...] = (),
        replacing: str | None = None,
        near: datetime | None = None,
        count: int = 3,
        or_near: bool = True,
        without: tuple[str, ...] = (),
    ) -> FreeSlots:
        question = json.dumps(_question(service, provider, windows, excluded, replacing, near, count, or_near, without))
        if question not in self._free:
            raise NotAsked(f"the turn did not ask for free slots like this: {question}")
        given = self._free[question]
        return FreeSlots(tuple(slot_from_json(slot) for slot in given["slots"]), given["met"])

    def _fact(self, name: str) -> Any:
        if name not in self._facts:
            raise NotAsked(f"the turn did not ask for the {name}")
        return self._facts[name]


class NotAsked(LookupError):
    """A replay went another way than the turn it replays."""


def _question(
    service: str,
    provider: str | None,
    windows: tuple[Window, ...],
    excluded: tuple[Window, ...],
    replacing: str | None,
    near: datetime | None,
    count: int,
    or_near: bool,
    without: tuple[str, ...],
) -> Facts:
    question: Facts = {
        "service": service,
        "provider": provider,
        "windows": [window_to_json(window) for window in windows],
        "excluded": [window_to_json(window) for window in excluded] if excluded else [],
        "replacing": replacing,
        "near": to_text(near) if near else None,
        "count": count,
        "or_near": or_near,
    }
    if without:
        question["without"] = list(without)
    return question


@lru_cache(maxsize=1024)
def _place_to_json(place: Place) -> Facts:
    return {
        "id": place.id,
        "name": place.name,
        "zone": place.zone.key,
        "languages": list(place.languages),
        "address": place.address,
        "phone": place.phone,
        "hours": {day: list(spans) for day, spans in place.hours_text},
    }


def _place_from_json(kept: Mapping[str, Any]) -> Place:
    return Place(
        id=kept["id"],
        name=kept["name"],
        zone=ZoneInfo(kept["zone"]),
        languages=tuple(kept["languages"]),
        address=kept["address"],
        phone=kept["phone"],
        hours_text=tuple((day, tuple(spans)) for day, spans in kept["hours"].items()),
    )


def _appointment_to_json(visit: Appointment) -> Facts:
    return {
        "id": visit.id,
        "location": visit.location,
        "provider": visit.provider,
        "service": visit.service,
        "start": to_text(visit.start),
        "minutes": visit.minutes,
        "phone": visit.phone,
        "name": visit.name,
        "language": visit.language,
        "status": visit.status,
        "moves": visit.moves,
    }


def _appointment_from_json(kept: Mapping[str, Any]) -> Appointment:
    return Appointment(**{**kept, "start": from_text(kept["start"])})


@lru_cache(maxsize=1024)
def _service_to_json(service: Service) -> Facts:
    return {
        "id": service.id,
        "names": [list(pair) for pair in service.names],
        "minutes": service.minutes,
        "buffer_minutes": service.buffer_minutes,
        "notice_hours": service.notice_hours,
        "max_moves": service.max_moves,
        "reminders_hours": list(service.reminders_hours),
    }


def _service_from_json(kept: Mapping[str, Any]) -> Service:
    names = tuple((language, name) for language, name in kept["names"])
    return Service(**{**kept, "names": names, "reminders_hours": tuple(kept["reminders_hours"])})
