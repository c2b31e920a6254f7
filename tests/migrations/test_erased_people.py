"""The revision that lets one of two be erased goes up and down, and forgets no erasing."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.models import Person
from portal import schema
from tests.cast import invite_cast
from tests.homework import RULES, give, hand_in

BEFORE = "0043"
PEOPLE = text("SELECT id, public_id, joined_at, is_owner FROM person ORDER BY id")
WORDINGS = text("SELECT id, public_id, agreement_id, submission_id, number FROM agreement_version")
SIGNED = text("SELECT count(*) FROM agreement_signature")


def _all(empty: Engine) -> list[list[tuple[object, ...]]]:
    with empty.connect() as connection:
        return [
            [tuple(row) for row in connection.execute(each)] for each in (PEOPLE, WORDINGS, SIGNED)
        ]


def test_it_does_not_go_back_over_somebody_who_was_erased(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        hand_in(session, cast.alex, give(session, cast.alex_and_sam, "calm-contract"), RULES)
        session.get_one(Person, cast.alex.id).erasing_at = clock.now()
    before = _all(empty)
    assert [len(rows) for rows in before] == [8, 1, 1]

    with pytest.raises(RuntimeError, match="1 people were erased"):
        schema.downgrade(empty, BEFORE)
    with Session(for_writing(empty)) as session, session.begin():
        session.get_one(Person, cast.alex.id).erasing_at = None
    schema.downgrade(empty, BEFORE)
    with (
        empty.connect() as connection,
        pytest.raises(Exception, match=r"(?i)null"),
        connection.begin(),
    ):
        connection.execute(text("UPDATE agreement_version SET submission_id = NULL"))
    assert _all(empty) == before
    schema.upgrade(empty)

    assert _all(empty) == before
    with empty.begin() as connection:
        connection.execute(text("UPDATE agreement_version SET submission_id = NULL"))
    with Session(empty) as session:
        assert {each.erased_at for each in session.query(Person)} == {None}
