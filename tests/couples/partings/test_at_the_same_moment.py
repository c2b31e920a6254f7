"""Both leave at the same moment, on real databases with real threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.models import Parting, SafetyFlag
from couples.partings import services
from tests.cast import Cast, Member
from tests.simultaneously import at_once


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def test_two_who_leave_at_one_moment_have_each_left_once_and_the_counselor_is_told_of_each(
    begin: Callable[[], Session], cast: Cast
) -> None:
    def leave(member: Member) -> Callable[[Session], Parting]:
        return lambda session: services.leave(session, member.identity)

    found: list[Any] = at_once(begin, *(leave(member) for member in (cast.alex, cast.sam) * 2))

    assert len({parting.public_id for parting in found}) == 2
    with begin() as session:
        both = sorted((cast.alex.id, cast.sam.id))
        assert sorted(flag.person_id or 0 for flag in session.scalars(select(SafetyFlag))) == both
        assert sorted(session.scalars(select(Parting.left_by_id))) == both
        assert len(set(session.scalars(select(Parting.frozen_from)))) == 1


def test_what_whoever_comes_second_says_reaches_the_counselor_too(
    begin: Callable[[], Session], cast: Cast
) -> None:
    with begin() as session, session.begin():
        services.leave(session, cast.alex.identity, words="It is enough")
        for _press in range(2):
            services.leave(session, cast.sam.identity, words="I am afraid of Alex, call me")

        told = session.scalars(select(SafetyFlag).order_by(SafetyFlag.id)).all()

    assert [(each.person_id, each.word) for each in told] == [
        (cast.alex.id, "It is enough"),
        (cast.sam.id, "I am afraid of Alex, call me"),
    ]
