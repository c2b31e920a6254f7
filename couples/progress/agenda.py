"""What to talk about in a session: for the screen that all three look at, and for the counselor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.queries import list_appointments
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.progress.ahead import Awaits, DayAhead, list_ahead
from couples.progress.material import Material, Opener, load_material
from couples.progress.openers import choose_openers
from couples.progress.today import WINDOW, period_for
from couples.progress.work import load_work
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import latest_attempts

EARLY = timedelta(hours=1)
LATE = timedelta(hours=1)
REVIEW_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Agenda:
    """
    What one reader may have on the agenda.

    `since` is the session before this one, if there was one, and `now` the one that is
    being held or comes within the hour.
    """

    openers: tuple[Opener, ...]
    waits: tuple[DayAhead, ...]
    since: datetime | None
    now: Appointment | None
    today: date

    @property
    def ends_at(self) -> datetime | None:
        """When the hour is over, where one is being held."""
        return self.now.starts_at + timedelta(minutes=self.now.minutes) if self.now else None


@dataclass(frozen=True, slots=True)
class Held:
    """Something that its author wrote for the session, with what of it is still closed."""

    submission: Submission
    answers: tuple[Answer, ...]


def load_agenda(session: Session, reader: Identity, couple: Couple) -> Agenda:
    """The agenda of a session that is held now, as far as `reader` may know of it."""
    moment = clock.now()
    appointments = list_appointments(session, reader, couple_ids=[couple.id])
    now = next((each for each in appointments if is_held(each, moment)), None)
    before = now.starts_at if now else moment
    since = max((a.starts_at for a in appointments if a.starts_at < before), default=None)
    work = load_work(session, reader, [couple], since=moment - WINDOW)
    period = period_for(couple, since, moment)
    material = load_material(session, reader, couple, work, period)
    return Agenda(
        openers=tuple(choose_openers(material)),
        waits=_waits(session, reader, material),
        since=since,
        now=now,
        today=period.today,
    )


def is_held(appointment: Appointment, moment: datetime) -> bool:
    """Whether it is being held, begins within the hour, or has ended within the last one."""
    ends_at = appointment.starts_at + timedelta(minutes=appointment.minutes)
    return appointment.starts_at - EARLY <= moment <= ends_at + LATE


def _waits(session: Session, reader: Identity, material: Material) -> tuple[DayAhead, ...]:
    """Agreements to look at, parked arguments whose time has come, hard days of two weeks."""
    today = material.period.today
    found = list_ahead(session, reader, material.couple, material.agreements)
    return tuple(each for each in found if _belongs(each, today))


def _belongs(each: DayAhead, today: date) -> bool:
    match each.awaits:
        case Awaits.REVIEW:
            return each.on is not None and each.on <= today + REVIEW_SOON
        case Awaits.PARKED:
            return each.for_session or (each.on is not None and each.on <= today)
        case Awaits.HARD_DAY:
            return each.on is not None and today <= each.on <= today + 2 * REVIEW_SOON


def list_held_for_session(session: Session, viewer: Identity, couple: Couple) -> list[Held]:
    """What was written to be opened in session and is still closed, newest first."""
    found = latest_attempts(list_submissions(session, viewer, couple_ids=[couple.id]))
    answers = list_answers(session, viewer, found)
    held = [Held(each, _closed(answers[each.id])) for each in reversed(found)]
    return [each for each in held if each.answers]


def _closed(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    return tuple(a for a in answers if a.audience is Audience.SESSION and a.released_at is None)
