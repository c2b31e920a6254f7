"""Who may read what a counselor thinks of somebody's homework: a condition beside `visibility`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false

from couples import visibility
from couples.appraisals.models import Appraisal
from couples.identity import Identity, Role


def readable_appraisals(viewer: Identity) -> ColumnElement[bool]:
    """Whoever works with the couple now; neither partner, and no copy for both."""
    match viewer.role:
        case Role.COUNSELOR:
            return Appraisal.couple_id.in_(visibility.couples_of(viewer))
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()
