"""What was handed in: the receipt, reading it later, showing it to more people, trying again."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.audiences import Audience
from couples.safety.queries import list_signals
from couples.submissions import drafts, sharing
from couples.submissions.queries import get_answer, get_submission
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.partner import blueprint
from portal.partner.helping import contacts_here
from portal.partner.reading import reading_of
from portal.partner.scores import own_score
from portal.partner.us import us_of


@blueprint.get("/submissions/<public_id:submission_id>")
def submission(submission_id: str) -> str:
    """The words, who can see them now and later, and what came back."""
    us = us_of(session, current_identity)
    found = get_submission(session, current_identity, submission_id)
    page = reading_of(session, us, found)
    here = contacts_here() if list_signals(session, current_identity, found) else None
    score = own_score(session, us, found) if page.is_mine else None
    return render_template("partner/submission.html", us=us, page=page, here=here, score=score)


@blueprint.post("/submissions/<public_id:submission_id>/try-again")
def try_again(submission_id: str) -> Response:
    """Begin another attempt at what was given back, with the words of the last one."""
    draft = drafts.try_again(session, current_identity, submission_id)
    session.flush()
    return redirect(url_for(".draft", draft_id=draft.public_id))


@blueprint.post("/answers/<public_id:answer_id>/widen")
def widen(answer_id: str) -> Response:
    """Let more people read one answer, for good."""
    answer = get_answer(session, current_identity, answer_id)
    sharing.widen(session, current_identity, answer_id, audience=_chosen_audience(answer.audience))
    flash(_("More people can read this answer now."))
    return redirect(
        url_for(
            ".submission",
            submission_id=answer.submission.public_id,
            _anchor=f"answer-{answer.public_id}",
        )
    )


def _chosen_audience(now: Audience) -> Audience:
    """What the button asked for; nonsense asks for what already is, which is refused."""
    chosen = request.form.get("audience", "")
    return Audience(chosen) if chosen in set(Audience) else now
