"""
What a running pause holds back, as conditions for those of `couples.visibility`.

Whatever would open for the other partner while it lasts waits until it is over. What was
open before stays open, because nobody can unread it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from couples import clock
from couples.database import UtcDateTime
from couples.pauses.models import Pause


def _present() -> ColumnElement[datetime]:
    """The present moment, asked for each time that a statement runs."""
    return bindparam("present", callable_=clock.now, type_=UtcDateTime(), unique=True)


def is_running(pause: type[Pause] = Pause) -> ColumnElement[bool]:
    """The pauses that last just now."""
    return and_(pause.ended_at.is_(None), pause.return_at > _present())


def in_a_pause(
    couple_id: InstrumentedAttribute[int], *moments: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """One of these moments lies within a pause of both partners that still lasts."""
    pause = aliased(Pause)
    return exists(
        select(pause.id).where(
            pause.couple_id == couple_id,
            pause.is_alone.is_(False),
            is_running(pause),
            or_(*(moment >= pause.began_at for moment in moments)),
        )
    )
