"""
The briefs of a day as files, for whoever prints them in the morning.

A brief is as private as the session itself: only the account that asked may read the
files, their names tell a time and nothing else, and so does what is said at the terminal.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, wording
from couples.appointments.models import Appointment
from couples.appointments.queries import list_appointments
from couples.caseload.models import Practice
from couples.caseload.queries import visit_practices
from couples.encryption import DecryptionError
from couples.identity import Identity, Role
from couples.people.models import Person
from couples.people.sign_in import identity_of
from couples.safety.queries import asks_before_paper
from couples.walls import entering as walls
from portal import alarm
from portal.database import reading, refuse_without_tables
from portal.settings import ConfigurationError
from reports.failures import ReportError
from reports.filenames import brief_filename
from reports.gathering import gather_for_appointment
from reports.printing import print_paper
from reports.states import Copy

_ONLY_MINE = 0o600
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class _Session:
    """One appointment, with the counselor who will read about it."""

    appointment: Appointment
    counselor: Identity
    practices_zone: str
    starts_at: datetime

    @property
    def day(self) -> date:
        """The day of the practice on which it takes place."""
        return clock.local(self.appointment.starts_at, self.practices_zone).date()


@click.command()
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day; otherwise the next one.")
@click.option("--out", default="briefs", show_default=True, help="The folder to write to.")
@click.option("--couple", is_flag=True, help="Write the couple’s copies as well.")
@with_appcontext
def brief(day: str | None, out: str, *, couple: bool) -> None:
    """Write the briefs of a day: of the next one with sessions, unless --date names another."""
    asked = _day(day) if day else None
    refuse_without_tables("practice")
    with alarm.rings(), reading() as session:
        found = list(_sessions_of(session, asked))
        if not found:
            click.echo("There are no sessions on that day." if asked else "No session is ahead.")
            return
        folder = _folder(out)
        copies = tuple(Copy) if couple else (Copy.COUNSELOR,)
        made: list[bool] = []
        asked_first = [each for each in found if is_asked_first(session, each)]
        for number, each in enumerate(found, start=1):
            if each in asked_first:
                continue
            walls.enter(session, each.counselor.practice_id)
            made += [_is_written(session, each, copy, folder, number) for copy in copies]
    _tell_left_out(len(asked_first))
    _tell(made.count(True), made.count(False), found[0].day, folder)


def is_asked_first(session: Session, what: _Session) -> bool:
    """Whether this paper may leave only once its counselor has said so, on the page itself."""
    walls.enter(session, what.counselor.practice_id)
    return asks_before_paper(session, what.counselor, what.appointment.couple)


def _tell_left_out(count: int) -> None:
    if count:
        click.echo(
            wording.ngettext(
                "Left out %(num)s session: its counselor opens that brief in the browser.",
                "Left out %(num)s sessions: their counselors open those briefs in the browser.",
                count,
            )
        )


def _tell(written: int, failed: int, day: date, folder: Path) -> None:
    told = wording.ngettext("Wrote %(num)s brief", "Wrote %(num)s briefs", written)
    click.echo(f"{told} for {day} to {folder}.")
    if failed:
        raise click.ClickException(
            wording.ngettext(
                "%(num)s brief could not be made.",
                "%(num)s briefs could not be made.",
                failed,
            )
        )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    # A calendar ends somewhere; no session is anywhere near.
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ConfigurationError("--date must be a day such as 2026-11-24.")
    return day


def _sessions_of(session: Session, asked: date | None) -> Iterator[_Session]:
    """The sessions of the day that was asked for, or else of the next day that has any."""
    found = [
        each
        for practice in visit_practices(session)
        for each in sessions_in(session, practice, *_span(practice, asked))
    ]
    found.sort(key=lambda each: (each.appointment.starts_at, each.appointment.id))
    for each in found:
        if each.day == found[0].day:
            yield each


def _span(practice: Practice, asked: date | None) -> tuple[datetime, datetime | None]:
    """A day in the practice's own time zone, or all that is ahead."""
    if asked is None:
        return clock.now(), None
    zone = ZoneInfo(practice.time_zone)
    return (
        datetime.combine(asked, time.min, zone),
        datetime.combine(asked + timedelta(days=1), time.min, zone),
    )


def sessions_in(
    session: Session, practice: Practice, since: datetime, until: datetime | None
) -> Iterator[_Session]:
    """The sessions of each counselor of a practice, soonest first, with who reads about them."""
    counselors = session.scalars(
        select(Person)
        .where(
            Person.practice_id == practice.id,
            Person.role == Role.COUNSELOR,
            Person.deactivated_at.is_(None),
        )
        .order_by(Person.id)
    )
    for counselor in counselors:
        viewer = identity_of(session, counselor)
        for appointment in list_appointments(session, viewer, since=since, until=until):
            if appointment.couple.archived_at is None:
                starts_at = clock.local(appointment.starts_at, counselor.time_zone)
                yield _Session(appointment, viewer, practice.time_zone, starts_at)


def _folder(out: str) -> Path:
    folder = Path(out).absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise ConfigurationError(f"Cannot write to {folder}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ConfigurationError(f"Cannot write to {folder}.")
    return folder


def _is_written(session: Session, what: _Session, copy: Copy, folder: Path, number: int) -> bool:
    """Write one copy, or say that it is missing and why, so that the next couple has theirs."""
    path = folder / brief_filename(what.starts_at, copy, number)
    try:
        _write(session, what, copy, path)
    except ReportError:
        why = "it could not be printed."
    except DecryptionError as place:
        alarm.ring()
        why = f"something does not open where it lies: {place}"
    else:
        return True
    click.echo(f"{path.name} was not made: {why}", err=True)
    return False


def _write(session: Session, what: _Session, copy: Copy, path: Path) -> None:
    found = gather_for_appointment(session, what.counselor, what.appointment.public_id, copy)
    pdf = print_paper(found)
    try:
        # A new file each time: what another account could read keeps none of it.
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_MINE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pdf)
    except OSError:
        raise ConfigurationError(f"Cannot write to {path.parent}.") from None
