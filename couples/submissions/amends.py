"""Which of what a partner began of their own accord is put right, so that nothing more is asked."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.submissions.models import Answer, Submission
from couples.visibility import readable_answers


def list_put_right(
    session: Session, viewer: Identity, assignments: Iterable[Assignment]
) -> set[int]:
    """
    The ids of those that whoever began them has noted as done.

    What was given goes on until its counselor ends it. Nobody gave this, so that it would
    ask for ever.
    """
    asked = {
        assignment.id: question.key
        for assignment in assignments
        if assignment.begun_by_id and (question := assignment.definition.tap(Part.LOG))
    }
    if not asked:
        return set()
    said_yes = session.execute(
        select(Submission.assignment_id, Answer.field)
        .join(Answer, Answer.submission_id == Submission.id)
        .where(
            readable_answers(viewer),
            Submission.assignment_id.in_(asked),
            Submission.part == Part.LOG,
            Answer.number == 1,
        )
    )
    return {assignment_id for assignment_id, field in said_yes if asked[assignment_id] == field}
