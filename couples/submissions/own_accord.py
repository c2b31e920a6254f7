"""
What a partner begins of their own accord, without having been asked.

It is homework like any other, so that words, drafts and receipts are those of the engine.
But nobody gave it: it is due on no day, missing nowhere, and the other partner knows of it
only once its author has handed it in.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.giving import open_batch
from couples.assignments.models import Assignment, AssignmentBatch
from couples.caseload.models import Couple
from couples.caseload.queries import get_own_couple
from couples.errors import NotFoundError
from couples.exercises.definition import Cadence, Doer, Variant
from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import list_exercises, tailored_among
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.safety.opening import NotScheduledError
from couples.submissions import drafts
from couples.submissions.asked import ANEW
from couples.submissions.models import Draft, Submission

AGREEMENT, MISSTEP = "agreement-book", "misstep-plan"
"""What the library calls an agreement, and a misstep of one's own."""

MAY_BEGIN: Mapping[str, Doer] = {AGREEMENT: Doer.TOGETHER, MISSTEP: Doer.VARIANTS}
"""The exercises that either partner may begin, and who does them then."""


def begin(session: Session, actor: Identity, exercise: str, *, key: str) -> Draft:
    """
    Open a draft for something of the actor's own, once for each press of the button.

    The exercise is the one that the couple would be given, with what was tailored for them.
    Of two variants the actor has the first one.
    """
    permissions.require(actor, Deed.WRITE)
    if exercise not in MAY_BEGIN:
        raise NotFoundError
    begun = _begun_by(session, actor, key)
    if begun is None:
        batch = open_batch(session, actor, key)
        begun = _begin(session, actor, exercise, batch) if batch else _begun_by(session, actor, key)
    if begun is None:
        raise NotScheduledError
    return drafts.start(session, actor, begun.public_id)


def may_let_go(draft: Draft) -> bool:
    """Whether nobody asked for these words, so that their author may put them out of the way."""
    return draft.assignment.begun_by_id is not None or draft.occurrence.startswith(ANEW)


def let_go(session: Session, actor: Identity, draft_id: str) -> Assignment:
    """
    Delete what the actor has begun of their own accord and not handed in.

    Where they never handed anything in for it, it is as if it had not been begun. It is
    theirs alone to undo: an answer that the other deletes takes nothing else with it.
    """
    permissions.require(actor, Deed.WRITE)
    draft = drafts.lock_draft(session, actor, draft_id)
    if draft is None or not may_let_go(draft):
        raise NotFoundError
    assignment = draft.assignment
    session.delete(draft)
    is_theirs = assignment.begun_by_id == actor.person_id
    # What was put aside counts, too: it may be put back, and then it is where it was.
    ever = select(Submission.id).where(Submission.assignment_id == assignment.id).limit(1)
    if is_theirs and session.scalar(ever) is None:
        assignment.withdrawn_at = clock.now()
    history.record(session, actor, "draft:let-go", assignment)
    return assignment


def _begin(session: Session, actor: Identity, exercise: str, batch: AssignmentBatch) -> Assignment:
    couple = get_own_couple(session, actor)
    assignment = Assignment(
        practice_id=actor.practice_id,
        batch_id=batch.id,
        couple_id=couple.id,
        exercise_version_id=_version_for(session, couple, exercise).id,
        doer=MAY_BEGIN[exercise],
        first_person_id=actor.person_id,
        # Whoever did not begin it knows of it once there is something for them to read.
        follows=Variant.SECOND,
        begun_by_id=actor.person_id,
        cadence=Cadence.ONCE,
        starts_on=clock.today(couple.time_zone),
    )
    session.add(assignment)
    session.flush()
    history.record(session, actor, "assignment:begin", assignment)
    return assignment


def _version_for(session: Session, couple: Couple, exercise: str) -> ExerciseVersion:
    giver = couple.own_counselor
    offered = (v for v in list_exercises(session, giver) if v.exercise.key == exercise)
    master = next(offered, None)
    if master is None:
        raise NotScheduledError
    version = tailored_among(session, giver, master, [couple.id]).get(couple.id, master)
    if MAY_BEGIN[exercise] not in version.definition.doers:
        raise NotScheduledError  # Tailored for this couple, it is done in another way.
    return version


def _begun_by(session: Session, actor: Identity, key: str) -> Assignment | None:
    """What the same press of the button has begun already."""
    return session.scalar(
        select(Assignment)
        .join(Assignment.batch)
        .where(
            AssignmentBatch.practice_id == actor.practice_id,
            AssignmentBatch.token == key,
            Assignment.begun_by_id == actor.person_id,
        )
    )
