"""Writing an exercise: from nothing or a copy, its head, how it will look, and publishing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.caseload.queries import list_couples
from couples.errors import DomainError, NotFoundError
from couples.exercises import authoring, publishing
from couples.exercises.authoring import written_in
from couples.exercises.checking import sketch
from couples.exercises.drafting import WrittenElsewhereError
from couples.exercises.models import ExerciseDraft
from couples.exercises.queries import get_exercise, get_exercise_draft, list_exercise_drafts
from couples.exercises.slips import HEAD
from couples.exercises.written import Typed
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_desk import (
    about,
    changes_of,
    checked_of,
    everything_to_do,
    facts_of,
    line_of,
    number_in,
    onward,
    place_of,
    rules_in,
    sheet_of,
    title_of,
)
from portal.counselor.library_words import NAMES
from portal.counselor.preview import is_second, preview_of
from portal.database import session
from portal.forms.assign import new_token
from portal.forms.authoring import HeadForm, head_form
from portal.forms.base import REFUSED


@blueprint.get("/library/new")
def new_exercise() -> str:
    """The ways to begin, and what was begun."""
    drafts = list_exercise_drafts(session, current_identity)
    return render_template(
        "counselor/new-exercise.html",
        drafts=[(draft, title_of(draft)) for draft in drafts],
        couples={c.id: c for c in list_couples(session, current_identity)},
        token=new_token(),
    )


@blueprint.post("/library/drafts")
def start_exercise() -> Response:
    """Begin with nothing."""
    token = request.form.get("token") or new_token()
    draft = authoring.begin(session, current_identity, None, token=token[:40])
    return redirect(url_for(".exercise_head", exercise_draft_id=draft.public_id))


@blueprint.post("/library/<public_id:exercise_id>/copy")
def copy_exercise(exercise_id: str) -> Response:
    """Begin with what another exercise says."""
    token = request.form.get("token") or new_token()
    version = get_exercise(session, current_identity, exercise_id)
    draft = authoring.begin(session, current_identity, version.definition, token=token[:40])
    return redirect(url_for(".exercise_draft", exercise_draft_id=draft.public_id))


@blueprint.post("/library/<public_id:exercise_id>/edit")
def edit_exercise(exercise_id: str) -> Response:
    """Begin the next version."""
    draft = authoring.begin_version(session, current_identity, exercise_id)
    return redirect(url_for(".exercise_draft", exercise_draft_id=draft.public_id))


@blueprint.get("/library/drafts/<public_id:exercise_draft_id>")
def exercise_draft(exercise_draft_id: str) -> str:
    """Everything written so far, with what is still to do, beside how it will look."""
    draft = get_exercise_draft(session, current_identity, exercise_draft_id)
    written = written_in(draft)
    checked = checked_of(draft)
    return render_template(
        "counselor/exercise-draft.html",
        **about(draft),
        written=written,
        facts=facts_of(checked),
        items=everything_to_do(draft, checked),
        lines=[line_of(question, checked) for question in written.questions],
        rules=rules_in(checked),
        changes=changes_of(checked, draft),
        preview=preview_of(sketch(checked), is_second=is_second()),
    )


@blueprint.route("/library/drafts/<public_id:exercise_draft_id>/head", methods=["GET", "POST"])
def exercise_head(exercise_draft_id: str) -> str | tuple[str, int] | Response:
    """Everything but the questions."""
    draft = get_exercise_draft(session, current_identity, exercise_draft_id)
    written = written_in(draft)
    form = head_form(NAMES, written.head, written.stamp, request.form or None)
    if request.method == "POST":
        try:
            save_head(draft, form, written.head)
        except WrittenElsewhereError as other:
            return _head_page(draft, form, conflict=other), REFUSED
        here = url_for(".exercise_head", exercise_draft_id=draft.public_id)
        back = url_for(".exercise_draft", exercise_draft_id=draft.public_id)
        return onward(checked_of(draft).at(HEAD), here, back)
    if written.stamp or draft.base_id:
        form.tell(checked_of(draft).at(HEAD))
    return _head_page(draft, form)


@blueprint.post("/library/drafts/<public_id:exercise_draft_id>/publish")
def publish_exercise(exercise_draft_id: str) -> Response:
    """Make it the version that is given from now on, or say what is still to do."""
    seen = number_in(request.form.get("seen"))
    try:
        version = publishing.publish(session, current_identity, exercise_draft_id, seen=seen)
    except NotFoundError:
        raise
    except DomainError as refusal:  # It is said where everything that was written still stands.
        flash(str(refusal), "warning")
        return redirect(
            url_for(".exercise_draft", exercise_draft_id=exercise_draft_id, _anchor="todo")
        )
    is_tailored = version.exercise.couple_id is not None
    told = _("From now on they get this.") if is_tailored else _("Version %(number)s is published.")
    flash(told % {"number": version.number})
    return redirect(place_of(version.exercise))


@blueprint.post("/library/drafts/<public_id:exercise_draft_id>/discard")
def discard_exercise_draft(exercise_draft_id: str) -> Response:
    """Throw the draft away."""
    authoring.discard(session, current_identity, exercise_draft_id)
    flash(_("The draft is gone. What was published is as it was."))
    return redirect(url_for(".library"))


def save_head(draft: ExerciseDraft, form: HeadForm, before: Typed) -> None:
    """Keep what the form holds."""
    authoring.save_head(
        session,
        current_identity,
        draft.public_id,
        typed=form.typed(before),
        stamp=number_in(form.stamp.data),
    )


def _head_page(
    draft: ExerciseDraft, form: HeadForm, conflict: WrittenElsewhereError | None = None
) -> str:
    return render_template(
        "counselor/exercise-head.html",
        **about(draft),
        **sheet_of(form, conflict),
    )
