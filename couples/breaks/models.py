"""A break: days on which a couple's homework rests."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.assignments.models import Assignment
from couples.assignments.spans import Span
from couples.caseload.models import Couple
from couples.database import Base, OfPractice


class Break(OfPractice, Base):
    """
    From `first_on` to `last_on` all homework of a couple rests, or the one piece named here.

    Without `last_on` it rests until its counselor ends it. Ending early keeps in
    `planned_last_on` what was said at first. `token` names the press of the button.
    """

    __tablename__ = "break"
    __table_args__ = (UniqueConstraint("practice_id", "token"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token: Mapped[str] = mapped_column(String(40))
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    planned_last_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    couple: Mapped[Couple] = relationship()
    assignment: Mapped[Assignment | None] = relationship()

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first_on, self.last_on)
