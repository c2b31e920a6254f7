"""One's own side of the other partner's ritual: whether it arrived, and who is told."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from couples.assignments.queries import get_assignment
from couples.audiences import Audience
from couples.exercises.definition import Definition, Part
from couples.rituals import services
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.forms.sent import read
from portal.partner import blueprint
from portal.partner.presses import this_press
from portal.partner.taps import prefix_of

TELL = "tell"
"""The box that lets the other partner know what one says about what they did."""


@blueprint.post("/homework/<public_id:assignment_id>/arrival")
def note_arrival(assignment_id: str) -> Response:
    """Say whether the other's ritual arrived, whatever the other said about it."""
    assignment = get_assignment(session, current_identity, assignment_id)
    definition = assignment.definition
    typed = read(definition, Part.RECEIVED, request.form, prefix=prefix_of(assignment))
    services.note_arrival(
        session,
        current_identity,
        assignment_id,
        answers=typed.answers,
        audiences=readers_of(definition, request.form),
        key=this_press(),
        occurrence=request.form.get("occurrence"),
    )
    flash(_("Noted."))
    return redirect(url_for(".this_week"))


def readers_of(definition: Definition, sent: MultiDict[str, str]) -> dict[str, str]:
    """Whom all of it is for: one choice, instead of one above each question."""
    if not sent.get(TELL):
        return {}
    fields = definition.fields_of(Part.RECEIVED)
    return {field.key: Audience.COUPLE.value for field in fields if field.choose}
