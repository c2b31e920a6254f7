"""One prepared brief: for one session and one reader, made from what was known at a moment."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples import clock
from couples.appointments.models import Appointment
from couples.database import Base, OfPractice
from couples.kept_pages import KeptPages


class Reader(enum.StrEnum):
    """Whose hands it is for."""

    COUNSELOR = "counselor"
    COUPLE = "couple"


class Stage(enum.StrEnum):
    """How far it is."""

    WAITING = "waiting"
    IN_PREPARATION = "in-preparation"
    READY = "ready"
    FAILED = "failed"


class Failure(enum.StrEnum):
    """Why it could not be made, without a word of what was in it."""

    TOO_LONG = "too-long"
    TOO_LARGE = "too-large"
    BROKEN_OFF = "broken-off"
    NOT_WHOLE = "not-whole"


class Preparation(OfPractice, KeptPages, Base):
    """
    The one row of a session and a reader, whoever prepares it and however often.

    Whoever prepares it holds a `claim` until `leased_until`; when that is over without a
    word, somebody else may begin anew, and what the first one brings then is not taken.
    It keeps the pages of the brief once they are ready.
    """

    __tablename__ = "preparation"
    __table_args__ = (UniqueConstraint("appointment_id", "reader"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"))
    reader: Mapped[Reader]
    stage: Mapped[Stage] = mapped_column(default=Stage.WAITING)
    claim: Mapped[str | None] = mapped_column(String(26))
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[Failure | None]
    ready_at: Mapped[datetime | None]

    appointment: Mapped[Appointment] = relationship()

    @property
    def is_claimed(self) -> bool:
        """Whether somebody is at it just now."""
        is_leased = self.leased_until is not None and self.leased_until >= clock.now()
        return self.stage is Stage.IN_PREPARATION and is_leased

    def says(self, digest: str, edition: str) -> bool:
        """Whether it is ready and still says this, with these templates."""
        return self.stage is Stage.READY and (self.digest, self.edition) == (digest, edition)
