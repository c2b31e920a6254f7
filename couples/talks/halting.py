"""
Whether a talk stands still, and since when.

A time-out of both, wherever it was started, halts the turn that it is. Nothing is stored
for that: the talk goes on at the same turn once somebody takes it up.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from couples.identity import Identity
from couples.pauses.models import Pause
from couples.pauses.queries import list_pauses
from couples.talks.models import Talk


def pauses_in(session: Session, viewer: Identity, talk: Talk) -> list[Pause]:
    """The time-outs of both that began in the turn that it is, the newest first."""
    found = list_pauses(session, viewer, [talk.couple_id], since=talk.turn_began_at)
    return [pause for pause in found if not pause.is_alone]


def halted_since(session: Session, viewer: Identity, talk: Talk) -> datetime | None:
    """When it began to stand still; None while it goes on."""
    if talk.ended_at is not None:
        return None
    began = [pause.began_at for pause in pauses_in(session, viewer, talk)]
    if talk.halted_at is not None:
        began.append(talk.halted_at)
    return min(began, default=None)
