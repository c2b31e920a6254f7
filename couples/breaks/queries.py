"""Finding breaks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from couples.breaks.models import Break
from couples.errors import NotFoundError
from couples.identity import Identity
from couples.timetable import known_breaks


def list_breaks(session: Session, viewer: Identity, couple_ids: Sequence[int]) -> list[Break]:
    """The breaks of some couples that were not called off, the first to begin first."""
    return list(
        session.scalars(
            select(Break)
            .where(known_breaks(viewer), Break.couple_id.in_(couple_ids))
            .options(joinedload(Break.assignment))
            .order_by(Break.first_on, Break.id)
        )
    )


def get_break(session: Session, viewer: Identity, break_id: str) -> Break:
    """One break by its public id, or `NotFoundError`."""
    found = session.scalar(select(Break).where(known_breaks(viewer), Break.public_id == break_id))
    if found is None:
        raise NotFoundError
    return found
