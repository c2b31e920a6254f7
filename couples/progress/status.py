"""
Where a partner stands with each piece of homework, in one vocabulary of states.

Pure functions over `Work`. “Done” counts occurrences that came due in a period;
a check-in that said “not today” leaves both sides of the count, because it is a
complete answer and not a failure.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from couples.assignments.models import Assignment
from couples.assignments.queries import plan_of
from couples.assignments.schedule import ONCE, Occurrence, occurrences
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Doer, Part
from couples.progress.work import Work, asks_whether_done
from couples.submissions.models import Submission
from couples.submissions.openings import repeated_part


class State(enum.StrEnum):
    """The one vocabulary for where homework stands."""

    NOT_OPENED = "not-opened"
    STARTED = "started"
    HANDED_IN = "handed-in"
    WAITING = "waiting"
    GIVEN_BACK = "given-back"
    REVIEWED = "reviewed"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class PartnerStatus:
    """
    How far one partner is: `done` of `due` in the period, and the state of the latest time.

    `is_overdue` is about work with a date that has passed. `last_on` is the day
    they last handed something in for it.
    """

    person_id: int
    state: State
    done: int
    due: int
    is_overdue: bool
    last_on: date | None


@dataclass(frozen=True, slots=True)
class AssignmentStatus:
    """One row of the matrix: a piece of homework and where both partners stand."""

    assignment: Assignment
    due_on: date | None
    partners: tuple[PartnerStatus, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included; `today` is the couple's own day."""

    first: date
    last: date
    today: date


def list_statuses(work: Work, couple: Couple, period: Period) -> list[AssignmentStatus]:
    """Every piece of homework of a couple, oldest first."""
    rows = []
    for assignment in work.of_couple(couple.id):
        plan = plan_of(assignment, work.meetings.get(couple.id, ()))
        partners = tuple(
            partner_status(work, assignment, person.id, period) for person in couple.partners
        )
        due_on = plan.due_on if assignment.cadence is Cadence.ONCE else None
        rows.append(AssignmentStatus(assignment, due_on, partners))
    return rows


def is_asked(assignment: Assignment, person_id: int) -> bool:
    """Whether this partner was given the homework."""
    return assignment.doer is not Doer.ONE or assignment.for_person_id == person_id


def partner_status(
    work: Work, assignment: Assignment, person_id: int, period: Period
) -> PartnerStatus:
    """Where one partner stands with one piece of homework."""
    if not is_asked(assignment, person_id):
        return PartnerStatus(person_id, State.NOT_ASKED, 0, 0, is_overdue=False, last_on=None)
    part = repeated_part(assignment)
    mine = work.handed_in(assignment, person_id, part)
    due = due_in(work, assignment, period)
    keys = {s.occurrence for s in mine if s.returned_at is None and s.id not in work.said_no}
    said_no = {s.occurrence for s in mine if s.id in work.said_no}
    counted = [o for o in due if o.key not in said_no and has_come_due(o, keys, period)]
    if assignment.cadence is Cadence.ANY_TIME:
        within = [s for s in mine if period.first <= s.occurs_on <= period.last]
        done = len([s for s in within if s.id not in work.said_no])
        due_count = 0
    else:
        done = len([o for o in counted if o.key in keys])
        due_count = len(counted)
    return PartnerStatus(
        person_id=person_id,
        state=_state(work, assignment, person_id, mine, done=done, due=due_count),
        done=done,
        due=due_count,
        is_overdue=_is_overdue(due, keys, assignment, period),
        last_on=mine[-1].occurs_on if mine else None,
    )


def due_in(work: Work, assignment: Assignment, period: Period) -> list[Occurrence]:
    """The occurrences that came due in the period; undated work counts from its start."""
    plan = plan_of(assignment, work.meetings.get(assignment.couple_id, ()))
    ended = assignment.closed_at.date() if assignment.closed_at else period.last
    found = occurrences(plan, min(period.last, ended))
    if assignment.cadence is Cadence.ONCE:
        return [o for o in found if o.opens_on <= period.last]
    return [o for o in found if o.due_on and period.first <= o.due_on <= period.last]


def has_come_due(occurrence: Occurrence, done: set[str], period: Period) -> bool:
    """Whether it counts yet: a day or week that is not over counts only once it is done."""
    if occurrence.key == ONCE or occurrence.key in done or occurrence.due_on is None:
        return True
    return occurrence.due_on < period.today


def _is_overdue(
    due: list[Occurrence], keys: set[str], assignment: Assignment, period: Period
) -> bool:
    return any(
        o.key == ONCE and o.key not in keys and o.due_on is not None and o.due_on < period.today
        for o in due
        if assignment.closed_at is None
    )


def _state(
    work: Work,
    assignment: Assignment,
    person_id: int,
    mine: list[Submission],
    *,
    done: int,
    due: int,
) -> State:
    begun = (assignment.id, person_id) in work.started
    if not mine:
        return State.STARTED if begun else State.NOT_OPENED
    latest = mine[-1]
    if latest.returned_at is not None:
        return State.GIVEN_BACK
    if assignment.cadence is not Cadence.ONCE:
        return State.HANDED_IN if done >= due else State.STARTED
    if _waits_for_other(work, assignment, latest):
        return State.WAITING
    return State.REVIEWED if latest.reviewed_at is not None else State.HANDED_IN


def _waits_for_other(work: Work, assignment: Assignment, latest: Submission) -> bool:
    fields = assignment.definition.fields_of(latest.part)
    if not any(field.audience is Audience.SEALED for field in fields):
        return False
    return not any(
        other.author_id != latest.author_id
        and other.part is latest.part
        and other.occurrence == latest.occurrence
        for (assignment_id, _), theirs in work.submissions.items()
        if assignment_id == assignment.id
        for other in theirs
    )


def is_check_in(assignment: Assignment) -> bool:
    """Whether it is kept up by noting it, as a ritual is, rather than written."""
    return repeated_part(assignment) is Part.LOG


def counts_days(assignment: Assignment) -> bool:
    """Whether a strip of days says something about it."""
    return is_check_in(assignment) and asks_whether_done(assignment)
