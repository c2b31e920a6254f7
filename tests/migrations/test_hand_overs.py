"""A couple that was handed over before is told of it once more, and nobody else is."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples.caseload.handing_over import hand_over
from couples.caseload.models import HandOver, Tiding
from couples.database import for_writing
from portal import schema
from tests.cast import invite_cast

BEFORE = "0035"


def test_the_newest_hand_over_is_carried_over_and_told_to_the_two(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        morgan, couple = cast.morgan.identity, cast.alex_and_sam.public_id
        hand_over(session, morgan, couple, cast.lee.public_id)

    schema.downgrade(empty, BEFORE)
    schema.upgrade(empty)

    with Session(empty) as session:
        kept = session.query(HandOver).one()
        assert (kept.former_id, kept.counselor_id) == (None, cast.lee.id)
        assert kept.created_at == kept.couple.handed_over_at
        told = {tiding.person_id: tiding.read_at for tiding in session.query(Tiding)}
        assert told == {cast.alex.id: None, cast.sam.id: None}
