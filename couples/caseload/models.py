"""A practice, its couples and the two partners of each."""

from __future__ import annotations

import enum
import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples import clock
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.identity import Identity, Role
from couples.people.models import Person

if TYPE_CHECKING:
    from couples.admissions.models import Admission


NOT_NOW = timedelta(days=30)
"""For how long somebody who said “not now” is not asked again, however often it is pressed."""


class ConfidentialityPolicy(enum.StrEnum):
    """What the counselor does with something that one partner tells them alone."""

    NO_SECRETS = "no-secrets"
    LIMITED_SECRETS = "limited-secrets"


class Practice(Base):
    """
    A practice of one or several counselors.

    `brief_hours` before each session its brief is prepared. What a couple wrote is kept for
    `keep_years` after the last that happened, which its owner says. Seven is what the record
    keeping guidelines of the American Psychological Association (2007) advise where no law
    says more.
    """

    __tablename__ = "practice"

    name = EncryptedText(Purpose.PEOPLE)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    time_zone: Mapped[str] = mapped_column(String(64))
    is_demo: Mapped[bool] = mapped_column(default=False)
    brief_hours: Mapped[int] = mapped_column(default=12, server_default="12")
    keep_years: Mapped[int] = mapped_column(default=7, server_default="7")


class Couple(OfPractice, Base):
    """
    Two partners who see a counselor together.

    `earlier_zones` holds the time zones in which they lived before, each with the moment
    until which it was theirs, so that a day that is over keeps its date. Of a couple that
    was erased nothing is left but this row, which nobody sees (`couples.erasure`). Since
    `handed_over_at` the counselor is who it is; each `HandOver` says who it was before. The
    moment is kept here as well, so that the pages of two who never went ask for none.
    """

    __tablename__ = "couple"

    counselor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    policy: Mapped[ConfidentialityPolicy]
    time_zone: Mapped[str] = mapped_column(String(64))
    earlier_zones: Mapped[str | None] = mapped_column(Text)
    handed_over_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    counselor: Mapped[Person] = relationship(foreign_keys=[counselor_id])
    # Who may know of which is said by whoever loads them, and never by this row.
    admissions: Mapped[list[Admission]] = relationship(
        order_by="Admission.id", viewonly=True, lazy="raise"
    )
    memberships: Mapped[list[CouplePartner]] = relationship(
        order_by="CouplePartner.position", back_populates="couple"
    )

    @property
    def partners(self) -> list[Person]:
        """Both partners, always in the same order."""
        return [membership.person for membership in self.memberships]

    @property
    def remaining(self) -> list[Person]:
        """Both partners, but for one who is being erased or was."""
        return [person for person in self.partners if person.erasing_at is None]

    @property
    def has_both(self) -> bool:
        """Whether neither of the two was erased."""
        return not any(person.erased_at for person in self.partners)

    @property
    def reader_for_both(self) -> Identity:
        """Whoever reads no more than what both partners may."""
        return Identity(Role.COUPLE, self.practice_id, self.counselor_id, self.id)

    @property
    def own_counselor(self) -> Identity:
        """Their counselor, for what happens in that one's name."""
        return Identity(Role.COUNSELOR, self.practice_id, self.counselor_id)

    def zone_at(self, moment: datetime) -> str:
        """The time zone that was, or is, theirs at a moment."""
        for zone, until in json.loads(self.earlier_zones or "[]"):
            if moment < datetime.fromisoformat(until):
                return str(zone)
        return self.time_zone

    def day_of(self, moment: datetime) -> date:
        """The day that a moment was, or will be, where they live."""
        return clock.local(moment, self.zone_at(moment)).date()

    def other_partner(self, person_id: int) -> Person:
        """The partner who is not `person_id`."""
        return next(person for person in self.partners if person.id != person_id)


class CouplePartner(OfPractice, Base):
    """
    One of the two people of a couple. `position` only keeps their order stable.

    `lets_calendar_out` is their own yes to a file of the days that the two share; there is
    one only while both have said it. `asked_to_agree_at` is when their counselor asked them
    last to read newer words of the policy, until they agree; that they said “not now” is
    theirs alone.
    """

    __tablename__ = "couple_partner"
    __table_args__ = (UniqueConstraint("couple_id", "position"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    position: Mapped[int]
    lets_calendar_out: Mapped[bool] = mapped_column(default=False)
    asked_to_agree_at: Mapped[datetime | None]
    said_not_now_at: Mapped[datetime | None]

    couple: Mapped[Couple] = relationship(back_populates="memberships")
    person: Mapped[Person] = relationship()

    @property
    def is_asked_to_agree(self) -> bool:
        """Whether the question stands on their first page: a “not now” holds for a while."""
        asked, not_now = self.asked_to_agree_at, self.said_not_now_at
        return asked is not None and (not_now is None or asked >= not_now + NOT_NOW)


class HandOver(OfPractice, Base):
    """
    That a couple went from one counselor to another.

    Of what happened before this was kept, nobody knows who had them and who did it.
    """

    __tablename__ = "hand_over"

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    former_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    counselor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    couple: Mapped[Couple] = relationship()
    former: Mapped[Person | None] = relationship(foreign_keys=[former_id])
    counselor: Mapped[Person] = relationship(foreign_keys=[counselor_id])
    done_by: Mapped[Person | None] = relationship(foreign_keys=[done_by_id])


class Tiding(OfPractice, Base):
    """
    That one person is told of something, until they say that they have read it.

    It is either a hand-over, or that somebody stood in where no counselor could be told. The
    latter goes with the admission that it is of, as the database sees to.
    """

    __tablename__ = "tiding"
    __table_args__ = (
        UniqueConstraint("hand_over_id", "person_id"),
        UniqueConstraint("admission_id", "person_id"),
    )

    hand_over_id: Mapped[int | None] = mapped_column(ForeignKey("hand_over.id"))
    admission_id: Mapped[int | None] = mapped_column(ForeignKey("admission.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    read_at: Mapped[datetime | None]

    hand_over: Mapped[HandOver | None] = relationship()
    admission: Mapped[Admission | None] = relationship()
    person: Mapped[Person] = relationship()
