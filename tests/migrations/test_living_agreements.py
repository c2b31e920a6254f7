"""The revision that lets agreements live keeps every one of them, and ends none."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.agreements import living
from couples.agreements.queries import list_agreements
from couples.database import for_writing
from couples.submissions import own_accord
from portal import schema
from tests.cast import Cast, invite_cast
from tests.homework import RULES, give, hand_in

BEFORE = "0015"
KEPT = (
    text("SELECT id, couple_id, opened_at FROM assignment ORDER BY id"),
    text("SELECT id, agreement_id, number, text_sealed FROM agreement_version ORDER BY id"),
    text("SELECT id, version_id, person_id FROM agreement_signature ORDER BY id"),
)


def agreed(engine: Engine) -> Cast:
    """Alex proposed one that was asked for, and began another one that was not."""
    schema.upgrade(engine)
    with Session(for_writing(engine)) as session, session.begin():
        cast = invite_cast(session)
        hand_in(session, cast.alex, give(session, cast.alex_and_sam, "calm-contract"), RULES)
        own_accord.begin(session, cast.alex.identity, own_accord.AGREEMENT, key="press")
    return cast


def kept(engine: Engine) -> list[list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(each)] for each in KEPT]


def test_agreements_are_kept_on_the_way_up_and_down(empty: Engine) -> None:
    agreed(empty)
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert all(before)
    with empty.connect() as connection:
        begun = connection.scalars(text("SELECT begun_by_id FROM assignment")).all()
    assert begun == [None, None]


def test_it_does_not_go_back_while_something_is_over(empty: Engine) -> None:
    cast = agreed(empty)
    with Session(for_writing(empty)) as session, session.begin():
        [agreement] = list_agreements(session, cast.alex.identity)
        living.withdraw(session, cast.alex.identity, agreement.id, key="back")

    with pytest.raises(RuntimeError, match="1 steps of agreements would be lost"):
        schema.downgrade(empty, BEFORE)

    with empty.connect() as connection:
        assert connection.scalar(text("SELECT kind FROM agreement_step")) == "withdrawn"
