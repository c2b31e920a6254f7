"""
The days that both partners share: sessions, when rituals come round, agreements to look at.

What a gate holds is not among them, and neither is what rests: both are not scheduled.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.queries import list_agreements
from couples.appointments.queries import list_appointments
from couples.assignments.calendar import load_calendar
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.assignments.schedule import occurrences
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Doer, Kind
from couples.identity import Identity
from couples.safety.queries import list_held

FOUR_WEEKS: Final = timedelta(weeks=4)
_ON_ITS_DAY: Final = frozenset({Cadence.DAILY, Cadence.DAYS, Cadence.WEEKLY})


class Shared(enum.StrEnum):
    """What sort of day it is; a file says no more of it than this."""

    SESSION = "session"
    TOGETHER = "together"
    EACH = "each"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class SharedDay:
    """One day that both know of; with a moment and minutes where it has a time."""

    on: date
    what: Shared
    about: str
    starts_at: datetime | None = None
    minutes: int = 0


def list_rituals_of_both(session: Session, reader: Identity, couple: Couple) -> list[Assignment]:
    """The rituals that both know of and that are scheduled at the moment."""
    running = list_assignments(session, reader, couple_ids=[couple.id], running=True)
    rituals = [each for each in running if each.definition.kind is Kind.RITUAL]
    held = list_held(session, reader, rituals)
    return [each for each in rituals if each.id not in held]


def list_shared_days(session: Session, reader: Identity, couple: Couple) -> list[SharedDay]:
    """The days of the next four weeks, in order."""
    today = clock.today(couple.time_zone)
    found = [
        *_sessions(session, reader, couple),
        *_rituals(session, reader, couple, today),
        *_reviews(session, reader, couple),
    ]
    coming = [each for each in found if today <= each.on <= today + FOUR_WEEKS]
    return sorted(coming, key=lambda each: (each.on, each.what, each.about))


def _sessions(session: Session, reader: Identity, couple: Couple) -> Iterator[SharedDay]:
    coming = list_appointments(session, reader, since=clock.now(), couple_ids=[couple.id])
    for each in coming:
        yield SharedDay(
            couple.day_of(each.starts_at),
            Shared.SESSION,
            each.public_id,
            each.starts_at,
            each.minutes,
        )


def _rituals(
    session: Session, reader: Identity, couple: Couple, today: date
) -> Iterator[SharedDay]:
    """Each time of a ritual that has a day of its own; several times a week has none."""
    calendar = load_calendar(session, reader, [couple])
    for each in list_rituals_of_both(session, reader, couple):
        if each.cadence not in _ON_ITS_DAY:
            continue
        what = Shared.TOGETHER if each.doer is Doer.TOGETHER else Shared.EACH
        for time in occurrences(calendar.plan(each), today + FOUR_WEEKS):
            if time.due_on is not None:
                yield SharedDay(time.due_on, what, f"{each.public_id}-{time.key}")


def _reviews(session: Session, reader: Identity, couple: Couple) -> Iterator[SharedDay]:
    for each in list_agreements(session, reader, couple_ids=[couple.id]):
        if each.is_in_force and each.review_on:
            yield SharedDay(each.review_on, Shared.REVIEW, each.id)
