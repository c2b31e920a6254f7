"""Each partner's days of a ritual, as a strip tells them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from couples.assignments.models import Assignment
from couples.assignments.schedule import days_between
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Part
from couples.progress.status import (
    PartnerStatus,
    Period,
    due_in,
    is_asked,
    is_check_in,
    partner_status,
)
from couples.progress.work import Work


class Day(enum.StrEnum):
    """What one day of a ritual was."""

    DONE = "done"
    NOT_TODAY = "not-today"
    MISSED = "missed"
    NOT_DUE = "not-due"
    OPEN = "open"


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
    One entry a day. Only a ritual with fixed days can have missed one.

    Three times a week is due on no day in particular; what is missing there
    shows in the count, not in the strip.
    """
    fixed = assignment.cadence in (Cadence.DAILY, Cadence.DAYS)
    due = {o.due_on for o in due_in(work, assignment, period)} if fixed else set()
    noted = {
        s.occurs_on: Day.NOT_TODAY if s.id in work.said_no else Day.DONE
        for s in work.handed_in(assignment, person_id, Part.LOG)
    }
    strip = []
    for day in days_between(period.first, period.last):
        if day in noted:
            strip.append(noted[day])
        elif day not in due:
            strip.append(Day.NOT_DUE)
        else:
            strip.append(Day.OPEN if day >= period.today else Day.MISSED)
    return tuple(strip)
