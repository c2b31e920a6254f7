"""Answers as people read them: under their question, in words, in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.answering import Value, from_number, from_words, readable
from couples.exercises.definition import Definition, Field, Part
from couples.identity import Identity
from couples.submissions.attempts import list_own_attempts
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.typed import Typed
from couples.visibility import readable_answers


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """One answer in words. `lines` has several entries where the answer is a list."""

    id: str
    field: str
    label: str
    lines: tuple[str, ...]
    is_list: bool
    audience: Audience
    is_released: bool


def tell(
    definition: Definition,
    answers: Sequence[Answer],
    people: Mapping[str, str] | None = None,
    referred: Mapping[str, str] | None = None,
) -> list[ToldAnswer]:
    """
    `answers` in the order of their questions.

    `people` names author, other and both in rows, `referred` what an answer may refer to.
    """
    by_field = {answer.field: answer for answer in answers}
    return [
        _told(question, by_field[question.key], people, referred)
        for question in definition.fields
        if question.key in by_field
    ]


def _told(
    question: Field,
    answer: Answer,
    people: Mapping[str, str] | None,
    referred: Mapping[str, str] | None,
) -> ToldAnswer:
    words = readable(question, value_of(question, answer), people, referred)
    return ToldAnswer(
        id=answer.public_id,
        field=question.key,
        label=question.label,
        lines=tuple(words) if isinstance(words, list) else (words,),
        is_list=isinstance(words, list),
        audience=answer.audience,
        is_released=answer.released_at is not None,
    )


def value_of(question: Field, answer: Answer) -> Value:
    """What was answered, as a value of the field's own type."""
    if question.is_words:
        return from_words(question, answer.words or "")
    return from_number(question, answer.number or 0)


def answered_by_other(
    session: Session, viewer: Identity, assignment: Assignment, part: Part, occurrence: str
) -> dict[str, Answer]:
    """
    The fields written once for both that the other partner has handed in, by field.

    They are found through what the viewer may read, so this tells nothing new.
    """
    together = {f.key for f in assignment.definition.fields_of(part) if f.together}
    if not together:
        return {}
    theirs = [
        submission
        for submission in list_submissions(session, viewer, assignments=[assignment], parts=[part])
        if submission.author_id != viewer.person_id and submission.occurrence == occurrence
    ]
    return {
        answer.field: answer
        for answers in list_answers(session, viewer, theirs).values()
        for answer in answers
        if answer.field in together
    }


def own_earlier_attempt(
    session: Session, viewer: Identity, assignment: Assignment, part: Part, occurrence: str
) -> Typed:
    """What the viewer handed in last time for this occurrence, as a form to begin again from."""
    earlier = list_own_attempts(session, viewer, assignment, part, occurrence)
    if not earlier:
        return Typed()
    answers = list_answers(session, viewer, earlier[-1:])[earlier[-1].id]
    fields = {question.key: question for question in assignment.definition.fields_of(part)}
    return Typed(
        answers={a.field: as_typed(value_of(fields[a.field], a)) for a in answers},
        audiences={a.field: a.audience.value for a in answers},
    )


def as_typed(value: Value) -> object:
    """A value as a form would send it: texts, and lists or rows of texts."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return [
                {key: str(as_typed(cell)) for key, cell in item.items()}
                if isinstance(item, dict)
                else item
                for item in value
            ]
        case _:
            return str(value)


def open_since(submission: Submission, answers: Sequence[Answer]) -> datetime:
    """
    Since when `answers` can be read by both, which they are: as it is told to the other.

    What its author kept at first came on the day it was shown. The day on which it was
    written is its author's, who may have waited long.
    """
    return min(
        (each.released_at or each.shown_at or submission.submitted_at for each in answers),
        default=submission.submitted_at,
    )


def list_opened(session: Session, reader: Identity, couple: Couple) -> dict[int, datetime]:
    """`open_since`, by submission, of what a reader found only later than it was sent."""
    opened = func.coalesce(Answer.released_at, Answer.shown_at, Submission.submitted_at)
    since = func.min(opened, type_=Submission.submitted_at.type)
    rows = session.execute(
        select(Answer.submission_id, since.label("since"))
        .join(Answer.submission)
        .where(readable_answers(reader), Answer.couple_id == couple.id)
        .group_by(Answer.submission_id, Submission.submitted_at)
        .having(since > Submission.submitted_at)
    )
    return {row.submission_id: row.since for row in rows}


def latest_attempts(submissions: Sequence[Submission]) -> list[Submission]:
    """Only the newest attempt of each author at each occurrence, in the order given."""
    newest = {(s.assignment_id, s.author_id, s.part, s.occurrence): s for s in submissions}
    kept = {s.id for s in newest.values()}
    return [s for s in submissions if s.id in kept]
