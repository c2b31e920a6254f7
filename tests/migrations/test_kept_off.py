"""The revision that lets somebody keep work off their own pages goes up and down, unseen."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.submissions import handing_in, keeping_off
from portal import schema
from tests.cast import Cast, invite_cast
from tests.homework import FEELINGS, begin, give_feelings

BEFORE = "0045"
KEPT = text("SELECT id, public_id, author_id, submitted_at FROM submission ORDER BY id")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(KEPT)]


def keep_off(session: Session, cast: Cast) -> str:
    """Alex hands in what is not to be found on their own pages."""
    draft = begin(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
    return handing_in.submit(
        session,
        cast.alex.identity,
        draft.public_id,
        revision=draft.revision,
        key=uuid4().hex,
        kept_off=True,
    ).public_id


def test_it_does_not_go_back_over_what_somebody_keeps_off_their_pages(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        submission_id = keep_off(session, cast)
    before = kept(empty)

    with pytest.raises(RuntimeError, match="1 pieces of work would stand on their authors"):
        schema.downgrade(empty, BEFORE)
    with Session(for_writing(empty)) as session, session.begin():
        keeping_off.bring_back(session, cast.alex.identity, submission_id)
    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert before
