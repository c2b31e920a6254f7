"""What the steps of a programme need, and whether the practice's library has it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import list_exercises
from couples.identity import Identity
from couples.programmes.definition import Step

Shelf = Mapping[str, ExerciseVersion]


def load_shelf(session: Session, viewer: Identity) -> Shelf:
    """The newest version of every exercise in the library, by the id of its definition."""
    return {version.exercise.key: version for version in list_exercises(session, viewer)}


def fits(step: Step, version: ExerciseVersion) -> bool:
    """Whether the exercise, as it stands there now, can be done as the step wants."""
    definition = version.definition
    return step.doer in definition.doers and step.cadence in definition.cadences
