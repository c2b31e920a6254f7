"""The revision that lets a time-out be ended keeps all there was, and loses no reason."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.caseload.models import Couple
from couples.database import for_writing
from couples.models import Draft, Pause
from couples.pauses import lifting, services
from portal import schema
from tests.cast import Cast, invite_cast
from tests.homework import begin, give_feelings

BEFORE = "0021"
KEPT = (
    text("SELECT id, public_id, began_at, return_at FROM pause ORDER BY id"),
    text("SELECT id, public_id, revision, typed_sealed FROM draft ORDER BY id"),
    text("SELECT id, public_id, level, open_key FROM assignment ORDER BY id"),
)


def kept(engine: Engine) -> list[list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(each)] for each in KEPT]


def paused(engine: Engine) -> tuple[Cast, str]:
    schema.upgrade(engine)
    with Session(for_writing(engine)) as session, session.begin():
        cast = invite_cast(session)
        given = give_feelings(session, cast.alex_and_sam)
        begin(session, cast.alex, given, {"fear": "The silence"})
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        pause = services.start(session, cast.alex.identity, couple, 30)
        return cast, pause.public_id


def test_everything_is_kept_on_the_way_up_and_down(empty: Engine) -> None:
    paused(empty)
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert all(before)
    with Session(empty) as session:
        assert not session.query(Pause).one().is_lifted
        assert session.query(Draft).one().up_to is None


def test_it_does_not_go_back_over_a_reason(empty: Engine) -> None:
    cast, pause_id = paused(empty)
    with Session(for_writing(empty)) as session, session.begin():
        lifting.lift(session, cast.morgan.identity, pause_id, reason="They sit in front of me")

    with pytest.raises(RuntimeError, match="1 reasons for ending a time-out would be lost"):
        schema.downgrade(empty, BEFORE)
