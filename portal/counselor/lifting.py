"""Ending a time-out for both, with the reason kept."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.pauses import lifting
from couples.pauses.queries import get_pause
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.pauses import LiftForm
from portal.forms.refusals import told_on


@blueprint.route("/pauses/<public_id:pause_id>/end", methods=["GET", "POST"])
def lift_pause(pause_id: str) -> str | tuple[str, int] | Response:
    """What ending it does, and why it is done."""
    found = get_pause(session, current_identity, pause_id)
    form = LiftForm()
    if form.validate_on_submit():
        with told_on(form):
            lifting.lift(session, current_identity, pause_id, reason=form.reason.data or "")
            flash(_("It is over for both of them. Your reason is kept with it."))
            return redirect(url_for(".couple", couple_id=found.couple.public_id))
    return render_template("counselor/lift-pause.html", pause=found, form=form), form.status
