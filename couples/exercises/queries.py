"""Finding exercises in the library."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from couples.errors import NotFoundError
from couples.exercises import drafting
from couples.exercises.models import Exercise, ExerciseDraft, ExerciseVersion
from couples.identity import Identity
from couples.visibility import known_exercises, readable_exercise_drafts


def list_exercises(
    session: Session, viewer: Identity, *, retired: bool = False
) -> list[ExerciseVersion]:
    """The newest version of every exercise in the library, or of those retired, by title."""
    exercises = session.scalars(
        select(Exercise)
        .where(
            known_exercises(viewer),
            Exercise.couple_id.is_(None),
            Exercise.retired.is_(retired),
        )
        .options(selectinload(Exercise.versions).joinedload(ExerciseVersion.exercise))
    )
    newest = [exercise.versions[-1] for exercise in exercises]
    return sorted(newest, key=lambda version: version.definition.title.casefold())


def get_exercise(session: Session, viewer: Identity, exercise_id: str) -> ExerciseVersion:
    """The newest version of one exercise by its public id, or `NotFoundError`."""
    version = session.scalar(
        select(ExerciseVersion)
        .join(ExerciseVersion.exercise)
        .where(known_exercises(viewer), Exercise.public_id == exercise_id)
        .order_by(ExerciseVersion.number.desc())
        .limit(1)
    )
    if version is None:
        raise NotFoundError
    return version


def list_versions(session: Session, viewer: Identity, exercise_id: str) -> list[ExerciseVersion]:
    """Every version of one exercise, the newest first, or `NotFoundError`."""
    versions = list(
        session.scalars(
            select(ExerciseVersion)
            .join(ExerciseVersion.exercise)
            .where(known_exercises(viewer), Exercise.public_id == exercise_id)
            .order_by(ExerciseVersion.number.desc())
        )
    )
    if not versions:
        raise NotFoundError
    return versions


def list_tailored(session: Session, viewer: Identity, master_id: int) -> list[Exercise]:
    """What is tailored from one exercise for couples of the viewer now."""
    return list(
        session.scalars(
            select(Exercise)
            .where(
                known_exercises(viewer),
                Exercise.master_id == master_id,
                Exercise.retired.is_(False),
            )
            .options(selectinload(Exercise.versions))
            .order_by(Exercise.id)
        )
    )


def tailored_among(
    session: Session, viewer: Identity, master: ExerciseVersion, couple_ids: Collection[int]
) -> dict[int, ExerciseVersion]:
    """What those of these couples get instead of the master that have something of their own."""
    return {
        tailored.couple_id: tailored.versions[-1]
        for tailored in list_tailored(session, viewer, master.exercise_id)
        if tailored.couple_id is not None and tailored.couple_id in couple_ids
    }


def list_tailored_for(session: Session, viewer: Identity, couple_id: int) -> list[Exercise]:
    """Everything that is tailored for one couple now, with its master."""
    return list(
        session.scalars(
            select(Exercise)
            .where(
                known_exercises(viewer),
                Exercise.couple_id == couple_id,
                Exercise.retired.is_(False),
            )
            .options(
                selectinload(Exercise.versions),
                selectinload(Exercise.master).selectinload(Exercise.versions),
            )
            .order_by(Exercise.id)
        )
    )


def find_tailored(
    session: Session, viewer: Identity, master_id: int, couple_id: int
) -> Exercise | None:
    """What is or was tailored from an exercise for one couple."""
    return session.scalar(
        select(Exercise)
        .where(
            known_exercises(viewer),
            Exercise.master_id == master_id,
            Exercise.couple_id == couple_id,
        )
        .options(selectinload(Exercise.versions))
    )


def list_exercise_drafts(session: Session, viewer: Identity) -> list[ExerciseDraft]:
    """What the viewer is writing, the latest first."""
    return drafting.list_drafts(session, viewer, ExerciseDraft, readable_exercise_drafts)


def get_exercise_draft(session: Session, viewer: Identity, draft_id: str) -> ExerciseDraft:
    """One draft of the viewer's by its public id, or `NotFoundError`."""
    return drafting.get_draft(session, viewer, ExerciseDraft, readable_exercise_drafts, draft_id)
