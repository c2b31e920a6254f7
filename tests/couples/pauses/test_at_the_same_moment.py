"""Both press at the same moment, on real databases with real threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.models import Pause, PauseReturn
from couples.pauses import services
from tests.cast import Cast, Member
from tests.simultaneously import at_once

ROUNDS = 5


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def _start(cast: Cast, member: Member, token: str) -> Callable[[Session], Pause]:
    def act(session: Session) -> Pause:
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        return services.start(session, member.identity, couple, 30, token=token)

    return act


def test_two_presses_are_one_time_out_for_which_both_asked_and_to_which_both_come_back(
    begin: Callable[[], Session], cast: Cast
) -> None:
    both = (cast.alex, cast.sam)
    for number in range(ROUNDS):
        presses = [_start(cast, member, f"{number} {member.name}") for member in (*both, *both)]
        found: list[Any] = at_once(begin, *presses)
        [one] = {pause.public_id for pause in found}

        def back(member: Member, pause_id: str = one) -> Callable[[Session], Pause]:
            return lambda session: services.come_back(session, member.identity, pause_id)

        with begin() as session:
            asked = select(func.count(PauseReturn.asked_at)).join(PauseReturn.pause)
            assert session.scalar(asked.where(Pause.public_id == one)) == len(both)
        at_once(begin, *(back(member) for member in (*both, *both)))
        with begin() as session:
            ended = session.scalars(select(Pause).where(Pause.public_id == one)).one()
            assert ended.ended_at is not None
            assert ended.ended_at == max(each.back_at for each in ended.returns if each.back_at)

    with begin() as session:
        assert session.scalar(select(func.count(Pause.id))) == ROUNDS
