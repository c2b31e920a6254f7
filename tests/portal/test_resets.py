"""A forgotten password, from the sign-in page through the mailbox and back."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from couples.models import PasswordReset, Person
from portal import resetting
from portal.settings import Settings
from tests.cast import Cast
from tests.mailbox import Mailbox
from tests.page import Page, Visitor
from tests.portal.test_account import NEW, sign_in

pytestmark = pytest.mark.only_on("sqlite")
LINK = re.compile(r"http://localhost(/sign-in/new-password/[\w-]{43})")


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    """A practice that sends mail."""
    return replace(settings, smtp_url=f"smtp://{mailbox.host}:{mailbox.port}")


def allow(alex: Visitor, cast: Cast) -> Page:
    """Let a link by mail set Alex’s password, which is asked for before."""
    asked = alex.open("/account/password").press("Allow a link by mail", status=403)
    return asked.press("Go on", {"Your password": cast.alex.password}).press("Go on")


def ask(visitor: Visitor, address: str, *, status: int = 200) -> Page:
    """Say that the password is forgotten."""
    page = visitor.open("/sign-in").click("I forgot my password")
    return page.press("Send the link", {"Email address": address}, status=status)


def link_in(mailbox: Mailbox, address: str, *, count: int = 1) -> str:
    """The link in the newest letter, which leaves beside the answer."""
    patience = time.monotonic() + 20
    while len(mailbox.to(address)) < count:
        assert time.monotonic() < patience, "No letter came."
        time.sleep(0.02)
    found = LINK.search(mailbox.to(address)[-1].get_content())
    assert found is not None
    return found[1]


def test_a_link_sets_the_password_and_a_program_that_opens_it_changes_nothing(
    alex: Visitor, visitor: Visitor, mailbox: Mailbox, cast: Cast
) -> None:
    allow(alex, cast)
    assert "a link" in ask(visitor, cast.alex.email).text.casefold()
    link = link_in(mailbox, cast.alex.email)
    letter = mailbox.to(cast.alex.email)[0]
    for name in ("Alex", "Sam", "Morgan", "Riverside", "password for"):
        assert name.casefold() not in (letter.get_content() + letter["Subject"]).casefold()
    for _ in range(3):
        visitor.client.head(link)
        page = visitor.open(link)

    typed = {"New password": NEW, "The same password again": f"{NEW}x"}
    page = page.press("Set the password", typed, status=422)
    inside = page.press("Set the password", {**typed, "The same password again": NEW})

    assert inside.path == "/partner/this-week"
    assert "Your password was reset on" in inside.text
    read = visitor.open("/partner/this-week").press("It was me")
    assert read.path == "/partner/this-week"
    assert "Your password was reset on" not in read.text
    assert "Your password was last set by a link, on" in visitor.open("/account/").text
    assert alex.open("/account/").path == "/sign-in"
    assert "This link has been used" in visitor.open(link, status=410).text
    assert sign_in(Visitor(visitor.app), replace(cast.alex, password=NEW)).h1


def test_who_comes_back_by_a_link_reads_of_the_one_before_that_somebody_else_put_away(
    alex: Visitor, visitor: Visitor, mailbox: Mailbox, cast: Cast
) -> None:
    allow(alex, cast)
    somebody = Visitor(visitor.app)
    for count, holder in enumerate((somebody, visitor), start=1):
        ask(holder, cast.alex.email)
        page = holder.open(link_in(mailbox, cast.alex.email, count=count))
        page = page.press("Set the password", {"New password": NEW, "The same password again": NEW})
        assert ("Before that a link set it on" in page.text) is (holder is visitor)
        if holder is somebody:
            page.press("It was me")

    told = visitor.open("/partner/this-week")
    assert "Your password was reset on" in told.text
    assert "Before that a link set it on" in told.text
    assert "Your password was reset" not in told.press("It was me").text
    assert "Before that a link set it on" in visitor.open("/account/").text


def test_the_answer_is_the_same_for_every_address(
    visitor: Visitor, mailbox: Mailbox, cast: Cast, writing: Callable[[], Session]
) -> None:
    answers = {
        ask(visitor, address).text
        for address in (cast.alex.email, "nobody@example.org", cast.morgan.email)
    }

    assert len(answers) == 1
    assert mailbox.letters == []
    with writing() as session:
        assert session.scalar(select(func.count()).select_from(PasswordReset)) == 0


def test_a_read_mailbox_does_not_get_past_the_second_factor(
    visitor: Visitor, mailbox: Mailbox, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        person = session.get_one(Person, cast.morgan.id)
        person.totp_secret = "JBSWY3DPEHPK3PXP"
        person.totp_confirmed_at = person.joined_at
    ask(visitor, cast.morgan.email)

    page = visitor.open(link_in(mailbox, cast.morgan.email))
    page = page.press("Set the password", {"New password": NEW, "The same password again": NEW})

    assert page.h1 == "Your code"
    assert "Your password was reset" not in page.text
    assert visitor.open("/counselor/today").path == "/sign-in"


def test_asking_again_and_again_is_slowed_down(visitor: Visitor, mailbox: Mailbox) -> None:
    for _ in range(5):
        ask(visitor, "nobody@example.org")

    page = ask(visitor, "nobody@example.org", status=422)

    assert "Try again in" in page.text


def test_asking_for_one_address_after_another_is_slowed_down(
    visitor: Visitor, mailbox: Mailbox, cast: Cast
) -> None:
    for number in range(20):
        ask(visitor, f"nobody-{number}@example.org")

    page = ask(visitor, "nobody-20@example.org", status=422)

    assert "Try again in" in page.text


def test_one_thread_writes_all_the_letters_and_nothing_where_there_is_nobody(
    app: Flask, cast: Cast, mailbox: Mailbox, writing: Callable[[], Session]
) -> None:
    """While another writes, a hundred requests stand in line, and no more than that."""
    del cast
    with writing() as other, other.begin():
        other.execute(text("update practice set id = id"))
        for number in range(100):
            resetting.Request(app, f"nobody-{number}@example.org").start()
        threads = [thread for thread in threading.enumerate() if thread.name == "reset"]
        assert len(threads) <= 1
        patience = time.monotonic() + 10
        while any(thread.is_alive() for thread in threads):
            assert time.monotonic() < patience, "It waits to write, and there is nothing to write."
            time.sleep(0.02)
    assert mailbox.letters == []


def test_who_turned_it_off_has_it_off(
    alex: Visitor, visitor: Visitor, mailbox: Mailbox, cast: Cast
) -> None:
    allow(alex, cast).press("Send no link by mail")

    ask(visitor, cast.alex.email)

    assert mailbox.letters == []
