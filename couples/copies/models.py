"""One copy of a report: for whom it is, what it was made from, its pages, and if it is out."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, UniqueConstraint, and_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.kept_pages import KeptPages
from couples.people.models import Person


class Reader(enum.StrEnum):
    """Whose eyes it was made for."""

    COUNSELOR = "counselor"
    COUPLE = "couple"
    PARTNER = "partner"


class KeptCopy(OfPractice, KeptPages, Base):
    """
    A report over some days, exactly as it was printed for one reader.

    What both may read is kept once for each of them, in their own language; `token` names
    the press that made such a set. `person` is whom it can be handed to, and nobody where
    the counselor keeps it for themselves. `rests_on` names the words that it holds, so that
    it can be told whether its reader may still read each of them.

    When it is taken back, or rests on something that may be read no longer, its words go and
    the row stays: that there was such a copy is no secret between those who had it.
    """

    __tablename__ = "kept_copy"
    __table_args__ = (UniqueConstraint("token", "person_id"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    reader: Mapped[Reader]
    token: Mapped[str] = mapped_column(String(64))
    first_day: Mapped[date]
    last_day: Mapped[date]
    handed_out_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]

    rests_on = EncryptedText(Purpose.WORDS)
    rests_on_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    couple: Mapped[Couple] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def has_words(self) -> bool:
        """Whether its words are still kept."""
        return self.digest is not None

    @hybrid_property
    def is_out(self) -> bool:
        """Whether it was handed out and not taken back."""
        return self.handed_out_at is not None and self.taken_back_at is None

    @is_out.inplace.expression
    @classmethod
    def _is_out(cls) -> ColumnElement[bool]:
        return and_(cls.handed_out_at.is_not(None), cls.taken_back_at.is_(None))

    def forget(self) -> None:
        """Let its words go."""
        self.rests_on = self.made_from = self.printed = None
        self.digest = self.pages_digest = None
