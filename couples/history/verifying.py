"""Whether the history is as it was written: the first line that is not, and a missing end."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import ScalarResult, select
from sqlalchemy.orm import Session

from couples import encryption
from couples.caseload.models import Practice
from couples.history.chain import end_of, signed_text
from couples.history.models import HistoryEntry

_AT_ONCE = 1_000
_CHANGED = "is not as it was written"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one practice's chain at some moment, to be kept away from the database."""

    practice: str
    position: int
    mark: str

    def __str__(self) -> str:
        """One line of text."""
        return f"{self.practice} {self.position} {self.mark}"

    @classmethod
    def from_text(cls, line: str) -> Head:
        """What `str` wrote."""
        practice, position, mark = line.split()
        return cls(practice, int(position), mark)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which the history is not as it was written."""

    practice: str
    position: int
    row: str | None
    why: str


def head_of(session: Session, practice: Practice) -> Head:
    """Where the chain of a practice ends now."""
    position, mark = end_of(session, practice.id)
    return Head(practice.public_id, position, mark.hex() or "-")


def first_break(session: Session, practice: Practice, known: Head | None = None) -> Break | None:
    """The first line that was changed, put in or taken out; None where all is as it was."""
    position, mark, met = 0, b"", known is None or known.position == 0
    with closing(_in_order(session, practice)) as lines:
        for line in lines:
            position += 1
            if line.position != position:
                return Break(practice.public_id, position, None, "is missing")
            if not encryption.current().is_signed(signed_text(line, mark), line.mark or b""):
                return Break(practice.public_id, position, line.public_id, _CHANGED)
            mark = line.mark or b""
            if known and known.position == position:
                met = True
                if known.mark != mark.hex():
                    return Break(practice.public_id, position, line.public_id, "is another one")
            session.expunge(line)
    if not met:
        return Break(practice.public_id, position + 1, None, "is missing, and all after it")
    return _never_signed(session, practice)


def _in_order(session: Session, practice: Practice) -> ScalarResult[HistoryEntry]:
    return session.scalars(
        select(HistoryEntry)
        .where(HistoryEntry.practice_id == practice.id, HistoryEntry.position.is_not(None))
        .order_by(HistoryEntry.position)
        .execution_options(yield_per=_AT_ONCE)
    )


def _never_signed(session: Session, practice: Practice) -> Break | None:
    row = session.scalar(
        select(HistoryEntry.public_id)
        .where(HistoryEntry.practice_id == practice.id, HistoryEntry.position.is_(None))
        .order_by(HistoryEntry.id)
        .limit(1)
    )
    return Break(practice.public_id, 0, row, "was put in from outside") if row else None
