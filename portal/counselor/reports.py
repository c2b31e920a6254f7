"""The paper: a brief for a session, and a report on any weeks, for one of two readers."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.queries import get_appointment
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.safety import services
from couples.safety.queries import asks_before_paper
from portal import moments
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.briefs import being_made, not_made
from portal.database import session
from portal.forms.reports import PeriodForm
from portal.prepared import open_brief, order
from reports.brief import Brief
from reports.filenames import brief_filename
from reports.gathering import gather_for_appointment, gather_for_period
from reports.html import render_paper
from reports.paper import Paper
from reports.rendering import print_pdf
from reports.states import Copy

INVALID = 400


@blueprint.route("/appointments/<public_id:appointment_id>/brief.pdf", methods=["GET", "POST"])
def brief(appointment_id: str) -> Response | str:
    """The brief for one session, in the counselor's or the couple's copy."""
    appointment = get_appointment(session, current_identity, appointment_id)
    if _is_asked_first(appointment.couple):
        return _ask_first(appointment.couple)
    copy = _copy_asked_for()
    found = gather_for_appointment(session, current_identity, appointment_id, copy)
    starts_at = clock.local(appointment.starts_at, moments.time_zone())
    if request.method == "POST":
        return _paper(found, starts_at)
    return _prepared(appointment, found, starts_at)


@blueprint.get("/couples/<public_id:couple_id>/report")
def report(couple_id: str) -> str | Response:
    """Ask which weeks, and go on to their report."""
    couple = get_couple(session, current_identity, couple_id)
    form = PeriodForm(request.args)
    if form.validate():
        there = url_for(".report_pdf", couple_id=couple_id)
        return redirect(f"{there}?{urlencode(form.asked)}")
    return render_template("counselor/report.html", couple=couple, form=form)


@blueprint.route("/couples/<public_id:couple_id>/report.pdf", methods=["GET", "POST"])
def report_pdf(couple_id: str) -> Response | str | tuple[str, int]:
    """The report on some days of the couple's own calendar."""
    couple = get_couple(session, current_identity, couple_id)
    form = PeriodForm(request.args)
    if not form.validate():
        return render_template("counselor/report.html", couple=couple, form=form), INVALID
    if _is_asked_first(couple):
        return _ask_first(couple)
    first, last = form.days
    copy = Copy(form.copy.data)
    found = gather_for_period(session, current_identity, couple_id, first, last, copy)
    return _paper(found, last)


def _is_asked_first(couple: Couple) -> bool:
    """
    Whether the counselor has to say once more that paper about this couple may leave.

    The press that says so brings that one paper, and is kept in the history.
    """
    if request.method == "POST":
        services.confirm_paper(session, current_identity, couple)
        return False
    return asks_before_paper(session, current_identity, couple)


def _ask_first(couple: Couple) -> str:
    there = request.full_path.rstrip("?")
    return render_template("counselor/confirm-paper.html", couple=couple, there=there)


def _copy_asked_for() -> Copy:
    """The couple's copy where it is asked for by name, and otherwise the counselor's own."""
    asked_for_couple = request.args.get("copy") == Copy.COUPLE.value
    return Copy.COUPLE if asked_for_couple else Copy.COUNSELOR


def _prepared(appointment: Appointment, found: Brief, starts_at: datetime) -> Response:
    """The pages that were prepared, where they are still true, and otherwise how far they are."""
    outcome = open_brief(session, order(current_identity, appointment.public_id, found))
    if outcome.failed is not None:
        return not_made(appointment, outcome.failed)
    if outcome.pages is None:
        return being_made(appointment)
    return _sheets(outcome.pages, brief_filename(starts_at, found.copy))


def _paper(found: Paper, moment: date | datetime) -> Response:
    """The pages, made now and kept nowhere."""
    return _sheets(print_pdf(render_paper(found)), brief_filename(moment, found.copy))


def _sheets(pages: bytes, name: str) -> Response:
    """The pages, to look at in the browser; the name of the file tells nothing."""
    response = make_response(pages)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
