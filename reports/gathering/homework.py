"""The homework of a brief: a row for each piece of it, and how far each partner is."""

from __future__ import annotations

from dataclasses import replace

from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, Doer
from couples.progress.known import Told, count_opened, told_between_partners
from couples.progress.material import said_day
from couples.progress.status import (
    AssignmentStatus,
    PartnerStatus,
    State,
    is_check_in,
    list_statuses,
)
from couples.wording import gettext as _
from couples.wording import ngettext
from reports.gathering.scope import Scope
from reports.states import WorkState
from reports.work import Homework, Progress


def gather_homework(scope: Scope) -> tuple[Homework, ...]:
    """Written homework that ran or came in during these days, oldest first."""
    return tuple(
        row_of(scope, status)
        for status in list_statuses(scope.work, scope.couple, scope.period, scope.standings)
        if not is_check_in(status.assignment) and is_of_these_days(scope, status.assignment)
    )


def is_of_these_days(scope: Scope, assignment: Assignment) -> bool:
    """Whether it ran or came in during these days."""
    if assignment.starts_on > scope.period.last:
        return False
    if assignment.closed_at is None or scope.day(assignment.closed_at) >= scope.period.first:
        return True
    return any(s.assignment_id == assignment.id for s in scope.handed_in)


def row_of(scope: Scope, status: AssignmentStatus) -> Homework:
    """One row, as far as the readers of this copy may know of it."""
    assignment = status.assignment
    first, second = status.partners
    if scope.is_for_counselor:
        cells = (
            _with_appraisal(scope, assignment, first),
            _with_appraisal(scope, assignment, second),
        )
    else:
        cells = _cells_for_both(scope, assignment, first, second)
    return Homework(
        title=assignment.definition.title,
        doer=how_often(assignment, scope),
        due_on=status.due_on,
        partners=cells,
        recurs=assignment.cadence is not Cadence.ONCE,
        is_noted=is_check_in(assignment),
    )


def _cell(assignment: Assignment, status: PartnerStatus) -> Progress:
    state = WorkState(status.state)  # Paper has all of these words, and a few of its own.
    if status.is_overdue and state in (WorkState.NOT_OPENED, WorkState.STARTED):
        state = WorkState.OVERDUE
    if assignment.cadence is not Cadence.ONCE and status.last_on is not None:
        state = WorkState.HANDED_IN if status.done else WorkState.NONE
    return Progress(state, status.last_on, status.done, status.due)


def _with_appraisal(scope: Scope, assignment: Assignment, status: PartnerStatus) -> Progress:
    """A cell of the counselor's copy, with what they noted of it in these days."""
    cell = _cell(assignment, status)
    noted = scope.appraised(assignment, status.person_id)
    if noted is None:
        return cell
    return replace(cell, how_well=noted.how_well, in_the_way=noted.in_the_way or "")


def _cells_for_both(
    scope: Scope, assignment: Assignment, first: PartnerStatus, second: PartnerStatus
) -> tuple[Progress, Progress]:
    """Both cells of the couple's copy, which are alike where one would tell of the other."""
    match told_between_partners(assignment):
        case Told.NEVER:
            return Progress(WorkState.NOT_SHOWN), Progress(WorkState.NOT_SHOWN)
        case Told.ONCE_BOTH_HAVE:
            times = count_opened(scope.work, assignment, scope.couple, scope.period)
            is_open = not times.missed and State.NOT_OPENED not in (first.state, second.state)
            state = WorkState.HANDED_IN if is_open else WorkState.SEALED
            cell = Progress(state, None, times.done, times.due)
            return cell, cell
        case Told.AT_ONCE:
            cells = (_cell(assignment, status) for status in (first, second))
            one, other = (_without_review(cell) for cell in cells)
            return one, other


def _without_review(cell: Progress) -> Progress:
    """What the counselor has read, opened or given back is between them and the author."""
    is_there = cell.state in (
        WorkState.REVIEWED,
        WorkState.RELEASED,
        WorkState.HELD,
        WorkState.GIVEN_BACK,
    )
    state = WorkState.HANDED_IN if is_there else cell.state
    return Progress(state, cell.on, cell.handed_in, cell.due)


def how_often(assignment: Assignment, scope: Scope) -> str:
    """Who does it, and how often, in a few words."""
    often = _often(assignment)
    who = _who(assignment, scope)
    if assignment.given_in_session:
        who = _("%(who)s, agreed in session", who=who)
    if not often:
        return who
    said = _("%(who)s, %(often)s", who=who, often=often)
    if assignment.closed_at is None:
        return said
    return _("%(how)s, ended %(day)s", how=said, day=said_day(scope.day(assignment.closed_at)))


def _who(assignment: Assignment, scope: Scope) -> str:
    match assignment.doer:
        case Doer.EACH:
            return _("each")
        case Doer.TOGETHER:
            return _("together")
        case Doer.VARIANTS:
            return _("each a part")
        case Doer.ONE:
            return scope.name(assignment.for_person_id or 0)


def _often(assignment: Assignment) -> str:
    """Nothing for what is done once: its date says the rest."""
    times = assignment.times_a_week or 1
    return {
        Cadence.ONCE: "",
        Cadence.DAILY: _("every day"),
        Cadence.DAYS: _("on some days"),
        Cadence.WEEKLY: _("once a week"),
        Cadence.TIMES_A_WEEK: ngettext("once a week", "%(num)s times a week", times),
        Cadence.ANY_TIME: _("whenever it suits"),
        Cadence.EACH_SESSION: _("before each session"),
        Cadence.EVERY_FEW_WEEKS: _("every few weeks"),
        Cadence.AFTER_DAYS: _("some days later"),
    }[assignment.cadence]
