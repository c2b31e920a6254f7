"""Reading the history: of one thing, of a couple, and of who opened what somebody wrote."""

from __future__ import annotations

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from couples.caseload.models import Couple
from couples.database import Base
from couples.history.models import HistoryEntry
from couples.identity import Identity
from couples.looking_back import known_deeds, known_looks
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


def list_first_looks(session: Session, viewer: Identity) -> list[HistoryEntry]:
    """
    Who opened what the viewer wrote, the oldest first: each page about each thing once.

    Whoever opens it again may do so for what the other partner wrote beside it.
    """
    first = (
        select(func.min(HistoryEntry.id))
        .where(known_looks(viewer))
        .group_by(HistoryEntry.subject_id, HistoryEntry.place, HistoryEntry.actor_id)
    )
    return list(
        session.scalars(
            select(HistoryEntry)
            .where(HistoryEntry.id.in_(first))
            .options(joinedload(HistoryEntry.actor))
            .order_by(HistoryEntry.id)
        )
    )


def list_of_couple(
    session: Session, viewer: Identity, couple: Couple, *, most: int, before: str | None = None
) -> list[HistoryEntry]:
    """What was done and opened in a couple, the newest first; `before` goes on from a line."""
    line = aliased(HistoryEntry)
    earlier = HistoryEntry.id < select(line.id).where(line.public_id == before).scalar_subquery()
    return list(
        session.scalars(
            select(HistoryEntry)
            .where(
                or_(known_deeds(viewer), known_looks(viewer)),
                HistoryEntry.couple_id == couple.id,
                earlier if before else true(),
            )
            .options(joinedload(HistoryEntry.actor))
            .order_by(HistoryEntry.id.desc())
            .limit(most)
        )
    )
