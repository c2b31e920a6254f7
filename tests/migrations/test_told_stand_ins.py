"""The revision that tells an owner who stood in goes up and down, and keeps every other tiding."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission
from couples.admissions.standing_in import stand_in
from couples.caseload.handing_over import hand_over
from couples.caseload.models import Tiding
from couples.caseload.tidings import tell_owner
from couples.database import for_writing
from portal import schema
from tests.cast import invite_cast

BEFORE = "0042"


def test_what_was_told_of_a_hand_over_stays_and_the_admission_does(empty: Engine) -> None:
    schema.upgrade(empty)
    with Session(for_writing(empty)) as session, session.begin():
        cast = invite_cast(session)
        hand_over(session, cast.morgan.identity, cast.kim_and_robin.public_id, cast.lee.public_id)
        session.query(Tiding).filter_by(person_id=cast.kim.id).update({"read_at": clock.now()})
        lee = cast.lee.identity
        tell_owner(session, stand_in(session, lee, one="Alex", other="Sam", reason="at once"))
        session.flush()
        before = {(t.person_id, t.read_at) for t in session.query(Tiding) if t.hand_over_id}
        assert session.query(Tiding).filter_by(person_id=cast.morgan.id).one().admission_id

    schema.downgrade(empty, BEFORE)
    schema.upgrade(empty)

    with Session(empty) as session:
        kept = session.query(Tiding).all()
        assert {(t.person_id, t.read_at) for t in kept} == before
        assert all(t.admission_id is None and t.hand_over_id for t in kept)
        assert session.query(Admission).one().reader_id == cast.lee.id
