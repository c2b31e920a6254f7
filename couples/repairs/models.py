"""A repair, the homework that became part of it, and what either of the two said about it."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.people.models import Person


class Stage(enum.StrEnum):
    """A piece of homework of a repair, in the order in which they come."""

    GRIEVANCE = "grievance"
    IMPACT = "impact"
    PLAN = "plan"
    ACTS = "acts"


class Word(enum.StrEnum):
    """What somebody can say about a repair in one press, and nobody else is told."""

    NEED_TIME = "need-time"
    """It rests until they take that back."""

    GO_ON = "go-on"
    """The one who was hurt would like more than they asked for at first."""

    DONE = "done"
    """For them it has been looked after; it ends once both have said so."""


class Repair(OfPractice, Base):
    """
    One hurt between two partners that is being mended. Its words all stand in its homework.

    `open_key` is set while it is not over and unique, so that a couple mends one thing at a
    time. How far it is, is worked out: see `couples.repairs.standing`.
    """

    __tablename__ = "repair"
    __table_args__ = (
        UniqueConstraint("practice_id", "open_key"),
        UniqueConstraint("practice_id", "token"),
    )

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    hurt_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token: Mapped[str] = mapped_column(String(40))
    open_key: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[datetime | None]

    couple: Mapped[Couple] = relationship()
    hurt: Mapped[Person] = relationship(foreign_keys=[hurt_id])
    stages: Mapped[list[RepairStage]] = relationship(
        order_by="RepairStage.id", back_populates="repair"
    )

    def assignments_of(self, stage: Stage) -> list[Assignment]:
        """The homework of one stage, the newest first: a plan may be followed by another."""
        return [each.assignment for each in reversed(self.stages) if each.stage is stage]

    def assignment_of(self, stage: Stage) -> Assignment | None:
        """The newest homework of one stage, if it has come that far."""
        return next(iter(self.assignments_of(stage)), None)


class RepairStage(OfPractice, Base):
    """
    Homework that became part of a repair.

    `rests` says that it was ended because somebody needs time, and runs again after that.
    """

    __tablename__ = "repair_stage"
    __table_args__ = (UniqueConstraint("assignment_id"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    repair_id: Mapped[int] = mapped_column(ForeignKey("repair.id"), index=True)
    stage: Mapped[Stage]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    rests: Mapped[bool] = mapped_column(default=False)

    repair: Mapped[Repair] = relationship(back_populates="stages")
    assignment: Mapped[Assignment] = relationship()


class RepairWord(OfPractice, Base):
    """What one partner said about a repair. Taking it back leaves nothing behind."""

    __tablename__ = "repair_word"
    __table_args__ = (UniqueConstraint("repair_id", "person_id", "word"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    repair_id: Mapped[int] = mapped_column(ForeignKey("repair.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    word: Mapped[Word]
