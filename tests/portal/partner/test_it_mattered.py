"""One line in a minute, and the quiet word that it mattered: told on only where one wants to."""

from __future__ import annotations

from datetime import timedelta

from couples import clock
from couples.exercises.definition import Cadence, Doer, Part
from tests.cast import Cast
from tests.homework import FEELINGS
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
    assert "Take it back" in week.press("Write one down").press("Send", answers).buttons()


def test_what_takes_a_minute_is_told_lately_only_once_it_was_answered(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    desk.hand_in(cast.alex, desk.give_feelings(), FEELINGS)
    with clock.at(clock.now() - timedelta(days=2)):
        wins = desk.give("wins", **FREELY)
        first = desk.hand_in(cast.alex, wins, {"win": "You called my mother"}, part=Part.LOG)
    desk.hand_in(cast.alex, wins, {"win": "You made us laugh"}, part=Part.LOG)

    week = alex.open("/partner/this-week").text
    noted = week.partition("Noted today")[2].partition("Handed in lately")[0]
    assert "Something that went well" in noted
    assert "Something that went well" not in week.partition("Handed in lately")[2]

    desk.reply(first, "That is a good one.")
    lately = alex.open("/partner/this-week").text.partition("Handed in lately")[2]
    assert "Something that went well" in lately
    assert "Dr. Morgan replied" in lately
    assert alex.open("/partner/handed-in").text.count("Something that went well") == 2


def test_no_more_than_six_are_told_lately(alex: Visitor, desk: Desk, cast: Cast) -> None:
    with clock.at(clock.now() - timedelta(days=1)):
        wins = desk.give("wins", **FREELY)
        for number in range(7):
            noted = desk.hand_in(cast.alex, wins, {"win": f"Win {number}"}, part=Part.LOG)
            desk.reply(noted, "Good.")

    week = alex.open("/partner/this-week")

    assert len(week.soup.select("a[href*='/partner/submissions/']")) == 6
    assert week.click("Everything you handed in").text.count("Dr. Morgan replied") == 7


def test_one_press_sends_it_and_a_slip_can_be_taken_back_for_a_moment(
    alex: Visitor, sam: Visitor, kim: Visitor, desk: Desk, cast: Cast
) -> None:
    desk.give("wins", **FREELY)
    quiet = sam.open("/partner/ours").text
    now = clock.now()

    with clock.at(now):
        page = alex.open("/partner/this-week").press("Write one down")
        assert "Check and send" not in page.buttons()
        missing = page.press("Send", {"answer-win": "", "answer-kind": "A kindness"})
        assert missing.value_of("answer-kind") == ["kindness"], "What was typed stays."
        page = alex.open(missing.path)
        sent = page.press("Send", {"answer-win": "You called my mother"})
        assert "Sent." in sent.text
        again = page.press("Send", {"answer-win": "You called my mother"})
        assert "Sent." in again.text
        assert desk.count(cast.alex, Part.LOG) == 1
        assert "You called my mother" in sam.open("/partner/ours").text
        [form] = sent.soup.select("form[action$='/take-back']")
        back = str(form["action"])
        for other in (sam, kim):
            other.post(back, {}, status=404)

        draft = sent.press("Take it back")
        assert draft.value_of("answer-win") == ["You called my mother"]
        assert desk.count(cast.alex, Part.LOG) == 0
        assert sam.open("/partner/ours").text == quiet
        alex.post(back, {}, status=404)
        sent = draft.press("Send", {"answer-win": "You called her"})
        sam.open("/partner/ours").press("Yes")
        again = sent.press("Take it back")
        assert again.value_of("answer-win") == ["You called her"], "A press tells nothing of it."
        again.press("Send", {"answer-win": "You called her"})
        later = alex.open("/partner/this-week").press("Write one down")
        kept = later.press("Send", {"answer-win": "The soup"})
    with clock.at(now + timedelta(seconds=61)):
        over = kept.soup.select_one("form[action$='/take-back']")
        assert over is not None
        sent_id = str(over["action"]).split("/")[3]
        assert "Take it back" not in alex.open(f"/partner/this-week?sent={sent_id}").buttons()
        assert "It has arrived by now" in kept.press("Take it back", status=409).text
    assert desk.count(cast.alex, Part.LOG) == 2


def test_what_can_be_for_several_readers_is_read_back_first(alex: Visitor, desk: Desk) -> None:
    desk.give("pause-log", **FREELY)

    page = alex.open("/partner/this-week").press("Write one down")

    assert "Check and send" in page.buttons()
    assert "Send" not in page.buttons()
