"""What a person sets for themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.people.models import Person
from tests.cast import Cast, Member
from tests.page import Page, Visitor

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NEW = "a lighthouse in the fog"


def sign_in(visitor: Visitor, member: Member, *, status: int = 200) -> Page:
    """Sign in through the page."""
    typed = {"Email address": member.email, "Password": member.password}
    return visitor.open("/sign-in").press("Sign in", typed, status=status)


def guess_too_often(page: Page) -> Page:
    """Five wrong codes after a right password, and one more that nobody looks at."""
    for _ in range(5):
        page = page.press("Go on", {"Code": "000000"}, status=422)
    return page.press("Go on", {"Code": "000000"}, status=429)


class TestTheName:
    def test_everybody_reads_the_new_one(self, alex: Visitor) -> None:
        page = alex.open("/account/").press("Change the name", {"Your name": "  Alexis \t R. "})

        assert "Your name is changed." in page.text
        assert page.value_of("Your name") == ["Alexis R."]

    @pytest.mark.parametrize("name", ["", "   ", "a" * 81])
    def test_it_is_a_name(self, alex: Visitor, name: str) -> None:
        refused = alex.open("/account/").press("Change the name", {"Your name": name}, status=422)

        assert refused.soup.select(".field--wrong")


class TestThePassword:
    def test_a_new_one_signs_every_other_device_out(
        self, alex: Visitor, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        elsewhere = sign_in_as(cast.alex)
        typed = {
            "The password you have now": cast.alex.password,
            "New password": NEW,
            "The same password again": NEW,
        }

        page = alex.open("/account/password").press("Change the password", typed)

        assert "Your password is changed." in page.text
        assert elsewhere.open("/account/").path == "/sign-in"

    def test_only_who_knows_the_old_one_sets_a_new_one(self, alex: Visitor, cast: Cast) -> None:
        typed = {
            "The password you have now": "a guess at the old one",
            "New password": NEW,
            "The same password again": NEW,
        }

        page = alex.open("/account/password").press("Change the password", typed, status=422)

        assert "The password you have now is another one." in page.text

    def test_guesses_at_an_open_device_are_slowed_down(self, alex: Visitor) -> None:
        typed = {
            "The password you have now": "a guess at the old one",
            "New password": NEW,
            "The same password again": NEW,
        }
        page = alex.open("/account/password")
        with clock.at(clock.now()):
            for _ in range(6):
                page = page.press("Change the password", typed, status=422)

        assert "Try again in 1 second." in page.text


class TestTheSecondFactor:
    @pytest.fixture
    def secret(self, cast: Cast, sign_in_as: Callable[[Member], Visitor]) -> str:
        """Alex turned it on at noon."""
        with clock.at(NOON):
            return self.turn_on(sign_in_as(cast.alex), cast.alex)

    @staticmethod
    def turn_on(visitor: Visitor, member: Member) -> str:
        page = visitor.open("/account/second-factor").press("Set it up")
        secret = "".join(page.find_all("code.key")[0].split())
        typed = {
            "Code": pyotp.TOTP(secret).at(clock.now()),
            "The password you have now": member.password,
        }
        done = page.press("Turn it on", typed)
        assert "From now on we ask for a code as well." in done.text
        return secret

    def test_the_picture_and_the_text_stay_the_same_until_it_is_on(self, alex: Visitor) -> None:
        alex.open("/account/second-factor").press("Set it up")

        first, second = (alex.open("/account/second-factor/set-up") for _ in range(2))

        assert first.find_all("code.key") == second.find_all("code.key")
        assert first.soup.select_one("svg.qr path") == second.soup.select_one("svg.qr path")

    def test_turning_it_on_signs_every_other_device_out(
        self, alex: Visitor, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        elsewhere = sign_in_as(cast.alex)
        elsewhere.open("/account/")

        self.turn_on(alex, cast.alex)

        assert elsewhere.open("/account/").path == "/sign-in"
        assert alex.open("/account/").path == "/account/"

    def test_turning_it_off_does_so_too(
        self, alex: Visitor, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        self.turn_on(alex, cast.alex)
        elsewhere = sign_in_as(cast.alex)
        assert elsewhere.open("/account/").path == "/account/"
        page = alex.open("/account/second-factor")

        done = page.press("Turn it off", {"The password you have now": cast.alex.password})

        assert "Every other device is signed out." in done.text
        assert elsewhere.open("/account/").path == "/sign-in"
        assert alex.open("/account/").path == "/account/"

    def test_a_wrong_code_does_not_turn_it_on(self, alex: Visitor, cast: Cast) -> None:
        page = alex.open("/account/second-factor").press("Set it up")
        typed = {"Code": "000000", "The password you have now": cast.alex.password}

        refused = page.press("Turn it on", typed, status=422)

        assert "That code does not fit just now." in refused.text
        assert "Off." in alex.open("/account/").text

    def test_the_code_is_asked_for_after_the_password(
        self, secret: str, visitor: Visitor, cast: Cast
    ) -> None:
        with clock.at(NOON + timedelta(hours=1)):
            page = sign_in(visitor, cast.alex)
            assert page.h1 == "Your code"
            assert visitor.open("/partner/this-week").h1 == "Sign in"

            inside = page.press("Go on", {"Code": pyotp.TOTP(secret).at(clock.now())})

        assert inside.path == "/partner/this-week"

    def test_no_code_opens_twice(self, secret: str, visitor: Visitor, cast: Cast) -> None:
        with clock.at(NOON + timedelta(hours=1)):
            code = pyotp.TOTP(secret).at(clock.now())
            sign_in(visitor, cast.alex).press("Go on", {"Code": code})

            again = sign_in(Visitor(visitor.app), cast.alex)
            refused = again.press("Go on", {"Code": code}, status=422)

        assert "That code does not fit just now." in refused.text

    @pytest.mark.parametrize(
        ("seconds", "status"), [(-60, 422), (-30, 200), (0, 200), (30, 200), (60, 422)]
    )
    def test_a_clock_may_be_half_a_minute_off(
        self, secret: str, visitor: Visitor, cast: Cast, seconds: int, status: int
    ) -> None:
        at = NOON + timedelta(hours=1)
        with clock.at(at):
            code = pyotp.TOTP(secret).at(at + timedelta(seconds=seconds))
            sign_in(visitor, cast.alex).press("Go on", {"Code": code}, status=status)

    def test_guesses_are_slowed_down_for_the_account(
        self, secret: str, visitor: Visitor, cast: Cast
    ) -> None:
        with clock.at(NOON + timedelta(hours=1)):
            refused = guess_too_often(sign_in(visitor, cast.alex))

        assert "Try again in 300 seconds." in refused.text

    def test_a_right_password_waits_ten_minutes_for_its_code(
        self, secret: str, visitor: Visitor, cast: Cast
    ) -> None:
        with clock.at(NOON + timedelta(hours=1)):
            page = sign_in(visitor, cast.alex)
        with clock.at(NOON + timedelta(hours=1, minutes=10)):
            late = page.press("Go on", {"Code": pyotp.TOTP(secret).at(clock.now())})

        assert late.path == "/sign-in"

    def test_it_is_turned_off_by_who_knows_the_password(
        self, secret: str, alex: Visitor, visitor: Visitor, cast: Cast
    ) -> None:
        page = alex.open("/account/second-factor")

        page.press("Turn it off", {"The password you have now": "not this one"}, status=422)
        page.press("Turn it off", {"The password you have now": cast.alex.password})

        assert sign_in(visitor, cast.alex).path == "/partner/this-week"

    def test_the_secret_is_sealed(
        self, secret: str, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with writing() as session:
            sealed = session.scalars(
                select(Person.totp_secret_sealed).where(Person.id == cast.alex.id)
            ).one()

        assert sealed is not None
        assert secret.encode() not in sealed


class TestDevices:
    def test_each_is_listed_by_what_it_is(
        self, alex: Visitor, visitor: Visitor, cast: Cast
    ) -> None:
        agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"
        visitor.client.environ_base["HTTP_USER_AGENT"] = agent
        sign_in(visitor, cast.alex)

        page = alex.open("/account/devices")

        assert sorted(page.find_all(".line-list__what")) == ["Firefox on Linux", "Safari on iPhone"]

    def test_one_can_be_signed_out_from_another(
        self, alex: Visitor, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        lost = sign_in_as(cast.alex)

        alex.open("/account/devices").press("Sign it out")

        assert lost.open("/account/").path == "/sign-in"
        assert alex.open("/account/").path == "/account/"

    def test_all_others_can_be_signed_out_at_once(
        self, alex: Visitor, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        others = [sign_in_as(cast.alex) for _ in range(2)]

        alex.open("/account/devices").press("Sign every other device out")

        assert [other.open("/account/").path for other in others] == ["/sign-in", "/sign-in"]
        assert alex.open("/account/").path == "/account/"

    def test_nobody_ends_the_other_partners_device(
        self, alex: Visitor, sam: Visitor, cast: Cast, sign_in_as: Callable[[Member], Visitor]
    ) -> None:
        sign_in_as(cast.alex)
        form = alex.open("/account/devices").soup.select_one(
            "form[action*='/devices/'][action$='/end']"
        )
        assert form is not None

        sam.post(str(form["action"]), status=404)

        assert len(alex.open("/account/devices").find_all(".line-list__what")) == 2
