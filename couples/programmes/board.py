"""Where each couple is on their course, and why the next step has not opened."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import meetings_of
from couples.identity import Identity
from couples.programmes.calendar import Course
from couples.programmes.models import Enrolment, EnrolmentStep
from couples.programmes.queries import course_of, list_enrolments, place_of
from couples.programmes.shelf import Shelf, load_shelf
from couples.programmes.vocabulary import StepState


class Reason(enum.Enum):
    """Why a step has not opened yet."""

    DAY = enum.auto()
    YOUR_WORD = enum.auto()
    PAUSED = enum.auto()
    CONDITION = enum.auto()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that has not opened: why, and the day before which it will not."""

    row: EnrolmentStep
    title: str
    reason: Reason
    day: date


@dataclass(frozen=True, slots=True)
class Position:
    """One couple's place on a course."""

    enrolment: Enrolment
    week: int
    open: tuple[EnrolmentStep, ...]
    waiting: tuple[Waiting, ...]

    @property
    def next(self) -> Waiting | None:
        """What would open next; what waits for the counselor's word stands behind the rest."""
        return min(
            self.waiting,
            key=lambda w: (w.reason is Reason.YOUR_WORD, w.day, w.row.position),
            default=None,
        )


def list_positions(session: Session, viewer: Identity) -> list[Position]:
    """Every couple that is on a course, in a fixed number of statements."""
    return positions_of(session, viewer, list_enrolments(session, viewer, running=True))


def positions_of(
    session: Session, viewer: Identity, enrolments: Sequence[Enrolment]
) -> list[Position]:
    """Where these courses stand."""
    if not enrolments:
        return []
    shelf = load_shelf(session, viewer)
    meetings = meetings_of(session, viewer, [e.couple for e in enrolments])
    return [
        position_of(enrolment, course_of(enrolment, meetings[enrolment.couple_id]), shelf)
        for enrolment in enrolments
    ]


def position_of(enrolment: Enrolment, course: Course, shelf: Shelf) -> Position:
    """Where one course stands, from what was loaded already."""
    today = clock.today(enrolment.couple.time_zone)
    return Position(
        enrolment=enrolment,
        week=course.week_on(today),
        open=tuple(row for row in enrolment.steps if is_running(row)),
        waiting=tuple(
            _waiting(row, course, shelf)
            for row in enrolment.steps
            if row.state is StepState.WAITING
        ),
    )


def is_running(row: EnrolmentStep) -> bool:
    """Whether a step has opened and its homework has not ended."""
    assignment = row.assignment
    return (
        row.state is StepState.OPEN
        and assignment is not None
        and assignment.closed_at is None
        and assignment.withdrawn_at is None
    )


def title_of(row: EnrolmentStep, shelf: Shelf) -> str:
    """What a step is called: as it was given, or as it stands in the library now."""
    if row.assignment is not None:
        return row.assignment.definition.title
    exercise = row.enrolment.definition.step(row.step).exercise
    version = shelf.get(exercise)
    return version.definition.title if version else exercise


def _waiting(row: EnrolmentStep, course: Course, shelf: Shelf) -> Waiting:
    place = place_of(row.enrolment, row)
    if row.enrolment.paused_on is not None:
        reason = Reason.PAUSED
    elif place.step.waits_for_counselor or row.held_on is not None:
        reason = Reason.YOUR_WORD
    elif course.is_certain(place):
        reason = Reason.DAY
    else:
        reason = Reason.CONDITION
    return Waiting(row, title_of(row, shelf), reason, course.earliest(place))
