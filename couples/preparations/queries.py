"""Finding prepared briefs."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager

from couples import clock
from couples.appointments.models import Appointment
from couples.caseload.models import CouplePartner
from couples.errors import NotFoundError
from couples.exercises.vocabulary import Gate
from couples.identity import Identity
from couples.people.models import Person
from couples.preparations.models import Preparation, Reader, Stage
from couples.safety.queries import list_holds
from couples.visibility import known_appointments, known_preparations

AFTER = timedelta(days=1)
"""So long after a session began its brief is kept still, for the notes of that evening."""

_FOR_A_LOOK = timedelta(hours=1)
"""So long it is kept when somebody opens it later than that."""


def find_preparation(
    session: Session, viewer: Identity, appointment_id: str, reader: Reader
) -> Preparation | None:
    """What there is for one session and one reader, if anything was ever prepared."""
    return session.scalar(
        select(Preparation)
        .join(Preparation.appointment)
        .where(
            known_preparations(viewer),
            Appointment.public_id == appointment_id,
            Preparation.reader == reader,
        )
    )


def get_preparation(session: Session, viewer: Identity, preparation_id: str) -> Preparation:
    """One prepared brief by its public id, or `NotFoundError`."""
    found = session.scalar(
        select(Preparation).where(
            known_preparations(viewer), Preparation.public_id == preparation_id
        )
    )
    if found is None:
        raise NotFoundError
    return found


def list_people(session: Session, viewer: Identity, appointment_id: str) -> frozenset[int]:
    """
    The numbers of the two of a session, but for who was erased.

    It is asked before a brief is gathered: whoever is missing when its pages are brought was
    erased meanwhile, and their words may be in them.
    """
    asked = (
        select(Person.id)
        .join(CouplePartner, CouplePartner.person_id == Person.id)
        .join(Appointment, Appointment.couple_id == CouplePartner.couple_id)
        .where(
            known_appointments(viewer),
            Appointment.public_id == appointment_id,
            Person.erased_at.is_(None),
        )
    )
    return frozenset(session.scalars(asked))


def list_failed(session: Session, viewer: Identity) -> dict[int, Preparation]:
    """What could not be prepared for sessions that are still ahead, by the appointment's id."""
    found = session.scalars(
        select(Preparation)
        .join(Preparation.appointment)
        .where(
            known_preparations(viewer),
            known_appointments(viewer),
            Appointment.starts_at > clock.now(),
            Appointment.cancelled_at.is_(None),
            Preparation.stage == Stage.FAILED,
        )
        .order_by(Preparation.id)
    )
    return {each.appointment_id: each for each in found}


def list_over(session: Session, viewer: Identity) -> list[Preparation]:
    """What is kept for nothing: of sessions cancelled or long over, and of couples in a dispute."""
    now = clock.now()
    kept = session.scalars(
        select(Preparation)
        .join(Preparation.appointment)
        .where(
            known_preparations(viewer),
            # Whoever is at one just now brings it first, or is told that it is not wanted.
            or_(Preparation.leased_until.is_(None), Preparation.leased_until < now),
        )
        .options(contains_eager(Preparation.appointment).joinedload(Appointment.couple))
        .order_by(Preparation.id)
    ).all()
    holds = list_holds(session, viewer, [each.appointment.couple for each in kept])
    return [each for each in kept if _is_over(each) or Gate.G6 in holds[each.couple_id]]


def _is_over(kept: Preparation) -> bool:
    now, appointment = clock.now(), kept.appointment
    was_opened_late = kept.ready_at is not None and kept.ready_at > now - _FOR_A_LOOK
    is_long_over = appointment.starts_at < now - AFTER and not was_opened_late
    return appointment.cancelled_at is not None or is_long_over
