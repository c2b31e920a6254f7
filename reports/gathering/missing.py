"""What a brief has to say of work that is not there, or not open yet."""

from __future__ import annotations

from collections.abc import Iterator

from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence
from couples.progress.known import Told, count_opened, told_between_partners
from couples.progress.pieces import count_pieces
from couples.progress.sealed import list_sealed
from couples.progress.status import due_on_of, is_check_in
from couples.progress.times import count_times
from couples.wording import listed
from reports.gathering.scope import Scope
from reports.work import Missing, SealedWork


def gather_missing(scope: Scope) -> tuple[Missing, ...]:
    """What was due and is not there, with how much of it is."""
    found = [
        Missing(
            title=assignment.definition.title,
            who=scope.name(each.person_id),
            handed_in=done,
            due=due,
            due_on=due_on_of(scope.work, assignment, each.person_id),
            recurs=assignment.cadence is not Cadence.ONCE,
            in_the_way=_in_the_way(scope, assignment, each.person_id),
        )
        for each in count_pieces(scope.told_at_once, scope.couple, scope.period)
        for assignment, done, due in each.missing
    ]
    if scope.is_for_counselor:
        return (*found, *_never_noted(scope))
    return (*found, *_sealed_for_both(scope))


def _never_noted(scope: Scope) -> Iterator[Missing]:
    """Rituals and trackers of which one partner noted nothing at all in these days."""
    for assignment in scope.work.of_couple(scope.couple.id):
        if not is_check_in(assignment):
            continue
        for person in scope.couple.partners:
            times = count_times(scope.work, assignment, person.id, scope.period)
            if times.missed and not times.done:
                yield Missing(
                    title=assignment.definition.title,
                    who=person.name or "",
                    handed_in=0,
                    due=times.due,
                    recurs=True,
                    is_noted=True,
                    in_the_way=_in_the_way(scope, assignment, person.id),
                )


def _in_the_way(scope: Scope, assignment: Assignment, person_id: int) -> str:
    noted = scope.appraised(assignment, person_id)
    return (noted.in_the_way or "") if noted else ""


def _sealed_for_both(scope: Scope) -> Iterator[Missing]:
    """Sealed work that has not opened, counted for both at once so that it tells of neither."""
    both = listed(person.name or "" for person in scope.couple.partners)
    for assignment in scope.work.of_couple(scope.couple.id):
        told = told_between_partners(assignment)
        if is_check_in(assignment) or told is not Told.ONCE_BOTH_HAVE:
            continue
        times = count_opened(scope.work, assignment, scope.couple, scope.period)
        if times.missed:
            yield Missing(
                title=assignment.definition.title,
                who=both,
                handed_in=times.done,
                due=times.due,
                due_on=due_on_of(scope.work, assignment),
                recurs=assignment.cadence is not Cadence.ONCE,
            )


def gather_sealed(scope: Scope) -> tuple[SealedWork, ...]:
    """Work that one handed in and the other can still hand in; for the counselor alone."""
    if not scope.is_for_counselor:
        return ()
    found = []
    for assignment in scope.work.of_couple(scope.couple.id):
        for person in scope.couple.partners:
            waits = list_sealed(scope.work, assignment, person.id, scope.period)
            if waits:
                found.append(
                    SealedWork(
                        title=assignment.definition.title,
                        handed_in_by=person.name or "",
                        waits_for=scope.couple.other_partner(person.id).name or "",
                        on=scope.day(waits[-1].submitted_at),
                        times=len(waits),
                    )
                )
    return tuple(found)
