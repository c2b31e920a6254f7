"""What a person changes about their own account, and what they cannot."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.errors import DomainError, NotFoundError
from couples.people import queries, services, sign_in
from couples.people.models import Person, UserSession
from couples.people.passwords import WeakPasswordError
from tests.cast import Cast, Member


def open_device(session: Session, member: Member, device: str) -> UserSession:
    """Sign somebody in."""
    person = session.get_one(Person, member.id)
    token = sign_in.open_session(session, person, device=device, waits_for_code=False)
    row = sign_in.find_session(session, token)
    assert row is not None
    return row


def devices(session: Session, member: Member) -> list[str]:
    """Where somebody is signed in."""
    return sorted(row.device for row in queries.list_devices(session, member.identity))


class TestDevices:
    def test_one_is_ended_by_its_owner(self, session: Session, cast: Cast) -> None:
        open_device(session, cast.alex, "phone")
        laptop = open_device(session, cast.alex, "laptop")

        services.end_device(session, cast.alex.identity, laptop.public_id)

        assert devices(session, cast.alex) == ["phone"]

    def test_nobody_else_ends_it(self, session: Session, cast: Cast) -> None:
        phone = open_device(session, cast.alex, "phone")

        for somebody in (cast.sam, cast.morgan, cast.kim):
            with pytest.raises(NotFoundError):
                services.end_device(session, somebody.identity, phone.public_id)

    def test_all_others_are_ended_and_nobody_elses(self, session: Session, cast: Cast) -> None:
        here = open_device(session, cast.alex, "here")
        open_device(session, cast.alex, "there")
        open_device(session, cast.sam, "elsewhere")

        services.end_other_devices(session, cast.alex.identity, stay=here.id)

        assert devices(session, cast.alex) == ["here"]
        assert devices(session, cast.sam) == ["elsewhere"]

    def test_one_that_waits_for_its_code_is_not_signed_in(
        self, session: Session, cast: Cast
    ) -> None:
        alex = session.get_one(Person, cast.alex.id)
        token = sign_in.open_session(session, alex, device="phone", waits_for_code=True)

        assert devices(session, cast.alex) == []
        assert sign_in.find_signed_in(session, token) is None


class TestPassword:
    def test_a_weak_one_changes_nothing(self, session: Session, cast: Cast) -> None:
        before = session.get_one(Person, cast.alex.id).password_hash

        with pytest.raises(WeakPasswordError):
            services.change_password(session, cast.alex.identity, new="short", stay=0)

        assert session.get_one(Person, cast.alex.id).password_hash == before


class TestName:
    def test_it_is_kept_in_one_line(self, session: Session, cast: Cast) -> None:
        services.rename(session, cast.alex.identity, name=" Alexis\n R. ")

        assert session.get_one(Person, cast.alex.id).name == "Alexis R."

    @pytest.mark.parametrize("name", ["", " \t\n", "a" * 81])
    def test_it_is_neither_empty_nor_endless(self, session: Session, cast: Cast, name: str) -> None:
        with pytest.raises(DomainError):
            services.rename(session, cast.alex.identity, name=name)


class TestIdentity:
    def test_a_partner_knows_their_couple_and_a_counselor_has_none(
        self, session: Session, cast: Cast
    ) -> None:
        for member in cast.everybody:
            person = session.get_one(Person, member.id)

            assert sign_in.identity_of(session, person) == member.identity
