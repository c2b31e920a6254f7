"""An exercise in a practice's library, in versions that never change."""

from __future__ import annotations

from functools import cache

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.exercises.definition import Definition
from couples.exercises.drafting import Drafted

OWN = "own-"
"""How the key of an exercise begins that the practice wrote itself; none that ships does."""

TAILORED = "tailored-"
"""How the key of an exercise begins that was tailored for one couple."""


@cache
def _parsed(content: str) -> Definition:
    return Definition.from_json(content)


class Exercise(OfPractice, Base):
    """
    A thing that can be assigned; `key` is the id of its definition.

    What is tailored for one couple is an exercise too, which names its couple and its master.
    It is in nobody's library: whoever gives that couple the master gives them their own.
    """

    __tablename__ = "exercise"
    __table_args__ = (UniqueConstraint("practice_id", "key"),)

    key: Mapped[str] = mapped_column(String(60))
    retired: Mapped[bool] = mapped_column(default=False)
    couple_id: Mapped[int | None] = mapped_column(ForeignKey("couple.id"), index=True)
    master_id: Mapped[int | None] = mapped_column(ForeignKey("exercise.id"))

    couple: Mapped[Couple | None] = relationship()
    master: Mapped[Exercise | None] = relationship(remote_side="Exercise.id")
    versions: Mapped[list[ExerciseVersion]] = relationship(
        order_by="ExerciseVersion.number", back_populates="exercise"
    )

    @property
    def is_own(self) -> bool:
        """Whether it was written here, so that it may be changed for everybody."""
        return self.key.startswith(OWN)


class ExerciseVersion(OfPractice, Base):
    """
    One published wording. Assignments pin it, so it is never edited.

    What was written for one couple may tell of them, so it is sealed and leaves no
    fingerprint; `master_number` is the version of the master that it was made from.
    """

    __tablename__ = "exercise_version"
    __table_args__ = (UniqueConstraint("exercise_id", "number"),)

    exercise_id: Mapped[int] = mapped_column(ForeignKey("exercise.id"))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    master_number: Mapped[int | None]
    private = EncryptedText(Purpose.WORDS)
    private_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    exercise: Mapped[Exercise] = relationship(back_populates="versions")

    @property
    def definition(self) -> Definition:
        """What it asks, as data."""
        return _parsed(self.content or self.private or "")


class ExerciseDraft(Drafted):
    """
    What a counselor has typed of an exercise, right or wrong, and not published.

    Without `exercise_id` it is to become a new exercise, otherwise the next version of that
    one, or with `couple_id` what is tailored for that couple.
    """

    __tablename__ = "exercise_draft"
    __table_args__ = (UniqueConstraint("practice_id", "open_key"),)

    exercise_id: Mapped[int | None] = mapped_column(ForeignKey("exercise.id"))
    couple_id: Mapped[int | None] = mapped_column(ForeignKey("couple.id"))
    base_id: Mapped[int | None] = mapped_column(ForeignKey("exercise_version.id"))

    exercise: Mapped[Exercise | None] = relationship()
    base: Mapped[ExerciseVersion | None] = relationship()
