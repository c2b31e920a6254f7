"""A lost phone, and a practice that asks every counselor for a second factor."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask

from couples import clock
from tests.authenticator import Authenticator
from tests.cast import Cast, Member
from tests.page import Page, Visitor
from tests.portal.test_account import guess_too_often, sign_in

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=11)
pytestmark = pytest.mark.only_on("sqlite")


def set_up(visitor: Visitor, member: Member) -> Page:
    """Turn the second factor on, and come to the page with the recovery codes."""
    page = visitor.open("/account/second-factor").press("Set it up")
    code = pyotp.TOTP(key_on(page)).at(clock.now())
    return page.press("Turn it on", {"Code": code, "The password you have now": member.password})


def key_on(page: Page) -> str:
    """The key that a page gives to be typed into an app."""
    return "".join(page.find_all("code.key")[0].split())


def codes_on(page: Page) -> list[str]:
    """The codes that a page shows."""
    return page.find_all(".recovery-codes code")


class TestAtADeviceLeftOpen:
    """Somebody else sits there, who knows neither the password nor a code."""

    def test_beginning_one_proves_nothing(
        self, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        with clock.at(NOON):
            alex = sign_in_as(cast.alex)
            secret = key_on(alex.open("/account/second-factor").press("Set it up"))
        with clock.at(LATER):
            assert alex.post("/account/second-factor", status=403).h1 == "Is it still you?"
            page = alex.open("/account/second-factor/set-up")
            assert page.path == "/account/confirm"

            code = {"Or a code from your app": pyotp.TOTP(secret).at(LATER)}
            refused = page.press("Go on", code, status=422)
            assert "That code does not fit just now." in refused.text

            begun = refused.press("Go on", {"Your password": cast.alex.password})
            assert key_on(begun) == secret
            begun = alex.open("/account/second-factor").press("Set it up")
            assert key_on(begun) != secret

    def test_the_key_of_a_factor_that_is_on_is_shown_nowhere(
        self, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        with clock.at(NOON):
            alex = sign_in_as(cast.alex)
            set_up(alex, cast.alex)

            refused = alex.open("/account/second-factor/set-up", status=409)

        assert not refused.find_all("code.key")
        assert "Your second factor is on already." in refused.text

    def test_a_key_that_was_given_up_does_not_stand_in_for_a_passkey(
        self, cast: Cast, sign_in_as: Callable[[Member], Visitor], visitor: Visitor
    ) -> None:
        with clock.at(NOON):
            alex = sign_in_as(cast.alex)
            secret = key_on(alex.open("/account/second-factor").press("Set it up"))
        with clock.at(NOON + timedelta(minutes=1)):
            device = Authenticator()
            alex.open("/account/confirm").press("Go on", {"Your password": cast.alex.password})
            made = device.make(
                alex.post("/account/passkeys/options").response.get_data(as_text=True)
            )
            alex.post("/account/passkeys", {"credential": made})
        with clock.at(NOON + timedelta(hours=1)):
            page = sign_in(visitor, cast.alex)
            code = {"Or a recovery code": pyotp.TOTP(secret).at(clock.now())}
            page.press("Go on", code, status=422)

            assert visitor.open("/partner/this-week").path == "/sign-in"


class TestRecoveryCodes:
    @pytest.fixture
    def codes(self, cast: Cast, sign_in_as: Callable[[Member], Visitor]) -> list[str]:
        """What Alex wrote down at noon."""
        with clock.at(NOON):
            return codes_on(set_up(sign_in_as(cast.alex), cast.alex))

    def test_they_come_with_the_second_factor_and_stand_on_no_later_page(
        self, codes: list[str], alex: Visitor
    ) -> None:
        assert len(codes) == 10
        assert all(re.fullmatch(r"\d{4} \d{4} \d{4}", code) for code in codes)
        for path in ("/account/", "/account/recovery-codes", "/account/second-factor"):
            assert not any(code in alex.open(path).text for code in codes)
        assert "you have 10 recovery codes left" in alex.open("/account/").text

    def test_one_stands_in_for_the_phone_once(
        self, codes: list[str], visitor: Visitor, cast: Cast
    ) -> None:
        with clock.at(NOON + timedelta(hours=1)):
            inside = sign_in(visitor, cast.alex).press("Go on", {"Code": codes[3]})
            again = sign_in(Visitor(visitor.app), cast.alex)
            refused = again.press("Go on", {"Code": codes[3]}, status=422)

        assert inside.path == "/partner/this-week"
        assert "You used a recovery code. 9 are left." in inside.text
        assert "That code does not fit just now." in refused.text

    def test_guessing_one_is_slow_and_lasts_no_longer_than_a_minute(
        self, codes: list[str], visitor: Visitor, cast: Cast
    ) -> None:
        with clock.at(NOON + timedelta(hours=1)):
            page = sign_in(visitor, cast.alex)
            for _ in range(10):
                page = page.press("Go on", {"Code": "1234 5678 9012"}, status=422)
            page = page.press("Go on", {"Code": codes[0]}, status=429)
        with clock.at(NOON + timedelta(hours=1, minutes=1)):
            assert page.press("Go on", {"Code": codes[0]}).path == "/partner/this-week"

    def test_a_storm_of_wrong_codes_of_an_app_leaves_them_open(
        self, codes: list[str], visitor: Visitor, cast: Cast
    ) -> None:
        with clock.at(NOON + timedelta(hours=1)):
            page = guess_too_often(sign_in(visitor, cast.alex))

            assert page.press("Go on", {"Code": codes[0]}).path == "/partner/this-week"

    def test_so_does_one_at_a_device_that_asks_once_more(
        self, codes: list[str], alex: Visitor
    ) -> None:
        page = alex.open("/account/confirm")
        for _ in range(6):
            page = page.press("Go on", {"Or a code from your app": "000000"}, status=422)
        assert "Try again in" in page.text

        done = page.press("Go on", {"Or a code from your app": codes[0]})

        assert done.path == "/partner/this-week"

    def test_new_ones_end_the_old(
        self, codes: list[str], alex: Visitor, visitor: Visitor, cast: Cast
    ) -> None:
        asked = alex.open("/account/recovery-codes").press("Make new codes", status=403)
        newer = codes_on(asked.press("Go on", {"Your password": cast.alex.password}).press("Go on"))

        with clock.at(NOON + timedelta(hours=1)):
            page = sign_in(visitor, cast.alex)
            page = page.press("Go on", {"Code": codes[0]}, status=422)
            assert page.press("Go on", {"Code": newer[0]}).path == "/partner/this-week"

    def test_whoever_has_no_second_factor_gets_none(self, sam: Visitor, cast: Cast) -> None:
        sam.open("/account/confirm").press("Go on", {"Your password": cast.sam.password})
        page = sam.open("/account/recovery-codes").press("Make new codes", status=409)

        assert "Set up your second factor first." in page.text


class TestWhereItIsRequired:
    @pytest.fixture(autouse=True)
    def required(self, app: Flask) -> None:
        app.config["MENDWELL"] = replace(app.config["MENDWELL"], requires_second_factor=True)

    def test_a_counselor_without_one_sets_it_up_before_anything_else(
        self, visitor: Visitor, cast: Cast
    ) -> None:
        with clock.at(NOON):
            page = sign_in(visitor, cast.morgan)
            assert page.path == "/account/second-factor"
            assert "Your practice asks every counselor for this" in page.text
            for path in ("/counselor/couples", "/account/", "/account/devices"):
                assert visitor.open(path).path == "/account/second-factor"

            codes = set_up(visitor, cast.morgan)

            assert codes.click("I have kept them").path == "/counselor/today"

    def test_nothing_is_done_meanwhile_and_no_word_is_lost(self, morgan: Visitor) -> None:
        refused = morgan.post(
            "/counselor/couples/new", {"name": "words of a long evening"}, status=409
        )

        assert "Set up a second factor first" in refused.text
        assert "words of a long evening" in str(refused.soup)

    def test_a_counselor_may_leave_without_it(self, morgan: Visitor) -> None:
        assert morgan.open("/counselor/today").press("Sign out").path == "/sign-in"

    def test_a_partner_decides_for_themselves(self, visitor: Visitor, cast: Cast) -> None:
        assert sign_in(visitor, cast.alex).path == "/partner/this-week"
