"""A pause: when it was asked for, until when it lasts, and who came back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples import clock
from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.people.models import Person

GRACE = timedelta(minutes=15)
"""So long after the time that was said, somebody is still back in time."""

ASKS_FOR = timedelta(hours=24)
"""So long after it, the question whether they are back still stands."""


class Pause(OfPractice, Base):
    """
    A time-out of a couple, from `began_at` until `return_at`.

    It is over once everybody who asked for time said that they are back (`ended_at`), and
    otherwise by itself when its time is up; that is worked out and never stored, so that
    nothing has to run for it. One that `is_alone` is for whoever called it, whom alone it
    is known to besides the counselor. `token` names the press of the button, and
    `planned_return_at` is what was said at first. One that
    `is_lifted` was ended for both by their counselor: nobody was late for it.
    """

    __tablename__ = "pause"
    __table_args__ = (
        UniqueConstraint("practice_id", "token"),
        Index("ix_pause_couple_return", "couple_id", "return_at"),
    )

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"))
    called_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token: Mapped[str] = mapped_column(String(40))
    is_alone: Mapped[bool]
    began_at: Mapped[datetime]
    return_at: Mapped[datetime]
    planned_return_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    is_lifted: Mapped[bool] = mapped_column(default=False)

    couple: Mapped[Couple] = relationship()
    called_by: Mapped[Person] = relationship()
    returns: Mapped[list[PauseReturn]] = relationship(
        order_by="PauseReturn.id", back_populates="pause"
    )

    @property
    def is_running(self) -> bool:
        """Whether it still lasts."""
        return self.ended_at is None and clock.now() < self.return_at

    @property
    def is_asking(self) -> bool:
        """Whether somebody who is not back yet can still say that they are."""
        return clock.now() < self.over_at + ASKS_FOR

    @property
    def over_at(self) -> datetime:
        """When it is over, or was."""
        return self.ended_at or self.return_at

    def return_of(self, person_id: int) -> PauseReturn | None:
        """Where one of the two stands in it; None where it is not theirs."""
        return next((each for each in self.returns if each.person_id == person_id), None)

    def is_back(self, person_id: int) -> bool:
        """Whether this person said that they are back."""
        found = self.return_of(person_id)
        return found is not None and found.back_at is not None

    def was_in_time(self, person_id: int) -> bool:
        """Whether this person was back at the time that was said, give or take a little."""
        found = self.return_of(person_id)
        return bool(found and found.back_at and found.back_at <= self.return_at + GRACE)


class PauseLift(OfPractice, Base):
    """
    That the counselor ended a pause for both before its time, and why, for themselves.

    The two find that it is over, and by whom; the reason is the counselor's.
    """

    __tablename__ = "pause_lift"
    __table_args__ = (UniqueConstraint("pause_id"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    pause_id: Mapped[int] = mapped_column(ForeignKey("pause.id"))
    lifted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason = EncryptedText(Purpose.WORDS, author="lifted_by_id")
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PauseReturn(OfPractice, Base):
    """
    One partner's side of a pause: when they asked for time, and when they were back.

    Whoever called the pause asked for time, and whoever wanted more of it. It is over when
    all of those are back; nobody can end it for them.
    """

    __tablename__ = "pause_return"
    __table_args__ = (UniqueConstraint("pause_id", "person_id"),)

    pause_id: Mapped[int] = mapped_column(ForeignKey("pause.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime | None]
    back_at: Mapped[datetime | None]

    pause: Mapped[Pause] = relationship(back_populates="returns")
    person: Mapped[Person] = relationship()
