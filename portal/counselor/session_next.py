"""Session mode: agreeing on the next homework while all three are there."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.appointments.queries import next_appointments
from couples.assignments.in_session import (
    for_the_room,
    get_offered,
    give_in_session,
    list_offered,
    planned,
)
from couples.assignments.services import Order
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.exercises.models import ExerciseVersion
from couples.programmes.load import heavy_with
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.assign import AssignForm, assign_form, new_token
from portal.forms.base import REFUSED
from portal.forms.dates import DATE, NEVER, SESSION
from portal.forms.fields import option
from portal.forms.refusals import status_of, told_on

_HEAVY = "may_be_heavy"


@blueprint.get("/couples/<public_id:couple_id>/session-mode/next")
def session_mode_next(couple_id: str) -> str:
    """Choose together what comes next."""
    couple = get_couple(session, current_identity, couple_id)
    return render_template(
        "counselor/session-mode-next.html",
        couple=couple,
        versions=list_offered(session, current_identity, couple),
    )


@blueprint.route(
    "/couples/<public_id:couple_id>/session-mode/next/<public_id:exercise_id>",
    methods=["GET", "POST"],
)
def session_mode_give(couple_id: str, exercise_id: str) -> str | tuple[str, int] | Response:
    """Say how often and until when, and give it; a second press gives nothing more."""
    couple = get_couple(session, current_identity, couple_id)
    version = get_offered(session, current_identity, exercise_id)
    form = _form(version, couple)
    if form.validate_on_submit():
        with told_on(form):
            order, token = form.order(exercise_id), form.token.data or new_token()
            if _HEAVY not in request.form and _is_heavy(couple, version, order):
                return _page(version, couple, form, is_heavy=True), REFUSED
            given = give_in_session(session, current_identity, order, token=token)
            flash(_("“%(title)s” is on both phones now.", title=given.definition.title))
            return redirect(url_for(".session_mode", couple_id=couple_id))
    return _page(version, couple, form), status_of(form)


def _is_heavy(couple: Couple, version: ExerciseVersion, order: Order) -> bool:
    """Whether it may be a lot, beside what both know that they have."""
    plans = planned(session, current_identity, version, order)
    return bool(heavy_with(session, current_identity.for_copy_of(couple.id), plans))


def _form(version: ExerciseVersion, couple: Couple) -> AssignForm:
    """Only the ways in which both do the same, until the next session where there is one."""
    definition = for_the_room(version.definition) or version.definition
    form = assign_form(definition, [couple], [couple.public_id])
    coming = next_appointments(session, current_identity).get(couple.id)
    if request.method == "GET" and coming is not None and coming.starts_at > clock.now():
        form.due.data = SESSION
    form.due.choices = [
        option(NEVER, _("No date")),
        option(SESSION, _("Before your next session")),
        option(DATE, _("Until a day that you choose")),
    ]
    form.token.data = form.token.data or new_token()
    return form


def _page(
    version: ExerciseVersion, couple: Couple, form: AssignForm, *, is_heavy: bool = False
) -> str:
    return render_template(
        "counselor/session-mode-give.html",
        couple=couple,
        definition=version.definition,
        exercise_id=version.exercise.public_id,
        form=form,
        is_heavy=is_heavy,
    )
