"""Homework for a brief: the table, each partner's line, what is missing and what waits sealed."""

from __future__ import annotations

from datetime import date

from couples.assignments.models import Assignment
from couples.assignments.queries import plan_of
from couples.assignments.schedule import is_open, occurrences
from couples.exercises.definition import Cadence, Doer, Part
from couples.progress.known import Told, told_between_partners
from couples.progress.pieces import count_pieces
from couples.progress.status import (
    AssignmentStatus,
    PartnerStatus,
    State,
    is_check_in,
    list_statuses,
)
from couples.wording import gettext as _
from reports.brief import Homework, Missing, Progress, SealedWork
from reports.scope import Scope
from reports.states import WorkState

STATES = {
    State.NOT_OPENED: WorkState.NOT_OPENED,
    State.STARTED: WorkState.STARTED,
    State.HANDED_IN: WorkState.HANDED_IN,
    State.WAITING: WorkState.WAITING,
    State.GIVEN_BACK: WorkState.GIVEN_BACK,
    State.REVIEWED: WorkState.REVIEWED,
    State.NOT_ASKED: WorkState.NOT_ASKED,
}


def gather_homework(scope: Scope) -> tuple[Homework, ...]:
    """Written homework that ran or came in during these days, oldest first."""
    return tuple(
        _row(scope, status)
        for status in list_statuses(scope.work, scope.couple, scope.period)
        if not is_check_in(status.assignment) and _belongs(scope, status.assignment)
    )


def _belongs(scope: Scope, assignment: Assignment) -> bool:
    if assignment.starts_on > scope.period.last:
        return False
    if assignment.closed_at is None or assignment.closed_at >= scope.since:
        return True
    return any(s.assignment_id == assignment.id for s in scope.handed_in())


def _row(scope: Scope, status: AssignmentStatus) -> Homework:
    assignment = status.assignment
    first, second = status.partners
    if scope.is_for_counselor:
        cells = (_cell(assignment, first), _cell(assignment, second))
    else:
        cells = _cells_for_both(assignment, first, second)
    return Homework(
        title=assignment.definition.title,
        doer=how_often(assignment, scope),
        due_on=status.due_on,
        partners=cells,
    )


def _cell(assignment: Assignment, status: PartnerStatus) -> Progress:
    state = STATES[status.state]
    if status.is_overdue and state in (WorkState.NOT_OPENED, WorkState.STARTED):
        state = WorkState.OVERDUE
    if assignment.cadence is not Cadence.ONCE and status.last_on is not None:
        state = WorkState.HANDED_IN if status.done else WorkState.NONE
    return Progress(state, status.last_on, status.done, status.due)


def _cells_for_both(
    assignment: Assignment, first: PartnerStatus, second: PartnerStatus
) -> tuple[Progress, Progress]:
    """Both cells of the couple's copy, which are alike where one would tell of the other."""
    match told_between_partners(assignment):
        case Told.NEVER:
            return Progress(WorkState.NOT_SHOWN), Progress(WorkState.NOT_SHOWN)
        case Told.ONCE_BOTH_HAVE:
            done, due = min(first.done, second.done), max(first.due, second.due)
            state = WorkState.HANDED_IN if due and done >= due else WorkState.SEALED
            cell = Progress(state, None, done, due)
            return cell, cell
        case Told.AT_ONCE:
            cells = (_cell(assignment, status) for status in (first, second))
            one, other = (_without_review(cell) for cell in cells)
            return one, other


def _without_review(cell: Progress) -> Progress:
    """What the counselor has read or given back is between them and the author."""
    is_there = cell.state in (WorkState.REVIEWED, WorkState.GIVEN_BACK)
    state = WorkState.HANDED_IN if is_there else cell.state
    return Progress(state, cell.on, cell.handed_in, cell.due)


def how_often(assignment: Assignment, scope: Scope) -> str:
    """Who does it, and how often, in a few words."""
    match assignment.doer:
        case Doer.EACH:
            who = _("each")
        case Doer.TOGETHER:
            who = _("together")
        case Doer.ONE:
            who = scope.name(assignment.for_person_id or 0)
    match assignment.cadence:
        case Cadence.ONCE:
            return who
        case Cadence.DAILY | Cadence.DAYS:
            often = _("on some days") if assignment.cadence is Cadence.DAYS else _("every day")
        case Cadence.WEEKLY:
            often = _("once a week")
        case Cadence.TIMES_A_WEEK:
            often = _("%(count)s times a week", count=assignment.times_a_week or 1)
        case Cadence.ANY_TIME:
            often = _("whenever it suits")
        case Cadence.EACH_SESSION:
            often = _("before each session")
    return f"{who}, {often}"


def gather_missing(scope: Scope) -> tuple[Missing, ...]:
    """What was due and is not there, with how much of it is."""
    counts = count_pieces(scope.told_at_once, scope.couple, scope.period)
    found = [
        Missing(a.definition.title, scope.name(each.person_id), done, due, _due_on(scope, a))
        for each in counts
        for a, done, due in each.missing
    ]
    if scope.is_for_counselor:
        return tuple(found)
    return (*found, *_missing_for_both(scope))


def _missing_for_both(scope: Scope) -> list[Missing]:
    """Sealed work that has not opened, counted for both at once so that it tells of neither."""
    both = " & ".join(p.name or "" for p in scope.couple.partners)
    rows = []
    for status in list_statuses(scope.work, scope.couple, scope.period):
        a = status.assignment
        if is_check_in(a) or told_between_partners(a) is not Told.ONCE_BOTH_HAVE:
            continue
        done = min(each.done for each in status.partners)
        due = max(each.due for each in status.partners)
        if done < due and _belongs(scope, a):
            rows.append(Missing(a.definition.title, both, done, due, status.due_on))
    return rows


def _due_on(scope: Scope, assignment: Assignment) -> date | None:
    if assignment.cadence is not Cadence.ONCE:
        return None
    return plan_of(assignment, scope.work.meetings.get(scope.couple.id, ())).due_on


def gather_sealed(scope: Scope) -> tuple[SealedWork, ...]:
    """Work that one handed in and the other can still hand in; for the counselor alone."""
    if not scope.is_for_counselor:
        return ()
    found = []
    for assignment in scope.work.of_couple(scope.couple.id):
        if told_between_partners(assignment, Part.MAIN) is not Told.ONCE_BOTH_HAVE:
            continue
        if assignment.closed_at is not None:
            continue
        plan = plan_of(assignment, scope.work.meetings.get(scope.couple.id, ()))
        still_open = {
            o.key for o in occurrences(plan, scope.period.today) if is_open(o, scope.period.today)
        }
        for person in scope.couple.partners:
            other = scope.couple.other_partner(person.id)
            mine = scope.work.handed_in(assignment, person.id, Part.MAIN)
            theirs = {s.occurrence for s in scope.work.handed_in(assignment, other.id, Part.MAIN)}
            waits = [s for s in mine if s.occurrence in still_open - theirs]
            if waits:
                found.append(
                    SealedWork(
                        assignment.definition.title,
                        person.name or "",
                        other.name or "",
                        scope.day(waits[-1].submitted_at),
                    )
                )
    return tuple(found)
