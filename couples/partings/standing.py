"""
Whether two have parted, and what stays closed since, as conditions for `couples.visibility`.

What was open before stays open, because nobody can unread it. Nothing that came after
opens, whatever anybody hands in, shows, releases or claims.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from couples.partings.models import Parting
from couples.pauses.running import in_a_pause


def have_parted(couple_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """One of this couple has left, and is not back."""
    parting = aliased(Parting)
    return exists(
        select(parting.id).where(parting.couple_id == couple_id, parting.over_at.is_(None))
    )


def held_back(
    couple_id: InstrumentedAttribute[int], *moments: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """One of these moments lies within a time-out of both that lasts, or after they parted."""
    parting = aliased(Parting)
    since = exists(
        select(parting.id).where(
            parting.couple_id == couple_id,
            parting.over_at.is_(None),
            or_(*(moment >= parting.frozen_from for moment in moments)),
        )
    )
    return or_(in_a_pause(couple_id, *moments), since)
