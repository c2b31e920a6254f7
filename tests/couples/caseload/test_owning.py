"""A practice is passed on to a colleague, and no two counselors are called the same."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.caseload import owning
from couples.caseload import practice as practices
from couples.caseload.services import add_counselor
from couples.errors import DomainError, NotFoundError
from couples.people import invitations
from couples.people.services import rename
from tests.cast import Cast


def test_whoever_owns_the_practice_gives_it_on_and_manages_nobody_afterwards(
    session: Session, cast: Cast
) -> None:
    morgan, lee = cast.morgan.identity, cast.lee.identity
    rio = add_counselor(session, morgan, name="Rio", email="rio@example.org")
    kept = invitations.invite(session, morgan, rio)
    for to in (rio.public_id, cast.morgan.public_id, cast.alex.public_id, "a" * 26):
        with pytest.raises(DomainError, match="Choose a colleague"):
            owning.pass_on(session, morgan, to)
    for stranger in (lee, cast.alex.identity):
        with pytest.raises(NotFoundError):
            owning.list_colleagues_of_owner(session, stranger)
    with pytest.raises(NotFoundError):
        owning.pass_on(session, lee, cast.lee.public_id)

    owning.pass_on(session, morgan, cast.lee.public_id)

    assert [each.is_owner for each in practices.list_counselors(session, lee)] == [
        *(False, True, False)
    ]
    with pytest.raises(NotFoundError):
        practices.list_counselors(session, morgan)
    with pytest.raises(NotFoundError):
        owning.pass_on(session, morgan, cast.lee.public_id)
    with pytest.raises(invitations.InvitationOverError):
        invitations.accept(session, kept, password="a long evening by the sea")

    owning.pass_on(session, lee, cast.morgan.public_id)

    assert practices.get_owned_practice(session, morgan).id == morgan.practice_id


def test_a_counselor_is_called_like_no_other_of_the_practice(session: Session, cast: Cast) -> None:
    with pytest.raises(DomainError, match="has that name already"):
        add_counselor(session, cast.morgan.identity, name=" LEE. ", email="rio@example.org")
    with pytest.raises(DomainError, match="has that name already"):
        rename(session, cast.lee.identity, name="dr morgan")
    rename(session, cast.morgan.identity, name="Dr Morgan")
    rename(session, cast.alex.identity, name="Lee")
