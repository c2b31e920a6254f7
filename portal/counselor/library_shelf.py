"""Taking an exercise off the shelf, and putting it back."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from couples.exercises import publishing
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session


@blueprint.post("/library/<public_id:exercise_id>/retire")
def retire_exercise(exercise_id: str) -> Response:
    """Offer it no more."""
    publishing.retire(session, current_identity, exercise_id)
    flash(_("It is no longer offered. Homework that runs with it goes on."))
    return redirect(url_for(".exercise", exercise_id=exercise_id))


@blueprint.post("/library/<public_id:exercise_id>/bring-back")
def bring_exercise_back(exercise_id: str) -> Response:
    """Offer it again."""
    publishing.bring_back(session, current_identity, exercise_id)
    flash(_("It is offered again."))
    return redirect(url_for(".exercise", exercise_id=exercise_id))
