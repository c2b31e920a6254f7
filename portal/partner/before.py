"""The quiet check before something begins: asked of each apart, and told to nobody else."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.errors import NotFoundError
from couples.exercises.definition import Part
from couples.submissions import drafts, readiness
from couples.submissions.readiness import NotReadyError
from couples.submissions.typed import InvalidAnswersError, Typed
from couples.talks.queries import is_guided
from portal.access import current_identity
from portal.database import session
from portal.forms.answers import AnswersForm, build_form
from portal.forms.sent import read
from portal.partner import blueprint
from portal.partner.us import Us, us_of
from portal.promises import in_advance, readers

UNFIT = 422


@blueprint.get("/homework/<public_id:assignment_id>/before")
def before(assignment_id: str) -> str:
    """What is asked before it begins; and after an answer, no more than that it may take time."""
    assignment = get_assignment(session, current_identity, assignment_id)
    return _page(assignment, Typed())


@blueprint.post("/homework/<public_id:assignment_id>/before")
def answer_before(assignment_id: str) -> Response | tuple[str, int]:
    """Keep the answer, and go on where both are ready."""
    assignment = get_assignment(session, current_identity, assignment_id)
    typed = read(assignment.definition, Part.READY, request.form)
    try:
        readiness.answer_before(session, current_identity, assignment_id, typed)
    except InvalidAnswersError as error:
        return _page(assignment, typed, error.problems), UNFIT
    return begin_if_ready(assignment)


def begin_if_ready(assignment: Assignment) -> Response:
    """To the page where one writes or where both talk, or back to where one waits."""
    assignment_id, part = assignment.public_id, assignment.definition.repeated_part
    try:
        if is_guided(assignment):
            readiness.require_ready(session, current_identity, assignment, part)
            return redirect(url_for(".begin_talk", assignment_id=assignment_id))
        draft = drafts.start(session, current_identity, assignment_id, part)
    except NotReadyError:
        return redirect(url_for(".before", assignment_id=assignment_id))
    session.flush()
    return redirect(url_for(".draft", draft_id=draft.public_id))


def _page(assignment: Assignment, typed: Typed, problems: Mapping[str, str] | None = None) -> str:
    rule = assignment.definition.ready
    if rule is None:
        raise NotFoundError
    us = us_of(session, current_identity)
    form = _form(us, assignment, typed, problems)
    return render_template(
        "partner/before.html",
        us=us,
        assignment=assignment,
        form=form,
        promises={p.question.key: [in_advance(p.question, us.names)] for p in form.prompts},
        waits=problems is None and readiness.has_answered(session, us.viewer, assignment),
        say=rule.say,
    )


def _form(
    us: Us, assignment: Assignment, typed: Typed, problems: Mapping[str, str] | None
) -> AnswersForm:
    return build_form(
        assignment.definition,
        Part.READY,
        typed,
        people=us.people(us.viewer.person_id),
        readers=readers(us.names),
        problems=problems,
    )
