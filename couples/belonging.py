"""
Who may know who belongs to whom: conditions beside those of `visibility`.

That the two do nothing together here any more is known to both. Who of them left is told
to nobody but that one and the counselor, though the other may well guess.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, select

from couples.caseload.models import Couple
from couples.identity import Identity, Role
from couples.partings.models import Parting
from couples.visibility import known_couples


def known_partings(viewer: Identity) -> ColumnElement[bool]:
    """The partings of a counselor's couples; to a partner, those that they began themselves."""
    theirs = Parting.couple_id.in_(select(Couple.id).where(known_couples(viewer)))
    match viewer.role:
        case Role.COUNSELOR:
            return theirs
        case Role.PARTNER:
            return and_(theirs, Parting.left_by_id == viewer.person_id)
        case Role.COUPLE:
            return false()
