"""How much of what was due since the last session has been handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from couples.assignments.models import Assignment
from couples.assignments.schedule import ONCE, Occurrence
from couples.caseload.models import Couple
from couples.exercises.definition import Part
from couples.progress.status import Period, due_in, has_come_due, is_asked, is_check_in
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
        if is_check_in(assignment) or not is_asked(assignment, person_id):
            continue
        mine = work.handed_in(assignment, person_id, Part.MAIN)
        keys = {s.occurrence for s in mine if s.returned_at is None}
        before = {s.occurrence for s in mine if s.occurs_on < period.first}
        asked = [
            o
            for o in due_in(work, assignment, period)
            if _is_asked_now(o, period, before) and has_come_due(o, keys, period)
        ]
        handed_in = len([o for o in asked if o.key in keys])
        done += handed_in
        due += len(asked)
        if handed_in < len(asked):
            missing.append((assignment, handed_in, len(asked)))
    return Pieces(person_id, done, due, tuple(missing))


def _is_asked_now(occurrence: Occurrence, period: Period, before: set[str]) -> bool:
    """Leave out what was finished before the period, and what is not due in it yet."""
    if occurrence.key != ONCE:
        return True
    if occurrence.key in before:
        return False
    return occurrence.due_on is None or occurrence.due_on <= period.last
