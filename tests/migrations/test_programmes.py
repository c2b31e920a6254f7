"""The revision that adds programmes keeps homework on the way up and down."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from couples.caseload.models import Practice
from couples.database import for_writing
from couples.exercises.services import stock_library
from portal import schema
from tests.cast import invite_cast
from tests.courses import enrol, programme, shelve

BEFORE = "0004"
ASSIGNED = text("SELECT id, couple_id, starts_on FROM assignment ORDER BY id")
STEP = """
[[steps]]
key = "contract"
week = 1
exercise = "calm-contract"
doer = "together"
"""
TABLES = {
    *("programme", "programme_version", "enrolment_batch"),
    *("enrolment", "enrolment_step", "enrolment_change"),
}


def test_what_a_course_gave_stays_when_the_course_goes(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        stock_library(session, session.get_one(Practice, cast.practice_id))
        shelve(session, cast, programme(STEP))
        enrol(session, "small-steps", cast.alex_and_sam)
    with empty.connect() as connection:
        before = connection.execute(ASSIGNED).all()
    assert len(before) == 1

    schema.downgrade(empty, BEFORE)

    assert not TABLES & set(inspect(empty).get_table_names())
    with empty.connect() as connection:
        assert connection.execute(ASSIGNED).all() == before
    schema.upgrade(empty)
    assert set(inspect(empty).get_table_names()) >= TABLES
