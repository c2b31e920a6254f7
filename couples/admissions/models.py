"""An admission: that a colleague may read one couple, until a moment that is said with it."""

from __future__ import annotations

import enum
from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples import clock
from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.people.models import Person


class Way(enum.StrEnum):
    """How somebody came to read."""

    GIVEN = "given"
    """Their counselor let them, for supervision; both partners are told."""

    TAKEN = "taken"
    """They took it in an emergency, with a reason; their counselor is told."""


class Admission(OfPractice, Base):
    """
    That `reader` may read what `counselor` can read of a couple, and change nothing.

    It is over at `until`, or when somebody ended it before; and also without a word once the
    couple is with another counselor (`couples.admissions.running`). The `reason` stands
    where it was taken in an emergency.
    """

    __tablename__ = "admission"

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    counselor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    way: Mapped[Way]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason = EncryptedText(Purpose.WORDS, author="reader_id")
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    couple: Mapped[Couple] = relationship()
    counselor: Mapped[Person] = relationship(foreign_keys=[counselor_id])
    reader: Mapped[Person] = relationship(foreign_keys=[reader_id])
    ended_by: Mapped[Person | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def is_given(self) -> bool:
        """Whether their counselor let the reader in."""
        return self.way is Way.GIVEN

    @property
    def last_on(self) -> date:
        """The last day on which it holds, where the couple lives: it is over at midnight."""
        return clock.local(self.until - timedelta(seconds=1), self.couple.time_zone).date()

    @property
    def was_over_at(self) -> datetime:
        """When it was over, or is going to be."""
        return min(self.until, self.ended_at or self.until)
