"""Links for partners: each their own, each once, each shown once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from couples import clock
from portal.settings import Settings
from tests.cast import Cast, Member
from tests.mailbox import Mailbox
from tests.page import Page, Visitor
from tests.portal.counselor.conftest import MONDAY_MORNING
from tests.portal.counselor.test_couples import add, links_on, path_of

PASSWORD = "the kettle sings at seven"


def couples_page(morgan: Visitor) -> Page:
    return add(morgan).click("Go to the couple’s page")


def test_a_new_link_ends_the_earlier_one(morgan: Visitor, visitor: Visitor) -> None:
    first, _ = links_on(add(morgan))
    page = morgan.open("/counselor/couples").click("Charlie and Dana")

    page = page.press("Make an invitation link for Charlie")

    (link,) = links_on(page)
    assert page.h1 == "A link for Charlie"
    assert "Charlie" in visitor.open(path_of(link)).text
    assert "Charlie" not in visitor.open(path_of(first), status=410).text


def test_a_new_link_for_one_leaves_the_other_s_alone(morgan: Visitor, visitor: Visitor) -> None:
    _, danas = links_on(add(morgan))
    page = morgan.open("/counselor/couples").click("Charlie and Dana")

    page.press("Make an invitation link for Charlie")

    assert "Dana" in visitor.open(path_of(danas)).text


def test_each_joins_by_their_own_link_and_the_page_says_so(app: Flask, morgan: Visitor) -> None:
    added = add(morgan)
    charlies, danas = links_on(added)
    chosen = {"New password": PASSWORD, "The same password again": PASSWORD}

    welcome = Visitor(app).open(path_of(charlies))
    welcome.press("Join", chosen | {"I have read this and agree to it": True})

    page = added.click("Go to the couple’s page")
    states = page.find_all(".partner-line .badge")
    assert states == ["Joined Nov 23", "Invited"]
    Visitor(app).open(path_of(charlies), status=410)
    assert "You join as Dana" in Visitor(app).open(path_of(danas)).text


def test_looking_at_the_page_again_shows_no_link(morgan: Visitor) -> None:
    page = couples_page(morgan).press("Make an invitation link for Dana")
    (link,) = links_on(page)

    again = page.click("Go to the couple’s page")

    assert path_of(link) not in again.response.text


def test_the_page_says_until_when_a_link_works(morgan: Visitor) -> None:
    page = couples_page(morgan)

    assert "The link works until Monday, November 30." in page.text


def test_a_link_that_ran_out_is_not_waited_for(
    morgan: Visitor, sign_in_as: Callable[[Member], Visitor], cast: Cast
) -> None:
    page = couples_page(morgan)

    with clock.at(MONDAY_MORNING + timedelta(days=8)):
        later = sign_in_as(cast.morgan).open(page.path)

    assert "The link works until" not in later.text
    assert "Not joined yet" in later.text


def test_somebody_who_joined_can_be_given_a_way_back_in(morgan: Visitor, cast: Cast) -> None:
    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")

    page = page.press("Make a new link for Alex")

    assert page.h1 == "A link for Alex"


def test_a_partner_of_another_couple_is_not_there(morgan: Visitor, cast: Cast) -> None:
    couple = cast.alex_and_sam.public_id

    morgan.post(f"/counselor/couples/{couple}/invitations/{cast.kim.public_id}", status=404)
    morgan.post(f"/counselor/couples/{couple}/invitations/{cast.noor.public_id}", status=404)
    morgan.post(f"/counselor/couples/{couple}/invitations/{cast.morgan.public_id}", status=404)


class TestByMail:
    """The letter leaves after the link is kept, and the couple’s page tells whether it went."""

    @pytest.fixture
    def settings(self, settings: Settings, mailbox: Mailbox) -> Settings:
        """Mail is set up."""
        return replace(settings, smtp_url=f"smtp://{mailbox.host}:{mailbox.port}")

    def test_both_letters_go_out_and_the_page_says_so(
        self, morgan: Visitor, mailbox: Mailbox
    ) -> None:
        page = add(morgan)

        assert "It is also on its way to Charlie’s email address." in page.text
        assert {str(letter["To"]) for letter in mailbox.letters} == {
            "charlie@example.org",
            "dana@example.org",
        }
        assert "It was mailed on" in page.click("Go to the couple’s page").text

    def test_nothing_goes_out_when_nothing_was_added(
        self, morgan: Visitor, mailbox: Mailbox
    ) -> None:
        add(morgan, {"Email address of the second partner": "sam@example.org"}, status=409)

        assert mailbox.letters == []
