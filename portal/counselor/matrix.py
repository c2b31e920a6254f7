"""The matrix of a couple: every piece of homework, and how far each of them is with it."""

from __future__ import annotations

from flask import render_template

from couples import clock
from couples.appointments.queries import list_appointments
from couples.caseload.queries import get_couple
from couples.partings.queries import has_parted
from couples.progress.today import WINDOW
from couples.progress.work import load_work
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.couple import homework_of
from portal.database import session
from portal.states import meanings_for


@blueprint.get("/couples/<public_id:couple_id>/matrix")
def matrix(couple_id: str) -> str:
    """Rows are homework, columns are each partner and both as one."""
    found = get_couple(session, current_identity, couple_id)
    work = load_work(session, current_identity, [found], since=clock.now() - WINDOW)
    appointments = list_appointments(session, current_identity, couple_ids=[found.id])
    rows = homework_of(work, found, appointments, current_identity)
    return render_template(
        "counselor/matrix.html",
        couple=found,
        has_parted=has_parted(session, current_identity, found),
        meanings=meanings_for(found),
        **rows,
    )
