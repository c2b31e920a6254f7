"""The revision that lets one attempt count loses no word, and puts two in their order."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.submissions import attribution
from portal import schema
from tests.cast import invite_cast
from tests.homework import FEELINGS, give_feelings, hand_in

BEFORE = "0039"
KEPT = text("SELECT attempt, standing, submitted_at FROM submission ORDER BY id")
GIVEN_BACK = text("SELECT attempt, returned_at IS NOT NULL FROM submission ORDER BY id")


def test_of_two_that_counted_the_earlier_becomes_the_attempt_before(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        given = give_feelings(session, cast.alex_and_sam)
        first = hand_in(session, cast.sam, given, FEELINGS)
        attribution.quarantine(session, cast.morgan.identity, first.public_id)
        hand_in(session, cast.sam, given, FEELINGS)
        hand_in(session, cast.alex, given, FEELINGS)
    schema.downgrade(empty, BEFORE)
    with empty.begin() as connection:
        connection.execute(text("UPDATE submission SET standing = 'stands'"))
        before = connection.execute(KEPT).all()

    schema.upgrade(empty)

    with empty.connect() as connection:
        assert connection.execute(KEPT).all() == before
        assert [tuple(row) for row in connection.execute(GIVEN_BACK)] == [(1, 1), (2, 0), (1, 0)]
