"""Programmes in versions, and the couples that are on their way through one."""

from __future__ import annotations

from datetime import date
from functools import cache

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples import clock
from couples.appointments.models import Appointment
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.exercises.drafting import Drafted
from couples.people.models import Person
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.vocabulary import Change, Left, StepState


@cache
def _parsed(content: str) -> ProgrammeDefinition:
    return ProgrammeDefinition.from_json(content)


class Programme(OfPractice, Base):
    """A programme on the shelf of a practice; `key` is the id of its definition."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("practice_id", "key"),)

    key: Mapped[str] = mapped_column(String(60))
    retired: Mapped[bool] = mapped_column(default=False)

    versions: Mapped[list[ProgrammeVersion]] = relationship(
        order_by="ProgrammeVersion.number", back_populates="programme"
    )


class ProgrammeVersion(OfPractice, Base):
    """One published edition. A course that runs keeps it, so it is never edited."""

    __tablename__ = "programme_version"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))

    programme: Mapped[Programme] = relationship(back_populates="versions")

    @property
    def definition(self) -> ProgrammeDefinition:
        """Its steps and rules, as data."""
        return _parsed(self.content)


class ProgrammeDraft(Drafted):
    """
    What a counselor has typed of a programme, right or wrong, and not published.

    Without `programme_id` it is to become a new programme, otherwise the next version.
    """

    __tablename__ = "programme_draft"
    __table_args__ = (UniqueConstraint("practice_id", "open_key"),)

    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))

    programme: Mapped[Programme | None] = relationship()


class EnrolmentBatch(OfPractice, Base):
    """The couples that one press of the button enrolled, to be undone together."""

    __tablename__ = "enrolment_batch"
    __table_args__ = (UniqueConstraint("practice_id", "token"),)

    enrolled_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    token: Mapped[str] = mapped_column(String(40))

    programme_version: Mapped[ProgrammeVersion] = relationship()


class Enrolment(OfPractice, Base):
    """
    One couple's way through a programme.

    `open_key` is set while it runs and unique, so that the same course never
    runs twice for a couple. `looked_on` is the couple's own day on which
    somebody last looked whether a step opens.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("practice_id", "open_key"),
        Index("ix_enrolment_couple_ended", "couple_id", "ended_on"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("enrolment_batch.id"), index=True)
    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    first_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    looked_on: Mapped[date | None]
    paused_on: Mapped[date | None]
    went_on_to: Mapped[int | None]
    ended_on: Mapped[date | None]
    open_key: Mapped[str | None] = mapped_column(String(60))

    batch: Mapped[EnrolmentBatch] = relationship()
    couple: Mapped[Couple] = relationship()
    programme_version: Mapped[ProgrammeVersion] = relationship()
    first_person: Mapped[Person | None] = relationship()
    appointment: Mapped[Appointment | None] = relationship()
    steps: Mapped[list[EnrolmentStep]] = relationship(
        order_by="EnrolmentStep.week, EnrolmentStep.position, EnrolmentStep.id",
        back_populates="enrolment",
    )

    @property
    def definition(self) -> ProgrammeDefinition:
        """The programme, in the version that the couple began with."""
        return self.programme_version.definition

    @property
    def has_begun(self) -> bool:
        """Whether any of it has opened or been left out."""
        return any(step.state is not StepState.WAITING for step in self.steps)

    @property
    def was_opened(self) -> bool:
        """Whether one of the partners has opened anything of it."""
        return any(
            step.assignment is not None and step.assignment.opened_at is not None
            for step in self.steps
        )

    @property
    def begins_on(self) -> date:
        """Its first day, which moves with the session that it begins with until it has begun."""
        appointment = self.appointment
        if appointment is None or appointment.cancelled_at is not None or self.has_begun:
            return self.starts_on
        return clock.local(appointment.starts_at, self.couple.time_zone).date()


class EnrolmentStep(OfPractice, Base):
    """
    One step of one couple's course, with its own place, and its assignment once it opened.

    A week that is repeated has its steps once more, with the next `round`.
    `held_on` is the day on which it would have opened and a condition stood
    against it; from then on it waits for the counselor's word.
    """

    __tablename__ = "enrolment_step"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "step", "round"),
        UniqueConstraint("assignment_id"),
    )

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    step: Mapped[str] = mapped_column(String(40))
    round: Mapped[int] = mapped_column(default=1)
    week: Mapped[int]
    position: Mapped[int]
    shifted_days: Mapped[int] = mapped_column(default=0)
    state: Mapped[StepState] = mapped_column(default=StepState.WAITING)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    opened_on: Mapped[date | None]
    held_on: Mapped[date | None]
    left: Mapped[Left | None]

    enrolment: Mapped[Enrolment] = relationship(back_populates="steps")
    assignment: Mapped[Assignment | None] = relationship()


class EnrolmentChange(OfPractice, Base):
    """What a counselor changed in one couple's course, and why, in their own words."""

    __tablename__ = "enrolment_change"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    change: Mapped[Change]
    week: Mapped[int | None]
    step: Mapped[str | None] = mapped_column(String(40))
    reason = EncryptedText(Purpose.WORDS, author="made_by_id")
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    enrolment: Mapped[Enrolment] = relationship()
