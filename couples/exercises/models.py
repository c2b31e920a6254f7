"""An exercise in a practice's library, in versions that never change."""

from __future__ import annotations

from functools import cache

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.database import Base, OfPractice
from couples.exercises.definition import Definition


@cache
def _parsed(content: str) -> Definition:
    return Definition.from_json(content)


class Exercise(OfPractice, Base):
    """A thing that can be assigned; `key` is the id of its definition."""

    __tablename__ = "exercise"
    __table_args__ = (UniqueConstraint("practice_id", "key"),)

    key: Mapped[str] = mapped_column(String(60))
    retired: Mapped[bool] = mapped_column(default=False)

    versions: Mapped[list[ExerciseVersion]] = relationship(
        order_by="ExerciseVersion.number", back_populates="exercise"
    )


class ExerciseVersion(OfPractice, Base):
    """One published wording. Assignments pin it, so it is never edited."""

    __tablename__ = "exercise_version"
    __table_args__ = (UniqueConstraint("exercise_id", "number"),)

    exercise_id: Mapped[int] = mapped_column(ForeignKey("exercise.id"))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))

    exercise: Mapped[Exercise] = relationship(back_populates="versions")

    @property
    def definition(self) -> Definition:
        """What it asks, as data."""
        return _parsed(self.content)
