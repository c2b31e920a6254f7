"""A partner's work on one assignment: the draft, what was handed in, and the reply."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.people.models import Person


class Standing(enum.StrEnum):
    """
    Whether a submission counts: see `couples.submissions.attribution`.

    Only what stands is read, counted or opened by anything. The rest is kept, and waits
    for whoever knows whose it is.
    """

    STANDS = "stands"
    QUARANTINED = "quarantined"
    OFFERED = "offered"
    VOID = "void"


class Draft(OfPractice, Base):
    """
    What an author has typed and not handed in. Nobody else ever reads it.

    It holds the form as it was typed, right or wrong, so that nothing is lost.
    `revision` is new after each save: a save that does not name the newest one is refused,
    so that two tabs never overwrite each other (`couples.submissions.own_saves`).

    One that began from an attempt which was set aside goes aside with it, and leaves its
    place to another one: see `couples.submissions.beginnings`.
    """

    __tablename__ = "draft"
    __table_args__ = (
        Index(
            "uq_draft_in_its_place",
            *("assignment_id", "author_id", "part", "occurrence"),
            unique=True,
            sqlite_where=text("set_aside_with_id IS NULL"),
            postgresql_where=text("set_aside_with_id IS NULL"),
        ),
    )

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    part: Mapped[Part]
    occurrence: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime]
    begun_from: Mapped[str | None] = mapped_column(String(16))
    set_aside_with_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"), index=True)
    up_to: Mapped[int | None]
    agreed_at: Mapped[datetime | None]
    typed = EncryptedText(Purpose.WORDS, author="author_id")
    typed_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    assignment: Mapped[Assignment] = relationship()
    set_aside_with: Mapped[Submission | None] = relationship()


_COUNTS = text("standing = 'stands' AND returned_at IS NULL")


class Submission(OfPractice, Base):
    """
    One attempt of one author at one occurrence of an assignment, handed in.

    `occurrence` names the day, week or session that a repeated assignment is
    for, and is the same for both partners, which is how two sealed submissions
    find each other. A submission is never edited: another attempt is a new one.

    `entered_by` is the counselor who typed it in session, with the author in the room.
    `begun_from` and `handed_in_from` are fingerprints of a browser, good for comparing
    and for nothing else. What is set aside says so in `standing`: in whose name it lies
    may then say that it is not theirs, and the other that it is. `restored_at` is when it
    was last put back. Since `kept_off_at` its author's own pages hold nothing of it but what
    the other partner can read: see `couples.submissions.keeping_off`.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("assignment_id", "author_id", "part", "occurrence", "attempt"),
        UniqueConstraint("author_id", "idempotency_key"),
        Index("ix_submission_couple_submitted", "couple_id", "submitted_at"),
        Index("ix_submission_occurrence", "assignment_id", "occurrence", "part"),
        # Two who press at one moment each see a state in which theirs would be the only one.
        Index(
            "uq_submission_that_counts",
            *("assignment_id", "author_id", "part", "occurrence"),
            unique=True,
            sqlite_where=_COUNTS,
            postgresql_where=_COUNTS,
        ),
    )

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    part: Mapped[Part]
    occurrence: Mapped[str] = mapped_column(String(40))
    occurs_on: Mapped[date]
    attempt: Mapped[int]
    submitted_at: Mapped[datetime]
    idempotency_key: Mapped[str] = mapped_column(String(40))
    returned_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    begun_from: Mapped[str | None] = mapped_column(String(16))
    handed_in_from: Mapped[str | None] = mapped_column(String(16))
    standing: Mapped[Standing] = mapped_column(default=Standing.STANDS)
    set_aside_at: Mapped[datetime | None]
    set_aside_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    disowned_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    restored_at: Mapped[datetime | None]
    kept_off_at: Mapped[datetime | None]
    written_as_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    assignment: Mapped[Assignment] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    entered_by: Mapped[Person | None] = relationship(foreign_keys=[entered_by_id])

    def is_kept_off_by(self, viewer: Identity) -> bool:
        """Whether whoever looks keeps it off the very pages that they look at."""
        is_own = self.author_id == viewer.person_id
        return is_own and self.kept_off_at is not None and not viewer.opens_kept_off


class Answer(OfPractice, Base):
    """
    What an author gave in one field, with the audience it was written for.

    Words are sealed and bound to their author; a number stays a number. The
    audience is fixed here, so that a later version of the exercise cannot
    change who reads an old answer. `shown_at` is when its author let the other partner read
    what they had kept, and `released_at` when their counselor opened it.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("submission_id", "field"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    field: Mapped[str] = mapped_column(String(60))
    audience: Mapped[Audience]
    words = EncryptedText(Purpose.WORDS, author="author_id")
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    number: Mapped[float | None]
    released_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()


class ReadyAnswer(OfPractice, Base):
    """
    The newest answer of one partner to a question that stands before the rest.

    It is no submission: nothing counts it, lists it or reports it, and the next answer
    takes its place, so that nowhere is kept how often somebody was not ready.
    """

    __tablename__ = "ready_answer"
    __table_args__ = (UniqueConstraint("assignment_id", "author_id", "field"),)

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    field: Mapped[str] = mapped_column(String(60))
    audience: Mapped[Audience]
    given_at: Mapped[datetime]
    words = EncryptedText(Purpose.WORDS, author="author_id")
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ReplyKind(enum.StrEnum):
    """What a counselor's words to an author are."""

    REPLY = "reply"
    RETURN = "return"


class Reply(OfPractice, Base):
    """What the counselor wrote back to the author of a submission, and to nobody else."""

    __tablename__ = "reply"

    couple_id: Mapped[int] = mapped_column(ForeignKey("couple.id"), index=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[ReplyKind]
    words = EncryptedText(Purpose.WORDS, author="author_id")
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    submission: Mapped[Submission] = relationship()
