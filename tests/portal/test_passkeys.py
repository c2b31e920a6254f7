"""Passkeys through the pages, with a device in software, and once in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from couples import clock
from tests.authenticator import Authenticator
from tests.cast import Cast, Member
from tests.page import Page, Visitor
from tests.portal.test_account import sign_in
from tests.portal.test_second_factor import codes_on

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.only_on("sqlite")


def asked(visitor: Visitor, path: str) -> str:
    """What the page’s script is told."""
    return visitor.post(path).response.get_data(as_text=True)


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
) -> None:
    page = alex.open("/account/passkeys")
    forms = page.soup.select("form[action$='/remove']")
    assert len(forms) == 2

    sam.post(str(forms[0]["action"]), status=404)
    for _ in forms:
        page = page.press("Remove it")

    assert "opens nothing any more" in page.text
    with clock.at(LATER):
        use(visitor, device, status=422)


def test_a_counselor_who_must_may_choose_one(app: Flask, cast: Cast, visitor: Visitor) -> None:
    app.config["MENDWELL"] = replace(app.config["MENDWELL"], requires_second_factor=True)
    page = sign_in(visitor, cast.morgan).click("Use a passkey instead")
    assert page.h1 == "Passkeys"

    done = make(visitor, Authenticator())

    assert done.click("I have kept them").path == "/counselor/today"


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
        page.get_by_label("Email address").fill(cast.alex.email)
        page.get_by_label("Password").fill(cast.alex.password)
        page.get_by_role("button", name="Sign in").click()
        page.goto("/account/passkeys")
        page.get_by_role("button", name="Make a passkey").click()
        expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()

        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/partner/this-week")

        page.goto("/account/confirm?next=/account/devices")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/account/devices")
