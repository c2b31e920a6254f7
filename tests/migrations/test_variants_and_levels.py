"""The revision that adds variants and levels keeps what was assigned before it."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from portal import schema
from tests.cast import invite_cast
from tests.couples.visibility_scene import give
from tests.migrations.test_revisions import empty

__all__ = ["empty"]

BEFORE = "0001"
ASKED = text("SELECT id, doer, cadence, starts_on FROM assignment")


def test_homework_that_ran_before_is_kept_on_the_way_up_and_down(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        assignment = give(session, cast)
        assignment.first_person_id = cast.alex.id
        assignment.level = 2
    with empty.connect() as connection:
        before = connection.execute(ASKED).all()

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection:
        went_down = connection.execute(ASKED).all()
    schema.upgrade(empty)

    with empty.connect() as connection:
        came_back = connection.execute(ASKED).all()
        added = connection.execute(text("SELECT first_person_id, level FROM assignment")).all()
    assert before == went_down == came_back != []
    assert [tuple(row) for row in added] == [(None, 0)]
