"""Rituals of which each partner says apart whether they happened, unseen by the other."""

from __future__ import annotations

from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.exercises.definition import Definition, Doer, Part

_UNSEEN = frozenset({Audience.ME, Audience.COUNSELOR})


def is_told_apart(definition: Definition) -> bool:
    """Whether a tap says that it happened, and the other partner never sees that tap."""
    tap = definition.tap(Part.LOG)
    return tap is not None and _UNSEEN.issuperset(tap.audiences)


def asks_for_arrival(assignment: Assignment) -> bool:
    """
    Whether the other partner is asked, too, how one's own ritual arrived.

    They are asked on every day that it is for, whatever its owner has done or said, so
    that being asked tells them nothing.
    """
    definition = assignment.definition
    is_asked = definition.tap(Part.RECEIVED) is not None
    return assignment.doer is Doer.EACH and is_asked and is_told_apart(definition)
