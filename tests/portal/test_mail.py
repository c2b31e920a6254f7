"""A letter names nobody, and a mail server that is away changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.people.models import Invitation, Person
from portal.access import Side, blueprint_for
from portal.database import session
from portal.invitations import invite
from portal.settings import Settings
from tests.cast import Cast, Member
from tests.mailbox import Mailbox
from tests.page import Visitor


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    """A practice that sends mail."""
    return replace(settings, smtp_url=f"smtp://{mailbox.host}:{mailbox.port}")


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """The portal with a page that does nothing but invite."""
    blueprint = blueprint_for(Side.COUNSELOR, "inviting", __name__)

    @blueprint.post("/invite/<int:person_id>")
    def invite_somebody(person_id: int) -> str:
        return invite(session.get_one(Person, person_id)).url

    own_app.register_blueprint(blueprint)
    return own_app


def post(morgan: Visitor, member: Member) -> str:
    """Invite somebody and give the link."""
    answer = morgan.client.post(f"/invite/{member.id}", data={"csrf_token": morgan.token()})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_letter_holds_a_link_and_no_name(morgan: Visitor, cast: Cast, mailbox: Mailbox) -> None:
    link = post(morgan, cast.alex)

    (letter,) = mailbox.to(cast.alex.email)
    words = letter.get_content()
    assert link in words
    assert letter["Subject"] == "A link for you"
    assert letter["From"] == "Mendwell <no-reply@localhost>"
    for name in ("Alex", "Sam", "Morgan", "Riverside", "counselor", "couple"):
        assert name.casefold() not in (words + letter["Subject"]).casefold()


def test_the_link_in_it_works(morgan: Visitor, cast: Cast, visitor: Visitor) -> None:
    page = visitor.open(urlsplit(post(morgan, cast.alex)).path)

    assert "You join as Alex" in page.text


def test_that_it_went_is_noted(morgan: Visitor, cast: Cast, writing: Callable[[], Session]) -> None:
    post(morgan, cast.alex)

    with writing() as own:
        assert own.scalars(select(Invitation.mailed_at)).one() is not None


def test_a_mail_server_that_is_away_is_noted_without_an_address(
    settings: Settings,
    app: Flask,
    morgan: Visitor,
    cast: Cast,
    writing: Callable[[], Session],
    caplog: pytest.LogCaptureFixture,
) -> None:
    app.config["MENDWELL"] = replace(settings, smtp_url="smtp://127.0.0.1:9")

    with caplog.at_level(logging.DEBUG):
        post(morgan, cast.alex)

    with writing() as own:
        invitation = own.scalars(select(Invitation)).one()
    assert invitation.mailed_at is None
    assert f"Invitation {invitation.id} was not mailed." in caplog.text
    assert cast.alex.email not in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "alex@example.org\r\nBcc: mallory@example.org",
        "alex@example.org\nSubject: Come home",
        "alex@example.org\r\n\r\nNot what we wrote",
    ],
)
def test_an_address_in_several_lines_gets_no_letter_and_says_nothing_in_one(
    morgan: Visitor,
    cast: Cast,
    mailbox: Mailbox,
    writing: Callable[[], Session],
    caplog: pytest.LogCaptureFixture,
    address: str,
) -> None:
    with writing() as own, own.begin():
        own.get_one(Person, cast.alex.id).email = address

    with caplog.at_level(logging.DEBUG):
        assert "/invitations/" in post(morgan, cast.alex)

    assert mailbox.letters == []
    assert "mallory" not in caplog.text


def test_without_mail_there_is_still_a_link(
    settings: Settings, app: Flask, morgan: Visitor, cast: Cast, mailbox: Mailbox
) -> None:
    app.config["MENDWELL"] = replace(settings, smtp_url=None)

    assert post(morgan, cast.alex).startswith("http://localhost/invitations/")
    assert mailbox.letters == []
