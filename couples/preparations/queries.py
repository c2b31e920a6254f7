"""Finding prepared briefs."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.models import Appointment
from couples.errors import NotFoundError
from couples.identity import Identity
from couples.preparations.models import Preparation, Reader, Stage
from couples.visibility import known_appointments, known_preparations


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
