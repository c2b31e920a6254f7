"""
What stays sealed while a gate of fear is held, as a condition for those of `couples.visibility`.

To whoever handed in it looks as if the other had not, whichever of the two is afraid, so
that nobody can tell a held seal from one that waits.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from couples.assignments.models import Assignment
from couples.exercises.vocabulary import Doer, Gate
from couples.safety.models import GateOverride, GateSetting


def stays_sealed(
    assignment_id: InstrumentedAttribute[int], *moments: InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """
    One of these moments lies after a gate of fear closed that is still held.

    What was open before stays open, because nobody can unread it. What the two do together
    is not held: what they write for both tells each that the other handed in, and a seal
    that stayed closed beside it would tell why. What the counselor let go on in spite of
    the gate opens as ever.
    """
    hold, opened = aliased(GateSetting), aliased(GateSetting)
    given, override = aliased(Assignment), aliased(GateOverride)
    was_opened = exists(
        select(opened.id).where(
            opened.couple_id == hold.couple_id,
            opened.gate == hold.gate,
            opened.is_held.is_(False),
            opened.id > hold.id,
        )
    )
    goes_on = exists(
        select(override.id).where(
            override.assignment_id == given.id, override.created_at >= hold.created_at
        )
    )
    return exists(
        select(hold.id)
        .join(given, given.couple_id == hold.couple_id)
        .where(
            given.id == assignment_id,
            given.doer != Doer.TOGETHER,
            hold.gate == Gate.G1,
            hold.is_held,
            or_(*(moment >= hold.created_at for moment in moments)),
            not_(was_opened),
            not_(goes_on),
        )
    )
