"""The revision that lets a colleague read goes up and down, and forgets no emergency."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.services import let_in
from couples.admissions.standing_in import stand_in
from couples.database import for_writing
from portal import schema
from tests.cast import TIME_ZONE, invite_cast

BEFORE = "0037"


def test_it_does_not_go_back_over_an_emergency(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        morgan, lee, pair = cast.morgan.identity, cast.lee, cast.kim_and_robin
        let_in(session, morgan, pair.public_id, lee.public_id, clock.today(TIME_ZONE))
        stand_in(session, lee.identity, one="Alex", other="Sam", reason="it could not wait")

    with pytest.raises(RuntimeError, match="In 1 emergencies"):
        schema.downgrade(empty, BEFORE)
    with empty.begin() as connection:
        connection.execute(text("DELETE FROM safety_flag"))
    schema.downgrade(empty, BEFORE)
    schema.upgrade(empty)

    with empty.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM couple")) == 3
        assert connection.scalar(text("SELECT count(*) FROM admission")) == 0
