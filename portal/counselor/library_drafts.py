"""Writing an exercise: from nothing or a copy, its head, how it will look, and publishing it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.caseload.queries import list_couples
from couples.exercises import authoring, publishing
from couples.exercises.authoring import WrittenElsewhereError, written_in
from couples.exercises.checking import Checked, sketch
from couples.exercises.models import ExerciseDraft
from couples.exercises.publishing import UnfinishedError, check_draft, newest_of
from couples.exercises.queries import get_exercise, get_exercise_draft, list_exercise_drafts
from couples.exercises.slips import HEAD
from couples.exercises.written import Typed
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_words import NAMES, part_name, type_name
from portal.counselor.preview import is_second, preview_of
from portal.counselor.words import reader
from portal.database import session
from portal.forms.assign import new_token
from portal.forms.authoring import DraftForm, HeadForm, QuestionForm, head_form
from portal.forms.refusals import REFUSED
from portal.words import doer_name, kind_name, listed


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
        facts=_facts(checked),
        items=_everything_to_do(draft, checked),
        lines=[_line(question, checked) for question in written.questions],
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
        return onward(
            draft,
            checked_of(draft).at(HEAD),
            url_for(".exercise_head", exercise_draft_id=draft.public_id),
        )
    if written.stamp or draft.base_id:
        form.tell(checked_of(draft).at(HEAD))
    return _head_page(draft, form)


@blueprint.post("/library/drafts/<public_id:exercise_draft_id>/publish")
def publish_exercise(exercise_draft_id: str) -> Response:
    """Make it the version that is given from now on, or say what is still to do."""
    seen = request.form.get("seen", "0")
    try:
        version = publishing.publish(
            session, current_identity, exercise_draft_id, seen=int(seen) if seen.isdigit() else 0
        )
    except UnfinishedError as refusal:
        flash(str(refusal), "warning")
        return redirect(
            url_for(".exercise_draft", exercise_draft_id=exercise_draft_id, _anchor="todo")
        )
    flash(_("Version %(number)s is published.", number=version.number))
    return redirect(url_for(".exercise", exercise_id=version.exercise.public_id))


@blueprint.post("/library/drafts/<public_id:exercise_draft_id>/discard")
def discard_exercise_draft(exercise_draft_id: str) -> Response:
    """Throw the draft away."""
    authoring.discard(session, current_identity, exercise_draft_id)
    flash(_("The draft is gone. What was published is as it was."))
    return redirect(url_for(".library"))


def save_head(draft: ExerciseDraft, form: HeadForm, before: Typed) -> None:
    """Keep what the form holds."""
    stamp = form.stamp.data or ""
    authoring.save_head(
        session,
        current_identity,
        draft.public_id,
        typed=form.typed(before),
        stamp=int(stamp) if stamp.isdigit() else -1,
    )


def title_of(draft: ExerciseDraft) -> str:
    """What a draft is called on the screen."""
    return written_in(draft).title or _("An exercise without a name")


def about(draft: ExerciseDraft) -> dict[str, Any]:
    """What every page of a draft says of it."""
    newest = newest_of(session, current_identity, draft)
    couples: dict[int, Couple] = {}
    if draft.couple_id is not None:
        couples = {c.id: c for c in list_couples(session, current_identity)}
    return {
        "draft": draft,
        "title": title_of(draft),
        "newest": newest,
        "couple": couples.get(draft.couple_id or 0),
    }


def to_do_here(form: DraftForm) -> list[tuple[str, str, str]]:
    """What is still to do on this page: where, at which control, and what."""
    return [
        (form.place_of(field.name), form.name_of(field.name), str(sentence))
        for field in form
        for sentence in field.errors
    ]


def _everything_to_do(draft: ExerciseDraft, checked: Checked) -> list[tuple[str, str, str]]:
    """The same for all pages of a draft."""
    labels = {q.id: q.label or _("A question without words") for q in written_in(draft).questions}
    items = []
    for slip in checked.slips:
        if slip.place == HEAD:
            called = HeadForm().name_of(slip.control)
            page = url_for(".exercise_head", exercise_draft_id=draft.public_id)
            href = page + HeadForm().place_of(slip.control) if called else "#questions"
            items.append((href, called or _("Questions"), slip.sentence))
            continue
        place = QuestionForm().place_of(slip.control) if slip.control else ""
        page = url_for(
            ".exercise_question", exercise_draft_id=draft.public_id, question_id=slip.place
        )
        items.append((page + place, labels[slip.place], slip.sentence))
    return items


def differences(form: DraftForm, conflict: WrittenElsewhereError | None) -> list[tuple[str, str]]:
    """What the other tab saved otherwise; the next press of the button knows of it."""
    if conflict is None:
        return []
    form.stamp.data = str(conflict.stamp)
    here = form.typed({})
    return [
        (str(form[name].label.text), _told(saved))
        for name, saved in conflict.saved.items()
        if name in form and here.get(name) != saved
    ]


def _told(saved: Any) -> str:
    if isinstance(saved, list):
        return "\n".join(_told(each) for each in saved)
    return str(saved.get("label", "")) if isinstance(saved, dict) else str(saved)


def _facts(checked: Checked) -> list[tuple[str, str]]:
    """What is said about the exercise so far, in short."""
    about_it = sketch(checked)
    low, high = checked.head["minutes"]
    minutes = {"low": low, "high": high}
    return [
        (_("What for"), checked.head["purpose"] or _("Not said yet")),
        (_("Sort"), kind_name(about_it.kind)),
        (
            _("Takes"),
            ngettext("%(num)s minute", "%(num)s minutes", high)
            if low == high
            else _("%(low)s to %(high)s minutes", **minutes),
        ),
        (_("Who does it"), listed(doer_name(doer) for doer in about_it.doers)),
    ]


def _line(question: Any, checked: Checked) -> dict[str, Any]:
    """One question as the list of a draft shows it."""
    field = checked.fields.get(question.id)
    return {
        "question": question,
        "type": type_name(field.type) if field else "",
        "part": part_name(field.part) if field and field.part != "main" else "",
        "audience": field.audience.value if field else "",
        "reader": reader(field.audience) if field else "",
        "slips": [sentence for each in checked.at(question.id).values() for sentence in each],
    }


def checked_of(draft: ExerciseDraft) -> Checked:
    """What the draft comes to so far."""
    return check_draft(draft, newest_of(session, current_identity, draft))


def onward(draft: ExerciseDraft, slips: dict[str, list[str]], here: str) -> Response:
    """Back to the whole of it, or here again where something is still to do."""
    if slips.keys() - {""} and request.form.get("action") != "leave":
        flash(_("Kept. A few things still need you."))
        return redirect(f"{here}#todo")
    flash(_("Kept."))
    return redirect(url_for(".exercise_draft", exercise_draft_id=draft.public_id))


def _head_page(
    draft: ExerciseDraft, form: HeadForm, conflict: WrittenElsewhereError | None = None
) -> str:
    return render_template(
        "counselor/exercise-head.html",
        **about(draft),
        form=form,
        items=to_do_here(form),
        conflict=conflict,
        differences=differences(form, conflict),
    )
