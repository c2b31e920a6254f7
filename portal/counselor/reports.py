"""The paper: a brief for a session, and a report on any weeks, for one of two readers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.queries import get_appointment
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.preparations.queries import list_people
from couples.safety import services
from couples.safety.queries import asks_before_paper
from portal import moments
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.briefs import being_made, not_made, reader_asked_for
from portal.database import reading, session
from portal.files import file_answer
from portal.forms.reports import PeriodForm
from portal.prepared import Order, open_brief, order
from reports.filenames import brief_filename
from reports.gathering import gather_for_appointment, gather_for_period
from reports.paper import Paper
from reports.printing import print_paper
from reports.states import Copy

INVALID = 400


@blueprint.route("/appointments/<public_id:appointment_id>/brief.pdf", methods=["GET", "POST"])
def brief(appointment_id: str) -> Response | str:
    """The brief for one session, in the counselor's or the couple's copy."""
    with _looking() as look:
        appointment = get_appointment(look, current_identity, appointment_id)
        couple = appointment.couple
        if _is_asked_first(look, couple):
            return _ask_first(couple)
        people = list_people(look, current_identity, appointment_id)
        found = gather_for_appointment(
            look, current_identity, appointment_id, Copy(reader_asked_for().value)
        )
    if request.method == "POST":
        starts_at = clock.local(appointment.starts_at, moments.time_zone())
        return _confirmed(_paper(found, starts_at), couple.public_id)
    return _prepared(appointment, order(current_identity, appointment_id, found, people))


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
    form = PeriodForm(request.args)
    with _looking() as look:
        couple = get_couple(look, current_identity, couple_id)
        if not form.validate():
            return render_template("counselor/report.html", couple=couple, form=form), INVALID
        if _is_asked_first(look, couple):
            return _ask_first(couple)
        first, last = form.days
        copy = Copy(form.copy.data)
        found = gather_for_period(look, current_identity, couple_id, first, last, copy)
    paper = _paper(found, last)
    return _confirmed(paper, couple_id) if request.method == "POST" else paper


@contextmanager
def _looking() -> Iterator[Session]:
    """
    Where the paper is gathered from.

    A press looks apart from the session that it writes with: SQLite has one writer at a
    time, and printing takes seconds in which nobody else could save a word.
    """
    if request.method != "POST":
        yield session
        return
    with reading() as look:
        yield look


def _is_asked_first(look: Session, couple: Couple) -> bool:
    """
    Whether the counselor has to say once more that paper about this couple may leave.

    The press that says so brings that one paper.
    """
    return request.method != "POST" and asks_before_paper(look, current_identity, couple)


def _confirmed(paper: Response, couple_id: str) -> Response:
    """The paper that a press brought, once it is kept in the history that it was let go."""
    couple = get_couple(session, current_identity, couple_id)
    services.confirm_paper(session, current_identity, couple)
    return paper


def _ask_first(couple: Couple) -> str:
    there = request.full_path.rstrip("?")
    return render_template("counselor/confirm-paper.html", couple=couple, there=there)


def _prepared(appointment: Appointment, wanted: Order) -> Response:
    """The pages that were prepared, where they are still true, and otherwise how far they are."""
    outcome = open_brief(session, wanted)
    if outcome.failed is not None:
        return not_made(appointment, outcome.failed)
    if outcome.pages is None:
        return being_made(appointment)
    starts_at = clock.local(appointment.starts_at, moments.time_zone())
    return _sheets(outcome.pages, brief_filename(starts_at, wanted.brief.copy))


def _paper(found: Paper, moment: date | datetime) -> Response:
    """The pages, made now and kept nowhere."""
    return _sheets(print_paper(found), brief_filename(moment, found.copy))


def _sheets(pages: bytes, name: str) -> Response:
    """The pages, to look at in the browser; the name of the file tells nothing."""
    return file_answer(pages, "application/pdf", name, how="inline")
