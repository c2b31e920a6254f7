"""
Who may know that a shared record leaves: conditions beside those of `visibility`.

A yes is known to whoever gave it. The other partner and the counselor learn of it only by
the record itself, which is there once both have said yes.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false

from couples import visibility
from couples.identity import Identity, Role
from couples.records.models import RecordYes, SharedRecord


def own_yeses(viewer: Identity) -> ColumnElement[bool]:
    """What the viewer said themselves; nobody is told what the other said."""
    match viewer.role:
        case Role.PARTNER:
            return RecordYes.person_id == viewer.person_id
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


def weighed_yeses(viewer: Identity) -> ColumnElement[bool]:
    """
    What is weighed to say whether the record may be made.

    Only `couples.records.services` asks for it, when one of the two has just said yes.
    """
    match viewer.role:
        case Role.PARTNER:
            return RecordYes.couple_id.in_(visibility.couples_of(viewer))
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


def readable_shared_records(viewer: Identity) -> ColumnElement[bool]:
    """A record of both is for the two and their counselor, who could read all of it before."""
    of_their_couples = SharedRecord.couple_id.in_(visibility.couples_of(viewer))
    match viewer.role:
        case Role.PARTNER | Role.COUNSELOR:
            return and_(of_their_couples, SharedRecord.content_sealed.is_not(None))
        case Role.COUPLE | Role.GUEST:
            return false()
