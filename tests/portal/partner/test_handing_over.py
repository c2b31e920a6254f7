"""One phone, two people: the last questions of each, with a page between them that covers all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from couples.exercises.definition import Cadence
from tests.cast import Cast, Member
from tests.page import Visitor
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_talks import begin

SignIn = Callable[[Member], Visitor]
SAMS = {
    "answer-accuracy": "8",
    "answer-heard": "3",
    "answer-private_note": "Only for Dr. Morgan",
}


@pytest.fixture
def needs(desk: Desk) -> str:
    return desk.give("needs-talk", cadence=Cadence.TIMES_A_WEEK, times_a_week=2)


def talked(visitor: Visitor, assignment_id: str) -> str:
    """A whole talk on the phone of `visitor`; its address."""
    talk = begin(visitor, assignment_id, phones="one")
    for words in (
        {"answer-topic": "Evenings"},
        {"answer-need": "Ten minutes"},
        {"answer-reflection": "You come home and I look at a screen"},
        {"answer-need": "Sleep"},
        {},
    ):
        visitor.open(talk).press("Next turn", words)
    visitor.open(talk).press("Finish the talk", {"answer-outcome": "understood"})
    return talk


def test_the_other_answers_on_this_phone_and_nothing_of_it_opens_here_again(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)

    cover = alex.open(talk).click("Hand the phone to Sam")
    assert "How heard you felt" not in cover.text
    form = cover.click("I am Sam")
    assert "How often a reproach slipped out of you" not in form.text
    assert "Sleep" not in form.text
    unfinished = {name: words for name, words in SAMS.items() if name != "answer-heard"}
    wrong = form.press("Hand in and cover", unfinished, status=422)
    assert "Only for Dr. Morgan" in wrong.text
    done = wrong.press("Hand in and cover", SAMS)

    assert "Please hand the phone back to Alex" in done.text
    for path in (talk, f"{talk}/hand-over", f"{talk}/hand-over?open=1"):
        page = alex.open(path)
        assert "Only for Dr. Morgan" not in page.text
        assert "How heard you felt" not in page.text
    again = {"csrf_token": alex.token(), **SAMS, "answer-heard": "10"}
    covered = alex.client.post(f"{talk}/hand-over", data=again)
    assert covered.location == f"{talk}/hand-over?done=1"
    assert alex.open(covered.location).text == done.text
    mine = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert "Only for Dr. Morgan" in mine.text
    assert "Sleep" in mine.text
    assert "Answered on Alex’s phone after your talk." in mine.text
    assert "This was not me" in mine.text
    assert "Carry on" not in sam.open("/partner/this-week").text


def test_what_the_other_handed_in_on_their_own_phone_stands_and_is_not_told(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    checked = sam.open(talk).click("My last questions").press("Check and send", SAMS)
    checked.press("Hand in")

    done = alex.open(f"{talk}/hand-over?open=1").press(
        "Hand in and cover", {**SAMS, "answer-heard": "10"}
    )

    assert "Please hand the phone back to Alex" in done.text
    mine = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert "Answered on Alex’s phone" not in mine.text


def test_only_the_one_whose_phone_it_is_can_hand_it_over_and_only_after_the_talk(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam, kim = (sign_in_as(member) for member in (cast.alex, cast.sam, cast.kim))
    talk = begin(alex, needs, phones="one")
    assert alex.client.get(f"{talk}/hand-over").status_code == 404
    alex.open(talk).press("Stop for today")
    alex.open(talk).press("Finish the talk", {"answer-outcome": "stopped"})

    for visitor in (sam, kim):
        assert visitor.client.get(f"{talk}/hand-over").status_code == 404
        sent = {"csrf_token": visitor.token(), **SAMS}
        assert visitor.client.post(f"{talk}/hand-over", data=sent).status_code == 404


def test_the_draft_after_a_talk_asks_first_what_was_not_asked_in_it(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex = sign_in_as(cast.alex)
    talk = talked(alex, needs)

    draft = alex.open(talk).click("My last questions")

    folded = draft.soup.select_one("form details:not([open])")
    assert folded is not None
    assert "What belongs to your talk" in folded.get_text()
    assert folded.select_one("[name=answer-need]") is not None
    assert folded.select_one("[name=answer-heard]") is None
