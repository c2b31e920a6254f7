"""
The ids of somebody's couples, as the questions that nearly every statement asks.

Most statements ask one of them several times, and it is always the same question: it is put
into words once for each person, and the answer is looked for anew each time.
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Select, select

from couples.caseload.models import Couple, CouplePartner

_MANY_PEOPLE = 1024


@lru_cache(_MANY_PEOPLE)
def of_counselor(practice_id: int, counselor_id: int) -> Select[int]:
    """The couples of a caseload, but for those that were erased."""
    return select(Couple.id).where(
        Couple.practice_id == practice_id,
        Couple.counselor_id == counselor_id,
        Couple.erased_at.is_(None),
    )


@lru_cache(_MANY_PEOPLE)
def of_partner(practice_id: int, partner_id: int) -> Select[int]:
    """The one couple that a partner belongs to."""
    return select(CouplePartner.couple_id).where(
        CouplePartner.practice_id == practice_id, CouplePartner.person_id == partner_id
    )
