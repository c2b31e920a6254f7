"""Alex and Sam between two sessions, and the brief for the second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.appointments.models import Appointment
from couples.caseload.models import Couple
from couples.identity import Identity
from reports.brief import Brief
from reports.gathering import gather_for_appointment, gather_for_period
from reports.progress import ProgressReport
from reports.states import Copy
from tests.cast import Cast, Pair, invite_cast
from tests.lives.kept import lived  # noqa: F401 - a fixture, found by its name here
from tests.reports.days import LAST_TIME, NEXT_TIME, START, Gather, Report


@pytest.fixture
def cast(session: Session) -> Cast:
    with clock.at(START):
        return invite_cast(session)


@pytest.fixture
def meet(session: Session, cast: Cast) -> Callable[..., Appointment]:
    def meet(at: datetime, pair: Pair | None = None) -> Appointment:
        pair = pair or cast.alex_and_sam
        who = pair.counselor.identity
        return appointments.schedule(session, who, pair.public_id, starts_at=at)

    return meet


@pytest.fixture
def gather(session: Session, cast: Cast, meet: Callable[..., Appointment]) -> Gather:
    """The brief for the next session of Alex and Sam, prepared the day before."""
    meet(LAST_TIME)
    following = meet(NEXT_TIME)

    def gather(copy: Copy = Copy.COUNSELOR, viewer: Identity | None = None) -> Brief:
        with clock.at(NEXT_TIME - timedelta(days=1)):
            who = viewer or cast.morgan.identity
            return gather_for_appointment(session, who, following.public_id, copy)

    return gather


@pytest.fixture
def report(session: Session, cast: Cast, gather: Gather) -> Report:
    """The report on the days between the two sessions, made the day before the second."""

    def report(copy: Copy = Copy.COUNSELOR) -> ProgressReport:
        with clock.at(NEXT_TIME - timedelta(days=1)):
            who, couple = cast.morgan.identity, cast.alex_and_sam
            zone = session.get_one(Couple, couple.id).time_zone
            first, last = (clock.local(each, zone).date() for each in (LAST_TIME, NEXT_TIME))
            return gather_for_period(session, who, couple.public_id, first, last, copy)

    return report
