"""Finding sessions with the counselor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.models import Appointment
from couples.errors import NotFoundError
from couples.identity import Identity
from couples.visibility import known_appointments


def list_appointments(
    session: Session,
    viewer: Identity,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    couple_ids: Sequence[int] | None = None,
) -> list[Appointment]:
    """The appointments that stand, from `since` up to and not including `until`, in order."""
    query = select(Appointment).where(
        known_appointments(viewer), Appointment.cancelled_at.is_(None)
    )
    if since is not None:
        query = query.where(Appointment.starts_at >= since)
    if until is not None:
        query = query.where(Appointment.starts_at < until)
    if couple_ids is not None:
        query = query.where(Appointment.couple_id.in_(couple_ids))
    return list(session.scalars(query.order_by(Appointment.starts_at, Appointment.id)))


def get_appointment(session: Session, viewer: Identity, appointment_id: str) -> Appointment:
    """One appointment by its public id, or `NotFoundError`."""
    appointment = session.scalar(
        select(Appointment).where(
            known_appointments(viewer), Appointment.public_id == appointment_id
        )
    )
    if appointment is None:
        raise NotFoundError
    return appointment


def next_appointments(session: Session, viewer: Identity) -> dict[int, Appointment]:
    """The next appointment of each couple that has one, by the couple's id."""
    coming = list_appointments(session, viewer, since=clock.now())
    return {appointment.couple_id: appointment for appointment in reversed(coming)}


def previous_appointment(
    session: Session, viewer: Identity, couple_id: int, before: datetime
) -> datetime | None:
    """When the couple last met with their counselor before a moment, if they did."""
    return session.scalar(
        select(func.max(Appointment.starts_at)).where(
            known_appointments(viewer),
            Appointment.couple_id == couple_id,
            Appointment.cancelled_at.is_(None),
            Appointment.starts_at < before,
        )
    )
