"""
Letting the shared days out as a file: only while both partners have said yes.

A file lies in a calendar that others may look into, so that one of them alone cannot decide
it. Each may take their yes back at any time, without a reason.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.caseload.models import Couple, CouplePartner
from couples.errors import NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.visibility import known_couples


def let_out(session: Session, actor: Identity, couple: Couple, *, yes: bool) -> None:
    """Say yes to the file, or take it back; the same press again changes nothing."""
    permissions.require(actor, Deed.WIDEN)
    own = _memberships(session, actor, couple)[actor.person_id]
    if own.lets_calendar_out is not yes:
        own.lets_calendar_out = yes
        history.record(session, actor, "calendar:let" if yes else "calendar:keep", couple)


def says_yes(session: Session, viewer: Identity, couple: Couple) -> bool:
    """What the viewer said themselves."""
    return _memberships(session, viewer, couple)[viewer.person_id].lets_calendar_out


def may_leave(session: Session, viewer: Identity, couple: Couple) -> bool:
    """Whether there is a file; a yes of one alone is told to nobody, not by this either."""
    return all(each.lets_calendar_out for each in _memberships(session, viewer, couple).values())


def require_leave(session: Session, viewer: Identity, couple: Couple) -> None:
    """Refuse the file as if there were none, unless both said yes."""
    if not may_leave(session, viewer, couple):
        raise NotFoundError


def _memberships(session: Session, viewer: Identity, couple: Couple) -> dict[int, CouplePartner]:
    rows = session.scalars(
        select(CouplePartner)
        .join(CouplePartner.couple)
        .where(known_couples(viewer), CouplePartner.couple_id == couple.id)
    )
    return {row.person_id: row for row in rows}
