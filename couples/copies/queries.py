"""Finding copies that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from couples.caseload.models import Couple
from couples.copies.models import KeptCopy
from couples.errors import NotFoundError
from couples.handed_out import known_copies
from couples.identity import Identity


def get_copy(session: Session, viewer: Identity, copy_id: str) -> KeptCopy:
    """One copy by its public id, or `NotFoundError`."""
    found = session.scalar(
        select(KeptCopy).where(known_copies(viewer), KeptCopy.public_id == copy_id)
    )
    if found is None:
        raise NotFoundError
    return found


def list_of_press(session: Session, viewer: Identity, token: str) -> Sequence[KeptCopy]:
    """The copies that one press made, in the order of the partners."""
    return session.scalars(
        select(KeptCopy)
        .where(known_copies(viewer), KeptCopy.token == token)
        .options(joinedload(KeptCopy.person))
        .order_by(KeptCopy.id)
    ).all()


def list_copies(session: Session, viewer: Identity, couple: Couple) -> Sequence[KeptCopy]:
    """Every copy about a couple that the viewer may know of, the newest first."""
    return session.scalars(
        select(KeptCopy)
        .where(known_copies(viewer), KeptCopy.couple_id == couple.id)
        .options(joinedload(KeptCopy.person))
        .order_by(KeptCopy.id.desc())
    ).all()


def was_handed_one(session: Session, viewer: Identity, since: datetime) -> bool:
    """Whether a copy that was handed to the viewer since then is still out."""
    out = exists().where(known_copies(viewer), KeptCopy.handed_out_at >= since)
    return bool(session.scalar(select(out)))
