"""The revision that lets somebody leave goes up and down, and never brings two together."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.models import Parting
from couples.partings import services
from portal import schema
from tests.cast import invite_cast

BEFORE = "0028"


def test_it_does_not_go_back_over_a_parting_that_stands(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        services.leave(session, cast.alex.identity)

    with pytest.raises(RuntimeError, match="1 couples have parted"):
        schema.downgrade(empty, BEFORE)
    with Session(for_writing(empty)) as session, session.begin():
        parting = session.query(Parting).one()
        parting.over_at, parting.open_key = parting.created_at, None
    schema.downgrade(empty, BEFORE)
    schema.upgrade(empty)

    with empty.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM couple")) == 3
        assert connection.scalar(text("SELECT count(*) FROM parting")) == 0
