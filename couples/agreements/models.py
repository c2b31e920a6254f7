"""An agreement, its versions and their signatures."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.assignments.models import Assignment
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.submissions.models import Submission


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
    steps: Mapped[list[AgreementStep]] = relationship(
        order_by="AgreementStep.id", back_populates="agreement"
    )


class AgreementVersion(OfPractice, Base):
    """
    One wording, as proposed. It is never edited; a change is a new version.

    It is withdrawn while some of its words come from something that was set aside. Where one
    of the two was erased it has no words any more, and what it came with may be gone.
    """

    __tablename__ = "agreement_version"
    __table_args__ = (UniqueConstraint("agreement_id", "number"),)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
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


class StepKind(enum.StrEnum):
    """What became of a wording once it was there."""

    PAUSED = "paused"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    """Looked at again: it holds, and goes on."""

    KEPT = "kept"
    """Looked at again: it was kept, and is done."""

    CHANGING = "changing"
    """Looked at again: they want other words."""

    BROKEN = "broken"
    """Looked at again: it did not hold this time."""

    RETIRED = "retired"
    """Looked at again: they no longer need it."""

    ERASED = "erased"
    """One of the two was erased, and did nothing with it themselves."""


class AgreementStep(OfPractice, Base):
    """
    One thing that one partner did with a wording, for both to see. Rows are never changed.

    It speaks of `version` and of what came before that, so that a later wording begins
    afresh. `submission_id` is the review that was handed in as homework, if it came that
    way; `key` names the press of the button.
    """

    __tablename__ = "agreement_step"
    __table_args__ = (UniqueConstraint("person_id", "key"), UniqueConstraint("submission_id"))

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    kind: Mapped[StepKind]
    key: Mapped[str] = mapped_column(String(40))
    broken_on: Mapped[date | None]
    review_on: Mapped[date | None]

    agreement: Mapped[Agreement] = relationship(back_populates="steps")
    version: Mapped[AgreementVersion] = relationship()
    submission: Mapped[Submission | None] = relationship()
