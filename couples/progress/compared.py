"""
What both say of one ritual, and whether it shifts: for the counselor, and nobody else.

Each partner says from their own side whether it happened. Where the two differ, neither is
wrong: it is something to ask about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from couples.assignments.models import Assignment
from couples.assignments.spans import DAY
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Doer, Part
from couples.progress.times import Period, Times, count_times
from couples.progress.work import Work
from couples.rituals.apart import asks_for_arrival, is_told_apart
from couples.submissions.models import Submission
from couples.submissions.reading import latest_attempts

FORTNIGHT, FOUR_WEEKS = timedelta(days=14), timedelta(days=28)
FEW = 3
MUCH = 0.25
"""From this difference between two shares on, something has changed."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Of how many times both said whether it happened, and how often they said the same."""

    both: int
    alike: int


@dataclass(frozen=True, slots=True)
class Shift:
    """How often it was done lately, and in as many days before that."""

    now: Times
    before: Times

    @property
    def is_less(self) -> bool:
        """Whether it is done more seldom than before."""
        return _share(self.now) < _share(self.before)


def compare(
    work: Work, couple: Couple, assignment: Assignment, period: Period
) -> dict[int | None, Compared]:
    """
    The times by whose ritual it is; None stands for one that is done together.

    Where not both have said something of the same time there is nothing to compare.
    """
    if not is_told_apart(assignment.definition):
        return {}
    found: dict[int | None, Compared] = {}
    if assignment.doer is Doer.TOGETHER:
        one, other = (
            _said(work, work.handed_in(assignment, person.id, Part.LOG), period)
            for person in couple.partners
        )
        found[None] = _alike(one, other)
    elif asks_for_arrival(assignment):
        for person in couple.partners:
            other_id = couple.other_partner(person.id).id
            own = _said(work, work.handed_in(assignment, person.id, Part.LOG), period)
            theirs = _said(work, work.handed_in(assignment, other_id, Part.RECEIVED), period)
            found[person.id] = _alike(own, theirs)
    return {person_id: each for person_id, each in found.items() if each.both}


def shift_of(work: Work, assignment: Assignment, person_id: int, period: Period) -> Shift | None:
    """How a ritual went lately against before, where it was due often enough and has changed."""
    is_daily = assignment.cadence in {Cadence.DAILY, Cadence.DAYS}
    span = FORTNIGHT if is_daily else FOUR_WEEKS
    edge = period.last - span
    now, before = (
        count_times(work, assignment, person_id, Period(first, last, period.today))
        for first, last in ((edge + DAY, period.last), (edge - span + DAY, edge))
    )
    if min(now.due, before.due) < FEW or abs(_share(now) - _share(before)) < MUCH:
        return None
    return Shift(now, before)


def _share(times: Times) -> float:
    return times.done / times.due


def _said(work: Work, written: Sequence[Submission], period: Period) -> dict[str, bool]:
    """Whether it happened, by the time that it was for."""
    return {
        submission.occurrence: submission.id not in work.said_no
        for submission in latest_attempts(written)
        if period.first <= submission.occurs_on <= period.last
    }


def _alike(one: Mapping[str, bool], other: Mapping[str, bool]) -> Compared:
    both = one.keys() & other.keys()
    return Compared(len(both), sum(one[key] == other[key] for key in both))
