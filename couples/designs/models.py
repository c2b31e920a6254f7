"""What a practice has said about its papers, and what its counselors said of one brief."""

from __future__ import annotations

import base64
import enum

from sqlalchemy import ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.appointments.models import Appointment
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.preparations.models import Reader


class LogoKind(enum.StrEnum):
    """What a logo is drawn as."""

    PNG = "png"
    SVG = "svg"


class PracticeDesign(OfPractice, Base):
    """
    The one row of a practice that has its papers otherwise than usual.

    `brief` and `progress` are the sections of each paper (`arrangement`), `weeks` how many
    a report covers where nobody says otherwise; without it, it begins with the last
    session. The lines of `letterhead`, the `note` and the logo stand on every paper.
    """

    __tablename__ = "practice_design"
    __table_args__ = (UniqueConstraint("practice_id"),)

    brief: Mapped[str] = mapped_column(Text)
    progress: Mapped[str] = mapped_column(Text)
    weeks: Mapped[int | None]
    letterhead = EncryptedText(Purpose.PEOPLE)
    letterhead_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note = EncryptedText(Purpose.WORDS)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    logo_kind: Mapped[LogoKind | None]
    drawn = EncryptedText(Purpose.PEOPLE)
    drawn_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    @property
    def logo(self) -> bytes | None:
        """The file of the logo, as it was cleaned."""
        return base64.b85decode(self.drawn) if self.drawn else None

    @logo.setter
    def logo(self, content: bytes | None) -> None:
        self.drawn = base64.b85encode(content).decode() if content else None


class BriefDesign(OfPractice, Base):
    """
    What holds for one brief only, in one reader's copy of it.

    Without `sections` it has those of the practice; the `note` stands below that of the
    practice, and in no other copy.
    """

    __tablename__ = "brief_design"
    __table_args__ = (UniqueConstraint("appointment_id", "reader"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"))
    reader: Mapped[Reader]
    sections: Mapped[str | None] = mapped_column(Text)
    note = EncryptedText(Purpose.WORDS)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    appointment: Mapped[Appointment] = relationship()
