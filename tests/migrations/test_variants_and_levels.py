"""The revision that adds variants and levels keeps what was assigned before it."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from couples import clock
from couples.audiences import Audience
from couples.database import for_writing
from couples.exercises.definition import Variant
from couples.submissions.models import ReadyAnswer
from portal import schema
from tests.cast import invite_cast
from tests.couples.visibility_scene import give

BEFORE_LEVELS, BEFORE_READY = "0001", "0005"
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

    schema.downgrade(empty, BEFORE_LEVELS)
    with empty.connect() as connection:
        went_down = connection.execute(ASKED).all()
    schema.upgrade(empty)

    with empty.connect() as connection:
        came_back = connection.execute(ASKED).all()
        added = connection.execute(text("SELECT first_person_id, level FROM assignment")).all()
    assert before == went_down == came_back != []
    assert [tuple(row) for row in added] == [(None, 0)]


def test_what_was_answered_before_goes_with_its_table_and_nothing_else_does(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        assignment = give(session, cast)
        assignment.first_person_id, assignment.follows = cast.alex.id, Variant.SECOND
        answered = ReadyAnswer(
            practice_id=assignment.practice_id,
            couple_id=assignment.couple_id,
            assignment_id=assignment.id,
            author_id=cast.alex.id,
            field="consent",
            audience=Audience.COUNSELOR,
            given_at=clock.now(),
            words="yes",
        )
        session.add(answered)
    with empty.connect() as connection:
        before = connection.execute(ASKED).all()

    schema.downgrade(empty, BEFORE_READY)
    assert "ready_answer" not in inspect(empty).get_table_names()
    schema.upgrade(empty)

    with empty.connect() as connection:
        assert connection.execute(ASKED).all() == before
        followed = connection.execute(text("SELECT first_person_id, follows FROM assignment"))
        assert [tuple(row) for row in followed] == [(cast.alex.id, None)]
        assert connection.scalar(text("SELECT count(*) FROM ready_answer")) == 0
