"""
Who may know of a copy that is kept: conditions beside those of `visibility`.

A counselor knows of every copy about their couples. A partner knows of one that was handed
to them, as long as it is out and whole; what the other was handed is the other's.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false

from couples.copies.models import KeptCopy
from couples.identity import Identity, Role
from couples.visibility import couples_of


def known_copies(viewer: Identity) -> ColumnElement[bool]:
    """The copies that the viewer may know of; whether one may be opened is asked each time."""
    of_their_couples = KeptCopy.couple_id.in_(couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR:
            return of_their_couples
        case Role.PARTNER:
            return and_(
                of_their_couples,
                KeptCopy.person_id == viewer.person_id,
                KeptCopy.is_out,
                KeptCopy.digest.is_not(None),
            )
        case Role.COUPLE | Role.GUEST:
            return false()
