"""Reading what was handed in: the queue, one item after another, and what to do with each."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.submissions import reviewing
from couples.submissions.models import Submission
from couples.submissions.queries import get_submission, list_same_occurrence
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.queue import list_items, place_of
from portal.counselor.reading import reading_of
from portal.database import session
from portal.forms.base import REFUSED
from portal.forms.refusals import status_of, told_on
from portal.forms.review import ReplyForm


@blueprint.get("/review")
def review() -> str:
    """Everything that waits to be read."""
    return render_template("counselor/review.html", items=list_items())


@blueprint.get("/review/<public_id:submission_id>")
def review_item(submission_id: str) -> str:
    """Both sides of one piece of homework."""
    submission = get_submission(session, current_identity, submission_id)
    return _page(submission, _forms(submission))


@blueprint.post("/review/<public_id:submission_id>/replies")
def reply(submission_id: str) -> str | tuple[str, int] | Response:
    """Write to the author, or ask them for another attempt with words on what would help."""
    submission = get_submission(session, current_identity, submission_id)
    forms = _forms(submission)
    form = forms[submission.author_id]
    if form.validate_on_submit():
        with told_on(form):
            flash(_send(submission, form.words.data or ""))
            forms[submission.author_id] = _forms(submission, are_sent=True)[submission.author_id]
            return _go_on(submission, forms)
    return _page(submission, forms), status_of(form)


def _send(submission: Submission, words: str) -> str:
    """Do what the pressed button says, and say what was done."""
    id_, name = submission.public_id, submission.author.name
    if request.form.get("kind") == "return":
        reviewing.return_for_another_attempt(session, current_identity, id_, words=words)
        return _("Given back. %(name)s begins again from what they wrote.", name=name)
    reviewing.reply(session, current_identity, id_, words=words)
    return _("Sent. Of the two, only %(name)s reads it.", name=name)


@blueprint.post("/review/<public_id:submission_id>/done")
def finish_review(submission_id: str) -> Response | tuple[str, int]:
    """Take what was seen off the queue, and go on to the next."""
    submission = get_submission(session, current_identity, submission_id)
    forms = _forms(submission)
    if _tell_unsent(submission, forms) and "unsent" not in request.form:
        return _page(submission, forms, asks=True), REFUSED
    following = place_of(submission).next
    _mark_seen(submission)
    if following:
        return redirect(url_for(".review_item", submission_id=following))
    flash(_("Done. Nothing comes after this one."))
    return redirect(url_for(".review"))


def _mark_seen(submission: Submission) -> None:
    seen = frozenset(request.form.getlist("seen"))
    for attempt in list_same_occurrence(session, current_identity, submission):
        # What came in while the page was open was not read, and stays.
        if attempt.public_id in seen and attempt.returned_at is None:
            reviewing.mark_reviewed(session, current_identity, attempt.public_id)


@blueprint.post("/answers/<public_id:answer_id>/release")
def release_answer(answer_id: str) -> str | Response:
    """Open an answer that was written for the session to the other partner."""
    answer = reviewing.release(session, current_identity, answer_id)
    submission = answer.submission
    other = submission.assignment.couple.other_partner(submission.author_id)
    flash(_("%(name)s can read this answer now.", name=other.name))
    return _go_on(submission, _forms(submission))


def _forms(submission: Submission, *, are_sent: bool = False) -> dict[int, ReplyForm]:
    """A place to write to each of the two, with what every press of the page brings along."""
    both = submission.assignment.couple.partners
    return {each.id: ReplyForm(place, is_sent=are_sent) for place, each in enumerate(both, start=1)}


def _tell_unsent(submission: Submission, forms: dict[int, ReplyForm]) -> bool:
    """Say of each reply that was begun that it is not sent; whether there is any."""
    both = submission.assignment.couple.partners
    begun = [each for each in both if forms[each.id].is_written]
    for each in begun:
        forms[each.id].tell_unsent(each.name or "")
    return bool(begun)


def _go_on(submission: Submission, forms: dict[int, ReplyForm]) -> str | Response:
    """Back to the page, with the words in it that were typed for the other one meanwhile."""
    if any(form.is_written for form in forms.values()):
        return _page(submission, forms)
    return redirect(url_for(".review_item", submission_id=submission.public_id))


def _page(submission: Submission, forms: dict[int, ReplyForm], *, asks: bool = False) -> str:
    """The page; where it `asks`, with the way on without sending what was begun."""
    return render_template(
        "counselor/review-item.html",
        reading=reading_of(submission, current_identity),
        place=place_of(submission),
        forms=forms,
        asks=asks,
    )
