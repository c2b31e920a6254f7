"""The way back, which only an invitation that was accepted opens."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.history import services as history
from couples.identity import Identity
from couples.partings.models import Parting


def come_back(session: Session, actor: Identity) -> None:
    """
    End that the actor left, because they were invited and accepted.

    The two do things together again once everybody who left is back. What had ended stays
    ended: their counselor gives homework anew. Where the actor has not left, nothing happens.
    """
    parting = find_own_leaving(session, actor)
    if parting is None:
        return
    parting.over_at, parting.open_key = clock.now(), None
    session.flush()
    couple = session.get_one(Couple, parting.couple_id)
    history.record(session, actor, "couple:return", couple)


def find_own_leaving(session: Session, actor: Identity) -> Parting | None:
    """That the actor left and is not back."""
    return session.scalar(
        select(Parting).where(Parting.left_by_id == actor.person_id, Parting.over_at.is_(None))
    )
