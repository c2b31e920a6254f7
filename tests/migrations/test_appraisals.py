"""The revision that adds appraisals leaves homework and its people as they were."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from couples.appraisals.services import appraise
from couples.database import for_writing
from couples.models import Appraisal
from portal import schema
from tests.cast import invite_cast
from tests.homework import give_feelings

BEFORE = "0036"
HOMEWORK = text("SELECT id, public_id, couple_id FROM assignment ORDER BY id")


def test_homework_stays_when_what_was_thought_of_it_goes(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        given = give_feelings(session, cast.alex_and_sam)
        morgan, about = cast.morgan.identity, cast.alex.id
        appraise(session, morgan, given.public_id, about, how_well=7, in_the_way="A flu")
    with Session(empty) as session:
        before = session.execute(HOMEWORK).all()
        assert [each.in_the_way for each in session.scalars(select(Appraisal))] == ["A flu"]

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection:
        assert "appraisal" not in inspect(connection).get_table_names()
    schema.upgrade(empty)

    with Session(empty) as session:
        assert session.execute(HOMEWORK).all() == before
        assert session.scalars(select(Appraisal)).all() == []
