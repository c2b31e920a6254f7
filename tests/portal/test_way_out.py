"""The way out, and the plain name, on pages that come when nobody is signed in any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from couples import clock
from couples.models import UserSession
from tests.browser import enter
from tests.cast import Cast, Member
from tests.databases import Databases
from tests.page import Page, Visitor

pytestmark = pytest.mark.only_on("sqlite")
WORDS = "We talked on the bench until it got cold."
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
AFTER_A_WHILE = NOON + timedelta(hours=3)


@pytest.fixture
def alex(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    """Alex, who signed in at noon."""
    with clock.at(NOON):
        return sign_in_as(cast.alex)


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """The portal, as it answers where something failed."""
    own_app.config["PROPAGATE_EXCEPTIONS"] = False
    return own_app


@pytest.fixture
def broken(app: Flask) -> Iterator[None]:
    """One page has a fault."""

    def fail() -> str:
        raise ZeroDivisionError(WORDS)

    before = app.view_functions["partner.tell_of_fear"]
    app.view_functions["partner.tell_of_fear"] = fail
    yield
    app.view_functions["partner.tell_of_fear"] = before


def leads_out(page: Page) -> bool:
    """Whether somebody can leave by the button and by the key, without a script on the page."""
    link = page.soup.select_one("a#quick-exit.quick-exit")
    scripts = {str(tag.get("src", "")) for tag in page.soup.find_all("script")}
    assert all(scripts)
    return link is not None and any(each.endswith("js/quick-exit.js") for each in scripts)


def signed_out_with_words(alex: Visitor) -> Page:
    with clock.at(AFTER_A_WHILE):
        return alex.post("/partner/help-now", {"words": WORDS}, status=401)


def test_whoever_was_signed_out_over_their_words_can_leave_at_once(alex: Visitor) -> None:
    assert leads_out(signed_out_with_words(alex))


@pytest.mark.usefixtures("broken")
def test_whoever_meets_a_fault_of_ours_can_leave_at_once(alex: Visitor) -> None:
    with clock.at(NOON):
        page = alex.post("/partner/help-now", {"words": WORDS}, status=500)

    assert page.find_all("textarea#typed-words") == [WORDS]
    assert leads_out(page)


@pytest.mark.parametrize(("fields", "status"), [({"csrf_token": "made up"}, 400), ({}, 422)])
def test_whoever_is_refused_can_leave_at_once(
    alex: Visitor, fields: dict[str, str], status: int
) -> None:
    with clock.at(NOON):
        page = alex.post("/partner/help-now", {"words": "a" * 1001, **fields}, status=status)

    assert leads_out(page)


def test_where_the_database_is_gone_they_can_leave_at_once_by_the_name_they_chose(
    alex: Visitor, app: Flask, dialect: str, all_databases: Callable[[str], Databases]
) -> None:
    with clock.at(NOON):
        alex.open("/account/").press("Call them “Notes”")
    database: Engine = app.extensions["database"]
    database.dispose()
    all_databases(dialect).drop(database.url.render_as_string(hide_password=False))

    page = alex.post("/partner/help-now", {"words": WORDS}, status=503)

    assert page.find_all("textarea#typed-words") == [WORDS]
    assert leads_out(page)
    assert page.title == "Notes"


def test_the_plain_name_outlives_being_signed_out_until_somebody_wants_another(
    alex: Visitor, cast: Cast
) -> None:
    with clock.at(NOON):
        alex.open("/account/").press("Call them “Notes”")
    assert signed_out_with_words(alex).title == "Notes"

    with clock.at(NOON):
        alex.post("/sign-out")
        page = alex.open("/sign-in")
        assert page.title == "Notes"
        icon = page.soup.select_one("link[rel=icon]")
        assert icon is not None
        assert str(icon["href"]).endswith("icons/plain.svg")
        alex.post("/sign-in", {"email": cast.sam.email, "password": cast.sam.password})
        assert alex.open("/partner/this-week").title.startswith("This week")
        alex.post("/sign-out")
        assert alex.open("/sign-in").title == "Sign in – Mendwell"


def test_escape_twice_leaves_the_page_that_shows_the_words_again(
    chromium: Browser, live_server: str, cast: Cast, writing: Callable[[], Session]
) -> None:
    with chromium.new_context(
        base_url=live_server, viewport={"width": 390, "height": 844}
    ) as context:
        page = context.new_page()
        page.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
        page.goto("/sign-in")
        enter(page, cast.alex)
        page.goto("/partner/help-now")
        page.get_by_text("Let your counselor know").click()
        page.get_by_label("What your counselor should know").fill(WORDS)
        with writing() as session, session.begin():
            session.execute(delete(UserSession))
        page.get_by_role("button", name="Let my counselor know").click()
        expect(page.get_by_role("heading", name="Sign in again")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.get_by_role("link", name="Leave this page")).to_be_in_viewport()
        page.wait_for_load_state("networkidle")

        page.keyboard.press("Escape")
        page.keyboard.press("Escape")

        page.wait_for_url("https://www.wikipedia.org/**")
