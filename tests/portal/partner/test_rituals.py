"""Rituals and trackers: one tap, a line for those who like, and how it reached the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from couples import clock
from couples.exercises.definition import Cadence, Doer, Part
from tests.cast import Cast, Member
from tests.page import Visitor
from tests.portal.partner.conftest import Desk

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
DAILY = {"doer": Doer.EACH, "cadence": Cadence.DAILY, "starts_on": date(2026, 11, 23)}
NOTE = {"ritual": "note", "title": "Note on the mirror"}
OFTEN = {"doer": Doer.EACH, "cadence": Cadence.TIMES_A_WEEK, "times_a_week": 3}


def test_a_ritual_is_checked_off_in_one_tap(alex: Visitor, desk: Desk, cast: Cast) -> None:
    with clock.at(MONDAY):
        desk.give("daily-ritual", **DAILY)

        week = alex.open("/partner/this-week").press("Done")

    assert week.path == "/partner/this-week"
    assert "Noted." in week.text
    assert "Noted today" in week.text
    assert "Done" not in week.buttons()
    assert desk.count(cast.alex, Part.LOG) == 1


def test_not_today_is_noted_as_quietly(alex: Visitor, desk: Desk, cast: Cast) -> None:
    with clock.at(MONDAY):
        desk.give("daily-ritual", **DAILY)

        week = alex.open("/partner/this-week").press("Not today")

    assert "Noted." in week.text
    assert desk.count(cast.alex, Part.LOG) == 1


def test_a_double_tap_notes_one_day(alex: Visitor, desk: Desk, cast: Cast) -> None:
    with clock.at(MONDAY):
        desk.give("daily-ritual", **{**DAILY, "starts_on": date(2026, 11, 20)})
        week = alex.open("/partner/this-week")

        week.press("Done")
        week.press("Done")

    assert desk.count(cast.alex, Part.LOG) == 1


def test_a_tap_in_another_tab_does_not_slip_to_yesterday(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        desk.give("daily-ritual", **{**DAILY, "starts_on": date(2026, 11, 20)})
        one, other = alex.open("/partner/this-week"), alex.open("/partner/this-week")
        one.press("Done")

        page = other.press("Done", status=409)

    assert "You have noted this already" in page.text
    assert desk.count(cast.alex, Part.LOG) == 1


def test_yesterday_can_still_be_noted_because_days_end_late(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        desk.give("daily-ritual", **{**DAILY, "starts_on": date(2026, 11, 20)})
        week = alex.open("/partner/this-week").press("Done")

        assert "For yesterday" in week.text
        week.press("Not that day")

    assert desk.count(cast.alex, Part.LOG) == 2


def test_a_rating_and_a_line_may_go_with_it(alex: Visitor, sam: Visitor, desk: Desk) -> None:
    with clock.at(MONDAY):
        homework = desk.give("daily-ritual", **DAILY)
        fields = {f"{homework}-answer-note": "Tea at the window", f"{homework}-answer-ease": "7"}

        alex.open("/partner/this-week").press("Done", fields)

        theirs = sam.open("/partner/ours").click("A small ritual of your own")
    assert "Tea at the window" in theirs.text
    assert "7 of 10" not in theirs.text


def test_a_line_that_is_too_long_comes_back_with_its_words(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        homework = desk.give("daily-ritual", **DAILY)
        note = f"{homework}-answer-note"

        page = alex.open("/partner/this-week").press("Done", {note: "long " * 60}, status=422)

        assert "Shorten ‘A line about it’ to 200 characters." in page.text
        assert page.value_of(note) == ["long " * 60]
        assert page.press("Done", {note: "short"}).path == "/partner/this-week"


def test_each_says_from_their_own_side_and_neither_page_changes_by_it(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        homework = desk.give("daily-ritual", **DAILY)
        desk.hand_in(cast.alex, homework, NOTE)
        before = sam.open("/partner/this-week")
        assert "Note on the mirror" in before.text
        assert "It reached you" in before.text

        alex.open("/partner/this-week").press("Done")
        again = sam.open("/partner/this-week")
        assert again.text == before.text

        mine = alex.open("/partner/this-week").text
        again.press("Yes")
        assert "It reached you" not in sam.open("/partner/this-week").text
        again.press("Yes")
        assert alex.open("/partner/this-week").text == mine
        assert "From Sam" not in alex.open("/partner/ours").text
    assert desk.count(cast.sam, Part.RECEIVED) == 1


def test_a_ritual_is_begun_again_after_a_gap_without_a_count(
    alex: Visitor, desk: Desk, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    with clock.at(MONDAY):
        homework = desk.give("daily-ritual", **DAILY)
        desk.hand_in(cast.alex, homework, {**NOTE, "cue": "my coffee", "fallback": "a heart"})
        week = alex.open("/partner/this-week")
        assert "After: my coffee" in week.text
        assert "If the day goes wrong: a heart" in week.text
        assert "Begin again" not in week.text
        week.press("Done")

    with clock.at(MONDAY + timedelta(days=9)):
        later = sign_in_as(cast.alex).open("/partner/this-week")
        assert "Begin again today." in later.text
        assert "Begin again today." not in later.press("Not today").text


def test_a_day_without_it_is_nobodys_business(alex: Visitor, sam: Visitor, desk: Desk) -> None:
    with clock.at(MONDAY):
        desk.give("daily-ritual", **DAILY)
        before = sam.open("/partner/ours")
        alex.open("/partner/this-week").press("Not today")

        ours = sam.open("/partner/ours")

    assert "From Alex" not in ours.text
    assert ours.text == before.text


def test_a_ritual_goes_by_the_name_that_was_given_to_it(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        homework = desk.give("daily-ritual", **DAILY)
        desk.hand_in(cast.alex, homework, NOTE)

        week = alex.open("/partner/this-week")
        assert "Note on the mirror" in week.text

        assert "A small ritual of your own" in week.press("Done").text
        assert "Note on the mirror" in sam.open("/partner/this-week").text


def test_a_good_thing_is_written_down_from_the_card(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    desk.give("wins", **OFTEN)

    page = alex.open("/partner/this-week").press("Write one down")
    page.press("Send", {"answer-win": "We laughed about the rice"})

    assert desk.count(cast.alex, Part.LOG) == 1
    theirs = sam.open("/partner/ours").click("Something that went well")
    assert "We laughed about the rice" in theirs.text


def test_thanks_can_be_answered(alex: Visitor, sam: Visitor, desk: Desk, cast: Cast) -> None:
    homework = desk.give("gratitude-act", **OFTEN)
    desk.hand_in(cast.alex, homework, {"gratitude": "You made the call"}, part=Part.LOG)

    ours = sam.open("/partner/ours")
    assert "You made the call" in ours.text
    ours.press("Not this time")

    assert desk.count(cast.sam, Part.RECEIVED) == 1


def test_nobody_else_can_note_or_receive(
    alex: Visitor, kim: Visitor, desk: Desk, cast: Cast
) -> None:
    homework = desk.give("gratitude-act", **OFTEN)
    thanks = desk.hand_in(cast.sam, homework, {"gratitude": "The soup"}, part=Part.LOG)
    ritual = desk.give("daily-ritual", **DAILY)

    kim.post(f"/partner/homework/{ritual}/check-in", {"key": "k"}, status=404)
    kim.post(f"/partner/submissions/{thanks}/receive", {"key": "k"}, status=404)
    own = desk.hand_in(cast.alex, homework, {"gratitude": "The walk"}, part=Part.LOG)
    alex.post(f"/partner/submissions/{own}/receive", {"key": "k"}, status=404)
