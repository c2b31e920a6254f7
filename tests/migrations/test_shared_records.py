"""The revision that adds shared records leaves everybody as they were, up and down."""

from __future__ import annotations

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from couples.caseload.queries import get_own_couple
from couples.database import for_writing
from couples.models import RecordYes, SharedRecord
from couples.records import sharing
from portal import schema
from tests.cast import invite_cast

BEFORE = "0022"
KEPT = text("SELECT id, couple_id, person_id, position FROM couple_partner ORDER BY id")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(KEPT)]


def test_the_couples_stay_and_the_records_go(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        couple = get_own_couple(session, cast.alex.identity)
        for member in (cast.alex, cast.sam):
            sharing.say_yes(session, member.identity, couple, after="")
        sharing.keep(session, cast.sam.identity, couple, "what they share")
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert before
    with Session(empty) as session:
        for table in (RecordYes, SharedRecord):
            assert session.scalar(select(func.count()).select_from(table)) == 0
