"""Finding how rituals were settled, and the time for which somebody can say whether one arrived."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.assignments.schedule import Occurrence
from couples.caseload.models import Couple
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.rituals.apart import asks_for_arrival
from couples.rituals.plans import RitualPlan, plans_in
from couples.submissions.openings import find_opening
from couples.submissions.queries import list_answers, list_submissions


def list_plans(session: Session, viewer: Identity, couple: Couple) -> list[RitualPlan]:
    """Every ritual of a couple that runs and was set up, as far as the viewer may read it."""
    known = list_submissions(session, viewer, couple_ids=[couple.id], parts=[Part.MAIN])
    running = [submission for submission in known if submission.assignment.closed_at is None]
    return list(plans_in(running, list_answers(session, viewer, running)).values())


def find_arrival(session: Session, viewer: Identity, assignment: Assignment) -> Occurrence | None:
    """The time for which the viewer can say how the other partner's ritual arrived."""
    if not asks_for_arrival(assignment):
        return None
    set_up = list_submissions(session, viewer, assignments=[assignment], parts=[Part.MAIN])
    if all(submission.author_id == viewer.person_id for submission in set_up):
        return None
    return find_opening(session, viewer, assignment, Part.RECEIVED)
