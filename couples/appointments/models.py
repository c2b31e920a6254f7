"""An appointment of a couple with their counselor."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.caseload.models import Couple
from couples.database import Base, OfPractice


class Appointment(OfPractice, Base):
    """A session that was or will be held, unless it was cancelled."""

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_couple_time", "couple_id", "starts_at"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"))
    starts_at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=60)
    cancelled_at: Mapped[datetime | None]

    couple: Mapped[Couple] = relationship()
