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
from couples.exercises.definition import Part
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
    if any(
        field.required and field.audiences == (Audience.COUPLE,) and not field.together
        for field in fields
    ):
        return Told.AT_ONCE
    return Told.NEVER
