"""Filling a practice's library from the definitions that ship with the program."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from couples.caseload.models import Practice
from couples.exercises.definition import Definition
from couples.exercises.loading import builtin_definitions
from couples.exercises.models import Exercise, ExerciseVersion
from couples.measures.definitions import measure_definitions
from couples.programmes.stocking import stock_programmes


def stock_library(session: Session, practice: Practice) -> list[ExerciseVersion]:
    """
    Bring the practice's library up to the shipped definitions; return what is new.

    A changed definition becomes a new version beside the old one, because
    homework that is running keeps the wording it was given with. The programmes that
    are made of them are stocked along with them.
    """
    known = {
        exercise.key: exercise
        for exercise in session.scalars(
            select(Exercise)
            .where(Exercise.practice_id == practice.id)
            .options(selectinload(Exercise.versions))
        )
    }
    added = []
    for definition in (*builtin_definitions(), *measure_definitions()):
        exercise = known.get(definition.id)
        if exercise is None:
            exercise = Exercise(practice_id=practice.id, key=definition.id)
            session.add(exercise)
        elif exercise.versions[-1].definition == definition:
            continue
        added.append(_publish(exercise, definition))
    session.flush()
    stock_programmes(session, practice.id)
    return added


def _publish(exercise: Exercise, definition: Definition) -> ExerciseVersion:
    version = ExerciseVersion(
        practice_id=exercise.practice_id,
        number=len(exercise.versions) + 1,
        content=definition.to_json(),
        digest=definition.digest,
    )
    exercise.versions.append(version)
    return version
