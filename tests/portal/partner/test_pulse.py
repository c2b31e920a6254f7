"""The pulse: it changes with what both may know, with nothing else, and keeps nobody signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.exercises.definition import Gate
from couples.models import Pause, UserSession
from couples.pauses import services
from couples.safety import services as safety
from tests.cast import Cast, Member
from tests.homework import FEELINGS, begin, give_feelings, hand_in
from tests.page import Visitor

pytestmark = pytest.mark.only_on("sqlite")
MOST = 2


@pytest.fixture
def still() -> Iterator[None]:
    with clock.at(clock.now()):
        yield


def beat(visitor: Visitor) -> str:
    answer = visitor.client.get("/partner/pulse")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return answer.get_data(as_text=True)


def start(session: Session, cast: Cast, member: Member) -> Pause:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    return services.start(session, member.identity, couple, 30)


def test_a_time_out_changes_it_for_both_and_for_nobody_else(
    still: None,
    writing: Callable[[], Session],
    cast: Cast,
    alex: Visitor,
    sam: Visitor,
    kim: Visitor,
) -> None:
    before = [beat(alex), beat(sam), beat(kim)]
    with writing() as session, session.begin():
        pause_id = start(session, cast, cast.alex).public_id
    begun = [beat(alex), beat(sam), beat(kim)]
    with clock.at(clock.now() + timedelta(minutes=14)):
        while_it_lasts = beat(sam)
    with writing() as session, session.begin():
        services.come_back(session, cast.sam.identity, pause_id)
    one_is_back = [beat(alex), beat(sam)]
    with writing() as session, session.begin():
        services.come_back(session, cast.alex.identity, pause_id)
    over = [beat(alex), beat(sam)]

    assert while_it_lasts == begun[1]
    assert begun[0] == begun[1] != before[0] == before[1]
    assert begun[2] == before[2]
    assert len({before[0], begun[0], one_is_back[0], over[0]}) == 4
    assert one_is_back[0] == one_is_back[1]


def test_what_one_does_in_private_does_not_change_it(
    still: None, writing: Callable[[], Session], cast: Cast, alex: Visitor, sam: Visitor
) -> None:
    before = beat(sam)
    with writing() as session, session.begin():
        given = give_feelings(session, cast.alex_and_sam)
        begin(session, cast.alex, given, FEELINGS)
        hand_in(session, cast.alex, given, FEELINGS)
        id_ = cast.alex_and_sam.public_id
        safety.set_gate(session, cast.morgan.identity, id_, Gate.G1, held=True)
        assert start(session, cast, cast.alex).is_alone

    assert beat(sam) == before
    assert beat(alex) == before


def test_it_keeps_nobody_signed_in_and_asks_little(
    app: Flask, writing: Callable[[], Session], cast: Cast, alex: Visitor
) -> None:
    asked: list[str] = []
    event.listen(
        app.extensions["database"], "before_cursor_execute", lambda *call: asked.append(call[2])
    )
    with clock.at(clock.now() + timedelta(minutes=10)):
        beat(alex)
    pulse = list(asked)
    with clock.at(clock.now() + timedelta(minutes=11)):
        alex.open("/partner/this-week?by-itself=1")
    statements = [each for each in pulse if each.startswith(("SELECT", "UPDATE", "INSERT"))]
    with writing() as session:
        seen = session.scalars(select(UserSession).where(UserSession.person_id == cast.alex.id))
        [device] = seen.all()
    with clock.at(clock.now() + timedelta(minutes=16)):
        answer = alex.client.get("/partner/pulse")

    assert len(statements) <= MOST
    assert device.seen_at == device.created_at
    assert answer.status_code == 302


def test_it_is_a_partners_alone(visitor: Visitor, morgan: Visitor) -> None:
    assert visitor.client.get("/partner/pulse").status_code == 302
    assert morgan.client.get("/partner/pulse").status_code == 404
    assert morgan.client.post("/partner/pulse").status_code in (400, 404, 405)
