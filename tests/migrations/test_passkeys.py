"""The revision that adds passkeys does not go back over one that somebody relies on."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.models import Passkey, Person
from portal import schema
from tests.cast import invite_cast

BEFORE = "0018"


def test_it_goes_back_only_where_nobody_has_one(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        alex = session.get_one(Person, invite_cast(session).alex.id)
        passkey = Passkey(
            practice_id=alex.practice_id,
            person_id=alex.id,
            credential_id="of-a-phone",
            public_key=b"half of a key",
            sign_count=2**32 - 1,
            device="A phone",
            answered_at=clock.now(),
        )
        session.add(passkey)

    with pytest.raises(RuntimeError, match="1 passkeys"):
        schema.downgrade(empty, BEFORE)
    with Session(for_writing(empty)) as session, session.begin():
        session.execute(delete(Passkey))
    schema.downgrade(empty, BEFORE)
    schema.upgrade(empty)

    with Session(empty) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 8
