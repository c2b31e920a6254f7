"""Writing a programme: from nothing or a copy, what is said about it, and publishing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.errors import DomainError, NotFoundError
from couples.exercises.drafting import WrittenElsewhereError
from couples.exercises.slips import HEAD
from couples.programmes import authoring, publishing
from couples.programmes.authoring import get_draft, list_drafts, written_in
from couples.programmes.models import ProgrammeDraft
from couples.programmes.queries import get_programme
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_desk import number_in, onward, sheet_of
from portal.counselor.programme_desk import (
    about_programme,
    name_of_step,
    programme_checked,
    programme_to_do,
    shelf_of,
    title_of_draft,
    to_programme,
    weeks_written,
)
from portal.counselor.programme_words import PROGRAMME_NAMES
from portal.database import session
from portal.forms.assign import new_token
from portal.forms.base import REFUSED
from portal.forms.programmes import ProgrammeHeadForm, programme_head_form, rules_of


@blueprint.get("/programmes/new")
def new_programme() -> str:
    """The ways to begin, and what was begun."""
    drafts = list_drafts(session, current_identity)
    return render_template(
        "counselor/new-programme.html",
        drafts=[(draft, title_of_draft(draft)) for draft in drafts],
        token=new_token(),
    )


@blueprint.post("/programmes/drafts")
def start_programme() -> Response:
    """Begin with nothing."""
    token = request.form.get("token") or new_token()
    draft = authoring.begin(session, current_identity, None, token=token[:40])
    return redirect(url_for(".programme_head", programme_draft_id=draft.public_id))


@blueprint.post("/programmes/<public_id:programme_id>/copy")
def copy_programme(programme_id: str) -> Response:
    """Begin with what another programme says."""
    token = request.form.get("token") or new_token()
    version = get_programme(session, current_identity, programme_id)
    draft = authoring.begin(session, current_identity, version.definition, token=token[:40])
    return to_programme(draft.public_id)


@blueprint.post("/programmes/<public_id:programme_id>/edit")
def edit_programme(programme_id: str) -> Response:
    """Begin the next version."""
    draft = authoring.begin_version(session, current_identity, programme_id)
    return to_programme(draft.public_id)


@blueprint.get("/programmes/drafts/<public_id:programme_draft_id>")
def programme_draft(programme_draft_id: str) -> str:
    """Everything written so far, week by week, with what is still to do."""
    draft = get_draft(session, current_identity, programme_draft_id)
    shelf = shelf_of()
    checked = programme_checked(draft, shelf)
    return render_template(
        "counselor/programme-draft.html",
        **about_programme(draft),
        removed=[(gone, name_of_step(gone, shelf)) for gone in written_in(draft).removed],
        head=checked.head,
        weeks=weeks_written(draft, checked, shelf),
        items=programme_to_do(draft, checked, shelf),
    )


@blueprint.route("/programmes/drafts/<public_id:programme_draft_id>/head", methods=["GET", "POST"])
def programme_head(programme_draft_id: str) -> str | tuple[str, int] | Response:
    """Everything but the steps."""
    draft = get_draft(session, current_identity, programme_draft_id)
    written = written_in(draft)
    form = programme_head_form(PROGRAMME_NAMES, written.head, written.stamp, request.form or None)
    if request.method == "POST":
        try:
            save_head(draft, form)
        except WrittenElsewhereError as other:
            return _head_page(draft, form, conflict=other), REFUSED
        here = url_for(".programme_head", programme_draft_id=draft.public_id)
        back = url_for(".programme_draft", programme_draft_id=draft.public_id)
        return onward(_slips(draft), here, back)
    if written.stamp or written.head:
        form.tell(_slips(draft))
    return _head_page(draft, form)


@blueprint.post("/programmes/drafts/<public_id:programme_draft_id>/publish")
def publish_programme(programme_draft_id: str) -> Response:
    """Make it the version that couples are enrolled in from now on, or say what is to do."""
    seen = number_in(request.form.get("seen"))
    try:
        version = publishing.publish_draft(session, current_identity, programme_draft_id, seen=seen)
    except NotFoundError:
        raise
    except DomainError as refusal:  # It is said where everything that was written still stands.
        flash(str(refusal), "warning")
        return to_programme(programme_draft_id, "todo")
    told = _("Version %(number)s is published. Courses that run stay on their own version.")
    flash(told % {"number": version.number})
    return redirect(url_for(".programme", programme_id=version.programme.public_id))


@blueprint.post("/programmes/drafts/<public_id:programme_draft_id>/discard")
def discard_programme_draft(programme_draft_id: str) -> Response:
    """Throw the draft away."""
    authoring.discard(session, current_identity, programme_draft_id)
    flash(_("The draft is gone. What was published is as it was."))
    return redirect(url_for(".programmes"))


def save_head(draft: ProgrammeDraft, form: ProgrammeHeadForm) -> None:
    """Keep what the form holds."""
    typed = form.typed(written_in(draft).head)
    authoring.save_head(
        session,
        current_identity,
        draft.public_id,
        typed={**typed, "go_on": rules_of(typed)},
        stamp=number_in(form.stamp.data),
    )


def _slips(draft: ProgrammeDraft) -> dict[str, list[str]]:
    return programme_checked(draft, shelf_of()).at(HEAD)


def _head_page(
    draft: ProgrammeDraft, form: ProgrammeHeadForm, conflict: WrittenElsewhereError | None = None
) -> str:
    return render_template(
        "counselor/programme-head.html",
        **about_programme(draft),
        **sheet_of(form, conflict),
    )
