"""Answering a measure: alone, with what is left open said, and help in sight where it is needed."""

from __future__ import annotations

from couples.exercises.definition import Doer
from tests.cast import Cast
from tests.couples.measures.measuring import answers
from tests.page import Visitor
from tests.portal.partner.conftest import Desk


def test_ones_own_satisfaction_is_told_in_plain_words(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    homework = desk.give("csi-4", doer=Doer.EACH)
    mine = desk.hand_in(cast.alex, homework, answers([3, 2, 2, 2]))

    page = alex.open(f"/partner/submissions/{mine}")

    assert "Your answers add up to 9 of 21." in page.text
    assert "cut-off" not in page.text
    assert "Let more people read this" not in page.text
    sam.open(f"/partner/submissions/{mine}", status=404)


def test_a_screen_gives_no_number_and_shows_help_where_it_is_needed(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    people = {cast.alex_and_sam.public_id: cast.alex.public_id}
    homework = desk.give("phq-9", doer=Doer.ONE, people=people)
    mine = desk.hand_in(cast.alex, homework, answers([2] * 8 + [1]))

    page = alex.open(f"/partner/submissions/{mine}")

    assert "Nobody reads this in real time" in page.text
    assert "of 27" not in page.text
    assert "PHQ" not in sam.open("/partner/this-week").text
    assert "PHQ" not in sam.open("/partner/ours").text
    sam.open(f"/partner/homework/{homework}", status=404)


def test_questions_may_stay_open_and_it_says_what_that_means(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    homework = desk.give("csi-4", doer=Doer.EACH)

    draft = alex.open(f"/partner/homework/{homework}").press("Start")
    check = draft.press("Check and send", {"answer-item_1": "Happy"})
    page = check.press("Hand in")

    assert "You may leave questions open." in check.text
    assert "Some questions were left open, so there is no number for this time." in page.text
