"""In an emergency a colleague reads for two hours, with a reason, and never unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission
from couples.admissions.queries import (
    StoodIn,
    list_own,
    list_running,
    list_stood_in,
    list_stood_in_for_nobody,
)
from couples.admissions.services import let_no_longer
from couples.admissions.standing_in import LASTS, NotOneCoupleError, stand_in
from couples.caseload.handing_over import hand_over
from couples.caseload.models import ConfidentialityPolicy, Couple, Practice, Tiding
from couples.caseload.queries import get_own_couple
from couples.caseload.services import NewPartner, add_couple, add_person
from couples.caseload.tidings import list_unread, list_unread_of_both, say_read_of_stand_in
from couples.erasure.services import erase_couple
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.exercises.vocabulary import FlagKind, Gate
from couples.history.queries import list_of_couple
from couples.identity import Role
from couples.partings import services as partings
from couples.pauses import services as pauses
from couples.pauses.queries import find_running
from couples.people import closing
from couples.people.models import Person
from couples.safety import telling
from couples.safety.queries import holds_of, list_flags, shut_of
from couples.safety.services import set_gate
from tests.cast import TIME_ZONE, Cast, joined
from tests.couples.admissions.test_reading_along import (
    admit,
    lee_as_guest,
    words_for,
    wrote,
)
from tests.homework import give, hand_in

WHY = "Sam is on the phone and Dr. Morgan is on a plane"
UNSAFE = {"safe_at_home": "no", "pressured_to_use_or_share": "no", "want_contact": "none"}


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


def test_their_counselor_ends_it_and_the_two_neither_know_of_it_as_reading_along_nor_end_it(
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
    with pytest.raises(NotOneCoupleError):
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

    with pytest.raises(NotOneCoupleError, match="More than one"):
        opened_by_lee(session, cast)
    made = opened_by_lee(session, cast, "alex@example.org", "Sam")

    assert made.couple_id == cast.alex_and_sam.id


def test_it_takes_a_reason_and_a_counselor(session: Session, cast: Cast) -> None:
    for reason in ("", " \n", "x" * 1001):
        with pytest.raises(DomainError):
            opened_by_lee(session, cast, reason=reason)
    with pytest.raises(NotAllowedError):
        stand_in(session, cast.kim.identity, one="Sam", other="Alex", reason=WHY)


def test_what_was_told_to_the_counselor_alone_is_for_whoever_stands_in_and_not_along(
    session: Session, cast: Cast
) -> None:
    guest, morgan = lee_as_guest(cast), cast.morgan.identity
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    given = give(session, cast.alex_and_sam, "private-safety-check", to=cast.alex)
    hand_in(session, cast.alex, given, UNSAFE)
    telling.tell_of_fear(session, cast.sam.identity, words="I am afraid")
    pause = pauses.start(session, cast.alex.identity, couple, minutes=30)
    pauses.tell(session, cast.alex.identity, pause.public_id, words="It was loud")
    partings.leave(session, cast.sam.identity, words="I cannot")

    along = admit(session, cast)

    [flag] = list_flags(session, guest, couple=couple)
    assert flag.submission is not None
    assert "I am afraid" not in {each.word for each in list_flags(session, guest)}
    assert all(hold.since is None for hold in holds_of(session, guest, couple).values())
    set_gate(session, morgan, couple.public_id, Gate.G2, held=True)
    assert Gate.G2 in holds_of(session, guest, couple)

    set_gate(session, morgan, couple.public_id, Gate.G1, held=False)
    telling.tell_of_fear(session, cast.sam.identity, words="I am afraid", quietly=True)
    assert Gate.G1 not in shut_of(session, guest, couple)

    made = opened_by_lee(session, cast)

    assert made.id != along.id
    assert shut_of(session, guest, couple)[Gate.G1].is_quiet
    telling.tell_of_fear(session, cast.sam.identity, words="I am afraid")
    found = list_flags(session, guest, couple=couple)
    assert {each.word for each in found} == {None, "I am afraid", "It was loud", "I cannot"}
    assert FlagKind.STOOD_IN not in {each.kind for each in found}
    assert Gate.G1 in holds_of(session, guest, couple)
    let_no_longer(session, morgan, made.public_id)
    assert list_flags(session, guest, couple=couple) == [flag]


def test_a_time_out_of_both_is_known_to_a_guest_and_one_alone_to_whoever_stands_in(
    session: Session, cast: Cast
) -> None:
    guest, couple = lee_as_guest(cast), session.get_one(Couple, cast.alex_and_sam.id)
    admit(session, cast)
    of_both = pauses.start(session, cast.alex.identity, couple, minutes=30)
    assert find_running(session, guest, couple.id) is of_both
    pauses.come_back(session, cast.alex.identity, of_both.public_id)
    pauses.come_back(session, cast.sam.identity, of_both.public_id)
    # It is alone where a gate holds, which would tell of the fear.
    telling.tell_of_fear(session, cast.sam.identity, words="I am afraid")
    alone = pauses.start(session, cast.alex.identity, couple, minutes=30)
    assert alone.is_alone
    assert find_running(session, guest, couple.id) is None

    opened_by_lee(session, cast)

    assert find_running(session, guest, couple.id) is alone
    other = cast.lee.identity.as_guest_of(cast.kim_and_robin.id)
    assert find_running(session, other, couple.id) is None


def test_each_emergency_is_told_anew_to_their_counselor_and_to_both_alike(
    session: Session, cast: Cast
) -> None:
    first = opened_by_lee(session, cast)

    with clock.at(clock.now() + LASTS + timedelta(minutes=1)):
        second = opened_by_lee(session, cast)

    assert second.id != first.id
    flags = list_flags(session, cast.morgan.identity)
    assert [flag.word for flag in flags] == [WHY, WHY]
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    told = [StoodIn(each.created_at, "Lee", "Dr. Morgan", couple) for each in (second, first)]
    for partner in (cast.alex.identity, cast.sam.identity):
        assert list_stood_in(session, partner) == told
    for anybody in (cast.kim.identity, cast.morgan.identity, cast.lee.identity):
        assert list_stood_in(session, anybody) == []


def test_where_no_counselor_can_be_told_whoever_owns_the_practice_is(
    session: Session, cast: Cast
) -> None:
    lee, morgan = session.get_one(Person, cast.lee.id), session.get_one(Person, cast.morgan.id)
    with clock.at(clock.now() - timedelta(days=1)):
        opened_by_lee(session, cast)
    morgan.is_owner, lee.is_owner = False, True
    session.flush()
    closing.close(session, cast.lee.identity, cast.morgan.public_id)
    assert list_stood_in_for_nobody(session, cast.lee.identity) == []

    with clock.at(clock.now() + timedelta(minutes=1)):
        made = opened_by_lee(session, cast)

    assert list_unread_of_both(session, cast.lee.identity) == ([], []), "Whoever did it knows."
    [told] = list_stood_in_for_nobody(session, cast.lee.identity)
    assert (told.reader, told.counselor, told.at) == ("Lee", "Dr. Morgan", made.created_at)
    for anybody in (cast.morgan.identity, cast.alex.identity, lee_as_guest(cast)):
        assert list_stood_in_for_nobody(session, anybody) == []


def test_an_owner_who_was_not_there_is_told_until_they_have_read_it_and_never_why(
    session: Session, cast: Cast
) -> None:
    owner, lee, alex = cast.morgan.identity, cast.lee, cast.alex.identity
    practice = session.get_one(Practice, cast.practice_id)
    ode = joined(
        add_person(
            session,
            practice,
            role=Role.COUNSELOR,
            name="Dr. Ode",
            email="ode@example.org",
            time_zone=TIME_ZONE,
        ),
        "Ode",
    )
    couple_id = cast.alex_and_sam.public_id
    hand_over(session, owner, couple_id, lee.public_id)
    opened = {"one": "Alex", "other": "Sam", "reason": WHY}
    first = stand_in(session, ode.identity, **opened)
    assert list_unread_of_both(session, owner) == ([], []), "Lee could be told."
    closing.close(session, owner, lee.public_id)

    assert [each.id for each in list_unread_of_both(session, owner)[1]] == [first.id], (
        "Lee had not."
    )
    say_read_of_stand_in(session, owner, first.public_id)
    with clock.at(clock.now() + LASTS + timedelta(minutes=1)):
        made = stand_in(session, ode.identity, **opened)

        session.flush()
        session.expunge_all()
        hand_overs, [told] = list_unread_of_both(session, owner)
        assert (told.id, hand_overs) == (made.id, [])
        assert (told.reader.name, told.counselor.name) == ("Dr. Ode", "Lee")
        with pytest.raises(InvalidRequestError, match="reason_sealed"):
            assert told.reason
        for anybody in (ode.identity, lee.identity, alex):
            assert list_unread_of_both(session, anybody)[1] == []
            with pytest.raises(NotFoundError):
                say_read_of_stand_in(session, anybody, made.public_id)
        assert len(list_unread(session, alex)) == 1, "What is read of one says nothing of others."
        for _press in range(2):
            say_read_of_stand_in(session, owner, made.public_id)
        assert list_unread_of_both(session, owner) == ([], [])
        assert len(list_unread(session, alex)) == 1
        assert len(list_stood_in_for_nobody(session, owner)) == 2, (
            "This one, and the one that Lee had not looked at."
        )
    erase_couple(session, couple_id)
    assert session.scalars(select(Tiding)).all() == []
