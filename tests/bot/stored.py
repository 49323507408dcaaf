"""A script's customer and schedule in a real store, texted through the real inbox."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot import cells
from bot.inbox import answer
from bot.ports import Row, Session, Store
from bot.records import details, to_json, to_text
from flows.engine import ask_confirmation
from flows.values import Appointment, Conversation, Inbound
from tests.flows.sheet import Sheet
from tests.scripts import PHONE, Answered, Change, Script, TakenLine, VisitLine

SOMEBODY = "+12025550100"
FOR_EVER = timedelta(days=400)


class StoredDesk:
    """What `tests.flows.sheet.Desk` is in memory, in a store with tests/business.toml loaded."""

    def __init__(self, store: Store, script: Script) -> None:
        self.store, self.script = store, script
        sheet = Sheet(script.place, (), datetime.now(UTC))
        self.zone = sheet.place.zone
        self.services = {service.id: service for service in sheet.services}
        self.now = self.aware(script.now)
        self.sids: list[str] = []
        with store.write() as session:
            session.run("keep_customer", location=script.place, phone=PHONE, language=script.speaks, now=to_text(self.now))
            for line in script.visits:
                self._book(session, line)
            for taken in script.taken:
                self._take(session, taken, self.now)
            self._ask(session)

    def aware(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def _visit(self, line: VisitLine) -> Appointment:
        minutes = self.services[line.service].minutes
        return Appointment(
            line.key, self.script.place, line.provider, line.service, self.aware(line.start), minutes, PHONE, line.name
        )

    def _book(self, session: Session, line: VisitLine) -> None:
        visit, now = self._visit(line), to_text(self.now)
        session.run(
            "import_appointment",
            id=visit.id,
            location=visit.location,
            provider=visit.provider,
            service=visit.service,
            starts_at=to_text(visit.start),
            minutes=visit.minutes,
            phone=PHONE,
            name=visit.name,
            language=self.script.speaks,
            status=line.status,
            now=now,
        )
        for _ in range(line.moves):
            at = to_text(visit.start)
            where = {"provider": visit.provider, "minutes": visit.minutes, "starts_at": at, "was": at}
            session.run("move_appointment", id=visit.id, **where, now=now)
        self._occupy(session, visit, self.now)

    def _occupy(self, session: Session, visit: Appointment, now: datetime) -> None:
        cells.take_for_appointment(
            session,
            location=visit.location,
            provider=visit.provider,
            start=visit.start,
            minutes=visit.minutes + self.services[visit.service].buffer_minutes,
            appointment=visit.id,
            holder=PHONE,
            now=now,
        )

    def _take(self, session: Session, line: TakenLine, now: datetime) -> None:
        """Somebody else's time, but for what the customer has booked already."""
        start, end = self.aware(line.start), self.aware(line.end)
        first, last = cells.cell_range(start, int((end - start).total_seconds()) // 60)
        where = {"location": self.script.place, "provider": line.provider, "cells": to_json([*range(first, last + 1)])}
        session.run("hold_cells", **where, holder=SOMEBODY, until=to_text(now + FOR_EVER), now=to_text(now))

    def _ask(self, session: Session) -> None:
        line, script = self.script.state, self.script
        if line is None:
            return
        blank = Conversation(script.place, PHONE, script.sender, language=script.speaks)
        visits = tuple(self._visit(found) for found in script.visits if found.key in line.visits)
        asked = ask_confirmation(blank, visits, self.now)
        if line.until:
            asked = replace(asked, expires_at=self.aware(line.until))
        self._keep(session, asked)

    def _keep(self, session: Session, talk: Conversation) -> None:
        session.run(
            "keep_conversation",
            location=talk.location,
            phone=PHONE,
            sender=talk.sender,
            state=talk.state,
            details=details(talk),
            expires_at=to_text(talk.expires_at) if talk.expires_at else None,
            now=to_text(self.now),
        )

    def answer(self, inbound: Inbound, now: datetime) -> Answered:
        """Answers one text through the inbox; gives the reply, the state kept and the events told in the story."""
        said = answer(self.store, inbound, now, most_replies=self.script.limit)
        self.sids.append(inbound.sid)
        with self.store.read() as session:
            kept = self._story(session, inbound.sid)
        events = json.loads(kept["story"]).get("events", ())
        return said.reply, kept["state_after"], tuple(event[0] for event in events)

    def _story(self, session: Session, sid: str) -> Row:
        row = session.one("turn_story", sid=sid)
        assert row is not None
        return row

    def change(self, step: Change | TakenLine, now: datetime) -> None:
        """What staff or another customer do between two texts."""
        with self.store.write() as session:
            if isinstance(step, TakenLine):
                self._take(session, step, now)
                return
            row = session.one("appointment", id=step.key)
            assert row is not None
            cells.release_appointment(session, step.key)
            if step.to is None:
                session.run("cancel_appointment", id=step.key, now=to_text(now))
                return
            to = to_text(self.aware(step.to))
            where = {"provider": row["provider"], "minutes": row["minutes"], "starts_at": to, "was": row["starts_at"]}
            session.run("move_appointment", id=step.key, **where, now=to_text(now))
