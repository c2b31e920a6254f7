"""A couple's repairs: letting them begin, seeing where each stands, and what their acts did."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.repairs import services
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.repair_lines import repairs_of
from portal.database import session
from portal.forms.assign import new_token
from portal.forms.refusals import status_of, told_on
from portal.forms.repairs import RepairForm


@blueprint.route("/couples/<public_id:couple_id>/repairs", methods=["GET", "POST"])
def repairs(couple_id: str) -> str | tuple[str, int] | Response:
    """Where each repair stands, and one more."""
    couple = get_couple(session, current_identity, couple_id)
    form = RepairForm.for_couple(couple)
    if form.validate_on_submit():
        with told_on(form):
            services.open_repair(
                session,
                current_identity,
                couple_id,
                hurt_id=form.hurt.data or "",
                token=form.token.data or new_token(),
            )
            flash(_("It is open. The first homework is on their page, and the rest follows."))
            return redirect(url_for(".repairs", couple_id=couple_id))
    return _page(couple, form), status_of(form)


@blueprint.post("/repairs/<public_id:repair_id>/end")
def end_repair(repair_id: str) -> Response:
    """End a repair, whatever was said in it."""
    ended = services.end(session, current_identity, repair_id)
    flash(_("It is over. What was handed in stays."))
    return redirect(url_for(".repairs", couple_id=ended.couple.public_id))


def _page(couple: Couple, form: RepairForm) -> str:
    found = repairs_of(session, current_identity, couple)
    return render_template(
        "counselor/repairs.html",
        couple=couple,
        repairs=found,
        may_open=all(each.standing.ended_at is not None for each in found),
        form=form,
        token=form.token.data or new_token(),
    )
