"""Opening the couple of a colleague in an emergency, with a reason and never unseen."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.admissions import standing_in
from couples.admissions.models import Admission
from couples.wording import gettext as _
from portal import looking
from portal.access import current_identity
from portal.asking_again import asks_even_after_signing_in
from portal.counselor import blueprint
from portal.database import session
from portal.forms.admissions import StandInForm
from portal.forms.refusals import told_on


@blueprint.route("/standing-in", methods=["GET", "POST"])
@asks_even_after_signing_in
def stand_in() -> Response | tuple[str, int]:
    """Say what happens, ask for the two names and the reason, and open it."""
    form = StandInForm()
    if form.validate_on_submit():
        with told_on(form):
            admission = _open(form)
            flash(_("Open to you for a time. %(name)s is told.", name=admission.counselor.name))
            return redirect(url_for(".guest", admission_id=admission.public_id))
    page = render_template("counselor/stand-in.html", form=form)
    return page, form.status


def _open(form: StandInForm) -> Admission:
    try:
        return standing_in.stand_in(
            session,
            current_identity,
            one=form.one.data or "",
            other=form.other.data or "",
            reason=form.reason.data or "",
        )
    except standing_in.NotOneCoupleError:
        looking.note_asked_in_vain()
        raise
