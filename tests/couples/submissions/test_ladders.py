"""Going up a ladder: enough good sessions for both, and the counselor’s word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.submissions import ladders, readiness
from couples.submissions.ladders import standing_of
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.homework import give_feelings, hand_in
from tests.own_exercises import TOUCH, give_own

NOON = datetime(2026, 11, 2, 17, tzinfo=UTC)


@pytest.fixture
def touch(session: Session, cast: Cast) -> Assignment:
    with clock.at(NOON):
        return give_own(session, cast, TOUCH)


def meet(
    session: Session, cast: Cast, touch: Assignment, day: int, alex: int, sam: int, level: int = 0
) -> None:
    """Both say yes, and both write down how it was."""
    with clock.at(NOON + timedelta(days=day)):
        for member in (cast.alex, cast.sam):
            typed = Typed({"consent": "yes"})
            readiness.answer_before(session, member.identity, touch.public_id, typed)
        for member, comfort in ((cast.alex, alex), (cast.sam, sam)):
            answers = {"level": str(level), "comfort": str(comfort)}
            hand_in(session, member, touch, answers)


def rise(session: Session, cast: Cast, touch: Assignment, seen: int = 0) -> int:
    return ladders.raise_level(session, cast.morgan.identity, touch.public_id, seen=seen).level


def good(session: Session, cast: Cast, touch: Assignment) -> int:
    standing = standing_of(session, cast.morgan.identity, touch)
    assert standing is not None
    return standing.good


@pytest.mark.parametrize(
    ("comforts", "may_rise"),
    [
        ([(7, 7), (7, 7)], False),
        ([(7, 7), (8, 9), (10, 7)], True),
        ([(7, 7), (7, 7), (6, 10)], False),
        ([(7, 7), (3, 3), (7, 7), (7, 7)], True),
    ],
)
def test_three_sessions_in_which_both_were_at_ease_open_the_next_level(
    session: Session,
    cast: Cast,
    touch: Assignment,
    comforts: list[tuple[int, int]],
    may_rise: bool,
) -> None:
    for day, (alex, sam) in enumerate(comforts, start=1):
        meet(session, cast, touch, day, alex, sam)

    if may_rise:
        assert rise(session, cast, touch) == 1
    else:
        with pytest.raises(DomainError, match="enough sessions at this one"):
            rise(session, cast, touch)
        assert touch.level == 0


def test_one_partner_alone_makes_no_good_session(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    with clock.at(NOON + timedelta(days=1)):
        for member in (cast.alex, cast.sam):
            readiness.answer_before(
                session, member.identity, touch.public_id, Typed({"consent": "yes"})
            )
        hand_in(session, cast.alex, touch, {"level": "0", "comfort": "9"})

    assert good(session, cast, touch) == 0


def test_the_second_press_raises_nothing_and_each_level_counts_for_itself(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    for day in range(1, 4):
        meet(session, cast, touch, day, 8, 8)
    assert rise(session, cast, touch) == 1

    assert rise(session, cast, touch) == 1
    assert good(session, cast, touch) == 0
    meet(session, cast, touch, 5, 9, 9, level=1)
    assert good(session, cast, touch) == 1
    meet(session, cast, touch, 6, 9, 9, level=0)
    assert good(session, cast, touch) == 1


def test_there_is_nothing_beyond_the_highest_level(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    touch.level = 5
    for day in range(1, 4):
        meet(session, cast, touch, day, 8, 8, level=5)

    with pytest.raises(DomainError):
        rise(session, cast, touch, seen=5)
    assert touch.level == 5


def test_only_their_counselor_raises_it(session: Session, cast: Cast, touch: Assignment) -> None:
    for day in range(1, 4):
        meet(session, cast, touch, day, 8, 8)

    with pytest.raises(NotAllowedError):
        ladders.raise_level(session, cast.alex.identity, touch.public_id, seen=0)
    with pytest.raises(NotFoundError):
        ladders.raise_level(session, cast.lee.identity, touch.public_id, seen=0)
    assert touch.level == 0


def test_where_nothing_is_climbed_there_is_no_level(session: Session, cast: Cast) -> None:
    feelings = give_feelings(session, cast.alex_and_sam)

    assert standing_of(session, cast.morgan.identity, feelings) is None
    with pytest.raises(NotFoundError):
        ladders.raise_level(session, cast.morgan.identity, feelings.public_id, seen=0)
