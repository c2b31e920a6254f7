"""Being told of hand-overs, each until they say that they have read it."""

from __future__ import annotations

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload

from couples import clock
from couples.belonging import known_hand_overs, own_tidings
from couples.caseload.models import Couple, CouplePartner, HandOver, Tiding
from couples.errors import NotFoundError
from couples.identity import Identity


def list_unread(session: Session, viewer: Identity) -> list[HandOver]:
    """What the viewer is told and has not said that they read, the oldest first."""
    return list(
        session.scalars(
            _hand_overs(viewer)
            .join(Tiding, Tiding.hand_over_id == HandOver.id)
            .where(own_tidings(viewer), Tiding.read_at.is_(None))
        )
    )


def list_hand_overs(session: Session, viewer: Identity, couple: Couple) -> list[HandOver]:
    """Each time that a couple went to another counselor, the oldest first."""
    return list(session.scalars(_hand_overs(viewer).where(HandOver.couple_id == couple.id)))


def say_read(session: Session, actor: Identity, hand_over_id: str) -> None:
    """
    Say that one has read of this hand-over, and of those before it that were told with it.

    What happened meanwhile is told still, and a second press changes nothing.
    """
    newest = session.scalar(
        select(Tiding.id)
        .join(Tiding.hand_over)
        .where(own_tidings(actor), HandOver.public_id == hand_over_id)
    )
    if newest is None:
        raise NotFoundError
    session.execute(
        update(Tiding)
        .where(own_tidings(actor), Tiding.id <= newest, Tiding.read_at.is_(None))
        .values(read_at=clock.now())
    )


def _hand_overs(viewer: Identity) -> Select[HandOver]:
    return (
        select(HandOver)
        .where(known_hand_overs(viewer))
        .options(
            joinedload(HandOver.couple)
            .selectinload(Couple.memberships)
            .joinedload(CouplePartner.person),
            joinedload(HandOver.former),
            joinedload(HandOver.counselor),
            joinedload(HandOver.done_by),
        )
        .order_by(HandOver.id)
    )
