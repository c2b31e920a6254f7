"""One line of the history. It names things by id and holds nobody's words."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.database import Base, OfPractice
from couples.people.models import Person


class HistoryEntry(OfPractice, Base):
    """
    An event, such as `submission:submit`, by one person, about one thing.

    `couple_id` is whose couple it happened in, and `about_id` whose own thing it was. A look
    says its `place`, which is the page. `position` and `mark` chain the line to the one
    before (see `couples.history.chain`).
    """

    __tablename__ = "history_entry"
    __table_args__ = (
        Index("ix_history_entry_subject", "subject_id"),
        Index("ix_history_entry_position", "practice_id", "position", unique=True),
        Index("ix_history_entry_couple", "couple_id", "created_at"),
        Index("ix_history_entry_about", "about_id", "created_at"),
    )

    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    event: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[str] = mapped_column(String(26))
    couple_id: Mapped[int | None] = mapped_column(ForeignKey("couple.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    place: Mapped[str | None] = mapped_column(String(60))
    position: Mapped[int | None]
    mark: Mapped[bytes | None] = mapped_column(LargeBinary)

    actor: Mapped[Person | None] = relationship(foreign_keys=[actor_id])
