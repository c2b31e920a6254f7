"""A forgotten password: one link, once, for half an hour, and only where it is allowed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.errors import NotFoundError
from couples.people import (
    invitations,
    passkeys,
    passwords,
    resets,
    second_factor,
    services,
    sign_in,
)
from couples.people.models import Passkey, Person
from couples.people.passwords import WeakPasswordError
from couples.people.resets import ResetOverError
from tests.cast import Cast, Member, invite_cast

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NEW = "a lighthouse in the fog"


def link_of(session: Session, member: Member) -> str:
    """A link for somebody who lets one be sent."""
    resets.allow(session, member.identity, allowed=True)
    made = resets.make(session, member.email)
    assert made is not None
    return made[1]


def test_it_sets_the_password_once_and_signs_out_everywhere(session: Session, cast: Cast) -> None:
    person = session.get_one(Person, cast.alex.id)
    elsewhere = sign_in.open_session(session, person, device="A phone", waits_for_code=False)
    token = link_of(session, cast.alex)
    resets.get_open(session, token)

    assert resets.use(session, token, password=NEW).id == cast.alex.id

    assert passwords.is_right(NEW, person.password_hash)
    assert sign_in.find_signed_in(session, elsewhere) is None
    with pytest.raises(ResetOverError):
        resets.use(session, token, password="another lighthouse here")


def test_nobody_gets_one_before_they_allow_it_or_have_more_than_a_password(
    session: Session, cast: Cast
) -> None:
    assert resets.make(session, cast.alex.email) is None
    assert resets.make(session, cast.morgan.email) is None
    assert resets.make(session, "nobody@example.org") is None

    session.get_one(Person, cast.morgan.id).totp_confirmed_at = NOON
    assert resets.make(session, cast.morgan.email) is not None

    resets.allow(session, cast.morgan.identity, allowed=False)
    assert resets.make(session, cast.morgan.email) is None


@pytest.mark.parametrize("end", ["forbidding", "password", "invitation", "code", "passkeys"])
def test_a_link_ends_with_what_it_was_sent_for(session: Session, cast: Cast, end: str) -> None:
    person, actor = session.get_one(Person, cast.alex.id), cast.alex.identity
    session.add(
        Passkey(
            practice_id=person.practice_id,
            person_id=person.id,
            credential_id="key",
            public_key=b"key",
            sign_count=0,
            device="A phone",
            answered_at=NOON,
        )
    )
    person.totp_confirmed_at = NOON
    made = resets.make(session, cast.alex.email)
    assert made is not None
    resets.get_open(session, made[1])

    if end == "forbidding":
        resets.allow(session, actor, allowed=False)
    elif end == "password":
        services.change_password(session, actor, new=NEW, stay=0)
    elif end == "invitation":
        link = invitations.invite(session, cast.morgan.identity, person)
        policy = invitations.get_welcome(session, link).policy_key
        invitations.accept(session, link, password=NEW, policy_key=policy)
    elif end == "code":
        second_factor.turn_off(session, actor)
    else:
        passkeys.remove_all(session, actor)

    with pytest.raises(ResetOverError):
        resets.get_open(session, made[1])


def test_a_link_that_would_not_be_sent_any_more_sets_nothing(session: Session, cast: Cast) -> None:
    token = link_of(session, cast.alex)
    session.get_one(Person, cast.alex.id).resets_by_mail = None

    with pytest.raises(ResetOverError):
        resets.use(session, token, password=NEW)


def test_a_newer_one_ends_the_one_before_and_time_ends_both(session: Session, cast: Cast) -> None:
    with clock.at(NOON):
        first, second = link_of(session, cast.alex), link_of(session, cast.alex)
        with pytest.raises(ResetOverError):
            resets.get_open(session, first)
    with clock.at(NOON + resets.VALID_FOR - timedelta(seconds=1)):
        resets.get_open(session, second)
    with clock.at(NOON + resets.VALID_FOR), pytest.raises(ResetOverError):
        resets.use(session, second, password=NEW)
    with pytest.raises(NotFoundError):
        resets.get_open(session, "b" * 43)


def test_there_are_five_a_day(session: Session, cast: Cast) -> None:
    with clock.at(NOON):
        for _ in range(resets.MOST_IN_A_DAY):
            link_of(session, cast.alex)
        assert resets.make(session, cast.alex.email) is None
    with clock.at(NOON + timedelta(days=1)):
        assert resets.make(session, cast.alex.email) is not None


def test_a_weak_password_leaves_the_link_as_it_was(session: Session, cast: Cast) -> None:
    token = link_of(session, cast.alex)

    with pytest.raises(WeakPasswordError):
        resets.use(session, token, password="password1234")

    assert resets.use(session, token, password=NEW).id == cast.alex.id


def test_a_closed_account_has_no_link(session: Session, cast: Cast) -> None:
    token = link_of(session, cast.alex)
    session.get_one(Person, cast.alex.id).deactivated_at = NOON

    assert resets.make(session, cast.alex.email) is None
    with pytest.raises(NotFoundError):
        resets.get_open(session, token)


def test_of_two_who_use_one_link_at_once_one_sets_the_password(fresh_database: Engine) -> None:
    with Session(for_writing(fresh_database)) as session, session.begin():
        token = link_of(session, invite_cast(session).alex)
    both = Barrier(2)

    def try_it(number: int) -> bool:
        both.wait()
        try:
            with Session(for_writing(fresh_database)) as own, own.begin():
                resets.use(own, token, password=f"{NEW} number {number}")
        except ResetOverError:
            return False
        return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(try_it, range(2))) == [False, True]
