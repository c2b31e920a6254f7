"""The questions of a draft: adding, writing, moving and taking out, each by a plain button."""

from __future__ import annotations

from itertools import takewhile

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.exercises import authoring
from couples.exercises.authoring import written_in
from couples.exercises.checking import Checked, sketch
from couples.exercises.definition import Definition, Part
from couples.exercises.drafting import WrittenElsewhereError
from couples.exercises.models import ExerciseDraft
from couples.exercises.queries import get_exercise_draft, list_exercises
from couples.exercises.written import Question
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_desk import (
    about,
    checked_of,
    number_in,
    onward,
    sheet_of,
)
from portal.counselor.library_words import NAMES
from portal.counselor.preview import is_second, preview_of
from portal.database import session
from portal.forms.authoring import Around, QuestionForm, columns_of, question_form
from portal.forms.base import REFUSED

# What most questions are, so that the shortest way to write one is a label.
_USUAL = {"type": "long-text", "audience": "counselor", "part": Part.MAIN.value}


@blueprint.post("/library/drafts/<public_id:exercise_draft_id>/questions")
def add_question(exercise_draft_id: str) -> Response:
    """Add one at the end, and go and write it."""
    question = authoring.add_question(session, current_identity, exercise_draft_id, _USUAL)
    return _to_question(exercise_draft_id, question.id)


@blueprint.route(
    "/library/drafts/<public_id:exercise_draft_id>/questions/<public_id:question_id>",
    methods=["GET", "POST"],
)
def exercise_question(exercise_draft_id: str, question_id: str) -> str | tuple[str, int] | Response:
    """One question: what it asks, how it is answered, and who reads that."""
    draft = get_exercise_draft(session, current_identity, exercise_draft_id)
    question = written_in(draft).piece(question_id)
    form = _form(draft, question)
    if request.method == "POST":
        try:
            _save(draft, question, form)
        except WrittenElsewhereError as other:
            return _page(draft, question, form, conflict=other), REFUSED
        here = url_for(
            ".exercise_question", exercise_draft_id=draft.public_id, question_id=question_id
        )
        back = url_for(".exercise_draft", exercise_draft_id=draft.public_id)
        return onward(checked_of(draft).at(question_id), here, back)
    if question.stamp or question.key:
        form.tell(checked_of(draft).at(question_id))
    return _page(draft, question, form)


@blueprint.post(
    "/library/drafts/<public_id:exercise_draft_id>/questions/<public_id:question_id>/live"
)
def live_question(exercise_draft_id: str, question_id: str) -> tuple[str, int]:
    """Keep what is being typed, and show how it would look now, without leaving the page."""
    draft = get_exercise_draft(session, current_identity, exercise_draft_id)
    question = written_in(draft).piece(question_id)
    form = _form(draft, question)
    try:
        _save(draft, question, form)
    except WrittenElsewhereError:
        return "", REFUSED
    return _panel(draft, question_id), 200


@blueprint.post(
    "/library/drafts/<public_id:exercise_draft_id>/questions/<public_id:question_id>/move"
)
def move_question(exercise_draft_id: str, question_id: str) -> Response:
    """One place up or down; the page opens again at the question that was moved."""
    by = -1 if request.form.get("to") == "up" else 1
    authoring.move_question(session, current_identity, exercise_draft_id, question_id, by=by)
    return _to_draft(exercise_draft_id, question_id)


@blueprint.post(
    "/library/drafts/<public_id:exercise_draft_id>/questions/<public_id:question_id>/remove"
)
def remove_question(exercise_draft_id: str, question_id: str) -> Response:
    """Take it out. It waits at the end of the page, to be brought back."""
    authoring.remove_question(session, current_identity, exercise_draft_id, question_id)
    flash(_("The question is out. You find it below, should you want it back."))
    return _to_draft(exercise_draft_id)


@blueprint.post(
    "/library/drafts/<public_id:exercise_draft_id>/questions/<public_id:question_id>/bring-back"
)
def bring_question_back(exercise_draft_id: str, question_id: str) -> Response:
    """Put it in again, at the end."""
    authoring.bring_question_back(session, current_identity, exercise_draft_id, question_id)
    return _to_draft(exercise_draft_id, question_id)


def _form(draft: ExerciseDraft, question: Question) -> QuestionForm:
    written = written_in(draft)
    before = takewhile(lambda each: each.id != question.id, written.questions)
    head = written.head
    around = Around(
        exercises=[
            (version.definition.id, version.definition.title)
            for version in list_exercises(session, current_identity)
        ],
        variants=(
            str(head.get("variants_first") or _("The one part")),
            str(head.get("variants_second") or _("The other part")),
        ),
        earlier=[(each.id, each.label or _("A question without words")) for each in before],
    )
    return question_form(NAMES, around, question.typed, question.stamp, request.form or None)


def _save(draft: ExerciseDraft, question: Question, form: QuestionForm) -> None:
    typed = form.typed(question.typed)
    authoring.save_question(
        session,
        current_identity,
        draft.public_id,
        question.id,
        typed={**typed, "columns": columns_of(typed, question.typed)},
        stamp=number_in(form.stamp.data),
    )


def _page(
    draft: ExerciseDraft,
    question: Question,
    form: QuestionForm,
    conflict: WrittenElsewhereError | None = None,
) -> str:
    return render_template(
        "counselor/exercise-question.html",
        **about(draft),
        question=question,
        number=[q.id for q in written_in(draft).questions].index(question.id) + 1,
        **sheet_of(form, conflict),
        has_variants="variants" in (written_in(draft).head.get("doers") or ()),
        preview=preview_of(_alone(checked_of(draft), question.id), is_second=is_second()),
    )


def _panel(draft: ExerciseDraft, question_id: str) -> str:
    checked = checked_of(draft)
    return render_template(
        "counselor/_live-question.html",
        stamp=written_in(draft).piece(question_id).stamp,
        preview=preview_of(_alone(checked, question_id), is_second=is_second()),
    )


def _alone(checked: Checked, question_id: str) -> Definition:
    """The exercise with nothing but this question in it."""
    whole = sketch(checked)
    field = checked.fields.get(question_id)
    return whole.model_copy(update={"instructions": "", "fields": (field,) if field else ()})


def _to_draft(draft_id: str, question_id: str | None = None) -> Response:
    anchor = f"question-{question_id}" if question_id else None
    return redirect(url_for(".exercise_draft", exercise_draft_id=draft_id, _anchor=anchor))


def _to_question(draft_id: str, question_id: str) -> Response:
    return redirect(
        url_for(".exercise_question", exercise_draft_id=draft_id, question_id=question_id)
    )
