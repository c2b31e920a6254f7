"""Finding pauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from couples import clock
from couples.errors import NotFoundError
from couples.identity import Identity
from couples.pauses.models import ASKS_FOR, Pause
from couples.pauses.running import is_running
from couples.timetable import known_pauses


def _known(viewer: Identity) -> Select[Pause]:
    return (
        select(Pause)
        .where(known_pauses(viewer))
        .options(selectinload(Pause.returns), joinedload(Pause.called_by))
    )


def find_running(session: Session, viewer: Identity, couple_id: int) -> Pause | None:
    """The pause in which a couple is just now, as far as the viewer knows of one."""
    query = select(Pause).where(known_pauses(viewer), is_running(), Pause.couple_id == couple_id)
    return session.scalar(query.order_by(Pause.is_alone, Pause.id).limit(1))


def find_asking(session: Session, viewer: Identity, couple_id: int) -> Pause | None:
    """The newest pause, if it lasts or ended so lately that somebody may still come back."""
    query = _known(viewer).where(
        Pause.couple_id == couple_id, Pause.return_at > clock.now() - ASKS_FOR
    )
    found = session.scalar(query.order_by(Pause.id.desc()).limit(1))
    return found if found is not None and found.is_asking else None


def get_pause(session: Session, viewer: Identity, pause_id: str) -> Pause:
    """One pause by its public id, or `NotFoundError`."""
    found = session.scalar(_known(viewer).where(Pause.public_id == pause_id))
    if found is None:
        raise NotFoundError
    return found


def list_pauses(
    session: Session,
    viewer: Identity,
    couple_ids: Sequence[int],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Pause]:
    """The pauses of some couples with who came back, the newest first."""
    query = _known(viewer).where(Pause.couple_id.in_(couple_ids))
    if since is not None:
        query = query.where(Pause.began_at >= since)
    if until is not None:
        query = query.where(Pause.began_at < until)
    return list(session.scalars(query.order_by(Pause.began_at.desc(), Pause.id.desc())))
