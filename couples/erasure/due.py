"""Which couples have been kept for as long as the practice keeps them, and how long that is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.appointments.models import Appointment
from couples.caseload.models import Couple, Practice
from couples.caseload.practice import get_owned_practice
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.submissions.models import Submission
from couples.wording import gettext as _

MOST_YEARS = 100


def keep_for(session: Session, actor: Identity, years: int) -> None:
    """Let the practice keep what a couple wrote for so many years after the last that happened."""
    permissions.require(actor, Deed.MANAGE)
    practice = get_owned_practice(session, actor)
    if not 1 <= years <= MOST_YEARS:
        raise DomainError(_("Choose between 1 and 100 years."))
    practice.keep_years = years
    history.record(session, actor, "practice:keep", practice)


def list_due(session: Session, practice: Practice) -> list[tuple[Couple, datetime]]:
    """
    The couples in which nothing has happened for the years of their practice, and since when.

    What happens is entering the couple, a session that took place or is planned, and something
    that was handed in. It tells no name: that is for whoever asks.
    """
    before = _years_ago(practice.keep_years)
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


def _years_ago(years: int) -> datetime:
    now = clock.now()
    # The last day of February becomes the one before in a year without it.
    return now.replace(year=now.year - years, day=min(now.day, 28))


def _kept_in(practice: Practice) -> ColumnElement[bool]:
    return and_(Couple.practice_id == practice.id, Couple.erased_at.is_(None))
