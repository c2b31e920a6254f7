"""The rules over a whole exercise: what lets it begin, its levels, and what the report sums up."""

from __future__ import annotations

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from couples.exercises import authoring
from couples.exercises.authoring import written_in
from couples.exercises.drafting import WrittenElsewhereError
from couples.exercises.models import ExerciseDraft
from couples.exercises.queries import get_exercise_draft
from couples.exercises.slips import RULES
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
from portal.database import session
from portal.forms.base import REFUSED
from portal.forms.rules import Choices, RulesForm, lines_of, rules_form


@blueprint.route("/library/drafts/<public_id:exercise_draft_id>/rules", methods=["GET", "POST"])
def exercise_rules(exercise_draft_id: str) -> str | tuple[str, int] | Response:
    """Every rule that looks at more than one question."""
    draft = get_exercise_draft(session, current_identity, exercise_draft_id)
    written = written_in(draft)
    form = rules_form(
        NAMES, _questions(draft), written.ruled, written.ruled_stamp, request.form or None
    )
    if request.method == "POST":
        try:
            _save(draft, form)
        except WrittenElsewhereError as other:
            return _page(draft, form, conflict=other), REFUSED
        here = url_for(".exercise_rules", exercise_draft_id=draft.public_id)
        back = url_for(".exercise_draft", exercise_draft_id=draft.public_id, _anchor="rules")
        return onward(checked_of(draft).at(RULES), here, back)
    form.tell(checked_of(draft).at(RULES))
    return _page(draft, form)


def _questions(draft: ExerciseDraft) -> tuple[Choices, Choices]:
    """The questions that a rule may look at, and the columns of those that have any."""
    questions = written_in(draft).questions
    named = [(each.id, each.label or _("A question without words")) for each in questions]
    columns = [
        (f"{each.id} {column['key']}", f"{each.label}: {column.get('label', '')}")
        for each in questions
        if each.typed.get("type") == "rows"
        for column in each.typed.get("columns") or ()
        if column.get("key")
    ]
    return named, columns


def _save(draft: ExerciseDraft, form: RulesForm) -> None:
    typed = form.typed(written_in(draft).ruled)
    authoring.save_rules(
        session,
        current_identity,
        draft.public_id,
        typed={**typed, "summaries": lines_of(typed)},
        stamp=number_in(form.stamp.data),
    )


def _page(
    draft: ExerciseDraft, form: RulesForm, conflict: WrittenElsewhereError | None = None
) -> str:
    return render_template(
        "counselor/exercise-rules.html",
        **about(draft),
        **sheet_of(form, conflict),
    )
