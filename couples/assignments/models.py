"""What was assigned to a couple, and in which batch."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.appointments.models import Appointment
from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.exercises.definition import Cadence, Definition, Doer, Field, Part, Variant
from couples.exercises.models import ExerciseVersion
from couples.people.models import Person


class AssignmentBatch(OfPractice, Base):
    """What one press of the button assigned, to be undone together."""

    __tablename__ = "assignment_batch"
    __table_args__ = (UniqueConstraint("practice_id", "token"),)

    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token: Mapped[str] = mapped_column(String(40))
    undone_at: Mapped[datetime | None]


class Assignment(OfPractice, Base):
    """
    An exercise that a couple, or one of them, is asked to do.

    `open_key` is set while it runs and unique, so that the same homework can
    never run twice, however often the button is pressed. `first_person_id` is who has
    the first of two variants, `follows` which of them knows of it only once they can
    read the other's work, and `level` how far up its ladder the counselor let them.
    `grace_days` after it is due it still counts as on time, and after the cut-off nothing
    can be handed in: on a day, with a session, or so many days after it is due.
    `given_in_session` says that the three agreed on it while they sat together.
    `begun_by_id` is the partner who began it without being asked: see
    `couples.submissions.own_accord`.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("practice_id", "open_key"),
        Index("ix_assignment_couple_closed", "couple_id", "closed_at"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("assignment_batch.id"), index=True)
    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"))
    exercise_version_id: Mapped[int] = mapped_column(ForeignKey("exercise_version.id"))
    doer: Mapped[Doer]
    for_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    first_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    follows: Mapped[Variant | None]
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    level: Mapped[int] = mapped_column(default=0)
    cadence: Mapped[Cadence]
    days: Mapped[str | None] = mapped_column(String(27))
    times_a_week: Mapped[int | None]
    starts_on: Mapped[date]
    due_on: Mapped[date | None]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    grace_days: Mapped[int] = mapped_column(default=0)
    cut_off_on: Mapped[date | None]
    cut_off_days: Mapped[int | None]
    cut_off_appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    given_in_session: Mapped[bool] = mapped_column(default=False)
    note = EncryptedText(Purpose.WORDS)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    open_key: Mapped[str | None] = mapped_column(String(120))
    opened_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    batch: Mapped[AssignmentBatch] = relationship()
    couple: Mapped[Couple] = relationship()
    exercise_version: Mapped[ExerciseVersion] = relationship()
    for_person: Mapped[Person | None] = relationship(foreign_keys=[for_person_id])
    first_person: Mapped[Person | None] = relationship(foreign_keys=[first_person_id])
    appointment: Mapped[Appointment | None] = relationship(foreign_keys=[appointment_id])
    cut_off_appointment: Mapped[Appointment | None] = relationship(
        foreign_keys=[cut_off_appointment_id]
    )

    @property
    def definition(self) -> Definition:
        """What is asked, in the version that was assigned."""
        return self.exercise_version.definition

    @property
    def has_cut_off(self) -> bool:
        """Whether there is a day after which it cannot be handed in; more time only moves one."""
        cut_offs = (self.cut_off_on, self.cut_off_days, self.cut_off_appointment_id)
        return any(each is not None for each in cut_offs)

    def variant_of(self, person_id: int) -> Variant | None:
        """Which of two variants this partner has, where there are two."""
        if self.doer is not Doer.VARIANTS or self.first_person_id is None:
            return None
        return Variant.FIRST if person_id == self.first_person_id else Variant.SECOND

    def fields_for(self, person_id: int, part: Part) -> tuple[Field, ...]:
        """What this partner is asked in one part."""
        return self.definition.fields_of(part, self.variant_of(person_id))

    def is_follower(self, person_id: int) -> bool:
        """Whether this partner begins only with what the other has let them read."""
        return self.follows is not None and self.follows is self.variant_of(person_id)


class AssignmentChange(OfPractice, Base):
    """
    What an assignment said before its counselor changed it, which held up to `until_on`.

    `token` names the press of the button, so that a second one changes nothing more.
    """

    __tablename__ = "assignment_change"
    __table_args__ = (UniqueConstraint("practice_id", "token"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token: Mapped[str] = mapped_column(String(40))
    until_on: Mapped[date]
    days: Mapped[str | None] = mapped_column(String(27))
    times_a_week: Mapped[int | None]
    due_on: Mapped[date | None]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    grace_days: Mapped[int]
    cut_off_on: Mapped[date | None]
    cut_off_days: Mapped[int | None]
    cut_off_appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    note = EncryptedText(Purpose.WORDS)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    assignment: Mapped[Assignment] = relationship()
    appointment: Mapped[Appointment | None] = relationship(foreign_keys=[appointment_id])
    cut_off_appointment: Mapped[Appointment | None] = relationship(
        foreign_keys=[cut_off_appointment_id]
    )


class ExtensionBatch(OfPractice, Base):
    """What one press of the button extended, to be undone together."""

    __tablename__ = "extension_batch"
    __table_args__ = (UniqueConstraint("practice_id", "token"),)

    extended_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token: Mapped[str] = mapped_column(String(40))
    undone_at: Mapped[datetime | None]


class Extension(OfPractice, Base):
    """
    More time for one assignment: for both partners, or for one whom alone it is known to.

    It is so many days more, or a day, or a session. The assignment keeps what it said.
    The newest one that stands is the one that counts.
    """

    __tablename__ = "extension"

    batch_id: Mapped[int] = mapped_column(ForeignKey("extension_batch.id"), index=True)
    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    days: Mapped[int | None]
    due_on: Mapped[date | None]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    undone_at: Mapped[datetime | None]

    batch: Mapped[ExtensionBatch] = relationship()
    assignment: Mapped[Assignment] = relationship()
    person: Mapped[Person | None] = relationship()
    appointment: Mapped[Appointment | None] = relationship()
