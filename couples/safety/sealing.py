"""
What stays sealed while a gate of fear is held, as a condition for those of `couples.visibility`.

To whoever handed in it looks as if the other had not, whichever of the two is afraid, so
that nobody can tell a held seal from one that waits.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, false, func, literal, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from couples.assignments.models import Assignment
from couples.exercises.vocabulary import Doer, Gate
from couples.safety.holding import NAMED_BY
from couples.safety.models import GateOverride, GateSetting


def stays_sealed(
    assignment_id: InstrumentedAttribute[int], *moments: InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """
    One of these moments lies after a gate of fear closed that is still held.

    What was open before stays open, because nobody can unread it. What the two do together
    is not held: what they write for both tells each that the other handed in, and a seal
    that stayed closed beside it would tell why. What the counselor let go on in spite of
    this very gate opens as ever; a reason about another one says nothing of fear.
    """
    hold, opened = aliased(GateSetting), aliased(GateSetting)
    given = aliased(Assignment)
    was_opened = exists(
        select(opened.id).where(
            opened.couple_id == hold.couple_id,
            opened.gate == hold.gate,
            opened.is_held.is_(False),
            opened.id > hold.id,
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
            _begins(hold),
            or_(*(moment >= hold.created_at for moment in moments)),
            not_(was_opened),
            not_(_goes_on(given, hold)),
        )
    )


def _begins(hold: type[GateSetting]) -> ColumnElement[bool]:
    """It closed the gate: a word that the counselor adds to what is held closes nothing anew."""
    before = aliased(GateSetting)
    was_held = (
        select(before.is_held)
        .where(before.couple_id == hold.couple_id, before.gate == hold.gate, before.id < hold.id)
        .order_by(before.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return or_(hold.set_by_id.is_(None), not_(func.coalesce(was_held, false())))


def _goes_on(given: type[Assignment], hold: type[GateSetting]) -> ColumnElement[bool]:
    """The counselor let this go on in spite of this hold, or of one that came on top of it."""
    override, named = aliased(GateOverride), aliased(GateSetting)
    name = literal(f",{Gate.G1.value}{NAMED_BY}") + cast(named.id, String) + literal(",")
    covered = literal(",") + override.covers + literal(",")
    return exists(
        select(override.id)
        .join(named, named.couple_id == override.couple_id)
        .where(
            override.assignment_id == given.id,
            named.gate == hold.gate,
            named.id >= hold.id,
            covered.contains(name),
        )
    )
