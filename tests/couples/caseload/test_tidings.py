"""Each hand-over is told to everybody whom it concerns, until they say that they have read it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import belonging
from couples.caseload import tidings
from couples.caseload.handing_over import hand_over
from couples.caseload.models import Couple, HandOver, Tiding
from couples.errors import NotFoundError
from couples.identity import Identity
from couples.partings import services as partings
from tests.cast import Cast
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import ALEX, LEE, SAM


def told(session: Session, viewer: Identity) -> list[tuple[str | None, str | None]]:
    return [
        (each.former.name if each.former else None, each.counselor.name)
        for each in tidings.list_unread(session, viewer)
    ]


def test_an_owner_who_takes_a_couple_and_hands_it_back_is_told_of_twice(
    session: Session, cast: Cast
) -> None:
    morgan, lee, noor, jo = (
        member.identity for member in (cast.morgan, cast.lee, cast.noor, cast.jo)
    )
    couple = cast.noor_and_jo.public_id
    there, back = ("Lee", "Dr. Morgan"), ("Dr. Morgan", "Lee")

    hand_over(session, morgan, couple, cast.morgan.public_id)
    assert told(session, lee) == told(session, noor) == told(session, jo) == [there]
    first = tidings.list_unread(session, noor)[0].public_id
    partings.leave(session, noor)
    hand_over(session, morgan, couple, cast.lee.public_id)
    tidings.say_read(session, noor, first)
    tidings.say_read(session, noor, first)

    assert told(session, noor) == [back], "What came meanwhile is told still."
    assert told(session, jo) == told(session, lee) == [there, back]
    assert told(session, morgan) == [], "Whoever did it knows."
    for other in (lee, jo):
        tidings.say_read(session, other, tidings.list_unread(session, other)[-1].public_id)
        assert told(session, other) == []
    found = session.get_one(Couple, cast.noor_and_jo.id)
    for viewer in (noor, jo, lee):
        assert len(tidings.list_hand_overs(session, viewer, found)) == 2
    assert tidings.list_hand_overs(session, morgan, found) == []


def test_nobody_reads_or_says_read_what_others_are_told(session: Session, cast: Cast) -> None:
    hand_over(session, cast.morgan.identity, cast.alex_and_sam.public_id, cast.lee.public_id)
    its_id = session.scalars(select(HandOver.public_id)).one()

    for stranger in (cast.morgan, cast.kim, cast.noor):
        with pytest.raises(NotFoundError):
            tidings.say_read(session, stranger.identity, its_id)
    tidings.say_read(session, cast.alex.identity, its_id)

    people = everybody(cast)
    table = {
        (Tiding, belonging.own_tidings): {ALEX, SAM, LEE},
        (HandOver, belonging.known_hand_overs): {ALEX, SAM, LEE},
    }
    for (model, condition), expected in table.items():
        found = {
            name
            for name, viewer in people.items()
            if session.scalar(select(model.id).where(condition(viewer)))
        }
        assert found == expected
    assert told(session, cast.morgan.identity) == []
    assert told(session, cast.alex.identity) == []
    assert told(session, cast.sam.identity) == [("Dr. Morgan", "Lee")]
