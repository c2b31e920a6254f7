"""What was set aside, and saying of it that it was one's own, or that it was not."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.submissions import attribution, beginnings
from couples.submissions.aside import get_set_aside
from couples.submissions.models import Draft, Submission
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.partner import blueprint
from portal.partner.us import Us, us_of
from portal.promises import in_short


@blueprint.get("/set-aside/<public_id:submission_id>")
def set_aside(submission_id: str) -> str:
    """What is asked about it, without a word of it."""
    us = us_of(session, current_identity)
    found = get_set_aside(session, current_identity, submission_id)
    return render_template(
        "partner/set-aside.html",
        us=us,
        submission=found,
        is_mine=found.author_id == current_identity.person_id,
        begun=_find_begun(found),
        promises=in_short(found.assignment.definition, found.part, us.names),
    )


@blueprint.post("/set-aside/<public_id:submission_id>")
def answer_set_aside(submission_id: str) -> Response:
    """Say whose it was. A press that says neither changes nothing."""
    us = us_of(session, current_identity)
    match request.form.get("answer"):
        case "not-mine":
            said = attribution.say_not_mine(session, current_identity, submission_id)
            flash(_not_mine(us, said))
            begun = _find_begun(said)
            if begun is not None:
                return redirect(url_for(".beginning", draft_id=begun.public_id))
        case "mine":
            said = attribution.say_mine(session, current_identity, submission_id)
            if said.claimed_at is not None:
                flash(_("It is yours now, and counts as handed in."))
                return redirect(url_for(".submission", submission_id=submission_id))
            flash(_("%(name)s sees that, and can put it back.", name=us.names.counselor))
        case _nothing:
            get_set_aside(session, current_identity, submission_id)
    return redirect(url_for(".this_week"))


def _find_begun(aside: Submission) -> Draft | None:
    """What was begun with the same words, where there is anything left to do about it."""
    if current_identity.is_apart:
        return None
    return beginnings.find_of(session, current_identity, aside)


def _not_mine(us: Us, said: Submission) -> str:
    names = us.names.others
    if said.author_id == current_identity.person_id:
        return _(
            "It is put aside: neither you nor %(other)s can read it. %(counselor)s sees that.",
            **names,
        )
    return _("%(counselor)s sees that it was not yours.", **names)
