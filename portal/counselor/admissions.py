"""Letting a colleague read a couple along: who does, until when, and who did before."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.admissions import services
from couples.admissions.queries import list_over, list_running
from couples.caseload.practice import list_colleagues
from couples.caseload.queries import get_couple
from couples.consents import services as consents
from couples.consents.queries import list_agreed
from couples.partings.queries import has_parted
from couples.wording import gettext as _
from portal.access import current_identity
from portal.asking_again import asks_again
from portal.counselor import blueprint
from portal.database import session
from portal.forms.admissions import LetInForm
from portal.forms.refusals import told_on


@blueprint.route("/couples/<public_id:couple_id>/reading-along", methods=["GET", "POST"])
@asks_again
def reading_along(couple_id: str) -> Response | tuple[str, int]:
    """Say what happens, choose the colleague and the day, and do it."""
    couple = get_couple(session, current_identity, couple_id)
    form = LetInForm(list_colleagues(session, current_identity, of=couple.counselor_id))
    if form.validate_on_submit():
        with told_on(form):
            _let_in(couple_id, form.reader.data, form.last_on.data or date.min)
            return redirect(url_for(".reading_along", couple_id=couple_id))
    page = render_template(
        "counselor/reading-along.html",
        couple=couple,
        form=form,
        agreed=list_agreed(session, current_identity, couple),
        has_parted=has_parted(session, current_identity, couple),
        running=list_running(session, current_identity, couple),
        over=list_over(session, current_identity, couple),
    )
    return page, form.status


def _let_in(couple_id: str, reader_id: str, last_on: date) -> None:
    made = services.let_in(session, current_identity, couple_id, reader_id, last_on)
    flash(_("%(name)s reads along from now on. Both partners are told.", name=made.reader.name))


@blueprint.post("/couples/<public_id:couple_id>/newer-words")
def ask_to_agree(couple_id: str) -> Response:
    """Ask both partners to read the words that say that a colleague may read along."""
    consents.ask_to_agree(session, current_identity, couple_id)
    flash(
        _(
            "It stands on their first page, each on their own. For whoever said “not now” in the "
            "last 30 days this press does not count; nobody is told whether anybody did."
        )
    )
    return redirect(url_for(".reading_along", couple_id=couple_id))


@blueprint.post("/admissions/<public_id:admission_id>/end")
def end_admission(admission_id: str) -> Response:
    """End it, as the couple's counselor or as whoever reads along."""
    ended = services.let_no_longer(session, current_identity, admission_id)
    if ended.reader_id == current_identity.person_id:
        flash(_("You read them no longer."))
        return redirect(url_for(".couples"))
    flash(_("%(name)s reads them no longer.", name=ended.reader.name))
    return redirect(url_for(".reading_along", couple_id=ended.couple.public_id))
