"""Gates of a couple, homework given all the same, and what the counselor has to look at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.exercises.vocabulary import FlagKind, Gate
from couples.people.models import Person
from couples.submissions.models import Submission


class GateSetting(OfPractice, Base):
    """
    One time that a gate of a couple was held or opened; the newest one stands.

    `set_by_id` is the counselor. It is empty where an answer held the gate by itself, or a
    word of fear. `is_quiet` is a hold of the seals alone: homework goes on as if it were open.
    Rows are never changed, so that the way to where it stands can be read back.
    """

    __tablename__ = "gate_setting"

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    gate: Mapped[Gate]
    is_held: Mapped[bool]
    is_quiet: Mapped[bool] = mapped_column(default=False, server_default=false())
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note = EncryptedText(Purpose.WORDS, author="set_by_id")
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    set_by: Mapped[Person | None] = relationship()


class GateOverride(OfPractice, Base):
    """
    The counselor's written reason for one piece of homework in spite of held gates.

    `covers` names each hold that it speaks about, as gate and row, so that a gate
    which closes later holds again.
    """

    __tablename__ = "gate_override"

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    covers: Mapped[str] = mapped_column(String(120))
    reason = EncryptedText(Purpose.WORDS, author="author_id")
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    assignment: Mapped[Assignment] = relationship()
    author: Mapped[Person] = relationship()


class SafetyFlag(OfPractice, Base):
    """
    Something for the counselor to look at, until they say what was done about it.

    It comes from an answer (`submission_id`), or from the counselor, a colleague or a partner
    who says something outside of any homework (`raised_by_id`). No other partner ever knows of it.
    Where it `is_quiet`, whoever told asked that nothing changes which the other can see.
    """

    __tablename__ = "safety_flag"
    __table_args__ = (UniqueConstraint("submission_id", "kind"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    kind: Mapped[FlagKind]
    is_quiet: Mapped[bool] = mapped_column(default=False, server_default=false())
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    word = EncryptedText(Purpose.WORDS, author="raised_by_id")
    word_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done = EncryptedText(Purpose.WORDS, author="acknowledged_by_id")
    done_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    couple: Mapped[Couple] = relationship()
    submission: Mapped[Submission | None] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    raised_by: Mapped[Person | None] = relationship(foreign_keys=[raised_by_id])
    acknowledged_by: Mapped[Person | None] = relationship(foreign_keys=[acknowledged_by_id])

    @property
    def is_of_colleague(self) -> bool:
        """Whether it says what a colleague did, and nothing of either partner."""
        return self.kind is FlagKind.STOOD_IN

    @property
    def about(self) -> Person | None:
        """
        Whom it is about, if it is about one of the two.

        An answer that turns out to be the other partner's takes its flag along.
        """
        return self.person if self.submission is None else self.submission.author
