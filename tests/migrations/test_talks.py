"""The revision that adds talks keeps everything, and does not go back over somebody's words."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.talks import services
from portal import schema
from tests.cast import invite_cast
from tests.homework import FEELINGS, give, give_feelings, hand_in

BEFORE = "0012"
KEPT = (
    text("SELECT id, author_id, occurrence, attempt FROM submission ORDER BY id"),
    text("SELECT id, submission_id, audience, words_sealed, number FROM answer ORDER BY id"),
    text("SELECT id, author_id, revision, typed_sealed FROM draft ORDER BY id"),
)


def kept(engine: Engine) -> list[list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(each)] for each in KEPT]


def test_what_came_of_a_talk_stays_when_talks_go_and_come_again(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = services.begin(
            session,
            cast.alex.identity,
            given.public_id,
            first=cast.alex.public_id,
            is_on_one_phone=False,
        )
        name = talk.public_id

    with pytest.raises(RuntimeError, match="1 talks are not over"):
        schema.downgrade(empty, BEFORE)
    with Session(for_writing(empty)) as session, session.begin():
        services.stop(session, cast.sam.identity, name, turn=0)
        services.go_on(session, cast.alex.identity, name, turn=5)
    before = kept(empty)
    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert all(before)
    with empty.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM talk")) == 0
