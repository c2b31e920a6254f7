"""Finding admissions: of a couple, those by which somebody reads along, and one of either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased, joinedload

from couples.admissions.models import Admission, Way
from couples.admissions.running import is_running
from couples.belonging import known_admissions, known_stand_ins, managed_stand_ins
from couples.caseload.models import Couple, CouplePartner
from couples.errors import NotFoundError
from couples.identity import Identity, Role
from couples.people.models import Person


@dataclass(frozen=True, slots=True)
class StoodIn:
    """That somebody stood in for somebody, and when; why is not loaded."""

    at: datetime
    reader: str
    counselor: str
    couple: Couple


def get_admission(session: Session, viewer: Identity, admission_id: str) -> Admission:
    """One that the viewer may know of, or `NotFoundError`."""
    found = session.scalar(
        select(Admission).where(known_admissions(viewer), Admission.public_id == admission_id)
    )
    if found is None:
        raise NotFoundError
    return found


def get_own_admission(session: Session, viewer: Identity, admission_id: str) -> Admission:
    """One by which the viewer reads along just now, or `NotFoundError`."""
    for each in list_own(session, viewer):
        if each.public_id == admission_id:
            return each
    raise NotFoundError


def list_own(session: Session, viewer: Identity) -> list[Admission]:
    """Those by which the viewer reads the couples of colleagues just now, the newest first."""
    return list(
        session.scalars(
            select(Admission)
            .where(known_admissions(viewer), is_running(), Admission.reader_id == viewer.person_id)
            .options(
                joinedload(Admission.counselor),
                joinedload(Admission.couple)
                .selectinload(Couple.memberships)
                .joinedload(CouplePartner.person),
            )
            .order_by(Admission.id.desc())
        )
    )


def list_running(session: Session, viewer: Identity, couple: Couple) -> list[Admission]:
    """Who reads this couple along just now, as far as the viewer may know, oldest first."""
    return list(
        session.scalars(
            select(Admission)
            .where(known_admissions(viewer), is_running(), Admission.couple_id == couple.id)
            .options(joinedload(Admission.reader))
            .order_by(Admission.id)
        )
    )


def list_over(session: Session, viewer: Identity, couple: Couple) -> list[Admission]:
    """Who read this couple along before, as far as the viewer may know, the newest first."""
    return list(
        session.scalars(
            select(Admission)
            .where(known_admissions(viewer), ~is_running(), Admission.couple_id == couple.id)
            .options(joinedload(Admission.reader), joinedload(Admission.ended_by))
            .order_by(Admission.id.desc())
        )
    )


def list_stood_in(session: Session, viewer: Identity) -> list[StoodIn]:
    """Each time that somebody stood in for the counselor of the viewer, the newest first."""
    return _stood_in(session, known_stand_ins(viewer))


def list_stood_in_for_nobody(session: Session, viewer: Identity) -> list[StoodIn]:
    """Each time that it was for a counselor whose account was closed, for whoever owns all this."""
    return _stood_in(session, managed_stand_ins(viewer))


def _stood_in(session: Session, condition: ColumnElement[bool]) -> list[StoodIn]:
    reader, counselor = aliased(Person), aliased(Person)
    rows = session.execute(
        select(Admission.created_at, reader, counselor, Couple)
        .join(reader, Admission.reader_id == reader.id)
        .join(counselor, Admission.counselor_id == counselor.id)
        .join(Couple, Admission.couple_id == Couple.id)
        .where(condition)
        .order_by(Admission.id.desc())
    )
    return [
        StoodIn(at, one.name or "", other.name or "", couple) for at, one, other, couple in rows
    ]


def find_declined(session: Session, couple: Couple, reader_id: int) -> Admission | None:
    """The last one that one of the two partners ended, whichever of them it was."""
    return session.scalar(
        select(Admission)
        .join(Person, Admission.ended_by_id == Person.id)
        .where(
            Admission.couple_id == couple.id,
            Admission.reader_id == reader_id,
            Admission.way == Way.GIVEN,
            Person.role == Role.PARTNER,
        )
        .order_by(Admission.ended_at.desc())
        .limit(1)
    )


def find_running(session: Session, couple: Couple, reader_id: int, way: Way) -> Admission | None:
    """The one by which somebody reads a couple already, asked before there is another."""
    return session.scalar(
        select(Admission)
        .where(
            Admission.couple_id == couple.id,
            Admission.reader_id == reader_id,
            Admission.way == way,
            is_running(),
        )
        .order_by(Admission.id.desc())
        .limit(1)
    )
