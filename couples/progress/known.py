"""
What both partners know of each other's work, so that a page for both tells no more.

Knowing that something was handed in follows from being able to read something of it.
These rules say it per homework and not per submission: a count may only be shown to both
where every hand-in would be known to both, or the gaps in it would tell the rest.
"""

from __future__ import annotations

import enum

from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.definition import Part
from couples.progress.times import Period, Times, came_due
from couples.progress.work import Work
from couples.submissions.openings import repeated_part


class Told(enum.Enum):
    """When each partner learns that the other has handed in."""

    AT_ONCE = enum.auto()
    """Something in it must be answered, for both to read."""

    ONCE_BOTH_HAVE = enum.auto()
    """Something in it is sealed: before both handed in, nobody knows of either."""

    NEVER = enum.auto()
    """All of it may be kept from the other partner."""


def told_between_partners(assignment: Assignment, part: Part | None = None) -> Told:
    """When the partners know of each other's work on the part that comes round, or on `part`."""
    fields = assignment.definition.fields_of(part or repeated_part(assignment))
    if any(Audience.SEALED in field.audiences for field in fields):
        return Told.ONCE_BOTH_HAVE
    if all(field.together for field in fields):
        return Told.AT_ONCE
    if any(
        field.required and field.audiences == (Audience.COUPLE,) and not field.together
        for field in fields
    ):
        return Told.AT_ONCE
    return Told.NEVER


def count_opened(work: Work, assignment: Assignment, couple: Couple, period: Period) -> Times:
    """
    How often sealed work opened in a period, of how often it was due.

    It is one count for both partners, so that it tells of neither: a time is done when the
    later of the two handed in, and missed as long as either is still to write.
    """
    part = repeated_part(assignment)
    one, other = (
        {s.occurrence: s for s in reversed(work.handed_in(assignment, person.id, part))}
        for person in couple.partners
    )
    both = one.keys() & other.keys()
    later = [max(one[key], other[key], key=lambda s: s.submitted_at) for key in both]
    done = [s for s in later if period.holds(s.submitted_at, s.occurs_on)]
    missed = [o for o in came_due(work, assignment, period) if o.key not in both]
    return Times(len(done), tuple(missed))
