"""Finding exercises in the library."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from couples.errors import NotFoundError
from couples.exercises.models import Exercise, ExerciseVersion
from couples.identity import Identity
from couples.visibility import known_exercises


def list_exercises(session: Session, viewer: Identity) -> list[ExerciseVersion]:
    """The newest version of every exercise in the library, by title."""
    exercises = session.scalars(
        select(Exercise)
        .where(known_exercises(viewer), Exercise.retired.is_(False))
        .options(selectinload(Exercise.versions))
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
