"""A stocked library, and a day to stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Practice
from couples.exercises.services import stock_library
from tests.cast import Cast

MONDAY_MORNING = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""Ten o'clock where the cast lives."""


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
