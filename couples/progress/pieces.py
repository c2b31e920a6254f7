"""How much of what was due since the last session has been handed in and noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence
from couples.progress.status import is_check_in
from couples.progress.times import Period, count_times
from couples.progress.work import Work


@dataclass(frozen=True, slots=True)
class Pieces:
    """
    One partner's written homework in a period: `done` of `due`, and what is missing.

    Rituals and trackers are counted apart, day by day, since fourteen check-ins
    would drown two letters. `missing` holds (assignment, done, due).
    """

    person_id: int
    done: int
    due: int
    missing: tuple[tuple[Assignment, int, int], ...]


def count_pieces(work: Work, couple: Couple, period: Period) -> list[Pieces]:
    """The count of each partner, in the couple's order."""
    return [
        _count(work, work.of_couple(couple.id), person.id, period) for person in couple.partners
    ]


def _count(work: Work, assignments: Sequence[Assignment], person_id: int, period: Period) -> Pieces:
    done = due = 0
    missing = []
    for assignment in assignments:
        if is_check_in(assignment):
            continue
        times = count_times(work, assignment, person_id, period)
        done += times.done
        due += times.due
        if times.missed:
            missing.append((assignment, times.done, times.due))
    return Pieces(person_id, done, due, tuple(missing))


def count_check_ins(work: Work, couple: Couple, person_id: int, period: Period) -> tuple[int, int]:
    """
    How often one partner noted their rituals and trackers, of how often they were due.

    What may be done at any time is never due, so that it has no place in “5 of 7”.
    """
    times = [
        count_times(work, assignment, person_id, period)
        for assignment in work.of_couple(couple.id)
        if is_check_in(assignment) and assignment.cadence is not Cadence.ANY_TIME
    ]
    return sum(each.done for each in times), sum(each.due for each in times)
