"""
What would come to the other partner only now, as conditions for `couples.visibility`.

Each names every moment on which it hangs that somebody can read something: a moment that
is forgotten here opens what a time-out, a parting or a held gate of fear keeps closed.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from couples.partings.standing import held_back
from couples.safety.sealing import stays_sealed
from couples.submissions.models import Answer, Submission


def arrives_too_late() -> ColumnElement[bool]:
    """
    The answer came, was opened or shown while the two are in a time-out, or have parted.

    It comes when it is written, and again when the whole is put back or claimed.
    What its author showed after their counselor had opened it could be read already.
    """
    opened = func.coalesce(Answer.released_at, Answer.shown_at)
    whole = aliased(Submission)
    put_right = exists(
        select(whole.id).where(
            whole.id == Answer.submission_id,
            held_back(whole.couple_id, whole.restored_at, whole.claimed_at),
        )
    )
    return or_(held_back(Answer.couple_id, Answer.created_at, opened), put_right)


def meets_too_late(mine: type[Submission], theirs: type[Submission]) -> ColumnElement[bool]:
    """One of the two that open each other came, or was put right, when no seal opens any more."""
    moments = [
        moment
        for work in (mine, theirs)
        for moment in (work.submitted_at, work.claimed_at, work.restored_at)
    ]
    return or_(held_back(mine.couple_id, *moments), stays_sealed(mine.assignment_id, *moments))
