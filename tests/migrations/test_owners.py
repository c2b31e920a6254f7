"""The first counselor of each practice comes to own it, and it keeps words for seven years."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.models import Couple, Person, Practice
from portal import schema
from tests.cast import invite_cast

BEFORE = "0030"
KEPT = text("SELECT id, public_id, role, joined_at FROM person ORDER BY id")


def test_whoever_came_first_owns_the_practice(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
    with empty.connect() as connection:
        before = [tuple(row) for row in connection.execute(KEPT)]

    schema.downgrade(empty, BEFORE)
    schema.upgrade(empty)

    with empty.connect() as connection:
        assert [tuple(row) for row in connection.execute(KEPT)] == before
    with Session(empty) as session:
        owners = [each.id for each in session.query(Person) if each.is_owner]
        assert owners == [cast.morgan.id]
        assert all(each.handed_over_at is None for each in session.query(Couple))
        assert [each.keep_years for each in session.query(Practice)] == [7]
