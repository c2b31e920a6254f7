"""How often somebody wants to be reminded, and the ledger of what was sent."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from couples.database import Base, OfPractice


class Often(enum.StrEnum):
    """How often a reminder may come, at most."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


class Thing(enum.StrEnum):
    """What somebody is told of, which no letter says."""

    WAITING = "waiting"
    """There is homework of theirs to do."""


class NoticeChoice(OfPractice, Base):
    """
    What one partner chose: how often, and the hours in which nothing comes.

    Whoever never chose is never written to. The hours are those of where the couple lives;
    from `quiet_from` until `quiet_until` nothing is sent, over midnight as well.
    """

    __tablename__ = "notice_choice"
    __table_args__ = (UniqueConstraint("person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    often: Mapped[Often]
    quiet_from: Mapped[int]
    quiet_until: Mapped[int]


class Notice(OfPractice, Base):
    """
    One reminder to one person, for one time: `occasion` is a day or a week.

    The row comes before the letter and is unique, so that of two that send at one moment
    one writes nothing. Until `claimed_until` somebody is at it; a row whose time is up and
    that was not `sent_at` is tried again, a few times and no more.
    """

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("person_id", "thing", "occasion"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    thing: Mapped[Thing]
    occasion: Mapped[str] = mapped_column(String(10))
    claimed_until: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[datetime | None]
