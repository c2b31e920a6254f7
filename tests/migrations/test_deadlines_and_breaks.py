"""The revision that adds deadlines and breaks keeps homework and couples as they were."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.breaks.models import Break
from couples.database import for_writing
from portal import schema
from tests.cast import invite_cast
from tests.couples.visibility_scene import give

BEFORE = "0006"
ASKED = text("SELECT id, doer, cadence, starts_on, due_on, note_sealed FROM assignment")
COUPLES = text("SELECT id, time_zone FROM couple ORDER BY id")


def test_homework_and_couples_are_kept_on_the_way_up_and_down(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        assignment = give(session, cast)
        assignment.due_on, assignment.grace_days = date(2026, 12, 1), 2
        assignment.note = "Take your time."
        assignment.cut_off_on, assignment.cut_off_days = date(2026, 12, 9), 3
        assignment.couple.earlier_zones = "[]"
        holiday = Break(
            practice_id=cast.practice_id,
            couple_id=assignment.couple_id,
            entered_by_id=cast.morgan.id,
            token="once",
            first_on=date(2026, 12, 20),
        )
        session.add(holiday)
    with empty.connect() as connection:
        before = connection.execute(ASKED).all(), connection.execute(COUPLES).all()

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection:
        went_down = connection.execute(ASKED).all(), connection.execute(COUPLES).all()
    schema.upgrade(empty)

    with empty.connect() as connection:
        came_back = connection.execute(ASKED).all(), connection.execute(COUPLES).all()
        added = text("SELECT grace_days, cut_off_on, cut_off_days FROM assignment")
        assert [tuple(row) for row in connection.execute(added)] == [(0, None, None)]
    assert before == went_down == came_back
    assert all(before)
