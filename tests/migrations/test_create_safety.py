"""The revision that adds gates, overrides and flags takes them along, and leaves the rest alone."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.exercises.definition import Gate
from couples.safety import services
from couples.safety.models import GateSetting
from portal import schema
from tests.cast import invite_cast
from tests.couples.visibility_scene import give

BEFORE = "0002"
ADDED = {"gate_setting", "gate_override", "safety_flag"}
ASKED = text("SELECT id, couple_id, starts_on FROM assignment")


def test_homework_stays_when_gates_go_and_come_back(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        give(session, cast)
        id_, morgan = cast.alex_and_sam.public_id, cast.morgan.identity
        services.set_gate(session, morgan, id_, Gate.G1, held=True, note="what I was told")
        services.flag_couple(session, morgan, id_, word="very quiet")
    with Session(empty) as session:
        before = session.execute(ASKED).all()
        assert session.scalars(select(GateSetting)).one().note == "what I was told"

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection:
        assert not ADDED & set(inspect(connection).get_table_names())
        went_down = connection.execute(ASKED).all()
    schema.upgrade(empty)

    with Session(empty) as session:
        assert session.execute(ASKED).all() == went_down == before != []
        assert session.scalars(select(GateSetting)).all() == []
