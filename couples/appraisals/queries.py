"""Finding what a counselor thinks of a couple's homework."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.appraisals.models import Appraisal
from couples.appraising import readable_appraisals
from couples.identity import Identity


def list_appraisals(
    session: Session, viewer: Identity, couple_id: int
) -> Mapping[tuple[int, int], Appraisal]:
    """All there are of one couple, by assignment and partner."""
    found = session.scalars(
        select(Appraisal).where(readable_appraisals(viewer), Appraisal.couple_id == couple_id)
    )
    return {(each.assignment_id, each.person_id): each for each in found}
