"""Which attempts belong together: those of one author at one time of one piece of homework."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.submissions.models import Submission
from couples.submissions.queries import list_submissions


def attempts_at(
    assignment_id: int, author_id: int, part: Part, occurrence: str
) -> ColumnElement[bool]:
    """Every attempt of this author at this time, whatever became of it."""
    return and_(
        Submission.assignment_id == assignment_id,
        Submission.author_id == author_id,
        Submission.part == part,
        Submission.occurrence == occurrence,
    )


def attempts_beside(submission: Submission, author_id: int | None = None) -> ColumnElement[bool]:
    """Every attempt at the time of `submission`, itself too: its author's, or `author_id`'s."""
    whose = submission.author_id if author_id is None else author_id
    return attempts_at(submission.assignment_id, whose, submission.part, submission.occurrence)


def list_own_attempts(
    session: Session, viewer: Identity, assignment: Assignment, part: Part, occurrence: str
) -> list[Submission]:
    """What the viewer handed in at one time of one piece of homework, oldest first."""
    known = list_submissions(session, viewer, assignments=[assignment], parts=[part])
    return [s for s in known if s.author_id == viewer.person_id and s.occurrence == occurrence]
