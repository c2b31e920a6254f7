"""The words of an agreement, made of what each of the two wrote for both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from couples.agreements.telling import wording_of
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.definition import Definition, FieldType, Part
from couples.submissions.asked import ANEW
from couples.submissions.models import Answer, Standing, Submission
from couples.submissions.reading import tell, value_of
from couples.submissions.references import referred_by
from couples.wording import gettext as _


def written_for_both(session: Session, assignment: Assignment) -> list[Answer]:
    """
    What each partner wrote for both in their last attempt, the earlier one's first.

    Other words that one of them proposed anew are whole: what was written once for both
    before that is in them, or was left out on purpose.
    """
    found = session.scalars(
        select(Answer)
        .join(Answer.submission)
        .where(
            Submission.assignment_id == assignment.id,
            Submission.part == Part.MAIN,
            Submission.standing == Standing.STANDS,
            Answer.audience == Audience.COUPLE,
        )
        .options(contains_eager(Answer.submission))
        .order_by(Submission.submitted_at, Submission.id, Answer.id)
    ).all()
    last = {answer.author_id: answer.submission_id for answer in found}
    whole = max(
        (a.submission_id for a in found if a.submission.occurrence.startswith(ANEW)), default=0
    )
    return [
        answer
        for answer in found
        if last[answer.author_id] == answer.submission_id
        and (answer.submission_id >= whole or not _is_together(assignment, answer))
    ]


def _is_together(assignment: Assignment, answer: Answer) -> bool:
    return assignment.definition.field(answer.field).together


def wording_from(session: Session, assignment: Assignment, answers: Sequence[Answer]) -> str:
    """Question by question: a list holds what either added, anything else its last answer."""
    definition, couple = assignment.definition, assignment.couple
    referred = referred_by(session, couple.reader_for_both, couple, definition.fields)
    lines: dict[str, tuple[str, ...]] = {}
    for told in (
        told
        for answer in answers
        for told in tell(definition, [answer], _names(couple, answer.author_id), referred)
    ):
        kept = lines.get(told.field, ()) if told.is_list else ()
        lines[told.field] = (*kept, *(line for line in told.lines if line not in kept))
    return "\n".join(
        wording_of(question, lines[question.key])
        for question in definition.fields
        if question.key in lines
    )


def _names(couple: Couple, author_id: int) -> dict[str, str]:
    """Who is meant by whoever wrote it, since the wording is read by both."""
    author = next((each.name or "" for each in couple.partners if each.id == author_id), "")
    other = couple.other_partner(author_id).name or ""
    return {"author": author, "other": other, "both": _("both")}


def review_on_in(definition: Definition, answers: Sequence[Answer]) -> date | None:
    """The day on which they want to look at it again, if they named one."""
    days = [
        value_of(definition.field(answer.field), answer)
        for answer in answers
        if definition.field(answer.field).type is FieldType.DATE
    ]
    return next((day for day in reversed(days) if isinstance(day, date)), None)
