"""Everybody presses at the same moment, on real databases with real threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission
from couples.admissions.services import let_in, let_no_longer
from couples.admissions.standing_in import stand_in
from couples.models import HistoryEntry, SafetyFlag
from tests.cast import TIME_ZONE, Cast
from tests.simultaneously import at_once


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def test_two_presses_let_in_once_stand_in_once_and_both_partners_end_it_once(
    begin: Callable[[], Session], cast: Cast
) -> None:
    morgan, lee, today = cast.morgan.identity, cast.lee, clock.today(TIME_ZONE)
    one, other = cast.kim_and_robin, cast.alex_and_sam

    def give(session: Session) -> Admission:
        return let_in(session, morgan, one.public_id, lee.public_id, today)

    def take(session: Session) -> Admission:
        return stand_in(session, lee.identity, one="Alex", other="Sam", reason="at once")

    pressed: list[Any] = [*at_once(begin, give, give), *at_once(begin, take, take)]

    ids = {each.public_id for each in pressed}
    with begin() as session:
        found = session.scalars(select(Admission).order_by(Admission.id)).all()
        assert {each.public_id for each in found} == ids
        assert [each.couple_id for each in found] == [one.id, other.id]
        assert session.scalars(select(SafetyFlag.word_sealed)).one()

    def end(who: int) -> Callable[[Session], Admission]:
        partner = one.partners[who].identity
        return lambda session: let_no_longer(session, partner, found[0].public_id)

    at_once(begin, end(0), end(1))

    with begin() as session:
        ended = session.scalars(
            select(HistoryEntry.actor_id).where(HistoryEntry.event == "admission:decline")
        ).one()
        assert session.get_one(Admission, found[0].id).ended_by_id == ended
