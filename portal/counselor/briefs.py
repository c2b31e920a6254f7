"""Briefs that are prepared: trying once more, and how long before a session they are ready."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.queries import get_appointment
from couples.caseload.queries import get_practice
from couples.preparations import services
from couples.preparations.models import Failure, Preparation, Reader
from couples.preparations.queries import find_preparation
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.briefs import BriefsForm

_ACCEPTED, _UNAVAILABLE = 202, 503
_LOOKS_AGAIN_AFTER = 4
_SECONDS = re.compile("[0-9]{1,10}")


@blueprint.route("/briefs", methods=["GET", "POST"])
def briefs() -> Response | tuple[str, int]:
    """How long before a session its brief is ready."""
    practice = get_practice(session, current_identity)
    form = BriefsForm(hours=practice.brief_hours)
    if form.validate_on_submit():
        services.prepare_ahead(session, current_identity, form.hours.data or 0)
        flash(_("From now on briefs are ready that long before."))
        return redirect(url_for(".today"))
    return render_template("counselor/briefs.html", form=form), form.status


@blueprint.post("/briefs/<public_id:preparation_id>/again")
def make_brief_again(preparation_id: str) -> Response:
    """Try once more what could not be made, and show how far it is."""
    again = services.try_again(session, current_identity, preparation_id)
    there = url_for(".brief", appointment_id=again.appointment.public_id, copy=again.reader.value)
    return redirect(there)


@blueprint.get("/appointments/<public_id:appointment_id>/brief-in-preparation")
def brief_in_preparation(appointment_id: str) -> Response:
    """Look whether the pages are there: that makes none, and counts as no paper."""
    appointment = get_appointment(session, current_identity, appointment_id)
    reader = reader_asked_for()
    found = find_preparation(session, current_identity, appointment_id, reader)
    since = _moment(request.args.get("since", ""))
    if services.is_in_the_making(found, since):
        return being_made(appointment, since)
    return redirect(url_for(".brief", appointment_id=appointment_id, copy=reader.value))


def reader_asked_for() -> Reader:
    """The couple where their copy is asked for by name, and otherwise the counselor."""
    is_for_couple = request.args.get("copy") == Reader.COUPLE.value
    return Reader.COUPLE if is_for_couple else Reader.COUNSELOR


def being_made(appointment: Appointment, since: datetime | None = None) -> Response:
    """The page that looks again by itself, without a script, `since` it was asked for first."""
    there = url_for(
        ".brief_in_preparation",
        appointment_id=appointment.public_id,
        copy=reader_asked_for().value,
        since=int((since or clock.now()).timestamp()),
    )
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


def _moment(seconds: str) -> datetime:
    """The moment in an address; what is none was long ago."""
    known = int(seconds) if _SECONDS.fullmatch(seconds) else 0
    return datetime.fromtimestamp(known, UTC)


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
