"""One press that arrives twice, or two that arrive at one moment, count once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments import changing, extending
from couples.assignments import services as assigning
from couples.assignments.changing import Change
from couples.assignments.extending import MoreTime
from couples.assignments.models import Assignment, AssignmentChange, Extension
from couples.breaks import services as breaks
from couples.breaks.models import Break
from couples.caseload.services import change_time_zone
from couples.database import for_writing
from couples.errors import DomainError
from couples.models import Base, Couple
from tests.cast import TIME_ZONE, Cast, invite_cast
from tests.homework import give, order
from tests.simultaneously import at_once

Begin = Callable[[], Session]


@pytest.fixture
def begin(fresh_database: Engine) -> Begin:
    return lambda: Session(for_writing(fresh_database), expire_on_commit=False)


@pytest.fixture
def cast(begin: Begin) -> Cast:
    with begin() as session, session.begin():
        return invite_cast(session)


@pytest.fixture
def given(begin: Begin, cast: Cast) -> str:
    with begin() as session, session.begin():
        due_on = clock.today(TIME_ZONE) + timedelta(days=3)
        return give(session, cast.alex_and_sam, "calm-contract", due_on=due_on).public_id


def count(begin: Begin, table: type[Base]) -> int:
    with begin() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_two_pages_that_give_the_same_give_it_once(begin: Begin, cast: Cast) -> None:
    with begin() as session:
        wanted = order(session, "calm-contract", cast.alex_and_sam, cast.kim_and_robin)

    done = at_once(
        begin,
        *(
            lambda session, token=token: assigning.assign(
                session, cast.morgan.identity, wanted, token=token
            )
            for token in ("one page", "another page")
        ),
    )

    assert sum(isinstance(each, DomainError) for each in done) == 1
    assert count(begin, Assignment) == 2


def test_the_same_press_gives_more_time_once(begin: Begin, cast: Cast, given: str) -> None:
    done = at_once(
        begin,
        *[
            lambda session: (
                extending.extend(
                    session, cast.morgan.identity, MoreTime((given,), days=2), token="press"
                ).public_id
            )
        ]
        * 3,
    )

    assert len(set(map(str, done))) == 1
    assert count(begin, Extension) == 1


def test_the_same_press_changes_once(begin: Begin, cast: Cast, given: str) -> None:
    change = Change(due_on=clock.today(TIME_ZONE) + timedelta(days=9))

    at_once(
        begin,
        *[
            lambda session: (
                changing.change(
                    session, cast.morgan.identity, given, change, token="press"
                ).public_id
            )
        ]
        * 3,
    )

    assert count(begin, AssignmentChange) == 1


def test_the_same_press_enters_one_break(begin: Begin, cast: Cast) -> None:
    today = clock.today(TIME_ZONE)

    done = at_once(
        begin,
        *[
            lambda session: (
                breaks.enter(
                    session,
                    cast.morgan.identity,
                    cast.alex_and_sam.public_id,
                    first_on=today,
                    last_on=None,
                    token="press",
                ).public_id
            )
        ]
        * 3,
    )

    assert len(set(map(str, done))) == 1
    assert count(begin, Break) == 1


def test_a_couple_that_moves_twice_at_once_moves_once(begin: Begin, cast: Cast) -> None:
    at_once(
        begin,
        *[
            lambda session: (
                change_time_zone(
                    session,
                    cast.morgan.identity,
                    cast.alex_and_sam.public_id,
                    time_zone="Asia/Tokyo",
                ).id
            )
        ]
        * 3,
    )

    with begin() as session:
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        assert (couple.earlier_zones or "").count("New_York") == 1
