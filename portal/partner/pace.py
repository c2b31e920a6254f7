"""Stopping at once what the two are doing together, without a name and without a reason."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from couples.submissions import readiness
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.partner import blueprint
from portal.partner.beginnings import get_mine


@blueprint.post("/drafts/<public_id:draft_id>/stop")
def stop_draft(draft_id: str) -> Response:
    """End it for both; what there is to say about it can wait."""
    mine = get_mine(draft_id)
    readiness.stop(session, current_identity, mine.assignment.public_id)
    flash(_("It has stopped. You owe nobody a reason, and the questions below can wait."))
    return redirect(url_for(".draft", draft_id=draft_id, stopped="yes"))
