"""One line in a minute, and the quiet word that it mattered: told on only where one wants to."""

from __future__ import annotations

from couples.exercises.definition import Cadence, Doer, Part
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.partner.conftest import Desk

FREELY = {"doer": Doer.EACH, "cadence": Cadence.ANY_TIME}


def test_that_it_mattered_is_known_to_the_giver_only_where_the_receiver_says_so(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    wins = desk.give("wins", **FREELY)
    desk.hand_in(cast.alex, wins, {"win": "You called my mother"}, part=Part.LOG)
    before = alex.open("/partner/ours").text

    sam.open("/partner/ours").press("Yes")

    assert alex.open("/partner/ours").text == before
    assert desk.count(cast.sam, Part.RECEIVED) == 1

    desk.hand_in(cast.alex, wins, {"win": "You made us laugh"}, part=Part.LOG)
    sam.open("/partner/ours").press("Yes", {"tell": "yes"})
    ours = alex.open("/partner/ours").text
    assert "Sam let you know" in ours
    assert "“This mattered to you”: Yes" in ours


def test_how_a_hand_held_out_landed_is_asked_of_the_one_it_was_meant_for(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    hands = desk.give("repair-attempt", **FREELY)
    mine = desk.hand_in(cast.alex, hands, {"type": "humor", "by": "me"}, part=Part.LOG)
    desk.hand_in(cast.alex, hands, {"type": "sorry", "by": "partner"}, part=Part.LOG)

    ours = sam.open("/partner/ours")
    assert ours.text.count("How well it landed with you, if it was") == 1
    ours.press("Note it", {f"{mine}-answer-landed": "8"})

    assert desk.count(cast.sam, Part.RECEIVED) == 1
    assert "Note it" not in sam.open("/partner/ours").buttons()
    assert "8" not in alex.open("/partner/ours").text
    assert "Note it" not in alex.open("/partner/ours").buttons()


def test_what_takes_a_minute_stands_apart_from_what_is_due(alex: Visitor, desk: Desk) -> None:
    desk.give("repair-attempt", **FREELY)
    desk.give_feelings()

    week = alex.open("/partner/this-week")

    assert "In a minute" in week.text
    answers = {"answer-type": "sorry", "answer-by": "me"}
    assert "Hand in" in week.press("Write one down").press("Check and send", answers).buttons()
