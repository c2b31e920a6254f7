"""Two tabs that ran out: the words of both go on, for the one who typed them and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.people.models import Person
from tests.cast import Cast, Member
from tests.page import Page, Visitor
from tests.portal.test_kept_words import sign_in

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
FIRST, SECOND = "Alexander, as typed first", "Alexander, as typed in the second tab"
MORE = "what I typed before the question"
Tabs = tuple[Page, Page]


@pytest.fixture
def tabs(visitor: Visitor, cast: Cast) -> Tabs:
    """Alex’s two tabs, an hour after signing in, both asking for the password again."""
    with clock.at(NOON):
        sign_in(visitor.open("/sign-in"), cast.alex)
    with clock.at(LATER):
        return (
            visitor.post("/account/", {"name": FIRST}, status=401),
            visitor.post("/account/", {"name": SECOND}, status=401),
        )


@pytest.fixture
def asks(visitor: Visitor, cast: Cast) -> Page:
    """The page that asks Dr. Morgan who is there, twenty minutes after signing in."""
    pair, alex = cast.alex_and_sam.public_id, cast.alex.public_id
    with clock.at(NOON):
        sign_in(visitor.open("/sign-in"), cast.morgan)
    with clock.at(NOON + timedelta(minutes=20)):
        return visitor.post(
            f"/counselor/couples/{pair}/invitations/{alex}", {"more": MORE}, status=403
        )


def source(page: Page) -> str:
    """Everything that came with a page, seen or not."""
    return page.response.get_data(as_text=True)


def test_after_signing_in_on_the_first_tab_the_second_one_goes_on_with_its_own_words(
    tabs: Tabs, cast: Cast
) -> None:
    with clock.at(LATER):
        first = sign_in(tabs[0], cast.alex)
        second = sign_in(tabs[1], cast.alex, status=400)

        assert second.h1 == "Your words are still here"
        assert first.press("Carry on").value_of("Your name") == [FIRST]
        assert second.press("Carry on").value_of("Your name") == [SECOND]


def test_somebody_else_who_signed_in_meanwhile_sees_nothing_of_them(tabs: Tabs, cast: Cast) -> None:
    with clock.at(LATER):
        sign_in(tabs[0], cast.sam)
        second = sign_in(tabs[1], cast.alex, status=400)

    assert second.h1 == "This page was open while something changed"
    assert SECOND not in source(second)
    assert cast.alex.email not in source(second)


def test_a_stale_form_signs_nobody_in_whatever_it_carries(
    tabs: Tabs, cast: Cast, visitor: Visitor
) -> None:
    with clock.at(LATER):
        visitor.post("/sign-out")
        page = sign_in(tabs[1], cast.sam, status=400)

        assert page.h1 == "Sign in again"
        assert "waits for the one who typed it" in page.text
        assert visitor.open("/account/").path == "/sign-in"
        assert SECOND not in source(page)


@pytest.mark.parametrize(("who", "has_them"), [("alex", True), ("sam", False)])
def test_where_nobody_is_signed_in_a_new_form_carries_them_on_for_their_own_author(
    tabs: Tabs, cast: Cast, visitor: Visitor, who: str, has_them: bool
) -> None:
    with clock.at(LATER):
        visitor.client.delete_cookie("mendwell")
        again = sign_in(tabs[1], cast.alex, status=400)
        page = sign_in(again, getattr(cast, who))

    assert (SECOND in source(page)) is has_them


def test_it_holds_where_the_other_tab_waits_for_the_code(
    tabs: Tabs, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        person = session.get_one(Person, cast.alex.id)
        person.totp_secret = pyotp.random_base32()
        person.totp_confirmed_at = LATER
        code = pyotp.TOTP(person.totp_secret).at(LATER)

    with clock.at(LATER):
        first = sign_in(tabs[0], cast.alex)
        again = sign_in(tabs[1], cast.alex, status=400)
        second = sign_in(again, cast.alex)
        stale = first.press("Go on", {"Code": code}, status=400)
        page = second.press("Go on", {"Code": code})

        assert page.press("Carry on").value_of("Your name") == [SECOND]
        assert sign_in(stale, cast.alex, status=400).press("Carry on").value_of("Your name") == [
            FIRST
        ]


@pytest.mark.parametrize(("hours", "goes_on"), [(3.9, True), (4.1, False)])
def test_a_tab_that_was_left_open_gives_them_back_for_four_hours(
    tabs: Tabs, cast: Cast, hours: float, goes_on: bool
) -> None:
    with clock.at(LATER + timedelta(hours=hours)):
        first = sign_in(tabs[0], cast.alex)
        second = sign_in(tabs[1], cast.alex, status=400)

    assert (FIRST in source(first)) is goes_on
    assert ("waited here for too long" in first.text) is not goes_on
    assert (SECOND in source(second)) is goes_on


@pytest.mark.parametrize(("hours", "goes_on"), [(9.9, True), (10.1, False)])
def test_a_counselors_wait_for_ten_from_the_first_moment_on_however_often_they_are_carried(
    asks: Page, cast: Cast, hours: float, goes_on: bool
) -> None:
    with clock.at(NOON + timedelta(minutes=55)):
        over = asks.press("Go on", {"Your password": cast.morgan.password}, status=401)
    with clock.at(NOON + timedelta(minutes=20, hours=hours)):
        page = sign_in(over, cast.morgan)

    assert (MORE in source(page)) is goes_on


def test_words_about_fear_ask_who_is_there_before_they_go_on(visitor: Visitor, cast: Cast) -> None:
    told = {"words": "He reads my phone at night", "sure": "yes"}
    with clock.at(NOON):
        sign_in(visitor.open("/sign-in"), cast.alex)
    with clock.at(LATER):
        left = visitor.post("/partner/help-now", told, status=401)
        sign_in(visitor.open("/sign-in"), cast.alex)

        asks = sign_in(left, cast.sam, status=400)

        assert asks.h1 == "Is it still you?"
        assert told["words"] not in source(asks)
        wrong = asks.press("Go on", {"Your password": "a guess"}, status=422)
        assert told["words"] not in source(wrong)
        page = wrong.press("Go on", {"Your password": cast.alex.password})
        assert told["words"] in source(page)


@pytest.mark.parametrize("kept", ["made up", "AAAA" * 40])
def test_what_never_waited_is_refused_as_ever(
    visitor: Visitor, cast: Cast, kept: str, sign_in_as: Callable[[Member], Visitor]
) -> None:
    sent = {"csrf_token": "made up", "kept": kept, "email": "x@example.org", "password": "guess"}

    page = sign_in_as(cast.alex).post("/sign-in", sent, status=400)

    assert page.h1 == "This page was open while something changed"


def test_what_waits_for_a_proof_waits_on_where_the_sign_in_runs_out_too(
    asks: Page, cast: Cast
) -> None:
    with clock.at(NOON + timedelta(minutes=55)):
        over = asks.press("Go on", {"Your password": cast.morgan.password}, status=401)
        page = sign_in(over, cast.morgan)

        assert page.h1 == "Your words are still here"
        assert MORE in source(page)


def test_a_proof_asked_for_before_somebody_signed_in_anew_gives_them_back(
    asks: Page, cast: Cast, visitor: Visitor
) -> None:
    with clock.at(NOON + timedelta(minutes=20)):
        visitor.post("/sign-out")
        sign_in(visitor.open("/sign-in"), cast.morgan)
        page = asks.press("Go on", {"Your password": cast.morgan.password}, status=400)

        assert page.h1 == "Your words are still here"
        assert MORE in source(page)


def test_a_forgotten_password_leaves_the_page_on_which_words_wait_open(
    tabs: Tabs, visitor: Visitor
) -> None:
    (beside,) = tabs[1].soup.select("a[href='/sign-in/forgotten']")
    (plain,) = visitor.open("/sign-in").soup.select("a[href='/sign-in/forgotten']")

    assert beside["target"] == "_blank"
    assert "target" not in plain.attrs
