"""Passkeys through the pages, with a device in software, and once in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from couples import clock
from couples.people import invitations, passkeys
from couples.people.models import Person
from tests.authenticator import Authenticator
from tests.browser import enter
from tests.cast import Cast, Member
from tests.page import Page, Visitor
from tests.portal.test_account import NEW, sign_in
from tests.portal.test_second_factor import codes_on

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.only_on("sqlite")


def asked(visitor: Visitor, path: str) -> str:
    """What the page’s script is told."""
    return visitor.post(path).response.get_data(as_text=True)


def show_again(visitor: Visitor, member: Member) -> None:
    """Show once more who sits there, without which nobody makes one."""
    visitor.open("/account/confirm").press("Go on", {"Your password": member.password})


def make(visitor: Visitor, device: Authenticator) -> Page:
    """Make a passkey, as the script of the page does."""
    made = device.make(asked(visitor, "/account/passkeys/options"))
    return visitor.post("/account/passkeys", {"credential": made})


def use(visitor: Visitor, device: Authenticator, *, status: int = 200) -> Page:
    """Sign in with a passkey, as the script of the page does."""
    answer = device.answer(asked(visitor, "/sign-in/passkey/options"))
    return visitor.post("/sign-in/passkey", {"credential": answer}, status=status)


@pytest.fixture
def device(cast: Cast, sign_in_as: Callable[[Member], Visitor]) -> Authenticator:
    """Alex made a passkey on it at noon."""
    device = Authenticator()
    with clock.at(NOON):
        alex = sign_in_as(cast.alex)
        elsewhere = sign_in_as(cast.alex)
        show_again(alex, cast.alex)
        page = make(alex, device)
        assert "This device has a passkey now." in page.text
        assert len(codes_on(page)) == 10
        assert elsewhere.open("/account/").path == "/sign-in"
        assert "signs you in" in make(alex, Authenticator()).text
    return device


def test_it_signs_in_without_a_password(visitor: Visitor, device: Authenticator) -> None:
    with clock.at(LATER):
        assert use(visitor, device).path == "/partner/this-week"


def test_an_overheard_answer_signs_nobody_in(visitor: Visitor, device: Authenticator) -> None:
    with clock.at(LATER):
        answer = device.answer(asked(visitor, "/sign-in/passkey/options"))
        cookie = visitor.client.get_cookie("mendwell")
        assert cookie is not None
        visitor.post("/sign-in/passkey", {"credential": answer})

        thief = Visitor(visitor.app)
        thief.client.set_cookie("mendwell", cookie.value)
        refused = thief.client.post("/sign-in/passkey", data={"credential": answer})

    assert refused.status_code in (400, 422)
    assert thief.open("/partner/this-week").path == "/sign-in"


def test_the_password_alone_lets_nobody_in_any_more(
    visitor: Visitor, device: Authenticator, cast: Cast
) -> None:
    with clock.at(LATER):
        page = sign_in(visitor, cast.alex)
        assert page.h1 == "One more step"
        assert visitor.open("/partner/this-week").path == "/sign-in"

        assert use(visitor, device).path == "/partner/this-week"


def test_one_that_is_not_known_says_so(visitor: Visitor, cast: Cast) -> None:
    page = use(visitor, Authenticator(), status=422)

    assert "That passkey opens nothing here." in page.text


def test_no_answer_without_a_question(visitor: Visitor, device: Authenticator) -> None:
    visitor.post("/sign-in/passkey", {"credential": "{}"}, status=409)


def test_words_that_waited_go_on_with_it(
    device: Authenticator, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    with clock.at(NOON):
        alex = sign_in_as(cast.alex)
    with clock.at(LATER):
        page = alex.post("/account/", {"name": "Alexander, who likes it longer"}, status=401)
        kept = page.soup.select_one("input[name=kept]")
        assert kept is not None
        answer = device.answer(asked(alex, "/sign-in/passkey/options"))
        page = alex.post("/sign-in/passkey", {"credential": answer, "kept": str(kept["value"])})

        done = page.press("Carry on")

    assert done.value_of("Your name") == ["Alexander, who likes it longer"]


def test_it_can_be_removed_and_nobody_removes_the_others(
    device: Authenticator,
    alex: Visitor,
    sam: Visitor,
    visitor: Visitor,
    cast: Cast,
) -> None:
    show_again(alex, cast.alex)
    show_again(sam, cast.sam)
    page = alex.open("/account/passkeys")
    forms = page.soup.select("form[action$='/remove']")
    assert len(forms) == 2

    sam.post(str(forms[0]["action"]), status=404)
    for _ in forms:
        page = page.press("Remove it")

    assert "opens nothing any more" in page.text
    with clock.at(LATER):
        use(visitor, device, status=422)


def test_whoever_takes_up_the_phone_just_after_plants_none(
    cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    with clock.at(NOON):
        alex = sign_in_as(cast.alex)
    with clock.at(NOON + timedelta(minutes=1)):
        assert alex.open("/account/passkeys").path == "/account/confirm"
        for path in ("passkeys/options", "passkeys", "recovery-codes", "resets/allow"):
            assert alex.post(f"/account/{path}", status=403).h1 == "Is it still you?"
        show_again(alex, cast.alex)
        assert alex.open("/account/passkeys").h1 == "Passkeys"
    with clock.at(NOON + timedelta(minutes=12)):
        assert alex.open("/account/passkeys").path == "/account/confirm"


def test_a_new_password_says_who_else_comes_in_and_lets_them_do_so_no_longer(
    visitor: Visitor, device: Authenticator, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    with clock.at(LATER):
        alex = sign_in_as(cast.alex)
        page = alex.open("/account/password")
        assert "signs in as you without the password" in page.text
        typed = {"The password you have now": cast.alex.password}
        typed |= {"New password": NEW, "The same password again": NEW}
        page = page.press("Change the password", typed)
        assert "Your password is changed." in page.text
        assert use(visitor, device).path == "/partner/this-week"

        typed["The password you have now"] = NEW
        typed["Remove them, so that none of them opens anything"] = "y"
        page = alex.open("/account/password").press("Change the password", typed)

        assert "Your password is changed." in page.text
        assert visitor.open("/account/").path == "/sign-in"
        use(visitor, device, status=422)
        assert "without the password" not in alex.open("/account/password").text


def test_a_new_invitation_ends_it(
    visitor: Visitor,
    device: Authenticator,
    cast: Cast,
    writing: Callable[[], Session],
) -> None:
    with writing() as session, session.begin():
        person = session.get_one(Person, cast.alex.id)
        token = invitations.invite(session, cast.morgan.identity, person)
        policy = invitations.get_welcome(session, token).policy_key
        assert passkeys.count_of(session, person) == 2
        invitations.accept(session, token, password=NEW, policy_key=policy)
    with clock.at(LATER):
        use(visitor, device, status=422)


def test_a_counselor_who_must_may_choose_one(app: Flask, cast: Cast, visitor: Visitor) -> None:
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], requires_second_factor=True)
    page = sign_in(visitor, cast.morgan).click("Use a passkey instead")
    assert page.h1 == "Passkeys"

    done = make(visitor, Authenticator())

    assert done.click("I have kept them").path == "/counselor/today"
    # From now on there is something that somebody at this desk could add to.
    assert visitor.open("/account/passkeys").path == "/account/confirm"


def test_a_real_browser_makes_one_signs_in_and_shows_who_is_there(
    cast: Cast, chromium: Browser, live_server: str
) -> None:
    """Its device is Chromium’s own, of which only the touch is made up."""
    address = live_server.replace("127.0.0.1", "localhost")
    with chromium.new_context(base_url=address) as context:
        page = context.new_page()
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
        verifies = {"hasUserVerification": True, "isUserVerified": True}
        device.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **verifies}})

        page.goto("/sign-in")
        enter(page, cast.alex)
        page.goto("/account/passkeys")
        page.get_by_label("Your password").fill(cast.alex.password)
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Make a passkey").click()
        expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()

        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/partner/this-week")

        page.goto("/account/confirm?next=/account/devices")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/account/devices")
