"""What both partners share, as a file: each one's yes to it, and the record as it was made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose


class SharedRecord(OfPractice, Base):
    """
    A record of both, as it stood when the second of them said yes. It never changes.

    Of an older one only that it was made is kept: a newer one takes its words away.
    """

    __tablename__ = "shared_record"

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    content = EncryptedText(Purpose.WORDS)
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class RecordYes(OfPractice, Base):
    """
    One partner's yes to one shared record, with the words it was given to.

    It is open until its giver takes it back, or until both have said theirs and it is used
    up by the record that was made then. Nothing is kept of a no.
    """

    __tablename__ = "record_yes"
    __table_args__ = (
        Index(
            "uq_record_yes_open",
            *("couple_id", "person_id"),
            unique=True,
            sqlite_where=text("taken_back_at IS NULL AND used_for_id IS NULL"),
            postgresql_where=text("taken_back_at IS NULL AND used_for_id IS NULL"),
        ),
    )

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    taken_back_at: Mapped[datetime | None]
    used_for_id: Mapped[int | None] = mapped_column(ForeignKey("shared_record.id"))
