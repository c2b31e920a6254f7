"""The revision that adds repairs takes them along, and leaves what was written where it was."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.repairs import services
from couples.repairs.models import Repair, RepairStage, RepairWord, Stage
from portal import schema
from tests.cast import invite_cast
from tests.couples.repairs.mending import open_for, write

BEFORE = "0013"
ADDED = {"repair", "repair_stage", "repair_word"}
WRITTEN = text("SELECT id, submission_id, audience, words_sealed FROM answer ORDER BY id")


def test_what_was_written_stays_when_repairs_go_and_come_back(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        repair = open_for(session, cast.alex_and_sam, cast.alex)
        write(session, cast.alex, repair, Stage.GRIEVANCE)
        services.need_time(session, cast.alex.identity, repair.public_id)
    with Session(empty) as session:
        before = session.execute(WRITTEN).all()
        assert session.scalars(select(RepairStage)).one().rests
        assert session.scalars(select(RepairWord)).one().person_id == cast.alex.id

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection:
        assert not ADDED & set(inspect(connection).get_table_names())
        went_down = connection.execute(WRITTEN).all()
    schema.upgrade(empty)

    with Session(empty) as session:
        assert session.execute(WRITTEN).all() == went_down == before != []
        assert session.scalars(select(Repair)).all() == []
