"""The revision that tells of a reset password goes up and down, and nobody else changes."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.models import Person
from portal import schema
from tests.cast import invite_cast

BEFORE = "0038"
KEPT = text("SELECT id, public_id, joined_at, password_hash FROM person ORDER BY id")


def test_who_was_told_of_a_link_signs_in_as_before(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        session.get_one(Person, cast.alex.id).reset_at = clock.now()
    with empty.connect() as connection:
        before = [tuple(row) for row in connection.execute(KEPT)]

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection, pytest.raises(Exception, match="reset_at"):
        connection.execute(text("SELECT reset_at FROM person"))
    schema.upgrade(empty)

    with empty.connect() as connection:
        assert [tuple(row) for row in connection.execute(KEPT)] == before
    with Session(empty) as session:
        assert {each.reset_at for each in session.query(Person)} == {None}
