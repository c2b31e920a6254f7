"""Leaving, on the pages of everybody whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.people import invitations
from couples.people.models import Person
from tests.cast import Cast, Member
from tests.homework import FEELINGS
from tests.page import Page, Visitor, without_tokens
from tests.portal.partner.conftest import Desk
from tests.portal.test_invitations import TYPED

pytestmark = pytest.mark.only_on("sqlite", "The services are tested on both databases.")
PAGES = ("this-week", "ours", "privacy", "handed-in", "help-now")
WORD = "A word to your counselor, if you like"
ALONE = "I only want a new password. What we did here as a couple stays ended."
ENDED = "Your work here as a couple has ended"


def pages_of(visitor: Visitor) -> list[str]:
    """Every byte of what somebody can open, but for tokens."""
    opened = [visitor.open(f"/partner/{name}") for name in PAGES]
    return [without_tokens(page.response.get_data(as_text=True)) for page in opened]


def to_leave(visitor: Visitor, member: Member) -> Page:
    """The page on which somebody leaves, once they have shown who they are."""
    asked = visitor.open("/partner/leave")
    assert asked.path == "/account/confirm"
    return asked.press("Go on", {"Your password": member.password})


def test_until_it_is_done_no_byte_tells_of_it_and_afterwards_both_read_the_same(
    alex: Visitor, sam: Visitor, morgan: Visitor, desk: Desk, cast: Cast
) -> None:
    given = desk.give_feelings()
    desk.hand_in(cast.alex, given, FEELINGS)
    at = clock.now()
    with clock.at(at):
        draft = sam.open("/partner/this-week").click("Open").press("Start")
        before = pages_of(sam)
        page = alex.open("/partner/privacy").click(
            "What happens when you leave what the two of you do here"
        )
        page = page.press("Go on", {"Your password": cast.alex.password})
        refused = page.press("Leave", {WORD: "x" * 1001}, status=422)
        alex.post("/partner/leave", {}, status=422)
        assert refused.value_of(WORD) == ["x" * 1001]
        assert pages_of(sam) == before

        mine = page.press("Leave", {WORD: "I have to, for now"})

        theirs = sam.open("/partner/this-week")
        assert (mine.h1, theirs.h1) == (ENDED, ENDED)
        assert mine.text == theirs.text
        assert "Alex" not in theirs.text
        assert mine.find_all("nav a") == theirs.find_all("nav a")
        late = draft.press("Check and send", {"answer-fear": "Typed too late"}, status=409)
        assert f"{ENDED}. Nothing was sent or shown." in late.text
        assert "Typed too late" in late.response.get_data(as_text=True)
        after = pages_of(sam)
        alex.open("/partner/help-now").press("Let my counselor know")
        alex.post("/partner/leave", {"sure": "leave"})
        assert pages_of(sam) == after
        assert "Alex" in alex.open("/partner/handed-in").soup.get_text()

    assert "Something to look at" in morgan.open("/counselor/today").text
    safety = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/safety").text
    assert "Alex has left. Their work here as a couple has ended." in safety
    couple = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
    assert "Alex left on" in couple.text
    assert "Invite Alex back" in couple.buttons()


def test_what_is_under_the_wrong_name_is_put_aside_afterwards_too(
    alex: Visitor, sam: Visitor, morgan: Visitor, desk: Desk, cast: Cast
) -> None:
    wrong = desk.hand_in(cast.alex, desk.give_feelings(), FEELINGS)
    to_leave(sam, cast.sam).press("Leave")
    before = pages_of(sam)

    said = alex.open(f"/partner/submissions/{wrong}").press("Put it aside, I did not write it")

    assert (said.path, said.h1) == ("/partner/afterwards", ENDED)
    assert "is put aside until it is clear who wrote it" in said.text
    again = said.click("Have a look").press("It was mine after all")
    assert "Was this yours?" in again.text
    assert pages_of(sam) == before
    back = morgan.open(f"/counselor/set-aside/{wrong}").press("Put it back")
    assert "Put back. Who reads what of it now stands beside each answer." in back.text
    assert "Sam does not read this: their work here as a couple has ended." in back.text
    assert "reads this too" not in back.text
    assert "once both have handed in" not in back.text


def test_the_counselor_finds_that_it_has_ended_and_nothing_missing(
    sam: Visitor, morgan: Visitor, desk: Desk, cast: Cast
) -> None:
    open_now = desk.give_feelings()
    for member in (cast.alex, cast.sam):
        written = desk.hand_in(member, open_now, FEELINGS)
    to_leave(sam, cast.sam).press("Leave")

    today = morgan.open("/counselor/today")

    [line] = [each for each in today.find_all(".line-list li") if each.startswith("Alex and Sam")]
    assert "Their work here as a couple ended on" in line
    assert "No homework" not in line
    assert "No next session" not in line
    assert "Ended" in morgan.open("/counselor/couples?show=parted").text
    couple = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
    assert "None. Their work here as a couple has ended." in couple.text
    assert "Give them something" not in couple.text
    read = morgan.open(f"/counselor/review/{written}")
    assert "Both have handed in, so Sam reads this too." in read.text


def test_a_phone_is_asked_who_holds_it_however_lately_somebody_signed_in(
    alex: Visitor, sam: Visitor, cast: Cast
) -> None:
    assert alex.open("/partner/leave").path == "/account/confirm"
    asked = alex.post("/partner/leave", {"sure": "leave", "words": "Not me"}, status=403)
    assert asked.h1 == "Is it still you?"
    asked.press("Go on", {"Your password": "a guess"}, status=422)
    assert sam.open("/partner/this-week").h1 == "This week"

    done = asked.press("Go on", {"Your password": cast.alex.password}).press("Go on")

    assert done.h1 == ENDED


def test_a_proof_lets_nobody_leave_ten_minutes_later(
    alex: Visitor, sam: Visitor, cast: Cast
) -> None:
    now = clock.now()
    with clock.at(now):
        page = to_leave(alex, cast.alex)
    with clock.at(now + timedelta(minutes=11)):
        assert page.press("Leave", status=403).h1 == "Is it still you?"
        assert sam.open("/partner/this-week").h1 == "This week"


def test_whoever_left_comes_back_by_a_new_invitation(
    alex: Visitor,
    sam: Visitor,
    morgan: Visitor,
    visitor: Visitor,
    cast: Cast,
    writing: Callable[[], Session],
) -> None:
    to_leave(alex, cast.alex).press("Leave")
    assert sam.open("/partner/ours").h1 == ENDED

    asked = sam.open("/partner/afterwards").click("Leave as well")
    page = asked.press("Go on", {"Your password": cast.sam.password})
    page.press("Leave", {WORD: "Nor can I"})

    page = visitor.open(_link(writing, cast, cast.alex))
    assert "With this link you take it up again" in page.text
    page.press("Join", {**TYPED, ALONE: True})
    assert visitor.open("/partner/ours").h1 == ENDED
    visitor.open(_link(writing, cast, cast.alex)).press("Join", TYPED)
    assert visitor.open("/partner/ours").h1 == ENDED
    both = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
    assert "Sam left on" in both.text
    assert "Alex left on" not in both.text
    sam.open(_link(writing, cast, cast.sam)).press("Join", TYPED)

    assert visitor.open("/partner/afterwards").h1 == "This week"
    assert "take it up again" not in visitor.open("/partner/this-week").text


def _link(writing: Callable[[], Session], cast: Cast, member: Member) -> str:
    with writing() as session, session.begin():
        person = session.get_one(Person, member.id)
        return f"/invitations/{invitations.invite(session, cast.morgan.identity, person)}"
