"""The revision that lets a counselor write exercises keeps the library on the way up and down."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.caseload.models import Practice
from couples.database import for_writing
from couples.exercises import authoring, publishing
from couples.exercises.authoring import written_in
from couples.exercises.services import stock_library
from portal import schema
from tests.cast import invite_cast
from tests.homework import exercise

BEFORE = "0003"
SHIPPED = text("SELECT id, key, retired FROM exercise WHERE key = 'grievance'")
VERSIONS = text("SELECT content FROM exercise_version ORDER BY id")


def test_what_was_tailored_falls_back_to_its_master_on_the_way_down(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        stock_library(session, session.get_one(Practice, cast.practice_id))
        master = exercise(session, cast.morgan, "grievance")
        draft = authoring.begin_tailoring(
            session, cast.morgan.identity, master.exercise.public_id, cast.alex_and_sam.id
        )
        head = {**written_in(draft).head, "title": "What hurt in June"}
        authoring.save_head(session, cast.morgan.identity, draft.public_id, typed=head, stamp=0)
        publishing.publish(session, cast.morgan.identity, draft.public_id, seen=1)
        authoring.begin(session, cast.morgan.identity, None, token="begun")
        content = master.content
    with empty.connect() as connection:
        before = connection.execute(SHIPPED).all()

    schema.downgrade(empty, BEFORE)

    with empty.connect() as connection:
        assert connection.execute(SHIPPED).all() == before
        assert connection.execute(VERSIONS).scalars().all()[-1] == content
        assert (
            connection.execute(text("SELECT count(*) FROM exercise WHERE retired")).scalar_one()
            == 1
        )
    schema.upgrade(empty)
    with empty.connect() as connection:
        assert connection.execute(SHIPPED).all() == before
