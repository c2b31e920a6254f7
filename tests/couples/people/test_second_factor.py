"""Six digits, once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pyotp
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.errors import DomainError
from couples.people import second_factor
from couples.people.models import Person
from couples.people.second_factor import WrongCodeError
from tests.cast import Cast, invite_cast

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def code(session: Session, cast: Cast) -> Callable[[datetime], str]:
    """What Alex’s app shows at a moment, once the secret is in it."""
    secret = second_factor.propose(session, cast.alex.identity).secret
    return pyotp.TOTP(secret).at


def test_the_app_is_told_no_address(session: Session, cast: Cast) -> None:
    uri = second_factor.propose(session, cast.alex.identity).uri

    assert uri.startswith("otpauth://totp/Mendwell:Mendwell?secret=")
    assert "alex" not in uri.casefold()


def confirm(session: Session, cast: Cast) -> Person:
    """Alex, whose app was confirmed the day before."""
    person = session.get_one(Person, cast.alex.id)
    person.totp_confirmed_at = NOON - timedelta(days=1)
    return person


def test_a_secret_that_was_never_confirmed_opens_nothing(
    session: Session, cast: Cast, code: Callable[[datetime], str]
) -> None:
    with clock.at(NOON):
        assert not second_factor.use_code(
            session, session.get_one(Person, cast.alex.id), code(NOON)
        )

        # Nor was the code used up by that.
        second_factor.turn_on(session, cast.alex.identity, code(NOON))


def test_whoever_begins_again_gets_another_secret(session: Session, cast: Cast) -> None:
    seen_by_somebody = second_factor.propose(session, cast.alex.identity).secret

    assert second_factor.propose(session, cast.alex.identity).secret != seen_by_somebody


def test_the_secret_that_counts_is_shown_to_nobody(
    session: Session, cast: Cast, code: object
) -> None:
    with pytest.raises(DomainError):
        second_factor.proposal_of(confirm(session, cast))


def test_a_right_code_turns_it_on(
    session: Session, cast: Cast, code: Callable[[datetime], str]
) -> None:
    with clock.at(NOON):
        second_factor.turn_on(session, cast.alex.identity, code(NOON))

    assert session.get_one(Person, cast.alex.id).totp_confirmed_at == NOON


def test_a_wrong_code_does_not(session: Session, cast: Cast, code: object) -> None:
    with pytest.raises(WrongCodeError):
        second_factor.turn_on(session, cast.alex.identity, "000000")

    assert not session.get_one(Person, cast.alex.id).has_second_factor


def test_it_is_turned_on_once(
    session: Session, cast: Cast, code: Callable[[datetime], str]
) -> None:
    with clock.at(NOON):
        second_factor.turn_on(session, cast.alex.identity, code(NOON))

        with pytest.raises(DomainError):
            second_factor.propose(session, cast.alex.identity)


def test_neither_a_used_code_nor_an_older_one_is_taken(
    session: Session, cast: Cast, code: Callable[[datetime], str]
) -> None:
    person = confirm(session, cast)
    with clock.at(NOON):
        assert second_factor.use_code(session, person, code(NOON))

        assert not second_factor.use_code(session, person, code(NOON))
        assert not second_factor.use_code(session, person, code(NOON - timedelta(seconds=30)))
        assert second_factor.use_code(session, person, code(NOON + timedelta(seconds=30)))


def test_spaces_between_the_digits_do_not_matter(
    session: Session, cast: Cast, code: Callable[[datetime], str]
) -> None:
    person = confirm(session, cast)
    with clock.at(NOON):
        digits = code(NOON)

        assert second_factor.use_code(session, person, f" {digits[:3]} {digits[3:]} ")


@pytest.mark.parametrize("typed", ["", "12345", "١٢٣٤٥٦", "12345٦", "0" * 1000, "\n"])
def test_what_is_no_code_is_not_right(
    session: Session, cast: Cast, code: object, typed: str
) -> None:
    person = confirm(session, cast)

    assert not second_factor.use_code(session, person, typed)


def test_turning_it_off_forgets_the_secret(
    session: Session, cast: Cast, code: Callable[[datetime], str]
) -> None:
    with clock.at(NOON):
        second_factor.turn_on(session, cast.alex.identity, code(NOON))

    second_factor.turn_off(session, cast.alex.identity)

    person = session.get_one(Person, cast.alex.id)
    assert person.totp_secret_sealed is None
    assert not person.has_second_factor


def test_of_two_who_use_one_code_at_once_one_comes_in(fresh_database: Engine) -> None:
    with Session(for_writing(fresh_database)) as session, session.begin():
        cast = invite_cast(session)
        secret = second_factor.propose(session, cast.alex.identity).secret
        confirm(session, cast)
    both = Barrier(2)

    def come_in(_number: int) -> bool:
        both.wait()
        with (
            clock.at(NOON),
            Session(for_writing(fresh_database)) as own,
            own.begin(),
        ):
            person = own.get_one(Person, cast.alex.id)
            return second_factor.use_code(own, person, pyotp.TOTP(secret).at(NOON))

    with ThreadPoolExecutor(2) as people:
        results = list(people.map(come_in, range(2)))

    assert sorted(results) == [False, True]
