"""What answers to a measure came to, what a practice counts as a change, and its own wordings."""

from __future__ import annotations

import json

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.exercises.models import ExerciseVersion
from couples.measures.instrument import About, Method
from couples.measures.scoring import Score, Status
from couples.people.models import Person
from couples.submissions.models import Submission


class MeasureScore(OfPractice, Base):
    """
    What one submission came to, as plain numbers, written with it and never changed.

    Whose it is stands with the submission, so that work which turns out to be the
    other partner's takes its score along.
    """

    __tablename__ = "measure_score"
    __table_args__ = (
        UniqueConstraint("submission_id"),
        Index("ix_measure_score_couple_measure", "couple_id", "measure"),
    )

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    measure: Mapped[str] = mapped_column(String(40))
    about: Mapped[About]
    status: Mapped[Status]
    total: Mapped[int | None]
    band: Mapped[str | None] = mapped_column(String(40))
    flags: Mapped[str] = mapped_column(String(200))
    subscales: Mapped[str] = mapped_column(Text)
    missing: Mapped[str] = mapped_column(String(200))

    submission: Mapped[Submission] = relationship()

    @property
    def score(self) -> Score:
        """The score as it was worked out."""
        return Score(
            status=self.status,
            total=self.total,
            band=self.band,
            subscales=json.loads(self.subscales),
            flags=tuple(self.flags.split()),
            missing_items=tuple(int(number) for number in self.missing.split()),
        )


class MeasureBasis(OfPractice, Base):
    """
    What a practice counts as a change on a measure; the newest row stands.

    The decimals are kept as they were typed, because a half must stay a half.
    """

    __tablename__ = "measure_basis"
    __table_args__ = (Index("ix_measure_basis_practice_measure", "practice_id", "measure"),)

    measure: Mapped[str] = mapped_column(String(40))
    method: Mapped[Method]
    sd: Mapped[str | None] = mapped_column(String(20))
    reliability: Mapped[str | None] = mapped_column(String(20))
    points: Mapped[int | None]
    verified: Mapped[bool]
    is_own: Mapped[bool]
    """Whether the practice has a basis of its own; otherwise it went back to what comes along."""
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    source = EncryptedText(Purpose.WORDS, author="set_by_id")
    source_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    set_by: Mapped[Person] = relationship()


class MeasureWording(OfPractice, Base):
    """
    That somebody brought the words of a measure along, and stated that they may use them.

    The words themselves are the version. `mapping` is the key of a measure whose parts
    the practice decides on.
    """

    __tablename__ = "measure_wording"
    __table_args__ = (UniqueConstraint("exercise_version_id"),)

    exercise_version_id: Mapped[int] = mapped_column(ForeignKey("exercise_version.id"))
    stated_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    mapping: Mapped[str] = mapped_column(Text)

    exercise_version: Mapped[ExerciseVersion] = relationship()
    stated_by: Mapped[Person] = relationship()
