"""The revision that keeps when something was put back goes up and down, and opens nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.submissions import attribution
from couples.submissions.models import Submission
from portal import schema
from tests.cast import invite_cast
from tests.homework import FEELINGS, give_feelings, hand_in

BEFORE = "0034"
KEPT = text("SELECT id, public_id, standing, set_aside_at, claimed_at FROM submission ORDER BY id")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(KEPT)]


def test_it_does_not_go_back_over_what_was_put_back_and_keeps_all_else(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        sams = hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)
        attribution.quarantine(session, cast.morgan.identity, sams.public_id)
        attribution.restore(session, cast.morgan.identity, sams.public_id)
    before = kept(empty)

    with pytest.raises(RuntimeError, match="1 pieces of work were put back"):
        schema.downgrade(empty, BEFORE)
    with Session(for_writing(empty)) as session, session.begin():
        session.query(Submission).one().restored_at = None
    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert before
