"""The revision that adds resets keeps everybody as they were on the way up and down."""

from __future__ import annotations

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.models import PasswordReset, Person
from couples.people import resets, services
from portal import schema
from tests.cast import invite_cast

BEFORE = "0023"
KEPT = text("SELECT id, public_id, email_index, password_hash FROM person ORDER BY id")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(KEPT)]


def test_everybody_stays_and_nobody_has_said_anything(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        services.be_discreet(session, cast.alex.identity, discreet=True)
        resets.allow(session, cast.alex.identity, allowed=True)
        assert resets.make(session, cast.alex.email)
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert before
    with Session(empty) as session:
        assert session.scalar(select(func.count()).select_from(PasswordReset)) == 0
        people = session.scalars(select(Person)).all()
        assert {person.resets_by_mail for person in people} == {None}
        assert not any(person.is_discreet for person in people)
