"""
The days of a piece of homework: due, grace, more time and the cut-off, for both and for each.

Pure functions over `Work`. What was said at first stays beside whatever more time came
later, so that nobody has to remember which of the two holds for whom.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from couples.assignments.models import Assignment
from couples.assignments.schedule import Occurrence, Plan, the_once
from couples.exercises.definition import Cadence
from couples.progress.times import is_asked
from couples.progress.work import Work


@dataclass(frozen=True, slots=True)
class Days:
    """When it is due, or comes round for the last time, and the last day to hand it in."""

    due_on: date | None
    cut_off_on: date | None


@dataclass(frozen=True, slots=True)
class DueDays:
    """
    What was said at first; `more` are the later days, by partner, or None for both.

    `cut_off_days` are for what comes round: so many days after each time.
    """

    said: Days
    grace_days: int
    cut_off_days: int | None
    more: tuple[tuple[int | None, Days], ...]

    @property
    def says_anything(self) -> bool:
        """Whether there is any day to tell."""
        has_day = self.said.due_on is not None or self.said.cut_off_on is not None
        return has_day or self.cut_off_days is not None or bool(self.more)


def due_days_of(work: Work, assignment: Assignment) -> DueDays:
    """Every day there is to tell of a piece of homework, wherever its sessions moved."""
    as_given = replace(work.calendar, extensions={})
    said = _days(assignment, as_given.plan(assignment))
    both = _days(assignment, work.calendar.plan(assignment))
    more: list[tuple[int | None, Days]] = [(None, both)] if both != said else []
    for person in assignment.couple.partners:
        theirs = _days(assignment, work.calendar.plan(assignment, person.id))
        if theirs != both and is_asked(assignment, person.id):
            more.append((person.id, theirs))
    comes_round = assignment.cadence is not Cadence.ONCE
    return DueDays(
        said=said,
        grace_days=assignment.grace_days,
        cut_off_days=assignment.cut_off_days if comes_round else None,
        more=tuple(more),
    )


def due_on_of(work: Work, assignment: Assignment, person_id: int | None = None) -> date | None:
    """
    The day by which something that is done once is due, wherever its session moved.

    For one partner it is the day that holds for them alone, where they were given more time.
    """
    once = once_of(work, assignment, person_id)
    return once.due_on if once else None


def once_of(work: Work, assignment: Assignment, person_id: int | None) -> Occurrence | None:
    """The one time of what is done once, for one partner or for both."""
    if assignment.cadence is not Cadence.ONCE:
        return None
    return the_once(work.calendar.plan(assignment, person_id))


def _days(assignment: Assignment, plan: Plan) -> Days:
    if assignment.cadence is not Cadence.ONCE:
        return Days(plan.due_on, None)
    once = the_once(plan)
    return Days(once.due_on, once.cut_off_on) if once else Days(None, None)
