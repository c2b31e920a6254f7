"""
Which admissions hold just now, as conditions for `couples.visibility`.

It is asked on each request, so that one that was ended, whose time is up, or whose couple
went to another counselor opens nothing from the very next page on.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from couples import clock
from couples.admissions.models import Admission, Way
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.people.models import Person


def is_running() -> ColumnElement[bool]:
    """
    Neither over nor ended, by whoever is their counselor since, to an account that is open.

    What was given holds only while the account of whoever gave it is open, since nobody else
    of the practice could end it.
    """
    couple, reader, giver = aliased(Couple), aliased(Person), aliased(Person)
    is_theirs = exists(
        select(couple.id).where(
            couple.id == Admission.couple_id,
            couple.counselor_id == Admission.counselor_id,
            # Whoever gets a couple back begins anew, and so does whoever read along.
            or_(couple.handed_over_at.is_(None), couple.handed_over_at <= Admission.created_at),
            couple.erased_at.is_(None),
        )
    )
    is_open = exists(
        select(reader.id).where(reader.id == Admission.reader_id, reader.deactivated_at.is_(None))
    )
    is_answered_for = exists(
        select(giver.id).where(giver.id == Admission.counselor_id, giver.deactivated_at.is_(None))
    )
    return and_(
        Admission.ended_at.is_(None),
        Admission.until > clock.now(),
        is_theirs,
        is_open,
        or_(Admission.way == Way.TAKEN, is_answered_for),
    )


def couples_let_into(guest: Identity, *ways: Way) -> Select[int]:
    """The one couple whose guest it is, while they are let in by one of `ways`, or by either."""
    return select(Admission.couple_id).where(
        Admission.practice_id == guest.practice_id,
        Admission.reader_id == guest.person_id,
        Admission.couple_id == guest.couple_id,
        Admission.way.in_(ways or tuple(Way)),
        is_running(),
    )
