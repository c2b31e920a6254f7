"""Sending what is noted in a minute with one press, and taking it back in the first moment."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from couples.errors import NotFoundError
from couples.identity import Identity
from couples.safety.opening import NotScheduledError
from couples.submissions import doubts, handing_in, taking_back
from couples.submissions.handing_in import CutOffError
from couples.submissions.models import Draft, Submission
from couples.submissions.queries import get_submission
from couples.submissions.typed import InvalidAnswersError
from couples.wording import gettext as _
from portal.access import current_identity
from portal.browsers import this_browser
from portal.database import session
from portal.partner import blueprint
from portal.partner.presses import this_press

SEND = "send"


def send(saved: Draft) -> Response:
    """Hand in what was just saved, and go back to where it began; what is missing is asked for."""
    try:
        sent = handing_in.submit(
            session, current_identity, saved.public_id, revision=saved.revision, key=this_press()
        )
    except InvalidAnswersError:
        return redirect(url_for(".draft", draft_id=saved.public_id, look="again"))
    except (CutOffError, NotScheduledError):
        return redirect(url_for(".draft", draft_id=saved.public_id))
    doubts.note_handed_in(sent, this_browser())
    return back_from(sent)


def is_same_press(sent: Submission) -> bool:
    """Whether this is the press again that has sent it already."""
    return request.form.get("action") == SEND and sent.idempotency_key == request.form.get("key")


def back_from(sent: Submission) -> Response:
    """Where it began, with the chance to take it back."""
    return redirect(url_for(".this_week", sent=sent.public_id))


def sent_just_now(viewer: Identity) -> Submission | None:
    """What the address says was sent a moment ago, while it can be taken back still."""
    name = request.args.get("sent")
    if not name:
        return None
    try:
        found = get_submission(session, viewer, name)
    except NotFoundError:
        return None
    return found if taking_back.may_take_back(viewer, found) else None


@blueprint.post("/submissions/<public_id:submission_id>/take-back")
def take_back(submission_id: str) -> Response:
    """As if it had not been sent, with the words kept for its author."""
    draft = taking_back.take_back(session, current_identity, submission_id)
    doubts.note_begun(draft, this_browser())
    session.flush()
    flash(_("Taken back. Your words are here, and nobody else reads them."))
    return redirect(url_for(".draft", draft_id=draft.public_id))
