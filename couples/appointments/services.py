"""Making, moving and cancelling appointments."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.appointments.models import Appointment
from couples.appointments.queries import get_appointment
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.errors import ConflictError, DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.preparations.letting_go import let_go_of_session
from couples.wording import gettext as _

LONGEST_SESSION_MINUTES = 480


def schedule(
    session: Session, actor: Identity, couple_id: str, *, starts_at: datetime, minutes: int = 60
) -> Appointment:
    """Enter an appointment for one of the actor's couples; at one time there is only one."""
    permissions.require(actor, Deed.SCHEDULE)
    couple = get_couple(session, actor, couple_id)
    _require_length(minutes)
    # Two presses of the button at one moment enter one appointment: the second waits here.
    session.execute(select(Couple.id).where(Couple.id == couple.id).with_for_update())
    same = session.scalar(
        select(Appointment).where(
            Appointment.couple_id == couple.id,
            Appointment.starts_at == starts_at,
            Appointment.cancelled_at.is_(None),
        )
    )
    if same is not None:
        return same
    appointment = Appointment(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        starts_at=starts_at,
        minutes=minutes,
    )
    session.add(appointment)
    session.flush()
    history.record(session, actor, "appointment:schedule", appointment)
    return appointment


def move(
    session: Session, actor: Identity, appointment_id: str, *, starts_at: datetime, minutes: int
) -> Appointment:
    """Move an appointment. What is due before it moves along, because it refers to it."""
    permissions.require(actor, Deed.SCHEDULE)
    appointment = get_appointment(session, actor, appointment_id)
    _require_length(minutes)
    if appointment.cancelled_at is not None:
        raise ConflictError(_("This session was cancelled. Enter a new one instead."))
    appointment.starts_at = starts_at
    appointment.minutes = minutes
    history.record(session, actor, "appointment:move", appointment)
    return appointment


def cancel(session: Session, actor: Identity, appointment_id: str) -> Appointment:
    """Cancel an appointment. Homework that was due before it stays, without a date."""
    permissions.require(actor, Deed.SCHEDULE)
    appointment = get_appointment(session, actor, appointment_id)
    if appointment.cancelled_at is not None:
        return appointment
    appointment.cancelled_at = clock.now()
    let_go_of_session(session, actor, appointment)
    history.record(session, actor, "appointment:cancel", appointment)
    return appointment


def _require_length(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_SESSION_MINUTES:
        raise DomainError(_("Give the session a length between 1 minute and 8 hours."))
