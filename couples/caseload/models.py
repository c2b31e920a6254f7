"""A practice, its couples and the two partners of each."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.people.models import Person


class ConfidentialityPolicy(enum.StrEnum):
    """What the counselor does with something that one partner tells them alone."""

    NO_SECRETS = "no-secrets"
    LIMITED_SECRETS = "limited-secrets"


class Practice(Base):
    """A practice of one or several counselors."""

    __tablename__ = "practice"

    name = EncryptedText(Purpose.PEOPLE)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    time_zone: Mapped[str] = mapped_column(String(64))
    is_demo: Mapped[bool] = mapped_column(default=False)


class Couple(OfPractice, Base):
    """Two partners who see a counselor together."""

    __tablename__ = "couple"

    counselor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    policy: Mapped[ConfidentialityPolicy]
    time_zone: Mapped[str] = mapped_column(String(64))
    archived_at: Mapped[datetime | None]

    counselor: Mapped[Person] = relationship(foreign_keys=[counselor_id])
    memberships: Mapped[list[CouplePartner]] = relationship(
        order_by="CouplePartner.position", back_populates="couple"
    )

    @property
    def partners(self) -> list[Person]:
        """Both partners, always in the same order."""
        return [membership.person for membership in self.memberships]

    def other_partner(self, person_id: int) -> Person:
        """The partner who is not `person_id`."""
        return next(person for person in self.partners if person.id != person_id)


class CouplePartner(OfPractice, Base):
    """One of the two people of a couple. `position` only keeps their order stable."""

    __tablename__ = "couple_partner"
    __table_args__ = (UniqueConstraint("couple_id", "position"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    position: Mapped[int]

    couple: Mapped[Couple] = relationship(back_populates="memberships")
    person: Mapped[Person] = relationship()
