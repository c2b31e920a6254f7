"""The homework of a brief: what is missing first, what is new, and how much was over before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, Kind
from couples.measures.instrument import About
from couples.measures.keys import instrument_of
from couples.progress.known import Told, told_between_partners
from couples.progress.status import AssignmentStatus, State, is_check_in
from couples.wording import gettext as _
from reports.gathering.homework import is_of_these_days, row_of
from reports.gathering.scope import Scope
from reports.moments import day
from reports.states import WorkState
from reports.work import Homework

OVER = frozenset({WorkState.HANDED_IN, WorkState.RELEASED, WorkState.REVIEWED})
SCORED = frozenset({State.HANDED_IN, State.REVIEWED, State.RELEASED, State.NOT_ASKED})


@dataclass(frozen=True, slots=True)
class Due:
    """The rows of the table, and how many pieces were over before these days."""

    rows: tuple[Homework, ...]
    before: int


def gather_due(scope: Scope, statuses: Sequence[AssignmentStatus]) -> Due:
    """
    Written homework and rituals in one table, what is short of what was due at the top.

    What both had finished before these days is only counted, and what came to a score
    stands with the scores. What may be done at any time has a row once somebody did it.
    """
    rows = [row_of(scope, status) for status in _with_a_row(scope, statuses)]
    over = [row for row in rows if _was_over(scope, row)]
    left = [row for row in reversed(rows) if row not in over]
    return Due(tuple(sorted(left, key=lambda row: not row.is_short)), len(over))


def _with_a_row(scope: Scope, statuses: Sequence[AssignmentStatus]) -> Iterator[AssignmentStatus]:
    for status in statuses:
        assignment = status.assignment
        if not is_of_these_days(scope, assignment) or _is_told_as_a_score(status):
            continue
        if not (scope.is_for_counselor or _may_be_counted(assignment)):
            continue
        if assignment.cadence is Cadence.ANY_TIME and not any(p.done for p in status.partners):
            continue
        yield status


def _may_be_counted(assignment: Assignment) -> bool:
    """Whether a copy for both may have a row for it: no page of theirs counts what is apart."""
    return not is_check_in(assignment) or told_between_partners(assignment) is Told.AT_ONCE


def _is_told_as_a_score(status: AssignmentStatus) -> bool:
    is_measure = status.assignment.definition.kind is Kind.MEASURE
    return is_measure and all(partner.state in SCORED for partner in status.partners)


def _was_over(scope: Scope, row: Homework) -> bool:
    """Whether there was nothing to do for either before these days began."""
    asked = [cell for cell in row.partners if cell.state is not WorkState.NOT_ASKED]
    is_done = all(
        cell.state in OVER and cell.on is not None and cell.on < scope.period.first
        for cell in asked
    )
    is_read = not scope.is_for_counselor or all(c.state is not WorkState.HANDED_IN for c in asked)
    return not row.recurs and is_done and is_read


def gather_screens_due(scope: Scope, statuses: Sequence[AssignmentStatus]) -> tuple[str, ...]:
    """Screens of one person that are asked for and not there; for the counselor alone."""
    if not scope.is_for_counselor:
        return ()
    return tuple(
        _("%(title)s: %(names)s, due %(day)s.", title=title, names=names, day=said)
        if said
        else _("%(title)s: %(names)s.", title=title, names=names)
        for title, names, said in _screens(scope, statuses)
    )


def _screens(scope: Scope, statuses: Sequence[AssignmentStatus]) -> Iterator[tuple[str, str, str]]:
    for status in statuses:
        definition = status.assignment.definition
        instrument = instrument_of(definition.id) if definition.kind is Kind.MEASURE else None
        if instrument is None or instrument.about is About.RELATIONSHIP:
            continue
        if not is_of_these_days(scope, status.assignment) or definition.may_be_left:
            continue
        waits = [p for p in status.partners if p.state in {State.NOT_OPENED, State.STARTED}]
        if waits and status.assignment.closed_at is None:
            names = ", ".join(scope.name(partner.person_id) for partner in waits)
            yield definition.title, names, day(status.due_on) if status.due_on else ""
