"""Writing the history."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.database import Base
from couples.history.models import HistoryEntry
from couples.identity import Identity


def record(session: Session, actor: Identity, event: str, subject: Base) -> None:
    """
    Note that `actor` did `event` (`noun:verb`) to `subject`.

    It goes into the same transaction as the deed, so neither exists alone.
    """
    session.add(
        HistoryEntry(
            practice_id=actor.practice_id,
            actor_id=actor.person_id,
            event=event,
            subject_id=subject.public_id,
        )
    )
