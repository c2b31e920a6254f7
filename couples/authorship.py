"""Who may read what a counselor is writing of a programme: a condition beside `visibility`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false

from couples.identity import Identity, Role
from couples.programmes.models import ProgrammeDraft


def readable_programme_drafts(viewer: Identity) -> ColumnElement[bool]:
    """What a counselor has typed of a programme is theirs alone until they publish it."""
    match viewer.role:
        case Role.COUNSELOR:
            return and_(
                ProgrammeDraft.practice_id == viewer.practice_id,
                ProgrammeDraft.author_id == viewer.person_id,
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()
