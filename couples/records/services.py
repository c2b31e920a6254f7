"""Noting that a record left."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.history import services as history
from couples.identity import Identity
from couples.records.whose import Whose


def note_taken(session: Session, whose: Whose, actor: Identity) -> None:
    """Keep in the history whose record left, and through whose hands."""
    history.record(session, actor, "record:take", whose.person or whose.couple)
