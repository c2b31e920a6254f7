"""In an emergency a colleague reads for two hours, with a reason, and never unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission
from couples.admissions.queries import list_own, list_running
from couples.admissions.services import let_no_longer
from couples.admissions.standing_in import LASTS, NobodyFoundError, stand_in
from couples.caseload.models import ConfidentialityPolicy, Couple
from couples.caseload.queries import get_own_couple
from couples.caseload.services import NewPartner, add_couple
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.exercises.vocabulary import FlagKind
from couples.history.queries import list_of_couple
from couples.safety.queries import list_flags
from tests.cast import TIME_ZONE, Cast
from tests.couples.admissions.test_reading_along import (
    admit,
    lee_as_guest,
    words_for,
    wrote,
)

WHY = "Sam is on the phone and Dr. Morgan is on a plane"


def opened_by_lee(
    session: Session, cast: Cast, one: str = "sam", other: str = " ALEX ", reason: str = WHY
) -> Admission:
    return stand_in(session, cast.lee.identity, one=one, other=other, reason=reason)


def test_whoever_stands_in_reads_for_two_hours_and_their_counselor_is_told_why(
    session: Session, cast: Cast
) -> None:
    wrote(session, cast)
    guest, morgan = lee_as_guest(cast), cast.morgan.identity
    couple = session.get_one(Couple, cast.alex_and_sam.id)

    made = opened_by_lee(session, cast)

    assert opened_by_lee(session, cast, "sam@example.org", "Alex") is made
    assert words_for(session, guest) == words_for(session, morgan)
    assert list_running(session, morgan, couple) == [made]
    [flag] = list_flags(session, morgan, couple=couple)
    assert (flag.kind, flag.word, flag.raised_by_id) == (FlagKind.STOOD_IN, WHY, cast.lee.id)
    assert list_flags(session, guest, couple=couple) == []
    events = [line.event for line in list_of_couple(session, morgan, couple, most=99)]
    assert events.count("admission:take") == 1
    with clock.at(clock.now() + LASTS):
        assert words_for(session, guest) == set()
        assert list_own(session, cast.lee.identity) == []


def test_their_counselor_ends_it_and_no_page_of_the_two_asks_why(
    session: Session, cast: Cast
) -> None:
    made = opened_by_lee(session, cast)
    for partner in (cast.alex.identity, cast.sam.identity):
        session.expire_all()
        assert get_own_couple(session, partner).admissions == []
        with pytest.raises(NotFoundError):
            let_no_longer(session, partner, made.public_id)

    let_no_longer(session, cast.morgan.identity, made.public_id)

    assert words_for(session, lee_as_guest(cast)) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sam", "Kim"),
        ("Sam", "Sam"),
        ("", ""),
        ("Sam", ""),
        ("%", "%"),
        ("Noor", "Jo"),
        ("Sam", "sam@example.org"),
    ],
)
def test_whoever_does_not_know_both_names_finds_nobody_and_nothing_opens(
    session: Session, cast: Cast, one: str, other: str
) -> None:
    with pytest.raises(NobodyFoundError):
        opened_by_lee(session, cast, one, other)

    assert session.scalars(select(Admission)).all() == []


def test_two_couples_of_the_same_names_are_told_apart_by_an_address(
    session: Session, cast: Cast
) -> None:
    add_couple(
        session,
        cast.morgan.identity,
        partners=(NewPartner("Alex", "a@example.org"), NewPartner("Sam", "s@example.org")),
        policy=ConfidentialityPolicy.NO_SECRETS,
        time_zone=TIME_ZONE,
    )

    with pytest.raises(NobodyFoundError, match="More than one"):
        opened_by_lee(session, cast)
    made = opened_by_lee(session, cast, "alex@example.org", "Sam")

    assert made.couple_id == cast.alex_and_sam.id


def test_it_takes_a_reason_and_a_counselor(session: Session, cast: Cast) -> None:
    for reason in ("", " \n", "x" * 1001):
        with pytest.raises(DomainError):
            opened_by_lee(session, cast, reason=reason)
    with pytest.raises(NotAllowedError):
        stand_in(session, cast.kim.identity, one="Sam", other="Alex", reason=WHY)


def test_whoever_reads_along_already_has_nothing_to_open(session: Session, cast: Cast) -> None:
    given = admit(session, cast)

    assert opened_by_lee(session, cast) is given

    assert list_flags(session, cast.morgan.identity) == []


def test_a_second_emergency_is_told_again(session: Session, cast: Cast) -> None:
    first = opened_by_lee(session, cast)

    with clock.at(clock.now() + LASTS + timedelta(minutes=1)):
        second = opened_by_lee(session, cast, reason="They called once more")

    assert second.id != first.id
    assert len(list_flags(session, cast.morgan.identity)) == 2
