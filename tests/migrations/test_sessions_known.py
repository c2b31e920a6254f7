"""The revision that lets sessions be known keeps what was given on the way up and down."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.models import Assignment, CouplePartner
from portal import schema
from tests.cast import invite_cast
from tests.homework import give_feelings

BEFORE = "0011"
KEPT = (
    text("SELECT id, public_id, open_key FROM assignment ORDER BY id"),
    text("SELECT id, person_id, position FROM couple_partner ORDER BY id"),
)


def kept(engine: Engine) -> list[list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(each)] for each in KEPT]


def test_homework_and_partners_stay_and_nothing_is_known_of_them(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        give_feelings(session, cast.alex_and_sam).given_in_session = True
        for membership in session.query(CouplePartner):
            membership.lets_calendar_out = True
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert all(before)
    with Session(empty) as session:
        assert [each.given_in_session for each in session.query(Assignment)] == [False]
        assert not any(each.lets_calendar_out for each in session.query(CouplePartner))
