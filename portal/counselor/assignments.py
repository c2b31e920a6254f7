"""One piece of a couple's homework, and ending it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.appointments.queries import list_appointments
from couples.assignments import services
from couples.assignments.changing import list_changes
from couples.assignments.extending import list_extensions
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.exercises.definition import Part
from couples.progress.standings import load_standings
from couples.progress.status import AssignmentStatus, list_statuses
from couples.progress.today import period_for
from couples.progress.work import load_work
from couples.submissions import on_behalf
from couples.submissions.ladders import standing_of
from couples.submissions.models import Submission
from couples.submissions.queries import list_submissions
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.change import said_then
from portal.counselor.couple import around
from portal.counselor.in_session import notes_of
from portal.counselor.overrides import resting
from portal.database import session


@blueprint.get("/assignments/<public_id:assignment_id>")
def assignment(assignment_id: str) -> str:
    """What was given, how far each of them is, and everything that was handed in for it."""
    found = get_assignment(session, current_identity, assignment_id)
    return render_template(
        "counselor/assignment.html",
        assignment=found,
        couple=found.couple,
        status=_status(found),
        to_type={p.id: on_behalf.parts_for(found, p.id) for p in found.couple.partners},
        handed_in=_handed_in(found),
        notes=notes_of(found) if found.definition.fields_of(Part.SESSION) else None,
        standing=standing_of(session, current_identity, found),
        **resting(found),
        more_time=list_extensions(session, current_identity, of=[found.id]),
        changes=[said_then(each) for each in list_changes(session, current_identity, found)],
    )


@blueprint.post("/assignments/<public_id:assignment_id>/end")
def end_assignment(assignment_id: str) -> Response:
    """Let it come round no more; it can be given again."""
    found = services.close(session, current_identity, assignment_id)
    flash(_("This homework has ended. You can give it again at any time."))
    return redirect(url_for(".couple", couple_id=found.couple.public_id))


def _status(found: Assignment) -> AssignmentStatus:
    """Where it stands for both, counted since the last session."""
    appointments = list_appointments(session, current_identity, couple_ids=[found.couple_id])
    last, following = around(appointments, clock.now())
    work = load_work(session, current_identity, [found.couple], since=found.created_at, begun=True)
    period = period_for(found.couple, last, following)
    standings = load_standings(session, current_identity, work)
    rows = list_statuses(work, found.couple, period, standings)
    return next(row for row in rows if row.assignment.id == found.id)


def _handed_in(found: Assignment) -> list[tuple[str, Submission]]:
    names = {person.id: person.name or "" for person in found.couple.partners}
    written = list_submissions(session, current_identity, assignments=[found], parts=[Part.MAIN])
    return [(names[submission.author_id], submission) for submission in reversed(written)]
