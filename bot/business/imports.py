"""Appointments out of a file into the database: all of it or, if asked, the good rows; never half a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import cells
from bot.business.known import known_locations
from bot.business.mistakes import BadFile, Mistake
from bot.business.table import Line, read_sheet
from bot.business.visits import ImportedVisit, read_visit
from bot.ports import Session, SlotTaken
from bot.records import appointment as appointment_of
from bot.records import to_text
from flows.values import Appointment, Service, Status

Plan = Callable[[Session, Appointment, Service, datetime], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did (or, on a dry run, would have done); `left_out` are the mistakes of rows that were skipped."""

    added: int
    updated: int
    unchanged: int
    left_out: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """How to import: `assume_consent` where the file has no consent column, `plan` makes reminders follow."""

    plan: Plan
    dry_run: bool = False
    skip_bad: bool = False
    assume_consent: bool = True


class _Undo(Exception):
    """Leaves an attempt without keeping anything of it."""


class _Rejected(Exception):
    """Rows that the database refused."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__()
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class _Source:
    """The file, and what holds for all of its rows."""

    file: str
    now: datetime
    plan: Plan
    consent: bool  # every row counts as "yes"

    def mistake(self, visit: ImportedVisit, column: str, problem: str) -> Mistake:
        return Mistake(self.file, visit.line, column, problem)


def import_appointments(session: Session, content: bytes, file: str, now: datetime, choices: Choices) -> Imported:
    """Adds and updates the appointments of a CSV file in the open transaction; raises `BadFile` with every mistake.

    A row whose `status` is empty is booked; where the appointment is known and stays at its time, its status stays too (a
    file written before a customer confirmed or cancelled must not undo that).
    """
    sheet = read_sheet(content, file)
    visits, mistakes = _read(session, sheet.lines, file)
    mistakes += sheet.mistakes
    source = _Source(file, now, choices.plan, consent=choices.assume_consent and not sheet.has_consent)
    while True:
        bad = {mistake.line for mistake in mistakes}
        keep = not choices.dry_run and (choices.skip_bad or not mistakes)
        try:
            added, updated, unchanged = _try(session, [visit for visit in visits if visit.line not in bad], source, keep=keep)
        except _Rejected as rejected:
            # Once more without them: what they would have left or taken decides about the others.
            mistakes += rejected.mistakes
            continue
        if mistakes and not choices.skip_bad:
            raise BadFile(mistakes)
        return Imported(added, updated, unchanged, tuple(sorted(mistakes, key=lambda mistake: mistake.line)))


def _read(session: Session, lines: Sequence[Line], file: str) -> tuple[list[ImportedVisit], list[Mistake]]:
    places = known_locations(session)
    visits: list[ImportedVisit] = []
    mistakes: list[Mistake] = []
    first_lines: dict[str, int] = {}
    for line in lines:
        visit, wrong = read_visit(line, places, file)
        before = first_lines.setdefault(visit.id, visit.line) if visit.id else visit.line
        if before != visit.line:
            wrong.append(Mistake(file, visit.line, "id", f"{visit.id!r} is there twice, first in line {before}"))
        mistakes += wrong
        visits.append(visit)
    return visits, mistakes


def _try(session: Session, visits: list[ImportedVisit], source: _Source, *, keep: bool) -> tuple[int, int, int]:
    """Writes the rows; how many were added, updated, unchanged. Raises `_Rejected`, and then nothing stays of it."""
    changes: list[_Change] = []
    try:
        with session.attempt():
            changes += [_write(session, visit, source) for visit in visits]
            if rejected := [mistake for change in changes for mistake in change.mistakes]:
                raise _Rejected(rejected)
            if refused := [mistake for change in changes for mistake in _take(session, change, source)]:
                raise _Rejected(refused)
            if not keep:
                raise _Undo
    except _Undo:
        pass
    added = sum(change.is_new for change in changes)
    updated = sum(change.visit is not None for change in changes) - added
    return added, updated, len(changes) - added - updated


@dataclass(frozen=True, slots=True)
class _Change:
    """What became of a row: the visit as it now stands, None where nothing changed."""

    row: ImportedVisit
    visit: Appointment | None = None
    is_new: bool = False
    mistakes: tuple[Mistake, ...] = ()


def _write(session: Session, row: ImportedVisit, source: _Source) -> _Change:
    """Writes a row without its time, which others in the file may still have to leave."""
    before = session.one("appointment", id=row.id)
    if before is not None and before["location"] != row.location:
        return _Change(row, mistakes=(source.mistake(row, "id", f"{row.id!r} is an appointment at {before['location']}"),))
    known = appointment_of(before) if before else None
    visit = _as_it_stands(row, known)
    session.run("import_customer", location=row.location, phone=row.phone, language=row.language)
    _keep_consent(session, row, source)
    if visit == known:
        return _Change(row)
    session.run(
        "import_appointment",
        id=visit.id,
        location=visit.location,
        provider=visit.provider,
        service=visit.service,
        starts_at=to_text(visit.start),
        minutes=visit.minutes,
        phone=visit.phone,
        name=visit.name,
        language=visit.language,
        status=visit.status,
        now=to_text(source.now),
    )
    cells.release_appointment(session, visit.id)
    return _Change(row, visit, is_new=known is None)


def _as_it_stands(row: ImportedVisit, known: Appointment | None) -> Appointment:
    stays = known is not None and (known.start, known.provider) == (row.start, row.provider)
    status: Status = row.status or (known.status if known and stays else "booked")
    return Appointment(
        id=row.id,
        location=row.location,
        provider=row.provider,
        service=row.service.id,
        start=row.start,
        minutes=row.service.minutes,
        phone=row.phone,
        name=row.name,
        language=row.language,
        status=status,
        moves=known.moves if known else 0,
    )


def _keep_consent(session: Session, row: ImportedVisit, source: _Source) -> None:
    where = {"location": row.location, "phone": row.phone}
    if row.consent == "no":
        session.run("withdraw_consent", **where)
    elif row.consent is not None or source.consent:
        given = row.consent if isinstance(row.consent, datetime) else source.now
        session.run("record_consent", **where, at=to_text(given), source="import")


def _take(session: Session, change: _Change, source: _Source) -> list[Mistake]:
    """Gives a changed visit its time and its reminders; the mistake where somebody else has that time."""
    visit, row = change.visit, change.row
    if visit is None:
        return []
    minutes = visit.minutes + row.service.buffer_minutes
    if visit.live and visit.start + timedelta(minutes=visit.minutes) > source.now:
        try:
            with session.attempt():
                cells.take_for_appointment(
                    session,
                    location=visit.location,
                    provider=visit.provider,
                    start=visit.start,
                    minutes=minutes,
                    appointment=visit.id,
                    holder=visit.phone,
                    now=source.now,
                )
        except SlotTaken:
            return [source.mistake(row, "starts_at", _who_has(session, visit, minutes, row.provider_name, source.now))]
    source.plan(session, visit, row.service, source.now)
    return []


def _who_has(session: Session, visit: Appointment, minutes: int, provider: str, now: datetime) -> str:
    first, last = cells.cell_range(visit.start, minutes)
    where: dict[str, str | int] = {"location": visit.location, "provider": visit.provider, "first": first, "last": last}
    found = session.one("who_has_cells", **where, appointment=visit.id, now=to_text(now))
    if found is None or found["appointment"] is None:
        return f"{provider} has this time on offer to a customer who is choosing: try again in a quarter of an hour"
    return f"{provider} is taken then by appointment {found['appointment']!r} (its buffer counts)"
