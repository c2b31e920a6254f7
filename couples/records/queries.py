"""Finding what stands in a record: only what everybody may read through whose hands it goes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.exercises.definition import Part
from couples.records.whose import Whose
from couples.submissions.models import Draft, Submission
from couples.submissions.queries import list_drafts, list_submissions
from couples.submissions.reading import latest_attempts


def list_work(session: Session, whose: Whose) -> list[Submission]:
    """
    What was handed in and may leave, oldest first.

    Of what somebody else wrote it is the newest attempt alone, as on the screen: that work
    was given back, and what stood in it then, is between its author and the counselor.
    What speaks of somebody's safety never does, so that nobody can be pressed to hand over
    a file that has it; its author finds it on the screen as before.
    """
    found = list_submissions(session, whose.holder, couple_ids=[whose.couple.id])
    newest = {each.id for each in latest_attempts(found)}
    return [
        each
        for each in found
        if (each.id in newest or whose.is_of(each.author_id))
        and not each.assignment.definition.is_confidential
    ]


def list_begun(session: Session, whose: Whose) -> list[Draft]:
    """What its holder has begun and not handed in, where nobody else has a hand in it."""
    if whose.person is None or whose.witness is not None:
        return []
    return [
        draft
        for draft in list_drafts(session, whose.holder)
        if draft.part is not Part.SESSION and not draft.assignment.definition.is_confidential
    ]
