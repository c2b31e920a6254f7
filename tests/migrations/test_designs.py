"""The revision that adds designs keeps practices and sessions as they were."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.designs import services
from couples.designs.arrangement import Arrangement
from couples.models import PracticeDesign
from portal import schema
from tests.cast import invite_cast

BEFORE = "0027"
KEPT = text("SELECT id, time_zone, brief_hours FROM practice")


def test_practices_stay_when_designs_go_and_come_back(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        who = invite_cast(session).morgan.identity
        services.arrange_brief(session, who, Arrangement.read("words -scores"))
    with Session(empty) as session:
        before = session.execute(KEPT).all()
        assert session.scalars(select(PracticeDesign.brief)).all() == ["words -scores"]

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection:
        assert {"practice_design", "brief_design"}.isdisjoint(inspect(connection).get_table_names())
        assert connection.execute(KEPT).all() == before
    schema.upgrade(empty)

    with Session(empty) as session:
        assert session.execute(KEPT).all() == before
        assert session.scalars(select(PracticeDesign)).all() == []
