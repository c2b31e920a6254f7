"""Which courses nobody has looked at today, so that each is looked at once a day."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.programmes.models import Enrolment
from couples.visibility import known_couples


def list_unlooked(session: Session, viewer: Identity) -> list[int]:
    """
    The courses of the viewer's couples that were not looked at yet today, by row number.

    It is for opening what is due before a page is made, and never for the page: a
    partner does not know of courses.
    """
    return _unlooked(session, known_couples(viewer))


def list_all_unlooked(session: Session, practice_id: int) -> list[int]:
    """The same for every couple of a practice, for the command that runs each day."""
    return _unlooked(session, Enrolment.practice_id == practice_id)


def _unlooked(session: Session, whose: ColumnElement[bool]) -> list[int]:
    found = session.execute(
        select(Enrolment.id, Enrolment.looked_on, Couple.time_zone)
        .join(Enrolment.couple)
        .where(whose, Enrolment.ended_on.is_(None), Enrolment.paused_on.is_(None))
        .order_by(Enrolment.id)
    )
    return [row.id for row in found if row.looked_on != clock.today(row.time_zone)]
