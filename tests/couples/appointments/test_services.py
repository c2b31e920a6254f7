"""Entering, moving and cancelling sessions, also twice and by somebody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services
from couples.appointments.models import Appointment
from couples.appointments.queries import list_appointments
from couples.errors import ConflictError, DomainError, NotFoundError
from tests.cast import Cast

TUESDAY = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture
def entered(session: Session, cast: Cast) -> Appointment:
    """Alex and Sam come on Tuesday."""
    return services.schedule(
        session, cast.morgan.identity, cast.alex_and_sam.public_id, starts_at=TUESDAY
    )


def test_entered_twice_it_is_there_once(session: Session, cast: Cast, entered: Appointment) -> None:
    again = services.schedule(
        session, cast.morgan.identity, cast.alex_and_sam.public_id, starts_at=TUESDAY
    )

    assert again is entered


def test_what_was_cancelled_is_not_moved(
    session: Session, cast: Cast, entered: Appointment
) -> None:
    morgan = cast.morgan.identity
    services.cancel(session, morgan, entered.public_id)

    with pytest.raises(ConflictError, match="cancelled"):
        services.move(session, morgan, entered.public_id, starts_at=TUESDAY, minutes=60)
    assert list_appointments(session, morgan) == []


def test_cancelled_twice_it_stays_cancelled_since_the_first_time(
    session: Session, cast: Cast, entered: Appointment
) -> None:
    for day in range(2):
        with clock.at(TUESDAY + timedelta(days=day)):
            services.cancel(session, cast.morgan.identity, entered.public_id)

    assert entered.cancelled_at == TUESDAY


@pytest.mark.parametrize("minutes", [0, 481])
def test_a_session_has_a_length_that_one_can_sit_through(
    session: Session, cast: Cast, entered: Appointment, minutes: int
) -> None:
    with pytest.raises(DomainError, match="length"):
        services.move(
            session,
            cast.morgan.identity,
            entered.public_id,
            starts_at=TUESDAY,
            minutes=minutes,
        )


def test_another_counselor_cannot_move_or_cancel(
    session: Session, cast: Cast, entered: Appointment
) -> None:
    lee = cast.lee.identity

    with pytest.raises(NotFoundError):
        services.move(session, lee, entered.public_id, starts_at=TUESDAY, minutes=60)
    with pytest.raises(NotFoundError):
        services.cancel(session, lee, entered.public_id)
