"""Letting homework that runs say something else: the form, what it comes to, and doing it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments import changing
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.progress.outlook import look_ahead
from couples.wording import gettext as _
from portal import moments
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.rehearsed import typed_so_far
from portal.counselor.words import too_late, until
from portal.database import session
from portal.forms.assign import new_token
from portal.forms.change import ChangeForm
from portal.forms.refusals import status_of, told_on
from portal.words import rhythm


@blueprint.route("/assignments/<public_id:assignment_id>/change", methods=["GET", "POST"])
def change_assignment(assignment_id: str) -> str | tuple[str, int]:
    """Say what it shall say; the answer shows what each partner would find then."""
    found = get_assignment(session, current_identity, assignment_id)
    form = ChangeForm.of(found)
    if request.form.get("step") != "change" and form.validate_on_submit():
        with told_on(form):
            proposed = changing.propose_change(
                session, current_identity, assignment_id, form.change()
            )
            return _rehearsal(found, proposed)
    return _page(found, form), status_of(form)


@blueprint.post("/assignments/<public_id:assignment_id>/change/now")
def change_assignment_now(assignment_id: str) -> str | tuple[str, int] | Response:
    """Let it say so, once for each press of the button."""
    found = get_assignment(session, current_identity, assignment_id)
    form = ChangeForm.of(found)
    if form.validate_on_submit():
        with told_on(form):
            token = form.token.data or new_token()
            changing.change(session, current_identity, assignment_id, form.change(), token=token)
            flash(_("The homework is changed."))
            return redirect(url_for(".assignment", assignment_id=assignment_id))
    return _page(found, form), status_of(form)


def _page(found: Assignment, form: ChangeForm) -> str:
    return render_template("counselor/change.html", assignment=found, form=form)


def _rehearsal(found: Assignment, proposed: Assignment) -> str:
    kept = typed_so_far()
    couple_id = found.couple.public_id
    return render_template(
        "counselor/change-rehearsal.html",
        assignment=found,
        differences=differences(found, proposed),
        outlook=look_ahead(session, current_identity, couple_id, planned=[proposed]),
        kept=kept,
        token=new_token(),
    )


def differences(before: Assignment, after: Assignment) -> list[tuple[str, str, str]]:
    """What would be said otherwise: the name of it, as it is, and as it would be."""
    none = _("None")
    told = [
        (_("How often"), rhythm(before), rhythm(after)),
        (_("Until when"), until(before), until(after)),
        (_("Days of grace"), str(before.grace_days or none), str(after.grace_days or none)),
        (_("Too late to hand in"), too_late(before), too_late(after)),
        (_("Your line to go with it"), before.note or none, after.note or none),
    ]
    return [line for line in told if line[1] != line[2]]


def said_then(change: Any) -> list[tuple[str, str]]:
    """What homework said before a change, for its history."""
    return [
        (_("Until when"), until(change)),
        (_("Too late to hand in"), too_late(change)),
        (_("Your line to go with it"), change.note or _("None")),
        (_("It held until"), moments.day(change.until_on)),
    ]
