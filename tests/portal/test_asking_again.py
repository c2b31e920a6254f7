"""Asking once more who sits there, with every word kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.people import second_factor
from couples.people.models import Person
from tests.cast import Cast, Member
from tests.page import Visitor

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=11)
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def morgan_later(cast: Cast, sign_in_as: Callable[[Member], Visitor]) -> Iterator[Visitor]:
    """Dr. Morgan at a desk that stood open for eleven minutes."""
    with clock.at(NOON):
        visitor = sign_in_as(cast.morgan)
    with clock.at(LATER):
        yield visitor


def link_for(cast: Cast, member: Member) -> str:
    """Where a new link to somebody’s account is made."""
    return f"/counselor/couples/{cast.alex_and_sam.public_id}/invitations/{member.public_id}"


def test_an_open_desk_makes_no_link_to_somebodys_account(morgan_later: Visitor, cast: Cast) -> None:
    page = morgan_later.post(link_for(cast, cast.alex), {"more": "kept words"}, status=403)
    assert page.h1 == "Is it still you?"
    wrong = page.press("Go on", {"Your password": "not this one"}, status=422)
    page = wrong.press("Go on", {"Your password": cast.morgan.password})
    assert page.h1 == "Thank you"
    assert page.soup.select_one("input[name=more][value='kept words']")

    done = page.press("Go on")

    assert done.path == link_for(cast, cast.alex)
    assert morgan_later.post(link_for(cast, cast.sam)).status == 200  # It holds for a while.


def test_a_page_that_asks_is_opened_afterwards(morgan_later: Visitor, cast: Cast) -> None:
    page = morgan_later.open("/account/passkeys")
    assert page.path == "/account/confirm"

    assert page.press("Go on", {"Your password": cast.morgan.password}).h1 == "Passkeys"


def test_a_code_does_it_too_and_only_once(
    morgan_later: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        secret = second_factor.propose(session, cast.morgan.identity).secret
        session.get_one(Person, cast.morgan.id).totp_confirmed_at = NOON
    code = pyotp.TOTP(secret).at(LATER)
    page = morgan_later.open("/account/passkeys")
    page.press("Go on", {"Or a code from your app": "000000"}, status=422)

    assert page.press("Go on", {"Or a code from your app": code}).h1 == "Passkeys"
    page.press("Go on", {"Or a code from your app": code}, status=422)


def test_nothing_typed_is_asked_for_and_guesses_are_slowed_down(
    morgan_later: Visitor, cast: Cast
) -> None:
    page = morgan_later.open("/account/passkeys")
    assert "Write your password" in page.press("Go on", {}, status=422).text

    for _ in range(6):
        page = page.press("Go on", {"Your password": "a guess"}, status=422)

    assert "Try again in" in page.text


def test_a_copied_cookie_gains_nothing_by_it(morgan_later: Visitor, cast: Cast) -> None:
    morgan_later.open("/account/")
    copied = morgan_later.client.get_cookie("mendwell")
    assert copied is not None
    page = morgan_later.open("/account/passkeys")
    page.press("Go on", {"Your password": cast.morgan.password})

    thief = Visitor(morgan_later.app)
    thief.client.set_cookie("mendwell", copied.value)

    assert thief.open("/account/passkeys").path == "/sign-in"
    assert morgan_later.open("/account/").path == "/account/"


@pytest.mark.parametrize("there", ["https://example.org/", "//example.org", "/partner/ours"])
def test_it_leads_only_to_the_persons_own_pages(
    morgan_later: Visitor, cast: Cast, there: str
) -> None:
    page = morgan_later.open(f"/account/confirm?next={there}")

    assert page.press("Go on", {"Your password": cast.morgan.password}).path == "/counselor/today"
