"""An agreement, its versions and their signatures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.assignments.models import Assignment
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose


class Agreement(OfPractice, Base):
    """Something two partners want to hold to. Its text is that of its newest version."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("assignment_id"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))

    assignment: Mapped[Assignment] = relationship()
    versions: Mapped[list[AgreementVersion]] = relationship(
        order_by="AgreementVersion.number", back_populates="agreement"
    )


class AgreementVersion(OfPractice, Base):
    """
    One wording, as proposed. It is never edited; a change is a new version.

    It is withdrawn while some of its words come from something that was set aside.
    """

    __tablename__ = "agreement_version"
    __table_args__ = (UniqueConstraint("agreement_id", "number"),)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    number: Mapped[int]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text = EncryptedText(Purpose.WORDS)
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    review_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]

    agreement: Mapped[Agreement] = relationship(back_populates="versions")
    signatures: Mapped[list[AgreementSignature]] = relationship(back_populates="version")


class AgreementSignature(OfPractice, Base):
    """One partner's consent to one version."""

    __tablename__ = "agreement_signature"
    __table_args__ = (UniqueConstraint("version_id", "person_id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    version: Mapped[AgreementVersion] = relationship(back_populates="signatures")
