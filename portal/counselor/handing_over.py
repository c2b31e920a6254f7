"""Handing a couple over to a colleague: by whoever works with them, or owns the practice."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.caseload import handing_over
from couples.caseload.practice import get_movable_couple, list_colleagues
from couples.wording import gettext as _
from portal.access import current_identity
from portal.asking_again import asks_again
from portal.counselor import blueprint
from portal.database import session
from portal.forms.practice import HandOverForm


@blueprint.route("/couples/<public_id:couple_id>/hand-over", methods=["GET", "POST"])
@asks_again
def hand_over(couple_id: str) -> Response | tuple[str, int]:
    """Say what happens, choose the colleague, and do it."""
    couple = get_movable_couple(session, current_identity, couple_id)
    colleagues = list_colleagues(session, current_identity, of=couple.counselor_id)
    form = HandOverForm(colleagues)
    if form.validate_on_submit():
        handed = handing_over.hand_over(session, current_identity, couple_id, form.to.data)
        flash(_("%(name)s works with them from now on.", name=handed.counselor.name))
        home = ".practice" if current_user.signed_in.is_owner else ".couples"
        return redirect(url_for(home))
    page = render_template(
        "counselor/hand-over.html",
        couple=couple,
        is_own=couple.counselor_id == current_identity.person_id,
        colleagues=colleagues,
        form=form,
    )
    return page, form.status
