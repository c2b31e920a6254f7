"""What was handed in under the wrong name, as the counselor puts it right."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.submissions import attribution
from couples.submissions.aside import both_had_by, get_set_aside, list_answers_aside
from couples.submissions.beginnings import has_beginning
from couples.submissions.models import Standing, Submission
from couples.submissions.reading import tell
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.steps import steps_of
from portal.database import session
from portal.kept import typed_words

ACTS = {
    "quarantine": attribution.quarantine,
    "restore": attribution.restore,
    "reattribute": attribution.reattribute,
    "void": attribution.void,
}


@blueprint.get("/set-aside/<public_id:submission_id>")
def set_aside(submission_id: str) -> str:
    """What may be read of it, what was done so far, and what can be done next."""
    return _page(get_set_aside(session, current_identity, submission_id))


def _page(found: Submission, words: str = "") -> str:
    """The page, with whatever stood in a field where the button was pressed, to copy."""
    couple = found.assignment.couple
    answers = list_answers_aside(session, current_identity, found)
    return render_template(
        "counselor/set-aside.html",
        submission=found,
        couple=couple,
        other=couple.other_partner(found.author_id),
        answers=tell(found.assignment.definition, answers),
        waits_with_it=has_beginning(session, current_identity, found),
        both_had_by=both_had_by(session, current_identity, found),
        why_not_offered=attribution.why_not_offered(found),
        steps=steps_of(found),
        words=words,
    )


@blueprint.post("/set-aside/<public_id:submission_id>")
def put_right(submission_id: str) -> str | Response:
    """Do what the pressed button says. A press that says nothing changes nothing."""
    act = ACTS.get(request.form.get("act", ""))
    if act is None:
        get_set_aside(session, current_identity, submission_id)
        return redirect(url_for(".set_aside", submission_id=submission_id))
    found = act(session, current_identity, submission_id)
    flash(_done(found))
    if found.standing is Standing.STANDS:
        return redirect(url_for(".review_item", submission_id=submission_id))
    if words := typed_words():
        return _page(found, words)
    return redirect(url_for(".set_aside", submission_id=submission_id))


def _done(found: Submission) -> str:
    """What the press came to."""
    match found.standing:
        case Standing.QUARANTINED:
            return _("Put aside. Neither of them can read it, and it counts for nobody.")
        case Standing.OFFERED:
            other = found.assignment.couple.other_partner(found.author_id)
            return _("%(name)s is asked whether it was theirs.", name=other.name)
        case Standing.VOID:
            return _("Void. It is kept, and nobody reads it.")
        case Standing.STANDS:
            return _("Put back. Who reads what of it now stands beside each answer.")
