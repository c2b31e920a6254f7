"""A brief that was gathered before somebody is erased is not kept after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.erasure.one import close_for_good, erase_person, left_of, refuse_leftovers
from couples.errors import ConflictError
from couples.models import Person, Preparation
from couples.preparations import services
from couples.preparations.models import Reader
from couples.preparations.queries import list_people
from tests.cast import Cast
from tests.simultaneously import ROUNDS, at_once

Writing = Callable[[], Session]
Deed = Callable[[Session, str], object]
ALEXS = "what Alex was afraid of"


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


@pytest.fixture
def soon(begin: Writing, cast: Cast) -> str:
    """The session that a brief is wanted for."""
    who, couple = cast.morgan.identity, cast.alex_and_sam.public_id
    with begin() as session, session.begin():
        return appointments.schedule(session, who, couple, starts_at=clock.now()).public_id


def do(begin: Writing, deed: Deed, person_id: str) -> None:
    with begin() as session, session.begin():
        deed(session, person_id)


def gather(begin: Writing, cast: Cast, soon: str) -> frozenset[int]:
    with begin() as session:
        return list_people(session, cast.morgan.identity, soon)


def claim(begin: Writing, cast: Cast, soon: str) -> str:
    with begin() as session, session.begin():
        who = cast.morgan.identity
        return services.claim(session, who, soon, Reader.COUNSELOR, digest="of it") or ""


def bring(begin: Writing, cast: Cast, name: str, people: frozenset[int]) -> bool:
    with begin() as session, session.begin():
        return bring_in(session, cast, name, people)


def bring_in(session: Session, cast: Cast, name: str, people: frozenset[int]) -> bool:
    who, pages = cast.morgan.identity, b"%PDF"
    return services.finish(
        session, who, name, people=people, made_from=ALEXS, pages=pages, edition="first"
    )


def kept(begin: Writing) -> list[str | None]:
    with begin() as session:
        return [each.made_from for each in session.scalars(select(Preparation))]


def test_what_waited_in_the_pool_while_somebody_was_erased_is_kept_nowhere(
    begin: Writing, cast: Cast, soon: str
) -> None:
    """It was gathered with Alex's words, and claimed and printed when Alex was erased."""
    people = gather(begin, cast, soon)
    assert people == {cast.alex.id, cast.sam.id}
    for deed in (close_for_good, erase_person):
        do(begin, deed, cast.alex.public_id)

    name = claim(begin, cast, soon)
    assert name
    assert not bring(begin, cast, name, people)
    assert kept(begin) == []
    do(begin, refuse_leftovers, cast.alex.public_id)

    # What is gathered from now on is made of Sam's words, and is prepared as ever.
    people = gather(begin, cast, soon)
    assert people == {cast.sam.id}
    assert bring(begin, cast, claim(begin, cast, soon), people)
    do(begin, refuse_leftovers, cast.alex.public_id)


def test_a_claim_from_before_brings_nothing_after_it(begin: Writing, cast: Cast, soon: str) -> None:
    people, name = gather(begin, cast, soon), claim(begin, cast, soon)
    for deed in (close_for_good, erase_person):
        do(begin, deed, cast.alex.public_id)

    assert not bring(begin, cast, name, people)
    assert kept(begin) == []


@pytest.mark.parametrize("_round", ROUNDS)
def test_who_claims_and_brings_it_at_that_very_moment_leaves_nothing(
    begin: Writing, cast: Cast, soon: str, _round: int
) -> None:
    people = gather(begin, cast, soon)
    do(begin, close_for_good, cast.alex.public_id)

    def claim_now(session: Session) -> str | None:
        who = cast.morgan.identity
        return services.claim(session, who, soon, Reader.COUNSELOR, digest="of it")

    def erase_now(session: Session) -> object:
        return erase_person(session, cast.alex.public_id)

    name, _erased = at_once(begin, claim_now, erase_now)
    assert isinstance(name, str)
    bring(begin, cast, name, people)
    assert kept(begin) == []

    name, again = claim(begin, cast, soon), gather(begin, cast, soon)
    assert bring(begin, cast, name, again)


@pytest.mark.parametrize("_round", ROUNDS)
def test_who_brings_it_while_somebody_is_erased_leaves_nothing(
    begin: Writing, cast: Cast, soon: str, _round: int
) -> None:
    people, name = gather(begin, cast, soon), claim(begin, cast, soon)
    do(begin, close_for_good, cast.alex.public_id)

    at_once(
        begin,
        lambda session: bring_in(session, cast, name, people),
        lambda session: erase_person(session, cast.alex.public_id),
    )

    assert kept(begin) == []
    do(begin, refuse_leftovers, cast.alex.public_id)


def test_paper_of_both_that_is_older_than_the_erasing_is_noticed_and_goes_with_the_next(
    begin: Writing, cast: Cast, soon: str
) -> None:
    before = clock.now()
    for deed in (close_for_good, erase_person):
        do(begin, deed, cast.alex.public_id)
    with clock.at(before):
        assert bring(begin, cast, claim(begin, cast, soon), frozenset())

    with pytest.raises(ConflictError, match="is left in preparation"):
        do(begin, refuse_leftovers, cast.alex.public_id)
    for deed in (close_for_good, erase_person, refuse_leftovers):
        do(begin, deed, cast.alex.public_id)
    with begin() as session:
        assert left_of(session, session.get_one(Person, cast.alex.id)) == []
    assert kept(begin) == []
