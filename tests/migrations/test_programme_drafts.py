"""The revision that lets a counselor write programmes keeps what is published, up and down."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.programmes import authoring, publishing
from couples.programmes.loading import builtin_programmes
from couples.programmes.stocking import stock_programmes
from portal import schema
from tests.cast import invite_cast

BEFORE = "0014"
VERSIONS = text("SELECT programme_id, number, digest FROM programme_version ORDER BY id")


def test_a_draft_goes_on_the_way_down_and_what_it_became_stays(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        morgan = cast.morgan.identity
        stock_programmes(session, cast.practice_id)
        draft = authoring.begin(session, morgan, builtin_programmes()[0], token="one")
        publishing.publish_draft(session, morgan, draft.public_id, seen=0)
        authoring.begin(session, morgan, None, token="two")
    with empty.connect() as connection:
        before = connection.execute(VERSIONS).all()
    assert len(before) == 4

    schema.downgrade(empty, BEFORE)

    assert "programme_draft" not in inspect(empty).get_table_names()
    with empty.connect() as connection:
        assert connection.execute(VERSIONS).all() == before
    schema.upgrade(empty)
    assert "programme_draft" in inspect(empty).get_table_names()
    with empty.connect() as connection:
        assert connection.execute(VERSIONS).all() == before
