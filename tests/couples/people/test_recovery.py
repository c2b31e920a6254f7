"""Ten codes on paper, each good once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.errors import DomainError
from couples.models import RecoveryCode
from couples.people import recovery, second_factor
from couples.people.models import Person
from tests.cast import Cast, Member, invite_cast

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def codes_of(session: Session, member: Member) -> list[str]:
    """Codes of somebody who has an app."""
    session.get_one(Person, member.id).totp_confirmed_at = NOON
    return recovery.make(session, member.identity)


def test_each_of_ten_lets_its_owner_in_once(session: Session, cast: Cast) -> None:
    codes = codes_of(session, cast.alex)
    person = session.get_one(Person, cast.alex.id)

    assert len({*codes}) == recovery.MANY
    assert all(len(code) == recovery.DIGITS and code.isdigit() for code in codes)
    assert all(recovery.use(session, person, code) for code in codes)
    assert not any(recovery.use(session, person, code) for code in codes)
    assert recovery.count_left(session, cast.alex.identity) == 0


def test_they_may_be_typed_as_they_stand_on_paper(session: Session, cast: Cast) -> None:
    first, second, *_rest = codes_of(session, cast.alex)
    person = session.get_one(Person, cast.alex.id)

    assert recovery.use(session, person, f" {first[:4]} {first[4:8]} {first[8:]} ")
    assert recovery.use(session, person, f"{second[:4]}-{second[4:8]}-{second[8:]}")


@pytest.mark.parametrize(
    "typed", ["", "123456", "١٢٣٤٥٦" * 2, "a" * 12, "1" * 13, "0" * 1000, "\n"]
)
def test_what_is_no_code_opens_nothing(session: Session, cast: Cast, typed: str) -> None:
    codes_of(session, cast.alex)

    assert not recovery.use(session, session.get_one(Person, cast.alex.id), typed)
    assert recovery.count_left(session, cast.alex.identity) == recovery.MANY


def test_neither_the_other_partners_nor_earlier_ones_open_anything(
    session: Session, cast: Cast
) -> None:
    sams, earlier = codes_of(session, cast.sam), codes_of(session, cast.alex)
    newer = recovery.make(session, cast.alex.identity)
    person = session.get_one(Person, cast.alex.id)

    assert not any(recovery.use(session, person, code) for code in (*sams, *earlier))
    assert recovery.use(session, person, newer[0])


def test_without_a_second_factor_there_is_nothing_to_stand_in_for(
    session: Session, cast: Cast
) -> None:
    with pytest.raises(DomainError):
        recovery.make(session, cast.alex.identity)


def test_they_go_with_the_second_factor(session: Session, cast: Cast) -> None:
    codes_of(session, cast.alex)

    second_factor.turn_off(session, cast.alex.identity)

    assert recovery.find_made_at(session, cast.alex.identity) is None


def test_no_code_is_kept(session: Session, cast: Cast) -> None:
    codes = codes_of(session, cast.alex)

    kept = session.scalars(select(RecoveryCode.code_hash)).all()

    assert len(kept) == recovery.MANY
    assert not {*codes} & {*kept}


def test_of_two_who_use_one_code_at_once_one_comes_in(fresh_database: Engine) -> None:
    with Session(for_writing(fresh_database)) as session, session.begin():
        cast = invite_cast(session)
        code = codes_of(session, cast.alex)[0]
    both = Barrier(2)

    def come_in(_number: int) -> bool:
        both.wait()
        with clock.at(NOON), Session(for_writing(fresh_database)) as own, own.begin():
            return recovery.use(own, own.get_one(Person, cast.alex.id), code)

    with ThreadPoolExecutor(2) as people:
        results = list(people.map(come_in, range(2)))

    assert sorted(results) == [False, True]
