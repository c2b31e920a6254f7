"""The revision that adds recovery codes keeps who is signed in on the way up and down."""

from __future__ import annotations

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.models import Person, RecoveryCode
from couples.people import recovery, sign_in
from portal import schema
from tests.cast import invite_cast

BEFORE = "0016"
KEPT = text("SELECT id, person_id, token_hash, seen_at FROM user_session ORDER BY id")


def kept(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(KEPT)]


def test_who_is_signed_in_stays_and_the_codes_go(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        person = session.get_one(Person, cast.alex.id)
        person.totp_confirmed_at = clock.now()
        recovery.make(session, cast.alex.identity)
        token = sign_in.open_session(session, person, device="A phone", waits_for_code=False)
    before = kept(empty)

    schema.downgrade(empty, BEFORE)
    went_down = kept(empty)
    schema.upgrade(empty)

    assert before == went_down == kept(empty)
    assert before
    with Session(empty) as session:
        assert session.scalar(select(func.count()).select_from(RecoveryCode)) == 0
        signed_in = sign_in.find_signed_in(session, token)
        assert signed_in is not None
        assert signed_in.is_proven
