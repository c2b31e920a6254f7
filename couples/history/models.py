"""One line of the history. It names things by id and holds nobody's words."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from couples.database import Base, OfPractice


class HistoryEntry(OfPractice, Base):
    """An event, such as `submission:submit`, by one person, about one thing."""

    __tablename__ = "history_entry"
    __table_args__ = (Index("ix_history_entry_subject", "subject_id"),)

    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    event: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[str] = mapped_column(String(26))
