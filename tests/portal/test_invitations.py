"""Joining by a link: looking changes nothing, and nobody uses another person's link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.confidentiality import policy_text
from couples.caseload.models import ConfidentialityPolicy
from couples.consents import services as consents
from couples.people import invitations
from couples.people.models import Consent, Invitation, Person
from tests.cast import Cast, Member
from tests.consents import on_version_one
from tests.page import Page, Visitor

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PASSWORD = "the kettle sings at seven"
TYPED = {"New password": PASSWORD, "The same password again": PASSWORD}
CHOSEN = {**TYPED, "I have read this and agree to it": True}

Invite = Callable[[Member], str]


@pytest.fixture
def link_for(cast: Cast, writing: Callable[[], Session]) -> Invite:
    """The path of a link that Morgan makes for somebody who has not joined yet."""

    def made(member: Member) -> str:
        with writing() as session, session.begin():
            person = session.get_one(Person, member.id)
            person.joined_at = None
            token = invitations.invite(session, cast.morgan.identity, person)
        return f"/invitations/{token}"

    return made


def join(page: Page, *, status: int = 200, **changed: object) -> Page:
    """Fill in the form and join."""
    return page.press("Join", {**CHOSEN, **changed}, status=status)


class TestLooking:
    def test_it_says_who_invites_whom_under_which_rules(
        self, visitor: Visitor, cast: Cast, link_for: Invite
    ) -> None:
        page = visitor.open(link_for(cast.alex))

        assert page.h1 == "Welcome"
        assert "Dr. Morgan, Riverside" in page.text
        assert "You join as Alex" in page.text
        policy = policy_text(ConfidentialityPolicy.NO_SECRETS)
        assert all(paragraph in page.text for paragraph in policy.paragraphs)
        assert "Version 2" in page.text

    def test_it_uses_nothing_up(self, visitor: Visitor, cast: Cast, link_for: Invite) -> None:
        link = link_for(cast.alex)

        for _ in range(3):
            assert visitor.open(link).h1 == "Welcome"
        visitor.client.head(link)

        assert join(visitor.open(link)).path == "/partner/this-week"

    def test_a_link_that_was_never_made_is_not_there(self, visitor: Visitor) -> None:
        visitor.open(f"/invitations/{'a' * 43}", status=404)
        visitor.open("/invitations/short", status=404)

    def test_the_title_tells_nothing(self, visitor: Visitor, cast: Cast, link_for: Invite) -> None:
        assert visitor.open(link_for(cast.alex)).title == "Welcome – Mendwell"


class TestJoining:
    def test_the_new_password_is_theirs(
        self, visitor: Visitor, cast: Cast, link_for: Invite
    ) -> None:
        join(visitor.open(link_for(cast.alex)))
        visitor.post("/sign-out")

        typed = {"Email address": cast.alex.email, "Password": PASSWORD}
        page = visitor.open("/sign-in").press("Sign in", typed)

        assert page.path == "/partner/this-week"

    def test_what_they_agreed_to_is_kept_word_for_word(
        self, visitor: Visitor, cast: Cast, link_for: Invite, writing: Callable[[], Session]
    ) -> None:
        join(visitor.open(link_for(cast.kim)))

        with writing() as session:
            consent = session.scalars(select(Consent).order_by(Consent.id.desc()).limit(1)).one()
        policy = policy_text(ConfidentialityPolicy.LIMITED_SECRETS)
        assert consent.person_id == cast.kim.id
        assert consent.subject == "confidentiality:limited-secrets"
        assert consent.version == policy.version
        assert consent.text == policy.words

    def test_nobody_joins_without_agreeing(
        self, visitor: Visitor, cast: Cast, link_for: Invite, writing: Callable[[], Session]
    ) -> None:
        with writing() as session:
            before = session.scalars(select(func.count(Consent.id))).one()

        page = join(
            visitor.open(link_for(cast.alex)),
            status=422,
            **{"I have read this and agree to it": False},
        )

        assert "Tick the box to say that you agree" in page.text
        with writing() as session:
            assert session.scalars(select(func.count(Consent.id))).one() == before

    def test_a_new_password_asks_whoever_joined_for_no_yes_to_newer_words(
        self, visitor: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with writing() as session, session.begin():
            on_version_one(session, cast.alex_and_sam)
            consents.not_now(session, cast.sam.identity)
            sam = session.get_one(Person, cast.sam.id)
            token = invitations.invite(session, cast.morgan.identity, sam)
        page = visitor.open(f"/invitations/{token}")

        assert "What you have agreed to here stays as it is." in page.text
        assert "Version" not in page.text
        assert page.press("Join", TYPED).path == "/partner/this-week"
        with writing() as session:
            kept = session.scalars(select(Consent).where(Consent.person_id == cast.sam.id)).all()
        assert [each.version for each in kept] == [1]

    def test_a_policy_that_changed_meanwhile_is_read_again(
        self, visitor: Visitor, cast: Cast, link_for: Invite
    ) -> None:
        page = visitor.open(link_for(cast.alex))

        refused = join(page, status=409, policy="no-secrets:0")

        assert "The agreement has changed since you opened it." in refused.text

    @pytest.mark.parametrize(
        ("password", "again", "sentence"),
        [
            ("short", "short", "Use at least 15 characters."),
            ("password1234567!", "password1234567!", "Many people use this"),
            ("alex.2024.alex!", "alex.2024.alex!", "mostly your own name"),
            (PASSWORD, PASSWORD + "s", "The two passwords are not the same"),
        ],
    )
    def test_a_password_that_others_would_guess_is_refused(
        self,
        visitor: Visitor,
        cast: Cast,
        link_for: Invite,
        *,
        password: str,
        again: str,
        sentence: str,
    ) -> None:
        page = join(
            visitor.open(link_for(cast.alex)),
            status=422,
            **{"New password": password, "The same password again": again},
        )

        assert sentence in page.text

    def test_a_counselor_joins_without_a_policy(
        self, visitor: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with writing() as session, session.begin():
            lee = session.get_one(Person, cast.lee.id)
            token = invitations.invite(session, cast.lee.identity, lee)
        page = visitor.open(f"/invitations/{token}")
        typed = {"New password": PASSWORD, "The same password again": PASSWORD}

        assert "agree" not in page.text
        assert page.press("Join", typed).path == "/counselor/today"

    def test_joining_signs_every_earlier_device_out(
        self, visitor: Visitor, alex: Visitor, cast: Cast, link_for: Invite
    ) -> None:
        alex.open("/partner/this-week")

        join(visitor.open(link_for(cast.alex)))

        assert alex.open("/partner/this-week").path == "/sign-in"


class TestOnlyOnce:
    def test_a_used_link_says_so(self, visitor: Visitor, cast: Cast, link_for: Invite) -> None:
        link = link_for(cast.alex)
        join(visitor.open(link))
        visitor.post("/sign-out")

        page = visitor.open(link, status=410)

        assert page.h1 == "This link no longer works"

    def test_two_who_use_it_at_once_join_once(
        self, visitor: Visitor, app: object, cast: Cast, link_for: Invite
    ) -> None:
        link = link_for(cast.alex)
        first, second = visitor.open(link), Visitor(visitor.app).open(link)

        join(first)

        join(second, status=410)

    def test_inviting_again_ends_the_earlier_link(
        self, visitor: Visitor, cast: Cast, link_for: Invite
    ) -> None:
        earlier, later = link_for(cast.alex), link_for(cast.alex)

        visitor.open(earlier, status=410)

        assert visitor.open(later).h1 == "Welcome"

    def test_it_works_for_seven_days(self, visitor: Visitor, cast: Cast, link_for: Invite) -> None:
        with clock.at(NOON):
            link = link_for(cast.alex)
        with clock.at(NOON + timedelta(days=7, seconds=-1)):
            visitor.open(link)
        with clock.at(NOON + timedelta(days=7)):
            visitor.open(link, status=410)


class TestOnlyTheirOwn:
    def test_the_other_partner_cannot_use_it(
        self, sam: Visitor, cast: Cast, link_for: Invite, writing: Callable[[], Session]
    ) -> None:
        link = link_for(cast.alex)

        page = sam.open(link, status=409)
        sam.post(link, {"new_password": PASSWORD, "repeated": PASSWORD, "agrees": "y"}, status=409)

        assert page.h1 == "This link is for somebody else"
        assert "You are signed in as Sam" in page.text
        assert "Alex" not in page.text
        with writing() as session:
            assert session.scalars(select(Invitation.accepted_at)).all() == [None]

    def test_signing_out_first_lets_its_owner_use_it(
        self, sam: Visitor, cast: Cast, link_for: Invite
    ) -> None:
        link = link_for(cast.alex)
        sam.open(link, status=409).press("Sign out")

        assert join(sam.open(link)).path == "/partner/this-week"

    def test_it_opens_the_account_it_was_made_for_and_no_other(
        self, visitor: Visitor, cast: Cast, link_for: Invite, writing: Callable[[], Session]
    ) -> None:
        with writing() as session:
            before = session.get_one(Person, cast.sam.id).password_hash

        join(visitor.open(link_for(cast.alex)))

        assert "signed in as Alex" in visitor.open("/partner/this-week").soup.get_text()
        with writing() as session:
            assert session.get_one(Person, cast.sam.id).password_hash == before
