"""
How a step becomes homework: an ordinary assignment, made by the one engine for all of it.

Nothing is made ahead. Until the day on which a step opens there is nothing in the
database that a partner could know of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from couples.assignments.changing import finish
from couples.assignments.giving import give, open_batch
from couples.assignments.models import Assignment, AssignmentBatch
from couples.assignments.rehearsal import Order, rehearse_one, running_keys
from couples.exercises.definition import Doer
from couples.exercises.models import ExerciseVersion
from couples.history import services as history
from couples.identity import Identity
from couples.programmes.calendar import last_day
from couples.programmes.definition import Step
from couples.programmes.models import Enrolment, EnrolmentStep
from couples.programmes.shelf import Shelf, fits
from couples.programmes.vocabulary import Left, StepState, Who
from couples.safety.holding import Holds, why_course_waits, why_held
from couples.safety.queries import list_holds

Due = tuple[EnrolmentStep, date]
"""A step whose time has come, and the day from which it counts."""


def person_for(step: Step, enrolment: Enrolment) -> int | None:
    """The one partner whom a step is for, where it is for one."""
    if step.who is None or enrolment.first_person_id is None:
        return None
    if step.who is Who.FIRST:
        return enrolment.first_person_id
    return enrolment.couple.other_partner(enrolment.first_person_id).id


def open_together(
    session: Session, actor: Identity, due: Sequence[Due], shelf: Shelf, *, token: str
) -> None:
    """Open the first steps of many couples at once, in as many statements as for one couple."""
    batch = open_batch(session, actor, token)
    if batch is not None:
        _open(session, actor, due, shelf, batch)


def open_one(
    session: Session, actor: Identity, due: Due, shelf: Shelf, *, is_by_hand: bool = False
) -> None:
    """
    Open one step. Its name makes the press, so that no two workers open it twice.

    By hand it opens also where a course would not go on by itself.
    """
    batch = open_batch(session, actor, f"step-{due[0].public_id}")
    if batch is None:
        session.refresh(due[0])
    else:
        _open(session, actor, [due], shelf, batch, is_by_hand=is_by_hand)


def _open(
    session: Session,
    actor: Identity,
    due: Sequence[Due],
    shelf: Shelf,
    batch: AssignmentBatch,
    *,
    is_by_hand: bool = False,
) -> None:
    groups: dict[tuple[Step, date], list[EnrolmentStep]] = defaultdict(list)
    for row, day in due:
        groups[row.enrolment.definition.step(row.step), day].append(row)
    couples = {row.couple_id: row.enrolment.couple for row, _day in due}
    running = running_keys(session, list(couples.values()))
    holds = list_holds(session, actor, list(couples.values()))
    is_used = False
    for (step, day), rows in groups.items():
        version = shelf.get(step.exercise)
        if version is None or not fits(step, version):
            _leave(rows, Left.NOT_ON_SHELF if version is None else Left.REFUSED)
        else:
            is_used |= _give(
                session, batch, _Group(step, day, rows, version, holds, is_by_hand), running
            )
    if is_used:
        history.record(session, actor, "assignment:assign", batch)
    else:
        session.delete(batch)
    session.flush()


@dataclass(frozen=True, slots=True)
class _Group:
    """One step that opens for several couples on the same day."""

    step: Step
    day: date
    rows: Sequence[EnrolmentStep]
    version: ExerciseVersion
    holds: Mapping[int, Holds]
    is_by_hand: bool = False

    def held(self, row: EnrolmentStep) -> str | None:
        """Which gates stand in the way of one couple."""
        why = why_held if self.is_by_hand else why_course_waits
        return why(self.version.definition, self.holds[row.couple_id])

    @property
    def order(self) -> Order:
        """The step as something that a counselor could have asked for."""
        step = self.step
        return Order(
            exercise_id=self.version.exercise.public_id,
            couple_ids=tuple(row.enrolment.couple.public_id for row in self.rows),
            doer=step.doer,
            cadence=step.cadence,
            people=_people(self.rows, step) if step.doer is Doer.ONE else {},
            first=_people(self.rows) if step.doer is Doer.VARIANTS else {},
            days=step.days,
            times_a_week=step.times_a_week,
            starts_on=self.day,
            due_on=last_day(step, self.day),
        )


def _give(session: Session, batch: AssignmentBatch, group: _Group, running: set[str]) -> bool:
    """Give one exercise to all who are to have it; whether anybody got it."""
    order, version, day = group.order, group.version, group.day
    getting = []
    for row in group.rows:
        before = _before(row, group.step)
        # The week's three check-ins take the place of last week's two.
        others = running - {assignment.open_key or "" for assignment in before}
        plan = rehearse_one(
            order, version, row.enrolment.couple, None, others, held=group.held(row)
        )
        if plan.skipped is None:
            for assignment in before:
                finish(assignment)
            getting.append((row, plan))
        elif plan.open_key in others:
            _leave([row], Left.RUNS_ALREADY)
        else:
            row.held_on = day
    if not getting:
        return False
    session.flush()  # What was ended lets go of its key before the next one takes it.
    given = give(session, batch, version, order, [plan for _row, plan in getting])
    for (row, plan), assignment in zip(getting, given, strict=True):
        row.assignment = assignment
        row.state, row.opened_on, row.held_on = StepState.OPEN, day, None
        running.add(plan.open_key)
    return True


def _leave(rows: Sequence[EnrolmentStep], why: Left) -> None:
    for row in rows:
        row.state, row.left = StepState.SKIPPED, why


def _before(row: EnrolmentStep, step: Step) -> list[Assignment]:
    """What an earlier step of the same course gave of the same exercise, and still runs."""
    definition = row.enrolment.definition
    found = []
    for other in row.enrolment.steps:
        earlier, assignment = definition.step(other.step), other.assignment
        is_same = (earlier.exercise, earlier.who) == (step.exercise, step.who)
        if is_same and assignment is not None and assignment.open_key is not None:
            found.append(assignment)
    return found


def _people(rows: Sequence[EnrolmentStep], step: Step | None = None) -> dict[str, str]:
    """
    The public id of whoever does the step, by that of their couple.

    Without a step it is whoever comes first.
    """
    found = {}
    for row in rows:
        enrolment = row.enrolment
        wanted = person_for(step, enrolment) if step else enrolment.first_person_id
        for person in enrolment.couple.partners:
            if person.id == wanted:
                found[enrolment.couple.public_id] = person.public_id
    return found
