"""Homework that a gate holds: saying so on its page, and giving it all the same for a reason."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.safety import services
from couples.safety.holding import why_held
from couples.safety.queries import holds_of, is_held, list_overrides
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.refusals import status_of, told_on
from portal.forms.safety import OverrideForm


@blueprint.route("/assignments/<public_id:assignment_id>/override", methods=["GET", "POST"])
def override(assignment_id: str) -> str | tuple[str, int] | Response:
    """Let them do homework that a gate holds, for a reason that is written down."""
    found = get_assignment(session, current_identity, assignment_id)
    form = OverrideForm()
    if form.validate_on_submit():
        with told_on(form):
            reason = form.reason.data or ""
            services.override(session, current_identity, assignment_id, reason=reason)
            flash(_("They can do it all the same. Your reason is kept, and stands in your brief."))
            return redirect(url_for(".assignment", assignment_id=assignment_id))
    page = render_template("counselor/override.html", assignment=found, form=form, **resting(found))
    return page, status_of(form)


def resting(found: Assignment) -> dict[str, Any]:
    """Why it rests, if it does, and what was written when it was given all the same."""
    holds = holds_of(session, current_identity, found.couple)
    rests = is_held(session, current_identity, found)
    return {
        "held": why_held(found.definition, holds) if rests else None,
        "overrides": list_overrides(session, current_identity, found.couple, assignment=found),
    }
