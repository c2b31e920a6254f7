"""Reading one's own words back before they are sent, and handing them in."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.safety.opening import NotScheduledError
from couples.submissions import doubts, handing_in
from couples.submissions.drafts import DraftConflictError
from couples.submissions.handing_in import CutOffError
from couples.submissions.keeping_off import may_keep_off
from couples.submissions.queries import find_handed_in
from couples.submissions.typed import InvalidAnswersError
from couples.wording import gettext as _
from portal.access import current_identity
from portal.browsers import this_browser
from portal.database import session
from portal.forms.base import REFUSED
from portal.partner import blueprint
from portal.partner.beginnings import get_mine
from portal.partner.presses import new_press, seen_revision, this_press
from portal.partner.us import us_of
from portal.partner.writing import writing_of

_YES = "yes"


@blueprint.get("/drafts/<public_id:draft_id>/check")
def check(draft_id: str) -> Response | tuple[str, int]:
    """Every answer in the author's own words, with who will see it."""
    handed_in = find_handed_in(session, current_identity, draft_id)
    if handed_in is not None:
        return redirect(url_for(".submission", submission_id=handed_in.public_id))
    return _read_back(draft_id)


@blueprint.post("/drafts/<public_id:draft_id>/check")
def hand_in(draft_id: str) -> Response | tuple[str, int]:
    """Hand in exactly what was read back."""
    try:
        submission = handing_in.submit(
            session,
            current_identity,
            draft_id,
            revision=seen_revision(),
            key=this_press(),
            kept_off=_is_to_be_kept_off(),
        )
    except InvalidAnswersError:
        return redirect(url_for(".draft", draft_id=draft_id, look="again"))
    except (CutOffError, NotScheduledError):
        return redirect(url_for(".draft", draft_id=draft_id))
    except DraftConflictError:
        return _read_back(draft_id, status=REFUSED)
    doubts.note_handed_in(submission, this_browser())
    flash(_("Handed in."))
    if submission.is_kept_off_by(current_identity):
        return redirect(url_for(".this_week"))
    return redirect(url_for(".submission", submission_id=submission.public_id))


def _is_to_be_kept_off() -> bool:
    """Whether its author asks that nothing of it stands on their own pages afterwards."""
    return request.form.get("kept-off") == _YES


def _read_back(draft_id: str, status: int = 200) -> Response | tuple[str, int]:
    mine = get_mine(draft_id)
    writing = writing_of(session, us_of(session, current_identity), mine)
    if writing.is_resting or writing.closed_on:
        return redirect(url_for(".draft", draft_id=draft_id))
    if writing.problems():
        return redirect(url_for(".draft", draft_id=draft_id, look="again"))
    changed = status == REFUSED
    page = render_template(
        "partner/check.html",
        writing=writing,
        key=new_press(),
        changed=changed,
        may_keep_off=may_keep_off(session, mine.assignment, mine.part, writing.audiences()),
        is_to_be_kept_off=_is_to_be_kept_off(),
    )
    return page, status
