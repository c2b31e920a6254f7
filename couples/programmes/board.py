"""Where each couple is on their course, and why the next step has not opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from couples import clock
from couples.identity import Identity
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.facts import Facts, load_facts
from couples.programmes.judging import Reason, Verdict, judge
from couples.programmes.models import Enrolment, EnrolmentStep
from couples.programmes.queries import course_of, list_enrolments
from couples.programmes.release import Release
from couples.programmes.shelf import Shelf, load_shelf
from couples.programmes.vocabulary import StepState

__all__ = [
    "Position",
    "Reason",
    "Waiting",
    "list_positions",
    "positions_of",
    "title_of",
    "title_of_step",
]


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    A step that has not opened: why, and the day before which it will not.

    `other` is the title of the step that it waits for, and `release` its rule.
    """

    row: EnrolmentStep
    title: str
    reason: Reason
    day: date
    other: str
    release: Release
    is_on_shelf: bool = True


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
            (waiting for waiting in self.waiting if waiting.is_on_shelf),
            key=lambda w: (w.reason is Reason.YOUR_WORD, w.day, w.row.week, w.row.position),
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
    facts = load_facts(session, viewer, enrolments)
    return [_position_of(enrolment, facts, shelf) for enrolment in enrolments]


def _position_of(enrolment: Enrolment, facts: Facts, shelf: Shelf) -> Position:
    today = clock.today(enrolment.couple.time_zone)
    course = course_of(enrolment, facts.meetings[enrolment.couple_id])
    return Position(
        enrolment=enrolment,
        week=course.week_on(today),
        open=tuple(row for row in enrolment.steps if is_running(row)),
        waiting=tuple(
            _waiting(row, judge(row, course, facts, today), shelf)
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
    return title_of_step(row.enrolment.definition, row.step, shelf)


def title_of_step(programme: ProgrammeDefinition, key: str, shelf: Shelf) -> str:
    """What a step is called before it has opened for anybody."""
    exercise = programme.step(key).exercise
    version = shelf.get(exercise)
    return version.definition.title if version else exercise


def _waiting(row: EnrolmentStep, verdict: Verdict, shelf: Shelf) -> Waiting:
    definition = row.enrolment.definition
    return Waiting(
        row=row,
        title=title_of(row, shelf),
        # What would open is opened by whoever looks next.
        reason=verdict.reason or Reason.DAY,
        day=verdict.day,
        other=title_of_step(definition, verdict.other, shelf) if verdict.other else "",
        release=definition.step(row.step).release,
        is_on_shelf=definition.step(row.step).exercise in shelf,
    )
