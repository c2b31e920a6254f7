"""The revision that lets couples be erased does not go back over one that was."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.erasure.services import erase_couple
from portal import schema
from tests.cast import invite_cast

BEFORE = "0024"
COUPLES = text("SELECT id, public_id, counselor_id FROM couple ORDER BY id")


def test_couples_are_kept_and_an_erased_one_is_not_seen_again(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
    with empty.connect() as connection:
        before = connection.execute(COUPLES).all()

    schema.downgrade(empty, BEFORE)
    schema.upgrade(empty)

    with empty.connect() as connection:
        assert connection.execute(COUPLES).all() == before
    with Session(for_writing(empty)) as session, session.begin():
        erase_couple(session, cast.alex_and_sam.public_id)
    with pytest.raises(RuntimeError, match="1 erased couples"):
        schema.downgrade(empty, BEFORE)
