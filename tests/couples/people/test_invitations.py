"""Who may invite whom, and what becomes of a link."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.history.models import HistoryEntry
from couples.people import invitations, sign_in, throttle
from couples.people.invitations import InvitationOverError
from couples.people.models import Invitation, Person, UserSession
from tests.cast import Cast, Member

PASSWORD = "the kettle sings at seven"


def person(session: Session, member: Member) -> Person:
    """The row of somebody."""
    return session.get_one(Person, member.id)


def accept(session: Session, token: str) -> Person:
    """Agree and choose a password."""
    welcome = invitations.get_welcome(session, token)
    return invitations.accept(session, token, password=PASSWORD, policy_key=welcome.policy_key)


class TestInvite:
    def test_only_a_hash_of_the_token_is_kept(self, session: Session, cast: Cast) -> None:
        token = invitations.invite(session, cast.morgan.identity, person(session, cast.alex))

        kept = session.scalars(select(Invitation)).one()
        assert token not in vars(kept).values()
        assert invitations.find_open_invitation(session, person(session, cast.alex)) is kept

    def test_a_counselor_invites_the_people_of_their_own_couples(
        self, session: Session, cast: Cast
    ) -> None:
        with pytest.raises(NotFoundError):
            invitations.invite(session, cast.lee.identity, person(session, cast.alex))

    def test_a_partner_invites_nobody(self, session: Session, cast: Cast) -> None:
        with pytest.raises(NotAllowedError):
            invitations.invite(session, cast.alex.identity, person(session, cast.sam))

    def test_a_closed_account_is_not_invited(self, session: Session, cast: Cast) -> None:
        alex = person(session, cast.alex)
        alex.deactivated_at = clock.now()

        with pytest.raises(DomainError):
            invitations.invite(session, cast.morgan.identity, alex)

    def test_an_earlier_link_is_withdrawn(self, session: Session, cast: Cast) -> None:
        alex = person(session, cast.alex)
        earlier = invitations.invite(session, cast.morgan.identity, alex)
        invitations.invite(session, cast.morgan.identity, alex)

        with pytest.raises(InvitationOverError):
            invitations.get_welcome(session, earlier)

    def test_the_links_of_others_stay(self, session: Session, cast: Cast) -> None:
        for_alex = invitations.invite(session, cast.morgan.identity, person(session, cast.alex))
        invitations.invite(session, cast.morgan.identity, person(session, cast.sam))

        assert invitations.get_welcome(session, for_alex).person.id == cast.alex.id


class TestAccept:
    def test_it_can_be_done_once(self, session: Session, cast: Cast) -> None:
        token = invitations.invite(session, cast.morgan.identity, person(session, cast.alex))
        accept(session, token)

        with pytest.raises(InvitationOverError):
            accept(session, token)

    def test_a_weak_password_uses_nothing_up(self, session: Session, cast: Cast) -> None:
        token = invitations.invite(session, cast.morgan.identity, person(session, cast.alex))
        key = invitations.get_welcome(session, token).policy_key

        with pytest.raises(DomainError):
            invitations.accept(session, token, password="password1234", policy_key=key)

        assert invitations.get_welcome(session, token).person.id == cast.alex.id

    def test_earlier_devices_are_signed_out_and_a_second_factor_stays(
        self, session: Session, cast: Cast
    ) -> None:
        alex = person(session, cast.alex)
        alex.totp_confirmed_at = clock.now()
        sign_in.open_session(session, alex, device="Lost", waits_for_code=False)
        token = invitations.invite(session, cast.morgan.identity, alex)

        accept(session, token)

        assert session.scalars(select(UserSession)).all() == []
        assert alex.has_second_factor

    def test_wrong_codes_that_somebody_typed_no_longer_count(
        self, session: Session, cast: Cast
    ) -> None:
        alex = person(session, cast.alex)
        trial = throttle.code_trial(alex.public_id, "192.0.2.7")
        with clock.at(clock.now()):
            while not throttle.admit(session, trial):
                pass
            accept(session, invitations.invite(session, cast.morgan.identity, alex))

            assert throttle.admit(session, trial) == 0

    def test_whoever_joins_agrees_once_and_a_later_link_asks_for_nothing(
        self, session: Session, cast: Cast
    ) -> None:
        alex = person(session, cast.alex)
        alex.joined_at = None
        for _link in range(2):
            accept(session, invitations.invite(session, cast.morgan.identity, alex))
        session.flush()

        events = session.scalars(select(HistoryEntry.event).order_by(HistoryEntry.id)).all()
        joined = ["invitation:invite", "consent:give", "invitation:accept"]
        assert events[-5:] == [*joined, "invitation:invite", "invitation:accept"]
        # It asks for no yes, so that none can be slipped in with it either.
        token = invitations.invite(session, cast.morgan.identity, alex)
        with pytest.raises(ConflictError):
            invitations.accept(session, token, password=PASSWORD, policy_key="no-secrets:2")


def test_a_token_that_was_never_made_is_not_there(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        invitations.get_welcome(session, "a" * 43)
