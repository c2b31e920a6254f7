"""Finding homework."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from couples.assignments.models import Assignment, AssignmentBatch
from couples.errors import NotFoundError
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.visibility import known_assignments, known_batches


def _known(viewer: Identity) -> Select[Assignment]:
    return (
        select(Assignment)
        .join(Assignment.exercise_version)
        .join(Assignment.couple)
        .where(known_assignments(viewer))
        .options(
            contains_eager(Assignment.exercise_version).joinedload(ExerciseVersion.exercise),
            contains_eager(Assignment.couple),
            joinedload(Assignment.appointment),
            joinedload(Assignment.cut_off_appointment),
        )
        .order_by(Assignment.created_at, Assignment.id)
    )


def list_assignments(
    session: Session,
    viewer: Identity,
    *,
    couple_ids: Sequence[int] | None = None,
    running: bool = False,
    begun: bool = False,
) -> list[Assignment]:
    """
    Homework the viewer may know of, oldest first; only what still runs if asked so.

    What a partner began by themselves was given by nobody, and is among it only if asked so.
    """
    query = _known(viewer)
    if not begun:
        query = query.where(Assignment.begun_by_id.is_(None))
    if couple_ids is not None:
        query = query.where(Assignment.couple_id.in_(couple_ids))
    if running:
        query = query.where(Assignment.closed_at.is_(None))
    return list(session.scalars(query))


def get_assignment(session: Session, viewer: Identity, assignment_id: str) -> Assignment:
    """One assignment by its public id, or `NotFoundError`."""
    assignment = session.scalar(_known(viewer).where(Assignment.public_id == assignment_id))
    if assignment is None:
        raise NotFoundError
    return assignment


def get_batch(session: Session, viewer: Identity, batch_id: str) -> AssignmentBatch:
    """One of the viewer's own batches by its public id, or `NotFoundError`."""
    batch = session.scalar(
        select(AssignmentBatch).where(known_batches(viewer), AssignmentBatch.public_id == batch_id)
    )
    if batch is None:
        raise NotFoundError
    return batch


def list_of_batch(session: Session, viewer: Identity, batch: AssignmentBatch) -> list[Assignment]:
    """What still stands of a batch."""
    return list(session.scalars(_known(viewer).where(Assignment.batch_id == batch.id)))
