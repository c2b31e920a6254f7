"""What somebody typed survives a sign-in that ran out, for them alone."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.people.models import Person, UserSession
from tests.cast import Cast, Member
from tests.page import Page, Visitor

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
TYPED = {"name": "Alexander, who likes it longer"}


@pytest.fixture
def alex_later(cast: Cast, sign_in_as: Callable[[Member], Visitor]) -> Iterator[Visitor]:
    """Alex with a page still open, an hour later."""
    with clock.at(NOON):
        visitor = sign_in_as(cast.alex)
        visitor.open("/account/")
    with clock.at(LATER):
        yield visitor


def sign_in(page: Page, member: Member, *, status: int = 200) -> Page:
    """Fill in the form that stands on `page`."""
    typed = {"Email address": member.email, "Password": member.password}
    return page.press("Sign in", typed, status=status)


def test_they_are_asked_to_sign_in_again_and_told_that_their_words_wait(
    alex_later: Visitor,
) -> None:
    page = alex_later.post("/account/", TYPED, status=401)

    assert page.h1 == "Sign in again"
    assert "Your words are still here" in page.text


def test_after_signing_in_one_button_sends_the_words_where_they_were_going(
    alex_later: Visitor, cast: Cast
) -> None:
    page = sign_in(alex_later.post("/account/", TYPED, status=401), cast.alex)

    assert page.h1 == "Your words are still here"
    assert page.press("Carry on").value_of("Your name") == [TYPED["name"]]


def test_a_wrong_password_first_does_not_lose_them(alex_later: Visitor, cast: Cast) -> None:
    page = alex_later.post("/account/", TYPED, status=401)
    typed = {"Email address": cast.alex.email, "Password": "not this one"}

    again = sign_in(page.press("Sign in", typed, status=422), cast.alex)

    assert again.press("Carry on").value_of("Your name") == [TYPED["name"]]


def test_they_wait_for_the_second_factor_too(
    alex_later: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        person = session.get_one(Person, cast.alex.id)
        person.totp_secret = pyotp.random_base32()
        person.totp_confirmed_at = clock.now()
        code = pyotp.TOTP(person.totp_secret).at(LATER)

    page = sign_in(alex_later.post("/account/", TYPED, status=401), cast.alex)
    page = page.press("Go on", {"Code": code})

    assert page.press("Carry on").value_of("Your name") == [TYPED["name"]]


def test_somebody_else_who_signs_in_there_never_sees_them(alex_later: Visitor, cast: Cast) -> None:
    page = sign_in(alex_later.post("/account/", TYPED, status=401), cast.sam)

    assert page.path == "/partner/this-week"
    assert TYPED["name"] not in page.response.get_data(as_text=True)


def test_passwords_are_not_among_them(alex_later: Visitor, cast: Cast) -> None:
    typed = {"password": "the old secret one", "new_password": "the new secret one"}
    page = sign_in(alex_later.post("/account/password", typed, status=401), cast.alex)

    source = page.response.get_data(as_text=True)
    assert "secret one" not in source


def test_a_form_of_another_site_waits_for_nobody(alex_later: Visitor, cast: Cast) -> None:
    page = alex_later.post("/account/", {**TYPED, "csrf_token": "made up"}, status=401)

    assert "nothing was saved" in page.text
    assert page.value_of("kept") == [""]
    assert sign_in(page, cast.alex).path == "/partner/this-week"


def test_where_nobody_knows_whose_they_are_they_can_still_be_copied(
    alex_later: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        session.query(UserSession).delete()

    page = alex_later.post("/account/", {**TYPED, "credential": '{"id": "a key"}'}, status=401)

    assert page.soup.select_one("textarea#typed-words").get_text().strip() == TYPED["name"]  # type: ignore[union-attr]


@pytest.mark.parametrize(("who", "are_shown"), [("alex", True), ("sam", False)])
def test_going_back_in_a_shared_browser_shows_them_to_nobody_else(
    visitor: Visitor, cast: Cast, who: str, are_shown: bool
) -> None:
    with clock.at(NOON):
        before = sign_in(visitor.open("/sign-in"), cast.alex)
        (token,) = set(before.value_of("csrf_token"))
    with clock.at(LATER):
        sent = {**TYPED, "csrf_token": token}
        sign_in(visitor.post("/account/", sent, status=401), getattr(cast, who))
        again = visitor.post("/account/", sent, status=400)

    assert (TYPED["name"] in again.response.get_data(as_text=True)) is are_shown


@pytest.mark.parametrize("path", ["/account/", "/partner/help-now", "/partner/nowhere"])
def test_going_back_after_signing_out_shows_them_to_nobody(
    visitor: Visitor, cast: Cast, path: str
) -> None:
    page = sign_in(visitor.open("/sign-in"), cast.alex)
    (token,) = set(page.value_of("csrf_token"))
    visitor.post("/sign-out")
    visitor.open("/sign-in")

    again = visitor.client.post(path, data={**TYPED, "csrf_token": token})

    assert again.status_code >= 400
    assert TYPED["name"] not in again.get_data(as_text=True)


def test_what_waits_cannot_be_read_in_the_source_of_the_page(alex_later: Visitor) -> None:
    page = alex_later.post("/account/", {"name": "Plain words"}, status=401)
    (kept,) = page.value_of("kept")

    opened = base64.urlsafe_b64decode(kept.partition(".")[0] + "===")
    assert b"Plain words" not in opened


@pytest.mark.parametrize("forged", ["", "A", "é", "AAAA" * 40, "x.y.z"])
def test_what_never_waited_opens_nothing(alex_later: Visitor, cast: Cast, forged: str) -> None:
    typed = {"email": cast.alex.email, "password": cast.alex.password, "kept": forged}

    assert alex_later.post("/sign-in", typed).path == "/partner/this-week"


def test_what_waits_cannot_be_changed_on_the_way(alex_later: Visitor, cast: Cast) -> None:
    page = alex_later.post("/account/", TYPED, status=401)
    (kept,) = page.value_of("kept")
    typed = {
        "email": cast.alex.email,
        "password": cast.alex.password,
        "kept": ("B" if kept[0] == "A" else "A") + kept[1:],
    }

    assert alex_later.post("/sign-in", typed).path == "/partner/this-week"


def test_a_page_that_only_asks_is_sent_to_sign_in(alex_later: Visitor) -> None:
    page = alex_later.open("/account/devices")

    assert page.path == "/sign-in"
    assert page.address.endswith("next=/account/devices")
