"""Days counted from the beginning, and a check-in on one of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from tests.cast import Member
from tests.homework import FEELINGS, hand_in

START = datetime(2026, 10, 5, 15, tzinfo=UTC)
Openers = Callable[..., list[str]]
LAST_TIME = START + timedelta(days=14)


def on(day: int, hour: int = 0) -> AbstractContextManager[None]:
    """So many days after the beginning."""
    return clock.at(START + timedelta(days=day, hours=hour))


def feel(session: Session, who: Member, given: Assignment, validated: int) -> None:
    """Hand in the emotion check-in, having felt so understood."""
    hand_in(session, who, given, {**FEELINGS, "validated": str(validated)})
