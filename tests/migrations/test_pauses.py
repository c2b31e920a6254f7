"""The revision that adds time-outs keeps everything else on the way up and down."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.database import for_writing
from couples.models import Pause
from couples.pauses import services
from portal import schema
from tests.cast import invite_cast
from tests.homework import FEELINGS, give_feelings, hand_in

BEFORE = "0009"
KEPT = text("SELECT id, submission_id, audience, words_sealed FROM answer ORDER BY id")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(KEPT)]


def test_time_outs_come_and_go_and_the_answers_stay(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        services.start(session, cast.alex.identity, couple, 30)
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    assert not {"pause", "pause_return"} & set(inspect(empty).get_table_names())
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert before
    with Session(empty) as session:
        assert session.query(Pause).count() == 0
