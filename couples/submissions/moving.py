"""
Giving a submission to the one who wrote it: sealed anew, and shown to nobody by that.

Words are bound to their author and their row, so each is opened and sealed again.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock
from couples.audiences import Audience
from couples.errors import ConflictError
from couples.exercises.definition import Field, FieldType
from couples.exercises.vocabulary import ColumnType
from couples.history.models import HistoryEntry
from couples.safety.models import SafetyFlag
from couples.submissions.attempts import attempts_beside
from couples.submissions.models import Answer, Standing, Submission
from couples.wording import gettext as _

_SWAPPED = {"author": "other", "other": "author"}


def move(session: Session, submission: Submission, author_id: int) -> None:
    """
    Let it be `author_id`'s, as if they had handed it in under their own name.

    What somebody else widened or opened while it lay under the wrong name was not its
    author's to show, so that is taken back. The counselor reads it anew.
    """
    answers = list(session.scalars(select(Answer).where(Answer.submission_id == submission.id)))
    widened = set(
        session.scalars(
            select(HistoryEntry.subject_id).where(
                HistoryEntry.event == "answer:widen",
                HistoryEntry.subject_id.in_([answer.public_id for answer in answers]),
            )
        )
    )
    for answer in answers:
        question = submission.assignment.definition.field(answer.field)
        words = answer.words
        answer.author_id = author_id
        if words is not None:
            answer.words = _with_people_swapped(question, words)
        answer.released_at = answer.shown_at = None
        if answer.public_id in widened:
            answer.audience = _narrowest(question)
    session.execute(
        update(SafetyFlag)
        .where(
            SafetyFlag.submission_id == submission.id,
            SafetyFlag.person_id == submission.author_id,
        )
        .values(person_id=author_id)
    )
    _rename(session, submission, author_id)


def _rename(session: Session, submission: Submission, author_id: int) -> None:
    # What is handed in between this number and the flush is refused by the table's own key.
    latest = session.scalar(
        select(func.max(Submission.attempt)).where(attempts_beside(submission, author_id))
    )
    submission.written_as_id = submission.author_id
    submission.author_id = author_id
    submission.attempt = (latest or 0) + 1
    submission.idempotency_key = f"claim-{submission.public_id}"
    submission.standing = Standing.STANDS
    submission.claimed_at = clock.now()
    submission.reviewed_at = submission.returned_at = None
    submission.kept_off_at = None  # That was about the pages of the one it was taken for.
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:  # They hand in under their own name at this very moment.
        raise ConflictError(_("You have handed this in already.")) from error


def _narrowest(question: Field) -> Audience:
    """The fewest readers that the question lets its author choose."""
    for audience in (Audience.ME, Audience.COUNSELOR, Audience.SESSION, Audience.SEALED):
        if audience in question.audiences:
            return audience
    return question.audience


def _with_people_swapped(question: Field, words: str) -> str:
    """Whoever typed chose people by their names, which say the same under the other account."""
    people = {column.key for column in question.columns if column.type is ColumnType.PERSON}
    if question.type is not FieldType.ROWS or not people:
        return words
    rows: list[dict[str, Any]] = json.loads(words)
    return json.dumps(
        [
            {
                key: _SWAPPED.get(cell, cell) if key in people and isinstance(cell, str) else cell
                for key, cell in row.items()
            }
            for row in rows
        ],
        ensure_ascii=False,
    )
