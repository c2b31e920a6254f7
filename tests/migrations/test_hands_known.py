"""The revision that says who typed what for whom keeps everything, and shows nothing anew."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.submissions import attribution
from portal import schema
from tests.cast import invite_cast
from tests.homework import FEELINGS, RULES, begin, give, give_feelings, hand_in

BEFORE = "0008"
KEPT = (
    text("SELECT id, author_id, occurrence, attempt, submitted_at FROM submission ORDER BY id"),
    text("SELECT id, submission_id, audience, words_sealed, number FROM answer ORDER BY id"),
    text("SELECT id, author_id, revision, typed_sealed FROM draft ORDER BY id"),
    text("SELECT id, agreement_id, number FROM agreement_version ORDER BY id"),
)
ADDED = text(
    "SELECT standing, entered_by_id, set_aside_by_id, written_as_id, set_aside_at, disowned_at,"
    " declined_at, claimed_at, begun_from, handed_in_from FROM submission"
)


def kept(engine: Engine) -> list[list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(each)] for each in KEPT]


def test_what_was_written_is_kept_on_the_way_up_and_down(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        feelings = give_feelings(session, cast.alex_and_sam)
        written = hand_in(session, cast.alex, feelings, FEELINGS)
        written.entered_by_id = written.written_as_id = cast.morgan.id
        written.claimed_at = written.declined_at = clock.now()
        written.begun_from = written.handed_in_from = "a browser"
        begin(session, cast.sam, feelings, FEELINGS).begun_from = "a browser"
        hand_in(session, cast.alex, give(session, cast.alex_and_sam, "calm-contract"), RULES)
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert all(before)
    with empty.connect() as connection:
        rows = [tuple(row) for row in connection.execute(ADDED)]
        begun = connection.scalars(text("SELECT begun_from FROM draft")).all()
        withdrawn = connection.scalars(text("SELECT withdrawn_at FROM agreement_version")).all()
    assert rows == [("stands", *[None] * 9)] * 2
    assert begun == withdrawn == [None]


def test_it_does_not_go_back_while_something_is_set_aside(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        written = hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
        attribution.quarantine(session, cast.morgan.identity, written.public_id)

    with pytest.raises(RuntimeError, match="1 submissions are set aside"):
        schema.downgrade(empty, BEFORE)

    with empty.connect() as connection:
        assert connection.scalar(text("SELECT standing FROM submission")) == "quarantined"
