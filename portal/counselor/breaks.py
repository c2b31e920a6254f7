"""The breaks of a couple: entering one, and ending it early."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.breaks import services
from couples.breaks.queries import get_break, list_breaks
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.caseload.services import change_time_zone
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.assign import new_token
from portal.forms.breaks import EVERYTHING, BreakForm, ClocksForm
from portal.forms.refusals import status_of, told_on


@blueprint.route("/couples/<public_id:couple_id>/breaks", methods=["GET", "POST"])
def breaks(couple_id: str) -> str | tuple[str, int] | Response:
    """When homework rests, and one more break."""
    couple = get_couple(session, current_identity, couple_id)
    form = BreakForm(_running(couple), what=request.args.get("assignment", EVERYTHING))
    if form.validate_on_submit() and form.first_on.data:
        with told_on(form):
            services.enter(
                session,
                current_identity,
                couple_id,
                first_on=form.first_on.data,
                last_on=form.last_on.data,
                assignment_id=None if form.what.data == EVERYTHING else form.what.data,
                token=form.token.data or new_token(),
            )
            flash(_("The break is entered. Nothing is due in it."))
            return redirect(url_for(".breaks", couple_id=couple_id))
    return _page(couple, form), status_of(form)


@blueprint.post("/breaks/<public_id:break_id>/end")
def end_break(break_id: str) -> Response:
    """Let homework go on from today; call off what has not begun."""
    found = get_break(session, current_identity, break_id)
    ended = services.end(session, current_identity, break_id)
    flash(_("Called off.") if ended.cancelled_at else _("Homework goes on from today."))
    return redirect(url_for(".breaks", couple_id=found.couple.public_id))


@blueprint.post("/couples/<public_id:couple_id>/clocks")
def change_clocks(couple_id: str) -> Response | tuple[str, int]:
    """Let a couple that travels, or has moved, live by other clocks."""
    couple = get_couple(session, current_identity, couple_id)
    clocks = ClocksForm()
    if clocks.validate_on_submit():
        zone = clocks.time_zone.data
        change_time_zone(session, current_identity, couple_id, time_zone=zone)
        flash(_("Their days go by these clocks now. What is over keeps its day."))
        return redirect(url_for(".breaks", couple_id=couple_id))
    return _page(couple, BreakForm(_running(couple), formdata=None), clocks), status_of(clocks)


def _running(couple: Couple) -> list[Assignment]:
    return list_assignments(session, current_identity, couple_ids=[couple.id], running=True)


def _page(couple: Couple, form: BreakForm, clocks: ClocksForm | None = None) -> str:
    today = clock.today(couple.time_zone)
    known = list_breaks(session, current_identity, [couple.id])
    return render_template(
        "counselor/breaks.html",
        couple=couple,
        form=form,
        clocks=clocks or ClocksForm(formdata=None, time_zone=couple.time_zone),
        token=form.token.data or new_token(),
        today=today,
        to_come=[b for b in known if b.last_on is None or b.last_on >= today],
        over=[b for b in reversed(known) if b.last_on is not None and b.last_on < today],
    )
