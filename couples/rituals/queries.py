"""Finding the time for which somebody can say whether the other's ritual arrived."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.assignments.schedule import Occurrence
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.rituals.apart import asks_for_arrival
from couples.submissions.openings import find_opening
from couples.submissions.queries import list_submissions


def find_arrival(session: Session, viewer: Identity, assignment: Assignment) -> Occurrence | None:
    """The time for which the viewer can say how the other partner's ritual arrived."""
    if not asks_for_arrival(assignment):
        return None
    set_up = list_submissions(session, viewer, assignments=[assignment], parts=[Part.MAIN])
    if all(submission.author_id == viewer.person_id for submission in set_up):
        return None
    return find_opening(session, viewer, assignment, Part.RECEIVED)
