"""A couple's measures: each partner's line with its error, and the gap between them."""

from __future__ import annotations

from flask import render_template

from couples.caseload.queries import get_couple
from couples.measures.course import courses_of
from couples.measures.queries import bases, list_scores
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from reports.gathering.measures import measure_of


@blueprint.get("/couples/<public_id:couple_id>/measures")
def measures(couple_id: str) -> str:
    """Every measure that the couple has answered, partner by partner, never averaged."""
    found = get_couple(session, current_identity, couple_id)
    scores = list_scores(session, current_identity, [found])
    own = bases(session, current_identity)
    courses = courses_of(found, scores, own)
    return render_template(
        "counselor/measures.html",
        couple=found,
        measures=[(measure_of(course), course.instrument) for course in courses],
    )
