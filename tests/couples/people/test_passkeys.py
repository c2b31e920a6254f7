"""A passkey opens for its person, at its site, to one question, once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples import clock
from couples.database import for_writing
from couples.errors import DomainError, NotFoundError
from couples.people import passkeys, recovery
from couples.people.models import Person
from couples.people.passkeys import Challenge, PasskeyRefusedError, Site
from tests.authenticator import Authenticator
from tests.cast import Cast, Member, invite_cast

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HERE = Site("localhost", "http://localhost")


def make(session: Session, member: Member, device: Authenticator) -> None:
    """Let somebody make a passkey on their device, at noon."""
    with clock.at(NOON):
        challenge = Challenge.new()
        options = passkeys.to_add(session, member.identity, HERE, challenge)
        passkeys.add(
            session,
            member.identity,
            HERE,
            challenge,
            credential=device.make(options),
            device="Safari on iPhone",
        )


def come_in(session: Session, device: Authenticator, at: datetime, site: Site = HERE) -> str | None:
    """Whoever a new question lets in at a moment, by name."""
    with clock.at(at):
        challenge = Challenge.new()
        answer = device.answer(passkeys.to_answer(site, challenge, []))
        person = passkeys.person_behind(session, HERE, challenge, answer)
    return person.name if person else None


def test_it_lets_its_own_person_in(session: Session, cast: Cast) -> None:
    alexs, sams = Authenticator(), Authenticator()
    make(session, cast.alex, alexs)
    make(session, cast.sam, sams)

    assert come_in(session, alexs, NOON + timedelta(hours=1)) == "Alex"
    assert come_in(session, sams, NOON + timedelta(hours=1)) == "Sam"
    assert come_in(session, Authenticator(), NOON + timedelta(hours=1)) is None


def test_the_device_is_told_no_address(session: Session, cast: Cast) -> None:
    options = passkeys.to_add(session, cast.alex.identity, HERE, Challenge.new())

    assert cast.alex.email not in options
    assert json.loads(options)["rp"]["name"] == "Mendwell"


def test_no_answer_is_taken_twice_nor_one_to_an_earlier_question(
    session: Session, cast: Cast
) -> None:
    device = Authenticator()
    make(session, cast.alex, device)
    with clock.at(NOON + timedelta(minutes=1)):
        earlier = Challenge.new()
        overheard = device.answer(passkeys.to_answer(HERE, earlier, []))
    with clock.at(NOON + timedelta(minutes=2)):
        challenge = Challenge.new()
        answer = device.answer(passkeys.to_answer(HERE, challenge, []))

        assert passkeys.person_behind(session, HERE, challenge, answer) is not None
        assert passkeys.person_behind(session, HERE, challenge, answer) is None
        assert passkeys.person_behind(session, HERE, earlier, overheard) is None


def test_an_answer_comes_within_five_minutes(session: Session, cast: Cast) -> None:
    device = Authenticator()
    make(session, cast.alex, device)
    with clock.at(NOON + timedelta(hours=1)):
        challenge = Challenge.new()
        answer = device.answer(passkeys.to_answer(HERE, challenge, []))

    with clock.at(NOON + timedelta(hours=1) + passkeys.GOOD_FOR):
        assert passkeys.person_behind(session, HERE, challenge, answer) is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"origin": "http://mendwell.example.org"}, id="from a false page"),
        pytest.param({"verifies": False}, id="without a look or a touch"),
        pytest.param({"handle": b"a" * 26}, id="for another account"),
        pytest.param({"_key": Authenticator()._key}, id="with another key"),
    ],
)
def test_what_is_not_the_passkey_opens_nothing(
    session: Session, cast: Cast, change: dict[str, Any]
) -> None:
    device = Authenticator()
    make(session, cast.alex, device)
    for name, value in change.items():
        setattr(device, name, value)

    assert come_in(session, device, NOON + timedelta(hours=1)) is None


def test_a_copy_of_a_device_that_counts_is_found_out(session: Session, cast: Cast) -> None:
    device = Authenticator(count=3)
    make(session, cast.alex, device)

    assert come_in(session, device, NOON + timedelta(hours=1)) is None
    device.count = 4
    assert come_in(session, device, NOON + timedelta(hours=1)) == "Alex"


def test_another_site_asks_in_vain(session: Session, cast: Cast) -> None:
    device = Authenticator()
    make(session, cast.alex, device)
    elsewhere = Site("example.org", "http://localhost")

    assert come_in(session, device, NOON + timedelta(hours=1), elsewhere) is None


HALF = '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "YQ"}}'


@pytest.mark.parametrize(
    "sent", ["", "{", "null", "[]", "{}", '{"id": 1}', HALF, "é" * 9, "[" * 9999]
)
def test_what_is_no_answer_is_refused(session: Session, cast: Cast, sent: str) -> None:
    challenge = Challenge.new()

    assert passkeys.person_behind(session, HERE, challenge, sent) is None
    with pytest.raises(PasskeyRefusedError):
        passkeys.add(
            session, cast.alex.identity, HERE, challenge, credential=sent, device="A phone"
        )


@pytest.mark.parametrize("part", [1, 3, -1, -2, -3])
def test_a_key_without_its_parts_is_refused(session: Session, cast: Cast, part: int) -> None:
    with pytest.raises(PasskeyRefusedError):
        make(session, cast.alex, Authenticator(leaves_out=frozenset({part})))


def test_nobody_adds_what_is_somebody_elses(session: Session, cast: Cast) -> None:
    device = Authenticator()
    make(session, cast.sam, device)

    with pytest.raises(PasskeyRefusedError):
        make(session, cast.alex, device)
    assert come_in(session, device, NOON + timedelta(hours=1)) is None  # It means Alex now.


def test_removing_one_is_its_owners(session: Session, cast: Cast) -> None:
    device = Authenticator()
    make(session, cast.alex, device)
    recovery.make(session, cast.alex.identity)
    (mine,) = passkeys.list_own(session, cast.alex.identity)

    with pytest.raises(NotFoundError):
        passkeys.remove(session, cast.sam.identity, mine.public_id)
    passkeys.remove(session, cast.alex.identity, mine.public_id)

    assert come_in(session, device, NOON + timedelta(hours=1)) is None
    assert recovery.find_made_at(session, cast.alex.identity) is None


def test_all_are_removed_where_every_device_is_lost(session: Session, cast: Cast) -> None:
    devices = [Authenticator(), Authenticator()]
    for device in (*devices, sams := Authenticator()):
        make(session, cast.sam if device is sams else cast.alex, device)

    passkeys.remove_all(session, cast.alex.identity)

    assert [come_in(session, device, NOON + timedelta(hours=1)) for device in devices] == [None] * 2
    assert come_in(session, sams, NOON + timedelta(hours=1)) == "Sam"


def test_a_closed_account_opens_to_nobody(session: Session, cast: Cast) -> None:
    device = Authenticator()
    make(session, cast.alex, device)
    session.get_one(Person, cast.alex.id).deactivated_at = NOON

    assert come_in(session, device, NOON + timedelta(hours=1)) is None


def test_there_are_only_so_many(session: Session, cast: Cast) -> None:
    for _ in range(passkeys.MOST):
        make(session, cast.alex, Authenticator())

    with pytest.raises(DomainError):
        make(session, cast.alex, Authenticator())


def test_of_two_with_one_answer_at_once_one_comes_in(fresh_database: Engine) -> None:
    device = Authenticator()
    with Session(for_writing(fresh_database)) as session, session.begin():
        make(session, invite_cast(session).alex, device)
    with clock.at(NOON + timedelta(hours=1)):
        challenge = Challenge.new()
    answer = device.answer(passkeys.to_answer(HERE, challenge, []))
    both = Barrier(2)

    def try_it(_number: int) -> bool:
        both.wait()
        with (
            clock.at(NOON + timedelta(hours=1)),
            Session(for_writing(fresh_database)) as own,
            own.begin(),
        ):
            return passkeys.person_behind(own, HERE, challenge, answer) is not None

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(try_it, range(2))) == [False, True]
