"""Briefs that are prepared: trying once more, and how long before a session they are ready."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.appointments.models import Appointment
from couples.caseload.queries import get_practice
from couples.preparations import services
from couples.preparations.models import Failure, Preparation
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.briefs import BriefsForm
from portal.forms.refusals import status_of

_ACCEPTED, _UNAVAILABLE = 202, 503
_LOOKS_AGAIN_AFTER = 4


@blueprint.route("/briefs", methods=["GET", "POST"])
def briefs() -> Response | tuple[str, int]:
    """How long before a session its brief is ready."""
    practice = get_practice(session, current_identity)
    form = BriefsForm(hours=practice.brief_hours)
    if form.validate_on_submit():
        services.prepare_ahead(session, current_identity, form.hours.data or 0)
        flash(_("From now on briefs are ready that long before."))
        return redirect(url_for(".today"))
    return render_template("counselor/briefs.html", form=form), status_of(form)


@blueprint.post("/briefs/<public_id:preparation_id>/again")
def make_brief_again(preparation_id: str) -> Response:
    """Try once more what could not be made, and show how far it is."""
    again = services.try_again(session, current_identity, preparation_id)
    there = url_for(".brief", appointment_id=again.appointment.public_id, copy=again.reader.value)
    return redirect(there)


def being_made(appointment: Appointment) -> Response:
    """The page that looks again by itself, without a script."""
    there = request.full_path.rstrip("?")
    page = render_template(
        "counselor/brief-in-preparation.html", appointment=appointment, there=there
    )
    response = make_response(page, _ACCEPTED)
    response.headers["Refresh"] = f"{_LOOKS_AGAIN_AFTER}; url={there}"
    return response


def not_made(appointment: Appointment, failed: Preparation) -> Response:
    """The page that says why, and offers to try once more."""
    page = render_template(
        "counselor/brief-failed.html",
        appointment=appointment,
        failed=failed,
        why=_why(failed.failure),
    )
    return make_response(page, _UNAVAILABLE)


def _why(failure: Failure | None) -> str:
    match failure:
        case Failure.TOO_LONG:
            return _("Printing it took too long.")
        case Failure.TOO_LARGE:
            return _("It is larger than what can be printed.")
        case Failure.BROKEN_OFF:
            return _("Printing it broke off in the middle.")
        case _:
            return _("Something in it could not be printed.")
