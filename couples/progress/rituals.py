"""Each partner's days of a ritual, as a strip tells them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from couples.assignments.models import Assignment
from couples.assignments.schedule import Occurrence, occurrences
from couples.assignments.spans import days_between, span_at
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Part
from couples.progress.status import PartnerStatus, is_check_in, partner_status
from couples.progress.times import Period, came_due, is_asked
from couples.progress.work import Work


class Day(enum.StrEnum):
    """What one day of a ritual was."""

    DONE = "done"
    NOT_TODAY = "not-today"
    MISSED = "missed"
    NOT_DUE = "not-due"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class PartnerDays:
    """One partner's days, oldest first, and what they come to."""

    person_id: int
    days: tuple[Day, ...]
    status: PartnerStatus


@dataclass(frozen=True, slots=True)
class RitualStrip:
    """A ritual over a period, for every partner who was given it."""

    assignment: Assignment
    first: date
    partners: tuple[PartnerDays, ...]

    @property
    def has_something(self) -> bool:
        """Whether it comes round by itself, or somebody noted something that may be done freely."""
        noted = {Day.DONE, Day.NOT_TODAY}
        is_free = self.assignment.cadence is Cadence.ANY_TIME
        return not is_free or any(noted & set(each.days) for each in self.partners)


def list_rituals(work: Work, couple: Couple, period: Period) -> list[RitualStrip]:
    """The strips of everything that a couple keeps up by checking in."""
    return [
        RitualStrip(
            assignment,
            period.first,
            tuple(
                PartnerDays(
                    person.id,
                    _days(work, assignment, person.id, period),
                    partner_status(work, assignment, person.id, period),
                )
                for person in couple.partners
                if is_asked(assignment, person.id)
            ),
        )
        for assignment in work.of_couple(couple.id)
        if is_check_in(assignment)
    ]


def _days(work: Work, assignment: Assignment, person_id: int, period: Period) -> tuple[Day, ...]:
    """
    One entry a day. Only a ritual with fixed days can have missed one, and none in a break.

    Three times a week is due on no day in particular; what is missing there
    shows in the count, not in the strip.
    """
    noted: dict[date, Day] = {}
    for submission in work.handed_in(assignment, person_id, Part.LOG):
        if submission.id in work.given_back:
            continue
        is_done = submission.id not in work.said_no
        if is_done or submission.occurs_on not in noted:
            noted[submission.occurs_on] = Day.DONE if is_done else Day.NOT_TODAY
    rests = work.calendar.rests(assignment)
    is_fixed = assignment.cadence in (Cadence.DAILY, Cadence.DAYS)
    missed = (
        {o.due_on for o in came_due(work, assignment, period, person_id)} if is_fixed else set()
    )
    due = {o.due_on for o in _running(work, assignment, person_id, period)} if is_fixed else set()
    strip = []
    for day in days_between(period.first, period.last):
        if day in noted:
            strip.append(noted[day])
        elif span_at(rests, day):
            strip.append(Day.PAUSED)
        elif day in missed:
            strip.append(Day.MISSED)
        else:
            strip.append(Day.OPEN if day in due else Day.NOT_DUE)
    return tuple(strip)


def _running(
    work: Work, assignment: Assignment, person_id: int, period: Period
) -> list[Occurrence]:
    """Every time that it comes round while it runs; what has ended leaves none open."""
    if assignment.closed_at is not None:
        return []
    return occurrences(work.calendar.plan(assignment, person_id), period.last)
