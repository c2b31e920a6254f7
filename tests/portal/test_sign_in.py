"""Signing in and out, as somebody at a browser does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.people.models import Person, SignInAttempt, UserSession
from portal import create_app
from portal.settings import Settings
from tests.cast import Cast, Member
from tests.page import Page, Visitor

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def fill_in(visitor: Visitor, member: Member, *, status: int = 200, **changed: str) -> Page:
    """Sign in through the page; `email` and `password` replace what is right."""
    typed = {"email": member.email, "password": member.password, **changed}
    return visitor.open("/sign-in").press("Sign in", typed, status=status)


class TestSigningIn:
    def test_a_counselor_comes_to_today(self, visitor: Visitor, cast: Cast) -> None:
        assert fill_in(visitor, cast.morgan).path == "/counselor/today"

    def test_a_partner_comes_to_this_week(self, visitor: Visitor, cast: Cast) -> None:
        assert fill_in(visitor, cast.alex).path == "/partner/this-week"

    def test_the_address_may_be_typed_in_any_case(self, visitor: Visitor, cast: Cast) -> None:
        page = fill_in(visitor, cast.alex, email=" ALEX@Example.org")

        assert page.path == "/partner/this-week"

    def test_a_wrong_password_is_refused_and_the_address_stays(
        self, visitor: Visitor, cast: Cast
    ) -> None:
        page = fill_in(visitor, cast.alex, status=422, password="not this one")

        assert "This address and this password do not belong together." in page.text
        assert page.value_of("Email address") == [cast.alex.email]
        assert page.value_of("Password") == [""]

    def test_an_unknown_address_is_told_the_same(self, visitor: Visitor, cast: Cast) -> None:
        known = fill_in(visitor, cast.alex, status=422, password="not this one")
        unknown = fill_in(visitor, cast.alex, status=422, email="nobody@example.org")

        assert unknown.text == known.text

    def test_nothing_typed_is_nothing_tried(self, visitor: Visitor, cast: Cast) -> None:
        page = visitor.open("/sign-in").press("Sign in", status=422)

        assert "Write your email address" in page.text
        assert "Write your password" in page.text

    def test_somebody_who_left_cannot_come_in(
        self, visitor: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with writing() as session, session.begin():
            session.get_one(Person, cast.alex.id).deactivated_at = clock.now()

        fill_in(visitor, cast.alex, status=422)

    def test_they_come_to_the_page_they_asked_for(self, visitor: Visitor, cast: Cast) -> None:
        asked = visitor.open("/account/devices")
        typed = {"Email address": cast.alex.email, "Password": cast.alex.password}

        assert asked.press("Sign in", typed).path == "/account/devices"

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://example.org/",
            "//example.org/",
            "/\\example.org",
            "/\t/example.org",
            "javascript:alert(1)",
            "/counselor/today",
            "/nowhere",
            "/sign-in",
        ],
    )
    def test_they_come_home_where_they_cannot_go_there(
        self, visitor: Visitor, cast: Cast, elsewhere: str
    ) -> None:
        asked = visitor.open("/sign-in", query_string={"next": elsewhere})
        typed = {"Email address": cast.alex.email, "Password": cast.alex.password}

        assert asked.press("Sign in", typed).path == "/partner/this-week"

    def test_each_time_the_browser_gets_a_new_session(self, visitor: Visitor, cast: Cast) -> None:
        with visitor.client.session_transaction() as cookie:
            cookie["_user_id"] = "planted by somebody else"
            cookie["planted"] = "yes"

        fill_in(visitor, cast.alex)

        with visitor.client.session_transaction() as cookie:
            assert cookie["_user_id"] != "planted by somebody else"
            assert "planted" not in cookie


class TestTheCookie:
    def test_it_stays_in_this_browser_and_dies_with_it(self, visitor: Visitor, cast: Cast) -> None:
        visitor.open("/sign-in")
        typed = {
            "email": cast.alex.email,
            "password": cast.alex.password,
            "csrf_token": visitor.token(),
        }
        sent = visitor.client.post("/sign-in", data=typed).headers["Set-Cookie"]

        assert sent.startswith("mendwell=")
        assert "HttpOnly" in sent
        assert "SameSite=Lax" in sent
        assert "Max-Age" not in sent
        assert "Expires" not in sent

    def test_over_https_it_belongs_to_this_host_alone(self, settings: Settings) -> None:
        changed = Settings(
            database_url=settings.database_url,
            keys=settings.keys,
            base_url="https://localhost",
            secure_cookies=True,
        )
        app = create_app(changed)

        answer = app.test_client().get("/sign-in", base_url="https://localhost")

        assert answer.headers["Set-Cookie"].startswith("__Host-mendwell=")
        assert "; Secure; " in answer.headers["Set-Cookie"]
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        app.extensions["database"].dispose()


class TestSigningOut:
    def test_a_copied_cookie_is_worth_nothing_afterwards(self, app: Flask, alex: Visitor) -> None:
        alex.open("/partner/this-week")
        copied = alex.client.get_cookie("mendwell")
        assert copied is not None

        alex.post("/sign-out")

        thief = app.test_client()
        thief.set_cookie("mendwell", copied.value)
        assert thief.get("/partner/this-week").status_code == 302

    def test_it_says_so(self, alex: Visitor) -> None:
        page = alex.open("/account/").press("Sign out")

        assert page.path == "/sign-in"
        assert "You are signed out." in page.text

    def test_a_link_cannot_do_it(self, alex: Visitor) -> None:
        alex.open("/sign-out", status=405)

        alex.open("/partner/this-week")


class TestStayingSignedIn:
    @pytest.mark.parametrize(("who", "minutes"), [("alex", 15), ("morgan", 30)])
    def test_it_ends_when_nothing_happens(
        self,
        who: str,
        minutes: int,
        cast: Cast,
        sign_in_as: Callable[[Member], Visitor],
    ) -> None:
        with clock.at(NOON):
            visitor = sign_in_as(getattr(cast, who))
        with clock.at(NOON + timedelta(minutes=minutes, seconds=-1)):
            assert visitor.open("/account/").h1 == "Your account"
        with clock.at(NOON + timedelta(minutes=2 * minutes)):
            assert visitor.open("/account/").h1 == "Sign in"

    @pytest.mark.parametrize(("who", "hours"), [("alex", 4), ("morgan", 10)])
    def test_it_ends_in_the_end_however_busy(
        self, who: str, hours: int, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        with clock.at(NOON):
            visitor = sign_in_as(getattr(cast, who))
        for sixth in range(hours * 6):
            with clock.at(NOON + timedelta(minutes=10 * sixth)):
                assert visitor.client.get("/account/").status_code == 200
        with clock.at(NOON + timedelta(hours=hours)):
            assert visitor.open("/account/").h1 == "Sign in"

    def test_a_page_that_asks_on_its_own_keeps_nobody_in(
        self, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        with clock.at(NOON):
            alex = sign_in_as(cast.alex)
        with clock.at(NOON + timedelta(minutes=14)):
            alex.open("/account/", headers={"X-Mendwell-Background": "1"})
        with clock.at(NOON + timedelta(minutes=16)):
            assert alex.open("/account/").h1 == "Sign in"

    def test_being_there_is_written_down_once_a_minute_at_most(
        self, cast: Cast, sign_in_as: Callable[[Member], Visitor], writing: Callable[[], Session]
    ) -> None:
        with clock.at(NOON):
            alex = sign_in_as(cast.alex)
        for seconds in (59, 61, 70):
            with clock.at(NOON + timedelta(seconds=seconds)):
                alex.open("/account/")

        with writing() as session:
            seen = session.scalars(select(UserSession.seen_at)).one()
        assert seen == NOON + timedelta(seconds=61)

    def test_somebody_who_left_is_out_with_the_next_page(
        self, alex: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        alex.open("/account/")
        with writing() as session, session.begin():
            session.get_one(Person, cast.alex.id).deactivated_at = clock.now()

        assert alex.open("/account/").h1 == "Sign in"

    def test_a_cookie_of_long_ago_is_worth_nothing(
        self, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        with time_machine.travel(NOON, tick=False):
            alex = sign_in_as(cast.alex)
        with time_machine.travel(NOON + timedelta(days=40), tick=False):
            assert alex.open("/account/").h1 == "Sign in"


class TestSlowingDown:
    def test_after_some_failures_one_has_to_wait_and_the_address_stays(
        self, visitor: Visitor, cast: Cast
    ) -> None:
        with clock.at(NOON):
            for _ in range(5):
                fill_in(visitor, cast.alex, status=422, password="not this one")
            page = fill_in(visitor, cast.alex, status=429)

        assert "Try again in 1 second." in page.text
        assert page.response.headers["Retry-After"] == "1"
        assert page.value_of("Email address") == [cast.alex.email]

    def test_a_hundred_failures_lock_nobody_out(self, visitor: Visitor, cast: Cast) -> None:
        typed = {
            "email": cast.alex.email,
            "password": "not this one",
            "csrf_token": visitor.token(),
        }
        for number in range(100):
            with clock.at(NOON + timedelta(seconds=31 * number)):
                assert visitor.client.post("/sign-in", data=typed).status_code == 422
        with clock.at(NOON + timedelta(seconds=31 * 100)):
            assert fill_in(visitor, cast.alex).path == "/partner/this-week"

    def test_being_right_clears_the_slate(
        self, visitor: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        fill_in(visitor, cast.alex, status=422, password="not this one")

        fill_in(visitor, cast.alex)

        with writing() as session:
            assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0

    def test_what_is_kept_of_a_failure_names_nobody(
        self, visitor: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        fill_in(visitor, cast.alex, status=422, password="not this one")

        with writing() as session:
            (attempt,) = session.scalars(select(SignInAttempt))
            indexes = set(session.scalars(select(Person.email_index)))
        assert attempt.account not in indexes
        assert "127.0.0.1" not in attempt.network
