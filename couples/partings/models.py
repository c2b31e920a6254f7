"""A parting: that one of the two left what they do here together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.people.models import Person


class Parting(OfPractice, Base):
    """
    That a partner left at `created_at`, until they accepted another invitation (`over_at`).

    Each who left has one of their own, and the two are together again once none is open.
    What reached one of the two since `frozen_from` stays closed to the other: that is the
    moment in which the first of them left, or the beginning of the time-out in which it
    happened. `open_key` is set until it is over and unique, so that nobody leaves twice.
    """

    __tablename__ = "parting"
    __table_args__ = (UniqueConstraint("practice_id", "open_key"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    left_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    frozen_from: Mapped[datetime]
    over_at: Mapped[datetime | None]
    open_key: Mapped[str | None] = mapped_column(String(40))

    couple: Mapped[Couple] = relationship()
    left_by: Mapped[Person] = relationship()
