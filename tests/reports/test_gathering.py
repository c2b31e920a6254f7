"""What a brief holds, gathered from a practice that lived a few days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.services import schedule
from couples.errors import NotFoundError
from reports.gathering import gather_for_appointment
from reports.html import render_brief
from reports.states import Copy
from tests.cast import Cast, invite_cast
from tests.homework import give, note, stock, write

START = datetime(2026, 10, 1, 15, tzinfo=UTC)


@pytest.fixture
def cast(session: Session) -> Cast:
    with clock.at(START):
        cast = invite_cast(session)
        stock(session, cast.practice_id)
    return cast


@pytest.mark.parametrize("copy", list(Copy))
def test_a_brief_holds_what_came_in(session: Session, cast: Cast, copy: Copy) -> None:
    with clock.at(START + timedelta(hours=1)):
        appointment = schedule(
            session,
            cast.morgan.identity,
            cast.alex_and_sam.public_id,
            starts_at=START + timedelta(days=7),
        )
        wins = give(session, cast.alex_and_sam, "wins")
        check = give(session, cast.alex_and_sam, "emotion-check-in")
    with clock.at(START + timedelta(days=2)):
        note(session, cast.alex, wins, {"win": "We laughed at breakfast."})
        for who in (cast.alex, cast.sam):
            answers = {"fear": "the dark", "joy": "the sea", "need": "quiet", "validated": "7"}
            write(session, who, check, answers)
    with clock.at(START + timedelta(days=6)):
        brief = gather_for_appointment(session, cast.morgan.identity, appointment.public_id, copy)

    assert len(brief.handed_in) == 3
    assert "the sea" in render_brief(brief)


def test_the_counselor_of_another_couple_finds_nothing(session: Session, cast: Cast) -> None:
    with clock.at(START):
        appointment = schedule(
            session,
            cast.morgan.identity,
            cast.alex_and_sam.public_id,
            starts_at=START + timedelta(days=7),
        )

    for copy in Copy:
        with pytest.raises(NotFoundError):
            gather_for_appointment(session, cast.lee.identity, appointment.public_id, copy)
