"""Writing: the form, keeping it, and choosing where two tabs wrote at once."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.safety.opening import is_resting
from couples.submissions import drafts
from couples.submissions.drafts import DraftConflictError
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.models import Draft, Submission
from couples.submissions.queries import find_handed_in
from couples.submissions.references import referred_by
from couples.submissions.taking_back import is_sent_at_once
from couples.submissions.typed import Typed
from couples.wording import gettext as _
from portal import moments
from portal.access import current_identity
from portal.database import session
from portal.forms.growing import one_more
from portal.forms.questions import ANSWER, WHO
from portal.forms.sent import read
from portal.kept import typed_words
from portal.partner import blueprint
from portal.partner.beginnings import AUTOSAVE, get_mine
from portal.partner.lines import place_of, wanted_lines
from portal.partner.presses import new_press, own_saves, seen_revision
from portal.partner.sending import SEND, back_from, is_same_press, send
from portal.partner.us import us_of
from portal.partner.versions import differences, kept_words
from portal.partner.writing import writing_of


@blueprint.get("/drafts/<public_id:draft_id>")
def draft(draft_id: str) -> Response | str:
    """The form as it was left."""
    handed_in = find_handed_in(session, current_identity, draft_id)
    if handed_in is not None:
        return redirect(url_for(".submission", submission_id=handed_in.public_id))
    mine = get_mine(draft_id)
    us = us_of(session, current_identity)
    writing = writing_of(session, us, mine)
    if writing.is_resting:
        return render_template(
            "partner/kept-draft.html", kept=kept_words(mine, us), writing=writing
        )
    problems = writing.problems() if "look" in request.args else {}
    form = writing.form(lines=wanted_lines(), problems=problems)
    return render_template("partner/draft.html", writing=writing, form=form, key=new_press())


@blueprint.post("/drafts/<public_id:draft_id>")
def save_draft(draft_id: str) -> Response | tuple[Response | str, int]:
    """Keep what was typed, right or wrong, and go where the pressed button leads."""
    handed_in = find_handed_in(session, current_identity, draft_id)
    if handed_in is not None and is_same_press(handed_in):
        return back_from(handed_in)
    if handed_in is not None:
        raise AlreadySubmittedError(_("You have handed this in already."), handed_in)
    mine = get_mine(draft_id)
    typed = read(mine.assignment.definition, mine.part, request.form)
    try:
        saved = drafts.save(
            session,
            current_identity,
            draft_id,
            typed=typed,
            revision=seen_revision(),
            own=own_saves(),
        )
    except DraftConflictError as conflict:
        return _let_them_choose(conflict.saved, typed)
    return _after_saving(saved)


def _after_saving(saved: Draft) -> Response:
    action = request.form.get("action", "")
    if AUTOSAVE in request.headers:
        words = _("Saved at %(time)s", time=moments.time(saved.saved_at))
        return jsonify(revision=saved.revision, saved_at=saved.saved_at.isoformat(), words=words)
    if action == SEND and is_sent_at_once(saved.assignment.definition, saved.part):
        return send(saved)
    if action in {"check", SEND}:
        return redirect(url_for(".check", draft_id=saved.public_id))
    if more := one_more():
        lines, line = place_of(more)
        return redirect(url_for(".draft", draft_id=saved.public_id, lines=lines, _anchor=line))
    if action == "keep" or is_resting(session, current_identity, saved.assignment):
        flash(_("This is what you typed. It is kept."))
        return redirect(url_for(".draft", draft_id=saved.public_id))
    flash(_("Saved. You can carry on whenever you like."))
    return redirect(url_for(".this_week"))


def _let_them_choose(saved: Draft, typed: Typed) -> tuple[Response | str, int]:
    """Both versions, and nothing lost: what was typed here travels along in the form."""
    if AUTOSAVE in request.headers:
        return jsonify(reason="conflict"), 409
    us, fields = us_of(session, current_identity), saved.assignment.definition.fields
    referred = referred_by(session, us.viewer, us.couple, fields)
    found = differences(saved, typed, us, referred)
    carried = [pair for pair in request.form.items(multi=True) if pair[0].startswith((ANSWER, WHO))]
    page = render_template(
        "partner/two-versions.html", draft=saved, differences=found, carried=carried
    )
    return page, 409


@blueprint.errorhandler(AlreadySubmittedError)
def _already_handed_in(error: AlreadySubmittedError) -> tuple[Response | str, int]:
    """Say that it was handed in, and where that is; whatever was typed is on the page."""
    if AUTOSAVE in request.headers:
        return jsonify(reason="handed-in"), 409
    standing: Submission | None = error.standing
    return render_template(
        "partner/already.html", sentence=str(error), standing=standing, words=typed_words()
    ), 409
