"""Giving a measure and answering it, in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments import services as assigning
from couples.assignments.models import Assignment
from couples.measures.definitions import POINTS, item_key
from couples.submissions.models import Submission
from tests.cast import Member, Pair
from tests.homework import give, hand_in

FIRST_DAY = datetime(2026, 9, 1, 16, 0, tzinfo=UTC)

CSI16_45 = [3] * 13 + [2] * 3
CSI16_52 = [4] * 4 + [3] * 12
CSI16_38 = [3] * 6 + [2] * 10


def answers(points: Sequence[int | None]) -> dict[str, str]:
    """What a form would send for these printed points; None was left open."""
    return {
        item_key(number): f"{POINTS}{value}"
        for number, value in enumerate(points, start=1)
        if value is not None
    }


def measure(
    session: Session,
    author: Member,
    pair: Pair,
    key: str,
    points: Sequence[int | None],
    *,
    weeks: int = 0,
    alone: bool = False,
) -> Submission:
    """The author answers `key`, given anew so many weeks after the first day."""
    with clock.at(FIRST_DAY + timedelta(weeks=weeks)):
        given = give(session, pair, key, to=author if alone else None)
        submission = hand_in(session, author, given, answers(points))
        put_away(session, pair, given)
    return submission


def put_away(session: Session, pair: Pair, given: Assignment) -> None:
    """End it, so that it can be given again."""
    assigning.close(session, pair.counselor.identity, given.public_id)


def press() -> str:
    """A name for one press of a button."""
    return uuid4().hex
