"""Which couples have been kept for as long as the practice keeps them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from couples.appointments.models import Appointment
from couples.caseload.models import Couple, Practice
from couples.submissions.models import Submission


def list_due(
    session: Session, practice: Practice, *, before: datetime
) -> list[tuple[Couple, datetime]]:
    """
    The couples of a practice in which nothing has happened since `before`, and since when.

    It is the operator's question and tells no name: what happens is entering the couple, a
    session that took place or is planned, and something that was handed in.
    """
    last: dict[int, datetime] = {}
    for moments in (
        select(Couple.id, Couple.created_at).where(_kept_in(practice)),
        select(Appointment.couple_id, func.max(Appointment.starts_at)).group_by(
            Appointment.couple_id
        ),
        select(Submission.couple_id, func.max(Submission.submitted_at)).group_by(
            Submission.couple_id
        ),
    ):
        for couple_id, at in session.execute(moments):
            last[couple_id] = max(at, last.get(couple_id, at))
    couples = session.scalars(select(Couple).where(_kept_in(practice)).order_by(Couple.id))
    return [(couple, last[couple.id]) for couple in couples if last[couple.id] < before]


def _kept_in(practice: Practice) -> ColumnElement[bool]:
    return and_(Couple.practice_id == practice.id, Couple.erased_at.is_(None))
