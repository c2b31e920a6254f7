"""The revision that adds kept copies leaves couples and their people as they were."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from couples.copies.models import Reader
from couples.database import for_writing
from couples.models import KeptCopy
from portal import schema
from tests.cast import invite_cast
from tests.couples.copies.scene import hand_out

BEFORE = "0029"
PEOPLE = text("SELECT id, public_id, locale FROM person ORDER BY id")
COUPLES = text("SELECT id, public_id, counselor_id FROM couple ORDER BY id")


def test_everybody_stays_when_reports_go_and_come_back(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        hand_out(session, cast, Reader.COUPLE, cast.alex, cast.sam)
    with Session(empty) as session:
        before = session.execute(PEOPLE).all(), session.execute(COUPLES).all()
        assert [each.pages for each in session.scalars(select(KeptCopy))] == [b"%PDF"] * 2

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection:
        assert "kept_copy" not in inspect(connection).get_table_names()
    schema.upgrade(empty)

    with Session(empty) as session:
        assert (session.execute(PEOPLE).all(), session.execute(COUPLES).all()) == before
        assert session.scalars(select(KeptCopy)).all() == []
