"""The revision that adds prepared briefs keeps practices and sessions as they were."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from couples.appointments import services as appointments
from couples.caseload.models import Practice
from couples.database import for_writing
from couples.preparations import services
from couples.preparations.models import Preparation, Reader
from portal import schema
from tests.cast import invite_cast

BEFORE = "0025"
KEPT = text("SELECT id, time_zone, is_demo FROM practice")
SESSIONS = text("SELECT id, couple_id, minutes FROM appointment")


def test_sessions_stay_when_briefs_go_and_come_back(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        who, at = cast.morgan.identity, datetime(2096, 11, 24, tzinfo=UTC)
        soon = appointments.schedule(session, who, cast.alex_and_sam.public_id, starts_at=at)
        claim = services.claim(session, who, soon.public_id, Reader.COUNSELOR, digest="of it")
        pages = b"%PDF"
        services.finish(
            session, who, claim or "", people=(), made_from="{}", pages=pages, edition="first"
        )
        services.prepare_ahead(session, who, 24)
    with Session(empty) as session:
        before = session.execute(KEPT).all(), session.execute(SESSIONS).all()
        assert session.scalars(select(Preparation)).one().pages == b"%PDF"

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection:
        assert "preparation" not in inspect(connection).get_table_names()
        went_down = connection.execute(KEPT).all(), connection.execute(SESSIONS).all()
    schema.upgrade(empty)

    with Session(empty) as session:
        assert (session.execute(KEPT).all(), session.execute(SESSIONS).all()) == before
        assert before == went_down
        assert session.scalars(select(Practice.brief_hours)).all() == [12]
        assert session.scalars(select(Preparation)).all() == []
