"""A talk that two people have, and what is written down while they have it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.assignments.models import Assignment
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.exercises.definition import Variant
from couples.exercises.guide import Guide, Turn
from couples.people.models import Person


class Talk(OfPractice, Base):
    """
    One time that a couple goes through an exercise turn by turn.

    `open_key` is set until the turns are over and unique, so that two people who press at
    one moment are in one talk. `turn` is the number of the turn that it is now. The clock
    of a turn is worked out from when it began and what was used of it before it was
    `halted_at`, so that no page has to be open for it to go on.
    """

    __tablename__ = "talk"
    __table_args__ = (UniqueConstraint("practice_id", "open_key"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    occurrence: Mapped[str] = mapped_column(String(40))
    occurs_on: Mapped[date]
    open_key: Mapped[str | None] = mapped_column(String(40))
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first_person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_on_one_phone: Mapped[bool]
    turn: Mapped[int] = mapped_column(default=0)
    turn_began_at: Mapped[datetime]
    used_seconds: Mapped[int] = mapped_column(default=0)
    halted_at: Mapped[datetime | None]
    pauses: Mapped[int] = mapped_column(default=0)
    talked_seconds: Mapped[int] = mapped_column(default=0)
    is_cut_short: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship()
    begun_by: Mapped[Person] = relationship(foreign_keys=[begun_by_id])

    @property
    def guide(self) -> Guide:
        """The turns, in the version that was assigned."""
        guide = self.assignment.definition.guide
        if guide is None:
            raise ValueError("A talk needs a guide.")
        return guide

    @property
    def now(self) -> Turn:
        """The turn that it is."""
        return self.guide.turns[self.turn]

    def is_first(self, person_id: int) -> bool:
        """Whether this partner is the one who began to speak."""
        return person_id == self.first_person_id

    @property
    def holder_id(self) -> int | None:
        """Whose turn it is, or who has the pen; None where each is on their own."""
        if self.now.holder is None:
            return None
        if self.now.holder is Variant.FIRST:
            return self.first_person_id
        return self.assignment.couple.other_partner(self.first_person_id).id


class TalkWords(OfPractice, Base):
    """
    What one of the two wrote in the turns that were theirs, in front of the other.

    It is no draft: both are in the room. When the turns are over it goes into its author's
    own draft, and is theirs alone. `revision` is new after each save, as a draft's is.
    """

    __tablename__ = "talk_words"
    __table_args__ = (UniqueConstraint("talk_id", "author_id"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talk.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    revision: Mapped[int] = mapped_column(default=0)
    typed = EncryptedText(Purpose.WORDS, author="author_id")
    typed_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    talk: Mapped[Talk] = relationship()
