"""Finding out whether a couple has parted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from couples.belonging import known_partings
from couples.caseload.models import Couple
from couples.caseload.queries import select_couples
from couples.identity import Identity
from couples.partings.models import Parting
from couples.wording import gettext as _


def find_parting(session: Session, viewer: Identity, couple: Couple) -> Parting | None:
    """How a couple parted, where that is not over and the viewer may know who left first."""
    return list_partings(session, viewer, [couple]).get(couple.id)


def has_parted(session: Session, viewer: Identity, couple: Couple) -> bool:
    """Whether a couple parted and that is not over, as far as the viewer may know."""
    return find_parting(session, viewer, couple) is not None


def list_leavings(session: Session, viewer: Identity, couple: Couple) -> list[Parting]:
    """Each of a couple who left and is not back, where the viewer may know it, in their order."""
    return _list_open(session, viewer, [couple])


def list_partings(
    session: Session, viewer: Identity, couples: Sequence[Couple]
) -> dict[int, Parting]:
    """Those of these couples that have parted, by their ids, in one statement for all."""
    found = _list_open(session, viewer, couples)
    return {parting.couple_id: parting for parting in reversed(found)}


def list_couples_with_partings(
    session: Session, viewer: Identity
) -> tuple[list[Couple], dict[int, Parting]]:
    """The caseload and which of it have parted, by their ids, without a statement more."""
    rows = session.execute(
        select_couples(viewer)
        .outerjoin(
            Parting,
            and_(Parting.couple_id == Couple.id, known_partings(viewer), Parting.over_at.is_(None)),
        )
        .add_columns(Parting)
        .order_by(Parting.id)
    ).all()
    parted: dict[int, Parting] = {}
    for couple, parting in rows:
        if parting is not None:
            parted.setdefault(couple.id, parting)
    return list(dict.fromkeys(couple for couple, _parting in rows)), parted


def _list_open(session: Session, viewer: Identity, couples: Sequence[Couple]) -> list[Parting]:
    return list(
        session.scalars(
            select(Parting)
            .where(
                known_partings(viewer),
                Parting.over_at.is_(None),
                Parting.couple_id.in_([couple.id for couple in couples]),
            )
            .options(joinedload(Parting.left_by))
            .order_by(Parting.id)
        )
    )


def why_ended() -> str:
    """Why a couple that has parted is given nothing, in words for their counselor."""
    return _("Their work here as a couple has ended.")
