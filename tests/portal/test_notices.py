"""A reminder is a letter that names nobody, and its choice a page that nobody else sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from couples import clock
from couples.notices.models import Often
from couples.notices.services import Choice, choose
from portal.notices import send_due
from portal.settings import Settings
from tests.cast import Cast, Member
from tests.homework import give_feelings
from tests.mailbox import Mailbox
from tests.page import Visitor

NOON = datetime(2096, 11, 23, 17, 0, tzinfo=UTC)


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    """A practice that sends mail."""
    return replace(settings, smtp_url=f"smtp://{mailbox.host}:{mailbox.port}")


@pytest.fixture
def reminded(writing: Callable[[], Session], cast: Cast) -> None:
    with clock.at(NOON), writing() as session, session.begin():
        give_feelings(session, cast.alex_and_sam)
        choose(session, cast.alex.identity, Choice(Often.DAILY))


@pytest.mark.usefixtures("reminded")
def test_the_command_sends_one_neutral_letter_to_who_asked(
    app: Flask, cast: Cast, mailbox: Mailbox
) -> None:
    with clock.at(NOON):
        first = app.test_cli_runner().invoke(args=["notices", "send"])
        again = app.test_cli_runner().invoke(args=["notices", "send"])

    assert (first.output, again.output) == ("Reminders sent: 1\n", "Reminders sent: 0\n")
    [letter] = mailbox.letters
    assert letter["To"] == cast.alex.email
    assert letter["Subject"] == "Something is waiting for you"
    whole = letter.as_string()
    assert "http://localhost/" in whole
    for name in ("Alex", "Sam", "Morgan", "homework", "emotion", "couple", "Riverside"):
        assert name not in whole.replace(cast.alex.email, "")


@pytest.mark.usefixtures("reminded")
def test_a_mail_server_that_is_away_costs_an_attempt_and_the_next_one_sends(
    app: Flask, mailbox: Mailbox
) -> None:
    there = app.config["MENDWELL"]
    away = replace(there, smtp_url="smtp://127.0.0.1:1")
    with app.app_context():
        with clock.at(NOON):
            app.config["MENDWELL"] = replace(there, smtp_url=None)
            assert send_due().sent == 0
            app.config["MENDWELL"] = away
            assert send_due().sent == 0
        app.config["MENDWELL"] = there
        with clock.at(NOON + timedelta(minutes=1)):
            assert send_due().sent == 0, "Somebody may still be at it."
        with clock.at(NOON + timedelta(minutes=11)):
            assert send_due().sent == 1
    assert len(mailbox.letters) == 1


def test_the_choice_is_a_partners_own_page(
    cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    alex, sam, morgan = (sign_in_as(each) for each in (cast.alex, cast.sam, cast.morgan))
    before = sam.open("/partner/reminders").text
    page = alex.open("/account/").click("Choose when")
    assert "neither a name nor what it is about" in page.text

    kept = page.press("Keep this", {"often": "Once a day", "quiet_from": "10:00 PM"})

    assert kept.value_of("often") == ["daily"]
    assert kept.value_of("quiet_from") == ["22"]
    refused = alex.post(kept.path, {"often": "weekly", "quiet_until": "99"}, status=422)
    assert refused.value_of("often") == ["weekly"]
    assert alex.open(kept.path).value_of("often") == ["daily"]
    assert sam.open("/partner/reminders").text == before
    morgan.open("/partner/reminders", status=404)
