"""The revision that chains the history keeps every line of it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from couples.caseload.models import Practice
from couples.database import for_writing
from couples.history import chain
from couples.history import services as history
from couples.history.verifying import first_break
from portal import schema
from tests.cast import Cast, invite_cast

BEFORE = "0017"
KEPT = text("SELECT id, public_id, created_at, actor_id, event, subject_id FROM history_entry")


def joined(engine: Engine) -> Cast:
    schema.upgrade(engine)
    with Session(for_writing(engine)) as session, session.begin():
        return invite_cast(session)


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(KEPT))


def test_lines_are_kept_on_the_way_up_and_down_and_join_the_chain(empty: Engine) -> None:
    joined(empty)
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        chain.seal_older(session)

    assert before == went_down == kept(empty)
    assert before
    with Session(empty) as session:
        assert first_break(session, session.scalars(select(Practice)).one()) is None


def test_it_does_not_go_back_once_looks_are_kept(empty: Engine) -> None:
    cast = joined(empty)
    with Session(for_writing(empty)) as session, session.begin():
        history.record_refusal(session, cast.sam.identity, place="partner.ours", subject_id="-")

    with pytest.raises(RuntimeError, match="1 lines of who looked"):
        schema.downgrade(empty, BEFORE)
