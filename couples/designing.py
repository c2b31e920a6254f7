"""Who may know how papers are to look: conditions beside `visibility`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false

from couples.designs.models import BriefDesign, PracticeDesign
from couples.identity import Identity, Role
from couples.visibility import known_appointments


def known_designs(viewer: Identity) -> ColumnElement[bool]:
    """The design of the practice: for all its counselors, since it is on every paper of theirs."""
    match viewer.role:
        case Role.COUNSELOR:
            return PracticeDesign.practice_id == viewer.practice_id
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()


def known_brief_designs(viewer: Identity) -> ColumnElement[bool]:
    """What was said of one brief: for whoever hands that brief out."""
    match viewer.role:
        case Role.COUNSELOR:
            return and_(
                BriefDesign.practice_id == viewer.practice_id,
                BriefDesign.appointment.has(known_appointments(viewer)),
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()
