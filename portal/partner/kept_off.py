"""
What somebody keeps off their own pages: read after their password, and brought back.

The proof of who is there is good for one look. Going back, or opening the page again, asks
anew, also a moment after signing in: whoever takes up a phone has it in hand a minute later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import flask
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.errors import NotFoundError
from couples.submissions import keeping_off
from couples.submissions.models import Standing
from couples.wording import gettext as _
from portal import proof
from portal.access import current_identity
from portal.database import session
from portal.forms.account import ProofForm
from portal.partner import blueprint
from portal.partner.presses import new_press
from portal.partner.reading import reading_of
from portal.partner.us import us_of

_LOOK, _PAGE = "kept-off-look", "kept-off-page"
_FOR_A_LOOK, _FOR_A_PAGE = timedelta(minutes=1), timedelta(minutes=10)


@blueprint.route("/privacy/kept-off", methods=["GET", "POST"])
def kept_off() -> Response | str | tuple[str, int]:
    """Ask for the password, whether or not there is anything, and show it once."""
    form = ProofForm()
    if proof.is_proven(form):
        flask.session[_LOOK] = clock.now().timestamp()
        return redirect(url_for(".kept_off"))
    if request.method == "GET" and _is_recent(flask.session.pop(_LOOK, None), _FOR_A_LOOK):
        return _opened()
    return render_template("partner/kept-off.html", form=form), form.status


def _opened() -> str:
    """Everything that is kept off, with a press for each that only this page holds."""
    us = us_of(session, current_identity)
    own = replace(us, viewer=us.viewer.with_kept_off())
    key = new_press()
    flask.session[_PAGE] = [key, clock.now().timestamp()]
    found = keeping_off.list_kept_off(session, current_identity)
    return render_template(
        "partner/kept-off-opened.html",
        us=us,
        pages=[reading_of(session, own, each) for each in found],
        aside=keeping_off.list_kept_off_aside(session, current_identity),
        key=key,
    )


@blueprint.post("/submissions/<public_id:submission_id>/bring-back")
def bring_back(submission_id: str) -> Response:
    """Have it on one's own pages again; only the page that was shown after the proof can ask."""
    key, at = flask.session.get(_PAGE, ["", None])
    if not key or request.form.get("key") != key or not _is_recent(at, _FOR_A_PAGE):
        raise NotFoundError
    found = keeping_off.bring_back(session, current_identity, submission_id)
    flash(_("It is on your pages again."))
    if found.standing is not Standing.STANDS:
        return redirect(url_for(".set_aside", submission_id=submission_id))
    return redirect(url_for(".submission", submission_id=submission_id))


def _is_recent(at: float | None, within: timedelta) -> bool:
    """Whether it was noted a short while ago, as the cookie says that we signed."""
    now = clock.now().timestamp()
    return at is not None and now - within.total_seconds() < at <= now
