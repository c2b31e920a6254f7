"""Finding what was set aside, as far as the viewer is asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.errors import NotFoundError
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.set_aside import known_set_aside, readable_set_aside
from couples.submissions.models import Answer, Submission
from couples.visibility import known_submissions

BOTH = 2


def _known(viewer: Identity) -> Select[Submission]:
    return (
        select(Submission)
        .where(known_set_aside(viewer))
        .options(
            joinedload(Submission.assignment)
            .joinedload(Assignment.exercise_version)
            .joinedload(ExerciseVersion.exercise)
        )
        .order_by(Submission.set_aside_at.desc(), Submission.id.desc())
    )


def list_set_aside(
    session: Session, viewer: Identity, *, couple_ids: Sequence[int] | None = None
) -> list[Submission]:
    """Everything that was set aside, newest first: for a partner, what they are asked about."""
    query = _known(viewer)
    if couple_ids is not None:
        query = query.where(Submission.couple_id.in_(couple_ids))
    return list(session.scalars(query))


def get_set_aside(session: Session, viewer: Identity, submission_id: str) -> Submission:
    """One of them by its public id, or `NotFoundError`."""
    submission = session.scalar(_known(viewer).where(Submission.public_id == submission_id))
    if submission is None:
        raise NotFoundError
    return submission


def list_answers_aside(session: Session, viewer: Identity, submission: Submission) -> list[Answer]:
    """The answers of one of them that the viewer goes on reading, in their order."""
    return list(
        session.scalars(
            select(Answer)
            .where(readable_set_aside(viewer), Answer.submission_id == submission.id)
            .order_by(Answer.id)
        )
    )


def both_had_by(session: Session, viewer: Identity, submission: Submission) -> datetime | None:
    """
    When both had handed in what is sealed, where that was before one of it was set aside.

    From then on either may have read what the other wrote, unless something else kept it
    closed. Whether they did is told to nobody.
    """
    fields = submission.assignment.definition.fields_of(submission.part)
    if not any(Audience.SEALED in field.audiences for field in fields):
        return None
    firsts = session.execute(
        select(Submission.author_id, func.min(Submission.submitted_at))
        .where(
            or_(known_submissions(viewer), known_set_aside(viewer)),
            Submission.assignment_id == submission.assignment_id,
            Submission.part == submission.part,
            Submission.occurrence == submission.occurrence,
            Submission.submitted_at < submission.set_aside_at,
        )
        .group_by(Submission.author_id)
    ).all()
    return max(first for _author, first in firsts) if len(firsts) == BOTH else None
