"""What the two of them share, and how something that one did reached the other."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.exercises.definition import Part
from couples.repairs.queries import list_repairs
from couples.repairs.reading import acts_of
from couples.submissions import receiving
from couples.submissions.queries import get_submission
from couples.wording import gettext as _
from portal.access import current_identity
from portal.agreed import stand_of
from portal.database import session
from portal.forms.sent import read
from portal.partner import blueprint
from portal.partner.arrivals import readers_of
from portal.partner.coming import address_of, coming_up
from portal.partner.gestures import receive_prefix
from portal.partner.presses import new_press, this_press
from portal.partner.repair_page import lines_of_repairs
from portal.partner.shared import ours_of
from portal.partner.us import us_of


@blueprint.get("/ours")
def ours() -> str:
    """Agreements, what came from the other, and everything that is open to both."""
    us = us_of(session, current_identity)
    repairs = list_repairs(session, current_identity, us.couple.id)
    found = ours_of(session, us, apart=acts_of(repairs))
    return render_template(
        "partner/ours.html",
        us=us,
        ours=found,
        repairs=lines_of_repairs(session, us, repairs),
        stand_of=stand_of,
        key=new_press(),
        coming=coming_up(session, us, found),
        address_of=address_of,
    )


@blueprint.post("/submissions/<public_id:submission_id>/receive")
def receive(submission_id: str) -> Response:
    """Say how something that the other partner did arrived."""
    theirs = get_submission(session, current_identity, submission_id)
    definition = theirs.assignment.definition
    typed = read(definition, Part.RECEIVED, request.form, prefix=receive_prefix(theirs))
    receiving.receive(
        session,
        current_identity,
        submission_id,
        answers=typed.answers,
        audiences=readers_of(definition, request.form),
        key=this_press(),
    )
    flash(_("Noted."))
    return redirect(url_for(".ours"))
