"""A session with a couple: entering it, getting ready for it, moving and cancelling it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.appointments import services
from couples.appointments.models import Appointment
from couples.appointments.queries import get_appointment, list_appointments
from couples.caseload.queries import get_couple
from couples.progress.agenda import is_held
from couples.progress.today import WINDOW, SessionLine, session_line
from couples.progress.work import load_work
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.appointments import AppointmentForm
from portal.forms.refusals import status_of, told_on
from reports.gathering import openers_for_appointment
from reports.written import Opener


@blueprint.route("/couples/<public_id:couple_id>/appointments/new", methods=["GET", "POST"])
def new_appointment(couple_id: str) -> str | tuple[str, int] | Response:
    """Enter a session, on the couple's own clock."""
    couple = get_couple(session, current_identity, couple_id)
    form = AppointmentForm(couple.time_zone)
    if form.validate_on_submit():
        with told_on(form):
            services.schedule(
                session,
                current_identity,
                couple_id,
                starts_at=form.starts_at,
                minutes=form.length,
            )
            flash(_("The session is entered."))
            return redirect(url_for(".couple", couple_id=couple_id))
    page = render_template("counselor/new-appointment.html", couple=couple, form=form)
    return page, status_of(form)


@blueprint.get("/appointments/<public_id:appointment_id>")
def appointment(appointment_id: str) -> str:
    """Get ready: what came in, what is missing, and the paper."""
    found = get_appointment(session, current_identity, appointment_id)
    return _page(found, AppointmentForm.of(found))


@blueprint.post("/appointments/<public_id:appointment_id>/move")
def move_appointment(appointment_id: str) -> str | tuple[str, int] | Response:
    """Move a session; what is due before it moves along."""
    found = get_appointment(session, current_identity, appointment_id)
    form = AppointmentForm(found.couple.time_zone)
    if form.validate_on_submit():
        with told_on(form):
            services.move(
                session,
                current_identity,
                appointment_id,
                starts_at=form.starts_at,
                minutes=form.length,
            )
            flash(_("The session is moved, and what is due before it moves along."))
            return redirect(url_for(".appointment", appointment_id=appointment_id))
    return _page(found, form), status_of(form)


@blueprint.post("/appointments/<public_id:appointment_id>/cancel")
def cancel_appointment(appointment_id: str) -> Response:
    """Cancel a session; homework that was due before it stays, without a date."""
    found = services.cancel(session, current_identity, appointment_id)
    flash(_("The session is cancelled. Homework that was due before it stays, without a date."))
    return redirect(url_for(".couple", couple_id=found.couple.public_id))


def _page(found: Appointment, form: AppointmentForm) -> str:
    return render_template(
        "counselor/appointment.html",
        appointment=found,
        couple=found.couple,
        form=form,
        is_to_come=found.starts_at > clock.now() and found.cancelled_at is None,
        is_near=found.cancelled_at is None and is_held(found, clock.now()),
        line=_ready(found),
        openers=_openers(found),
    )


def _openers(found: Appointment) -> tuple[Opener, ...]:
    """What the brief says to open with; the page and the paper say the same."""
    if found.cancelled_at is not None:
        return ()
    return openers_for_appointment(session, current_identity, found.public_id)


def _ready(found: Appointment) -> SessionLine:
    """What there is for a session: everything since the one before."""
    couple, now = found.couple, clock.now()
    work = load_work(session, current_identity, [couple], since=now - WINDOW)
    others = list_appointments(session, current_identity, couple_ids=[couple.id])
    return session_line(couple, work, others, found, now)
