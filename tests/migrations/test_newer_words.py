"""Whoever agreed to words that let nobody read along has nobody reading along afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission
from couples.admissions.services import let_in
from couples.admissions.standing_in import stand_in
from couples.consents.services import ask_to_agree
from couples.database import for_writing
from portal import schema
from tests.cast import TIME_ZONE, invite_cast
from tests.consents import on_version_one

BEFORE = "0040"


def test_what_was_given_on_the_first_words_ends_and_nothing_else_does(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        morgan, lee, today = cast.morgan.identity, cast.lee, clock.today(TIME_ZONE)
        for pair in (cast.alex_and_sam, cast.kim_and_robin):
            let_in(session, morgan, pair.public_id, lee.public_id, today)
        of_lee = cast.noor_and_jo.public_id
        let_in(session, lee.identity, of_lee, cast.morgan.public_id, today)
        stand_in(session, lee.identity, one="Alex", other="Sam", reason="it could not wait")
        on_version_one(session, cast.alex_and_sam)
        # One yes is not enough, since what a colleague reads is of both.
        on_version_one(session, cast.kim_and_robin, cast.robin)
        ask_to_agree(session, morgan, cast.alex_and_sam.public_id)

    schema.downgrade(empty, BEFORE)
    with empty.connect() as connection, pytest.raises(Exception, match="asked_to_agree_at"):
        connection.execute(text("SELECT asked_to_agree_at FROM couple_partner"))
    schema.upgrade(empty)

    with Session(empty) as session:
        found = session.query(Admission).order_by(Admission.id).all()
        assert [each.ended_at is None for each in found] == [False, False, True, True]
        for ended in found[:2]:
            assert ended.ended_by_id is None
            assert ended.ended_at is not None
            assert ended.created_at < ended.ended_at <= clock.now()
            assert not any(each.is_asked_to_agree for each in ended.couple.memberships)
