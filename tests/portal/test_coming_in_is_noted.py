"""Whoever comes in or goes leaves a line, whoever is not let in another, and neither tells more."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.history.models import HistoryEntry
from couples.people.models import Person
from tests.authenticator import Authenticator
from tests.cast import Cast, Member
from tests.page import Page, Visitor, without_tokens
from tests.portal.test_account import guess_too_often
from tests.portal.test_passkeys import use

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ODD = "alex@example.org\r\n[2026-11-24 12:00:00] Let in: mallory\x1b[2J"
"""An address that would be a line of its own in a log."""

Refusals = Callable[[], list[tuple[str, str]]]
Lines = Callable[[], list[tuple[str, int | None]]]


@pytest.fixture
def lines(writing: Callable[[], Session]) -> Lines:
    """What was noted of coming and going, with who it was."""

    def of() -> list[tuple[str, int | None]]:
        with writing() as session:
            found = session.scalars(select(HistoryEntry).order_by(HistoryEntry.id))
            return [(x.event, x.actor_id) for x in found if x.event.startswith("person:sign-")]

    return of


@pytest.fixture
def refusals(writing: Callable[[], Session]) -> Refusals:
    """What was noted of tries in vain, with whose account it was; never who, or which couple."""

    def of() -> list[tuple[str, str]]:
        with writing() as session:
            found = session.scalars(select(HistoryEntry).order_by(HistoryEntry.id)).all()
            tries = [x for x in found if x.event.startswith("sign-in:")]
            assert all((x.actor_id, x.couple_id, x.about_id) == (None, None, None) for x in tries)
            return [(x.event, x.subject_id) for x in tries]

    return of


def sign_in(visitor: Visitor, email: str, password: str, *, status: int = 200) -> Page:
    """Sign in through the page."""
    typed = {"Email address": email, "Password": password}
    return visitor.open("/sign-in").press("Sign in", typed, status=status)


def test_coming_in_and_going_are_each_a_line(visitor: Visitor, cast: Cast, lines: Lines) -> None:
    sign_in(visitor, cast.alex.email, "not this one at all", status=422)
    assert lines() == []

    sign_in(visitor, cast.alex.email, cast.alex.password)
    visitor.post("/sign-out")
    visitor.post("/sign-out")

    assert lines() == [("person:sign-in", cast.alex.id), ("person:sign-out", cast.alex.id)]


def test_whoever_has_only_the_password_has_not_come_in_yet(
    visitor: Visitor, cast: Cast, lines: Lines, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        morgan = session.get_one(Person, cast.morgan.id)
        morgan.totp_secret, morgan.totp_confirmed_at = SECRET, NOON

    with clock.at(NOON + timedelta(hours=1)):
        page = sign_in(visitor, cast.morgan.email, cast.morgan.password)
        before = lines()
        page.press("Go on", {"Code": pyotp.TOTP(SECRET).at(clock.now())})

    assert before == []
    assert lines() == [("person:sign-in", cast.morgan.id)]


def test_a_wrong_code_after_the_right_password_and_a_wait_are_each_a_line_an_hour(
    visitor: Visitor, cast: Cast, refusals: Refusals, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        morgan = session.get_one(Person, cast.morgan.id)
        morgan.totp_secret, morgan.totp_confirmed_at = SECRET, NOON
        whose = morgan.public_id

    with clock.at(NOON):
        page = guess_too_often(sign_in(visitor, cast.morgan.email, cast.morgan.password))
        page.press("Go on", {"Code": "000000"}, status=429)
    assert refusals() == [("sign-in:refuse", whose), ("sign-in:delay", whose)]

    with clock.at(NOON + timedelta(minutes=61)):
        page = sign_in(visitor, cast.morgan.email, cast.morgan.password)
        page.press("Go on", {"Code": "000000"}, status=422)
    assert refusals()[2:] == [("sign-in:refuse", whose)]


def test_a_wrong_password_is_no_line_of_any_account(
    visitor: Visitor, cast: Cast, refusals: Refusals
) -> None:
    with clock.at(NOON):
        for email in (cast.alex.email, "nobody@example.org"):
            for _ in range(3):
                typed = {"email": email, "password": "not this one at all"}
                visitor.client.post("/sign-in", data=typed | {"csrf_token": visitor.token()})

    assert refusals() == []


def test_a_guess_at_a_device_left_open_is_one(
    alex: Visitor, cast: Cast, refusals: Refusals, writing: Callable[[], Session]
) -> None:
    asked = alex.open("/account/confirm")
    for typed in ({"Your password": "not this one"}, {"Or a code from your app": "000000"}):
        asked.press("Go on", typed, status=422)

    with writing() as session:
        alex_id = session.get_one(Person, cast.alex.id).public_id
    assert refusals() == [("sign-in:refuse", alex_id)]


def test_neither_the_other_nor_their_counselor_reads_that_somebody_was_there(
    visitor: Visitor,
    sign_in_as: Callable[[Member], Visitor],
    cast: Cast,
    lines: Lines,
    refusals: Refusals,
) -> None:
    with clock.at(NOON):
        sam, morgan = sign_in_as(cast.sam), sign_in_as(cast.morgan)
    came = len(lines())
    pages = (
        *((sam, path) for path in ("/partner/this-week", "/partner/privacy/looks")),
        *((morgan, path) for path in ("/counselor/today", _history_of(cast))),
    )
    with clock.at(NOON):
        before = [_whole(who, path) for who, path in pages]

        sign_in(visitor, cast.alex.email, cast.alex.password)
        asked = visitor.open("/account/confirm")
        asked.press("Go on", {"Your password": "not this one"}, status=422)
        visitor.post("/sign-out")

        assert len(lines()) == came + 2
        assert len(refusals()) == 1
        assert [_whole(who, path) for who, path in pages] == before


def _history_of(cast: Cast) -> str:
    return f"/counselor/couples/{cast.alex_and_sam.public_id}/history"


def _whole(visitor: Visitor, path: str) -> str:
    answer = visitor.client.get(path)
    assert answer.status_code == 200, path
    return without_tokens(answer.get_data(as_text=True))


def test_whoever_is_not_let_in_leaves_the_same_line_whoever_they_say_they_are(
    visitor: Visitor, alex: Visitor, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        sign_in(visitor, cast.alex.email, "not this one at all", status=422)
        sign_in(visitor, "nobody@example.org", "not this one at all", status=422)
        use(visitor, Authenticator(), status=422)
        typed = {"Your password": "not this one at all"}
        alex.open("/account/confirm").press("Go on", typed, status=422)

    assert caplog.messages == [
        "Not let in: a wrong password in public.sign_in",
        "Not let in: a wrong password in public.sign_in",
        "Not let in: a wrong passkey in public.sign_in_with_passkey",
        "Not let in: a wrong password in account.confirm",
    ]


def test_so_does_whoever_has_to_wait(
    visitor: Visitor, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    with clock.at(NOON), caplog.at_level(logging.WARNING):
        for _ in range(5):
            sign_in(visitor, cast.alex.email, "not this one at all", status=422)
        sign_in(visitor, cast.alex.email, "not this one at all", status=429)

    assert caplog.messages[-1] == "Not let in: too many tries in public.sign_in"


def test_nothing_that_was_typed_makes_a_line_of_its_own(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        visitor.post("/sign-in", {"email": ODD, "password": ODD}, status=422)

    told = "\n".join(caplog.messages)
    assert "Not let in: a wrong password in public.sign_in" in told
    assert "mallory" not in caplog.text
    assert "\x1b" not in caplog.text


def test_saying_to_come_from_elsewhere_makes_nobody_wait_less(
    visitor: Visitor, app: Flask, cast: Cast
) -> None:
    typed = {"email": cast.alex.email, "password": "not this one at all"}
    with clock.at(NOON):
        for number in range(5):
            said = {"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}"}
            visitor.post("/sign-in", typed, status=422, headers=said)

        visitor.post("/sign-in", typed, status=429, headers={"X-Forwarded-For": "192.0.2.99"})
