"""The revision that adds reminders keeps everybody, and reminds nobody who did not ask."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.models import NoticeChoice
from couples.notices.models import Often
from couples.notices.services import Choice, choose
from portal import schema
from tests.cast import invite_cast

BEFORE = "0026"
KEPT = text("SELECT id, public_id, email_index FROM person ORDER BY id")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(KEPT)]


def test_people_stay_and_choices_go(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        choose(session, invite_cast(session).alex.identity, Choice(Often.DAILY))
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert before
    with Session(empty) as session:
        assert session.query(NoticeChoice).count() == 0
