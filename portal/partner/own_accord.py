"""What a partner begins of their own accord, and deletes again while it is theirs alone."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from couples.exercises.definition import Kind
from couples.submissions import doubts, own_accord
from couples.wording import gettext as _
from portal.access import current_identity
from portal.browsers import this_browser
from portal.database import session
from portal.partner import blueprint
from portal.partner.presses import this_press


@blueprint.post("/agreements/begin")
def begin_agreement() -> Response:
    """Begin one that nobody asked for; the other knows of it once it is proposed."""
    return _begun(own_accord.AGREEMENT)


@blueprint.post("/missteps/begin")
def begin_misstep() -> Response:
    """Begin to write down what went wrong on one's own side; nobody knows of it yet."""
    return _begun(own_accord.MISSTEP)


@blueprint.post("/drafts/<public_id:draft_id>/let-go")
def let_go_of_draft(draft_id: str) -> Response:
    """Delete what was begun of one's own accord."""
    assignment = own_accord.let_go(session, current_identity, draft_id)
    flash(_("It is gone."))
    is_agreement = assignment.definition.kind is Kind.AGREEMENT
    return redirect(url_for(".ours" if is_agreement else ".this_week"))


def _begun(exercise: str) -> Response:
    draft = own_accord.begin(session, current_identity, exercise, key=this_press())
    doubts.note_begun(draft, this_browser())
    session.flush()
    return redirect(url_for(".draft", draft_id=draft.public_id))
