"""Leaving what the two do here together, and the page that both find afterwards."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.partings import services as partings
from couples.submissions.aside import list_set_aside
from portal.access import current_identity
from portal.asking_again import asks_even_after_signing_in
from portal.database import session
from portal.forms.leaving import SURE, LeaveForm
from portal.partner import blueprint
from portal.partner.hand_overs import shown, told_to
from portal.partner.us import Us, us_of


@blueprint.get("/leave")
@asks_even_after_signing_in
def leave() -> str | Response:
    """Say what happens. Once the two have parted, either can still say that they leave too."""
    us = us_of(session, current_identity)
    if us.is_alone:
        return redirect(url_for(".afterwards"))
    return _page(us, LeaveForm(None, sure=SURE))


@blueprint.post("/leave")
@asks_even_after_signing_in
def go() -> Response | tuple[str, int]:
    """Leave; a second press leaves once."""
    form = LeaveForm()
    if form.validate_on_submit():
        partings.leave(session, current_identity, words=form.words.data or "")
        return redirect(url_for(".afterwards"))
    return _page(us_of(session, current_identity), form), form.status


def _page(us: Us, form: LeaveForm) -> str:
    return render_template("partner/leave.html", us=us, form=form)


@blueprint.get("/afterwards")
def afterwards() -> str | Response:
    """What is left to each of the two, in the same words for both."""
    if not current_identity.is_apart:
        return redirect(url_for(".this_week"))
    us = us_of(session, current_identity)
    aside = list_set_aside(session, current_identity)
    return render_template(
        "partner/afterwards.html",
        us=us,
        set_aside=aside,
        **shown(us, told_to(us)),
    )
