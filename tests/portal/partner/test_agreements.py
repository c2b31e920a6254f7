"""Agreements on the couple’s pages: begun alone, signed by two, looked at again, ended by one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from couples import clock
from tests.cast import TIME_ZONE, Cast
from tests.homework import RULES
from tests.page import Visitor
from tests.portal.partner.conftest import Desk

BOOK = {
    "answer-title": "Phones at dinner",
    "answer-text": "They stay in the hall.",
    "answer-kind": "logistics",
    "answer-owner-0-cell-who": "Both of us",
    "answer-review_on": (clock.today(TIME_ZONE) + timedelta(days=20)).isoformat(),
}


@pytest.fixture
def in_force(sam: Visitor, desk: Desk, cast: Cast) -> str:
    """The address of an agreement that both have signed."""
    desk.hand_in(cast.alex, desk.give("calm-contract"), RULES)
    page = sam.open("/partner/ours").click("Read and decide")
    page.press("I agree to this")
    return page.path


def test_one_begins_alone_proposes_and_the_other_says_yes(
    alex: Visitor, sam: Visitor, desk: Desk
) -> None:
    before = [sam.open(path).text for path in ("/partner/ours", "/partner/this-week")]
    draft = alex.open("/partner/ours").press("Write an agreement")
    check = draft.press("Check and send", BOOK)
    assert before == [sam.open(path).text for path in ("/partner/ours", "/partner/this-week")]

    check.press("Hand in")

    week = sam.open("/partner/this-week")
    assert "“Phones at dinner” waits for your yes" in week.text
    page = week.click("Have a look")
    assert page.h1 == "Phones at dinner"
    assert "In force since" in page.press("I agree to this").text
    assert "Phones at dinner" not in sam.open("/partner/this-week").text
    line = alex.open("/partner/ours").text
    assert "Phones at dinner" in line
    assert "Look at it again on" in line


def test_they_look_again_and_what_did_not_hold_goes_on(
    alex: Visitor, sam: Visitor, in_force: str
) -> None:
    page = sam.open(in_force)
    refused = page.press("Note it", {"review_on": "soon"}, status=422)
    assert "Choose what comes closest." in refused.text
    assert refused.value_of("review_on") == ["soon"]
    past = {"kind": "held", "review_on": clock.today(TIME_ZONE).isoformat()}
    assert "still to come" in refused.press("Note it", past, status=422).text

    noted = refused.press("Note it", {"kind": "broken", "broken_on": "", "review_on": ""})

    assert "it did not hold this time" in noted.text
    assert "In force since" in alex.open(in_force).text
    assert "Sam" not in alex.open(in_force).find_all(".line-list__what")[0]


def test_it_rests_and_goes_on(alex: Visitor, sam: Visitor, in_force: str) -> None:
    sam.open(in_force).press("Let it rest for now")

    page = alex.open(in_force)
    assert "Resting since" in page.text
    assert "Sam let it rest on" in page.text
    assert "In force since" in page.press("Let it go on").text


def test_one_ends_it_and_either_proposes_it_anew(
    alex: Visitor, sam: Visitor, in_force: str
) -> None:
    ended = sam.open(in_force).press("End this agreement")
    assert "Ended on" in ended.text
    assert {"I agree to this", "Let it rest for now", "Note it"}.isdisjoint(ended.buttons())

    ours = alex.open("/partner/ours")
    assert "Agreements that have ended" in ours.text
    draft = alex.open(in_force).press("Propose it anew")
    assert draft.value_of("answer-pause_word") == ["Lighthouse"]
    assert "How sure you are" not in draft.text
    draft.press("Check and send", {"answer-pause_word": "Harbor"}).press("Hand in")

    page = sam.open("/partner/ours").click("Read and decide")
    assert "Harbor" in page.text
    assert "In force since" in page.press("I agree to this").text


def test_another_couple_finds_nothing_to_end(kim: Visitor, in_force: str) -> None:
    for deed in ("pause", "resume", "withdraw", "review", "propose", "sign"):
        kim.post(f"{in_force}/{deed}", {"kind": "held"}, status=404)


def test_what_nobody_asked_for_may_be_let_go(
    alex: Visitor, sam: Visitor, desk: Desk, in_force: str
) -> None:
    draft = alex.open("/partner/ours").press("Write an agreement")
    sam.post(f"{draft.path}/let-go", {}, status=404)
    draft.press("Save and leave", {"answer-title": "Never mind"})
    assert "Carry on" in alex.open("/partner/this-week").text

    alex.open(draft.path).press("Delete what I began")

    alex.open(draft.path, status=404)
    assert "Carry on" not in alex.open("/partner/this-week").text
    again = alex.open(in_force).press("Propose other words")
    again.press("Delete what I began")
    assert "In force since" in alex.open(in_force).text


def test_homework_is_not_let_go(alex: Visitor, desk: Desk) -> None:
    page = alex.open(f"/partner/homework/{desk.give('calm-contract')}").press("Start")

    assert "Delete what I began" not in page.buttons()
    alex.post(f"{page.path}/let-go", {}, status=404)
