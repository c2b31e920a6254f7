"""Reading the history of one thing."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.database import Base
from couples.history.models import HistoryEntry
from couples.identity import Identity
from couples.set_aside import known_history


def list_steps(session: Session, viewer: Identity, subject: Base) -> list[HistoryEntry]:
    """What was done to `subject`, in order, as far as the viewer may know."""
    return list(
        session.scalars(
            select(HistoryEntry)
            .where(known_history(viewer), HistoryEntry.subject_id == subject.public_id)
            .order_by(HistoryEntry.created_at, HistoryEntry.id)
        )
    )
