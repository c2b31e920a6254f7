"""Whether something waits for somebody, as their own page would say it just now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import load_calendar
from couples.assignments.queries import list_assignments
from couples.breaks.queries import list_breaks
from couples.caseload.queries import get_own_couple
from couples.exercises.definition import Cadence, Part
from couples.identity import Identity
from couples.pauses.queries import find_running
from couples.safety.queries import list_held
from couples.submissions.openings import list_openings
from couples.submissions.queries import list_submissions
from couples.submissions.readiness import is_asked_first


def is_waiting(session: Session, viewer: Identity) -> bool:
    """
    Whether there is homework that the viewer was asked for and can do today.

    What may be noted at any time waits for nobody, and what asks first whether one would
    like to is never a reason to write. In a time-out, and while everything rests, nothing is.
    """
    couple = get_own_couple(session, viewer)
    today = clock.today(couple.time_zone)
    if find_running(session, viewer, couple.id) is not None:
        return False
    rests = list_breaks(session, viewer, [couple.id])
    if any(each.assignment_id is None and each.span.holds(today) for each in rests):
        return False
    running = [
        each
        for each in list_assignments(session, viewer, couple_ids=[couple.id], running=True)
        if not each.definition.is_confidential and each.cadence is not Cadence.ANY_TIME
    ]
    known = list_submissions(session, viewer.with_kept_off(), assignments=running)
    calendar = load_calendar(session, viewer, [couple])
    openings = list_openings(
        running,
        viewer.person_id,
        known,
        today,
        plans={each.id: calendar.plan(each, viewer.person_id) for each in running},
        held=list_held(session, viewer, running),
    )
    return any(
        opening is not None and opening.opens_on <= today
        for assignment, part, opening in openings
        if not is_asked_first(assignment, part)
        and not (part is Part.LOG and assignment.definition.follow_up)
    )
