"""What was begun and went aside with the attempt before: where it stands, and having it back."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.errors import NotFoundError
from couples.submissions import added, beginnings
from couples.submissions.beginnings import DraftSetAsideError, Fate
from couples.submissions.models import Draft
from couples.submissions.queries import get_draft
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.kept import typed_words
from portal.partner import blueprint
from portal.partner.us import us_of
from portal.partner.versions import kept_words, said_in

AUTOSAVE = "X-Mendwell-Autosave"


def get_mine(draft_id: str) -> Draft:
    """One of the viewer's own drafts; of one that was set aside it says so."""
    try:
        return get_draft(session, current_identity, draft_id)
    except NotFoundError:
        beginnings.require_not_aside(session, current_identity, draft_id)
        raise


@blueprint.get("/beginnings/<public_id:draft_id>")
def beginning(draft_id: str) -> str:
    """What became of it, and its words where they are known to be the viewer's."""
    us = us_of(session, current_identity)
    found = beginnings.get_beginning(session, current_identity, draft_id)
    fate = beginnings.fate_of(found)
    is_theirs = fate is Fate.THEIRS
    return render_template(
        "partner/beginning.html",
        us=us,
        draft=found,
        fate=fate.name.lower(),
        kept=kept_words(found, us) if is_theirs else [],
        is_asked_for=is_theirs and beginnings.is_asked_for(session, found),
    )


@blueprint.post("/beginnings/<public_id:draft_id>")
def have_beginning_back(draft_id: str) -> Response | str:
    """Go on with it, or have back what was added. A press that says neither changes nothing."""
    match request.form.get("act"):
        case "go-on":
            draft = beginnings.go_on_with(session, current_identity, draft_id)
            flash(_("You go on with this one. The other is kept beside it."))
            return redirect(url_for(".draft", draft_id=draft.public_id))
        case "take-back":
            return _taken_back(draft_id)
        case _nothing:
            return redirect(url_for(".beginning", draft_id=draft_id))


def _taken_back(draft_id: str) -> Response | str:
    taken = added.take_back(session, current_identity, draft_id)
    found = beginnings.get_beginning(session, current_identity, draft_id)
    if taken.draft is not None:
        session.flush()
        flash(_("What you added is here again."))
        return redirect(url_for(".draft", draft_id=taken.draft.public_id))
    if not taken.typed.answers:
        flash(_("Nothing had been added that was not there before."))
        return redirect(url_for(".homework", assignment_id=found.assignment.public_id))
    us = us_of(session, current_identity)
    kept = said_in(taken.typed, found, us)
    return render_template("partner/taken-back.html", draft=found, kept=kept)


@blueprint.errorhandler(DraftSetAsideError)
def _went_aside(error: DraftSetAsideError) -> Response | tuple[Response | str, int]:
    """Say that it was put aside, and show what was being typed in this window."""
    if AUTOSAVE in request.headers:
        return jsonify(reason="set-aside"), 409
    address = url_for(".beginning", draft_id=error.draft.public_id)
    if request.method != "POST" or not typed_words():
        return redirect(address)
    return render_template(
        "partner/put-aside.html", sentence=str(error), address=address, words=typed_words()
    ), 409
