"""A prepared brief is kept no longer than what it was made from may be read."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.appointments.models import Appointment
from couples.errors import NotAllowedError
from couples.exercises.definition import Cadence, Doer, Part
from couples.exercises.vocabulary import Gate
from couples.models import Preparation
from couples.preparations import services
from couples.preparations.models import Reader
from couples.preparations.queries import AFTER, list_over
from couples.safety.services import set_gate
from couples.submissions import attribution, taking_back
from couples.submissions.models import Submission
from tests.cast import Cast
from tests.couples.preparations.scene import keep_a_brief
from tests.homework import FEELINGS, give, give_feelings, hand_in


@pytest.fixture
def sams(session: Session, cast: Cast) -> Submission:
    """What Sam handed in, which the briefs tell of."""
    return hand_in(session, cast.sam, give_feelings(session, cast.alex_and_sam), FEELINGS)


def kept(session: Session) -> int:
    return session.scalar(select(func.count(Preparation.id))) or 0


def test_no_brief_stays_when_a_dispute_begins_and_another_gate_takes_none(
    session: Session, cast: Cast
) -> None:
    keep_a_brief(session, cast, "{}")
    who, couple = cast.morgan.identity, cast.alex_and_sam.public_id

    set_gate(session, who, couple, Gate.G1, held=True)
    set_gate(session, cast.lee.identity, cast.noor_and_jo.public_id, Gate.G6, held=True)
    assert kept(session) == 2
    set_gate(session, who, couple, Gate.G6, held=True)

    assert kept(session) == 0


def test_no_brief_stays_with_what_was_set_aside_and_then_kept_from_everybody(
    session: Session, cast: Cast, sams: Submission
) -> None:
    who = cast.morgan.identity
    keep_a_brief(session, cast, "{}")
    attribution.quarantine(session, who, sams.public_id)
    assert kept(session) == 0

    keep_a_brief(session, cast, "{}")
    attribution.void(session, who, sams.public_id)
    assert kept(session) == 0


def test_no_brief_stays_with_what_somebody_did_not_write_or_the_other_did(
    session: Session, cast: Cast, sams: Submission
) -> None:
    keep_a_brief(session, cast, "{}")
    attribution.say_not_mine(session, cast.sam.identity, sams.public_id)
    assert kept(session) == 0

    attribution.reattribute(session, cast.morgan.identity, sams.public_id)
    keep_a_brief(session, cast, "{}")
    attribution.say_mine(session, cast.alex.identity, sams.public_id)
    assert kept(session) == 0


def test_no_brief_stays_with_what_was_taken_back(session: Session, cast: Cast) -> None:
    with clock.at(clock.now()):
        wins = give(session, cast.alex_and_sam, "wins", doer=Doer.EACH, cadence=Cadence.ANY_TIME)
        sent = hand_in(session, cast.alex, wins, {"win": "A slip"}, part=Part.LOG)
        keep_a_brief(session, cast, "{}")
        taking_back.take_back(session, cast.alex.identity, sent.public_id)

    assert kept(session) == 0


def test_a_cancelled_session_has_no_brief_and_the_others_keep_theirs(
    session: Session, cast: Cast
) -> None:
    keep_a_brief(session, cast, "{}")
    first = session.scalars(select(Appointment)).one()
    with clock.at(clock.now() + timedelta(hours=3)):
        keep_a_brief(session, cast, "{}")

    appointments.cancel(session, cast.morgan.identity, first.public_id)

    left = session.scalars(select(Preparation.appointment_id)).all()
    assert len(left) == 2
    assert first.id not in left


def test_who_is_at_it_meanwhile_brings_nothing_that_is_kept(
    session: Session, cast: Cast, sams: Submission
) -> None:
    who, couple = cast.morgan.identity, cast.alex_and_sam.public_id
    soon = appointments.schedule(session, who, couple, starts_at=clock.now()).public_id

    def bring_after(act: str) -> bool:
        name = services.claim(session, who, soon, Reader.COUNSELOR, digest="one") or ""
        assert name
        if act == "set aside":
            attribution.quarantine(session, who, sams.public_id)
        return services.finish(
            session, who, name, people=(), made_from="{}", pages=b"%PDF", edition="1"
        )

    assert not bring_after("set aside")
    set_gate(session, who, couple, Gate.G6, held=True)
    assert not bring_after("a dispute before it was claimed")
    set_gate(session, who, couple, Gate.G6, held=False)
    appointments.cancel(session, who, soon)
    assert not bring_after("cancelled before it was claimed")
    assert kept(session) == 0


def test_a_day_after_the_session_it_goes_and_what_is_opened_later_stays_for_an_hour(
    session: Session, cast: Cast
) -> None:
    who, now = cast.morgan.identity, clock.now()
    with clock.at(now):
        keep_a_brief(session, cast, "{}")
    with clock.at(now + AFTER - timedelta(minutes=1)):
        services.let_go_of_what_is_over(session, who)
        assert kept(session) == 2
    late = now + AFTER + timedelta(minutes=1)
    with clock.at(late):
        services.let_go_of_what_is_over(session, cast.lee.identity)
        assert kept(session) == 2
        services.let_go_of_what_is_over(session, who)
        assert kept(session) == 0
        soon = session.scalars(select(Appointment.public_id)).one()
        name = services.claim(session, who, soon, Reader.COUNSELOR, digest="one") or ""
        assert list_over(session, who) == []
        assert services.finish(
            session, who, name, people=(), made_from="{}", pages=b"%PDF", edition="1"
        )
        assert list_over(session, who) == []
    with clock.at(late + timedelta(hours=2)):
        assert len(list_over(session, who)) == 1
    with pytest.raises(NotAllowedError):
        services.let_go_of_what_is_over(session, cast.alex.identity)
    assert list_over(session, cast.alex.identity) == []


def test_nobody_without_the_keys_can_try_what_its_fingerprints_are_of(
    session: Session, cast: Cast
) -> None:
    keep_a_brief(session, cast, "{}")

    found = session.scalars(select(Preparation.pages_digest)).all()

    assert len({*found}) == 1
    assert found[0] != hashlib.sha256(b"%PDF").hexdigest()
