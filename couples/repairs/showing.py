"""Letting the other partner read what was written for a repair, in one press and for good."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.errors import ConflictError, NotFoundError
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.repairs.models import Repair
from couples.repairs.queries import lock_repair
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import latest_attempts
from couples.submissions.sharing import widen_together, wider_for
from couples.wording import gettext as _


def list_kept(
    session: Session, viewer: Identity, repair: Repair
) -> list[tuple[Submission, list[Answer]]]:
    """
    What the one who was hurt wrote for it and the other cannot read, as its author finds it.

    What a question asked for the counselor alone is not offered: it was not asked for two.
    """
    if viewer.person_id != repair.hurt_id:
        return []
    assignments = [each.assignment for each in repair.stages]
    mine = [
        submission
        for submission in latest_attempts(
            list_submissions(session, viewer, assignments=assignments, parts=[Part.MAIN])
        )
        if submission.author_id == viewer.person_id
    ]
    answers = list_answers(session, viewer, mine)
    kept = [(each, [a for a in answers[each.id] if _is_kept(each, a)]) for each in mine]
    return [(submission, found) for submission, found in kept if found]


def _is_kept(submission: Submission, answer: Answer) -> bool:
    asked_for = submission.assignment.definition.field(answer.field).audiences
    return (
        Audience.COUPLE in asked_for
        and answer.released_at is None
        and Audience.COUPLE in wider_for(answer)
    )


def show(session: Session, actor: Identity, repair_id: str, submission_id: str) -> Repair:
    """Let the other read all of one piece that the actor wrote, which cannot be taken back."""
    repair = lock_repair(session, actor, repair_id)
    kept = list_kept(session, actor, repair)
    found = [answers for submission, answers in kept if submission.public_id == submission_id]
    if not found:
        if actor.person_id != repair.hurt_id:
            raise NotFoundError
        raise ConflictError(_("There is nothing here that is still yours alone."))
    shown = [answer.public_id for answer in found[0]]
    widen_together(session, actor, shown, audience=Audience.COUPLE)
    return repair
