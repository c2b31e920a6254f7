"""The revision that adds measures takes only its own tables along when it goes."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.measures.instrument import About
from portal import schema
from tests.cast import invite_cast
from tests.couples.visibility_scene import give, hand_in, score_of

BEFORE = "0007"
HANDED_IN = text("SELECT public_id, occurrence FROM submission")


def test_what_was_handed_in_stays_when_its_score_goes(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        submission = hand_in(session, give(session, cast), cast.alex)
        session.add(score_of(submission, About.RELATIONSHIP))
    with empty.connect() as connection:
        before = connection.execute(HANDED_IN).all()

    schema.downgrade(empty, BEFORE)
    went = {name for name in inspect(empty).get_table_names() if name.startswith("measure")}
    schema.upgrade(empty)

    with empty.connect() as connection:
        assert connection.execute(HANDED_IN).all() == before != []
        assert connection.execute(text("SELECT * FROM measure_score")).all() == []
    assert went == set()
