"""Many who would prepare one brief at one moment: one of them does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.models import Preparation
from couples.preparations import services
from couples.preparations.models import Reader
from tests.cast import Cast
from tests.simultaneously import at_once


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def test_six_at_once_are_one_claim_and_one_row_each_time(
    begin: Callable[[], Session], cast: Cast
) -> None:
    who = cast.morgan.identity
    for number in range(5):
        with begin() as session, session.begin():
            soon = appointments.schedule(
                session,
                who,
                cast.alex_and_sam.public_id,
                starts_at=clock.now() + timedelta(hours=number + 1),
            ).public_id

        def take(session: Session, soon: str = soon) -> str | None:
            return services.claim(session, who, soon, Reader.COUNSELOR, digest="one")

        claims = at_once(begin, *[take] * 6)

        assert len([each for each in claims if each]) == 1
    with begin() as session:
        assert session.scalar(select(func.count(Preparation.id))) == 5
