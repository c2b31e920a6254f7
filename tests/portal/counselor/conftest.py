"""A stocked library, a day to stand on, and work that waits to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.caseload import services as caseload
from couples.caseload.models import ConfidentialityPolicy, Practice
from couples.caseload.services import NewPartner
from couples.exercises.services import stock_library
from tests.cast import Cast
from tests.homework import FEELINGS, give, give_feelings, hand_in

MONDAY_MORNING = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""Ten o'clock where the cast lives."""


HURT = {
    "what_happened": "You left the dinner",
    "hurts_now": "7",
    "ask_of_partner": "hear",
    "severity_then": "9",
}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    """It is Monday, November 23, 2026, ten in the morning, until a story says otherwise."""
    with clock.at(MONDAY_MORNING):
        yield


@pytest.fixture
def library(cast: Cast, writing: Callable[[], Session]) -> None:
    """The practice has its exercises."""
    with writing() as session, session.begin():
        stock_library(session, session.get_one(Practice, cast.practice_id))


@pytest.fixture
def third_couple(cast: Cast, writing: Callable[[], Session]) -> str:
    """Charlie and Dana, who see Morgan too and come on Wednesday."""
    with writing() as session, session.begin():
        couple = caseload.add_couple(
            session,
            cast.morgan.identity,
            partners=(
                NewPartner("Charlie", "charlie@example.org"),
                NewPartner("Dana", "dana@example.org"),
            ),
            policy=ConfidentialityPolicy.NO_SECRETS,
            time_zone="America/New_York",
        )
        appointments.schedule(
            session,
            cast.morgan.identity,
            couple.public_id,
            starts_at=MONDAY_MORNING.replace(day=25, hour=19, minute=0),
        )
        return couple.public_id


@pytest.fixture
def feelings(cast: Cast, writing: Callable[[], Session]) -> str:
    """Alex handed in the sealed check-in; Sam has not yet."""
    with writing() as session, session.begin():
        assignment = give_feelings(session, cast.alex_and_sam)
        return hand_in(session, cast.alex, assignment, FEELINGS).public_id


@pytest.fixture
def hurt(cast: Cast, writing: Callable[[], Session]) -> str:
    """Sam wrote about what hurt: one answer for the session, one kept, one for both."""
    with writing() as session, session.begin():
        assignment = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        audiences = {
            "what_happened": "session",
            "hurts_now": "counselor",
            "ask_of_partner": "couple",
        }
        return hand_in(session, cast.sam, assignment, HURT, audiences=audiences).public_id
