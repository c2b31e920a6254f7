"""How one partner's homework went, as their counselor sees it, and what got in its way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose


class Appraisal(OfPractice, Base):
    """
    The newest word of a counselor on one partner's side of one assignment.

    `how_well` goes from 0 to 10, and `in_the_way` is why it was missed, as the counselor
    heard it. Either may be missing. Nobody but the counselor of the couple ever reads it:
    what somebody is told about their homework is a reply.
    """

    __tablename__ = "appraisal"
    __table_args__ = (UniqueConstraint("assignment_id", "person_id"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    noted_at: Mapped[datetime]
    how_well: Mapped[int | None]
    in_the_way = EncryptedText(Purpose.WORDS, author="author_id")
    in_the_way_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
