"""Writing the history."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import clock
from couples.database import Base, OfPractice
from couples.history import chain
from couples.history.models import HistoryEntry
from couples.identity import Identity


def record(session: Session, actor: Identity, event: str, subject: Base) -> None:
    """
    Note that `actor` did `event` (`noun:verb`) to `subject`.

    It goes into the same transaction as the deed, so neither exists alone.
    """
    _write(
        session,
        actor,
        event,
        subject.public_id,
        couple_id=_couple_of(session, subject),
        about_id=getattr(subject, "author_id", None),
    )


def record_by_nobody(session: Session, event: str, subject: OfPractice) -> None:
    """
    Note what was done where nobody is signed in: at the terminal, or by who was not let in.

    That it was the owner of the account would be a guess.
    """
    assert isinstance(subject, Base)  # noqa: S101 - for the types: each row of a practice is one
    chain.add(
        session,
        HistoryEntry(
            practice_id=subject.practice_id,
            created_at=clock.now(),
            event=event,
            subject_id=subject.public_id,
            couple_id=_couple_of(session, subject),
        ),
    )


def _couple_of(session: Session, subject: Base) -> int | None:
    """Whose couple it happened in, also where the row has not reached the database yet."""
    if subject.__tablename__ == "couple":
        if subject.id is None:
            session.flush()
        return subject.id
    known: int | None = getattr(subject, "couple_id", None)
    couple: Base | None = getattr(subject, "couple", None) if known is None else None
    return couple.id if couple is not None else known


def record_look(
    session: Session,
    actor: Identity,
    *,
    place: str,
    subject_id: str,
    couple_id: int,
    about_id: int,
) -> None:
    """
    Note that `actor` opened, on the page `place`, what the person `about_id` wrote.

    It is a line for each author apart, so that none of them says anything of another one.
    """
    _write(session, actor, LOOK, subject_id, couple_id=couple_id, about_id=about_id, place=place)


def record_refusal(session: Session, actor: Identity, *, place: str, subject_id: str) -> None:
    """Note that `actor` asked for what is not theirs to see, or to do."""
    _write(session, actor, REFUSAL, subject_id, place=place)


def _write(
    session: Session, actor: Identity, event: str, subject_id: str, **line: int | str | None
) -> None:
    chain.add(
        session,
        HistoryEntry(
            practice_id=actor.practice_id,
            created_at=clock.now(),
            actor_id=actor.person_id,
            event=event,
            subject_id=subject_id,
            **line,
        ),
    )


LOOK = "words:open"
"""The event of a look: somebody opened what somebody else wrote."""

REFUSAL = "page:refuse"
"""The event of a refusal."""
