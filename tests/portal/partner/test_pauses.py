"""A time-out on the page: two taps to start it, and what each of the two finds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.exercises.definition import Gate, Part
from couples.models import Answer, Pause, SafetyFlag
from couples.safety import services as safety
from couples.safety.queries import list_flags
from tests.cast import Cast
from tests.homework import FEELINGS, RULES
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk

pytestmark = pytest.mark.only_on("sqlite", "The services are tested on both databases.")
EVENING = datetime.fromisoformat("2026-11-24T20:00:00-05:00")


def after(minutes: float) -> datetime:
    return EVENING + timedelta(minutes=minutes)


def start(visitor: Visitor) -> Page:
    """Two taps, from whatever page."""
    return visitor.open("/partner/ours").click("Time-out").press("Start the time-out")


def test_it_is_two_taps_away_and_the_other_finds_it_on_every_page(
    alex: Visitor, sam: Visitor, kim: Visitor
) -> None:
    with clock.at(EVENING):
        page = start(alex)
        theirs = sam.open("/partner/this-week").click("See it")
        others = kim.open("/partner/this-week")

    assert page.h1 == theirs.h1 == "Time-out until 8:30 PM"
    assert "You asked for it at 8:00" in page.text
    assert "Alex asked for it at 8:00" in theirs.text
    assert "You are in a time-out until 8:30" not in others.soup.get_text()
    for path in ("/partner/privacy", "/account/", "/partner/ours"):
        with clock.at(after(1)):
            assert "You are in a time-out until" in sam.open(path).soup.get_text()


def test_whoever_asked_ends_it_and_is_asked_for_a_note_of_their_own(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(EVENING):
        mine = start(alex)
    with clock.at(after(5)):
        theirs = sam.open(mine.path).press("I am back")
        assert "You are back. The time-out goes on until Alex is, too" in theirs.text
    with clock.at(after(21)):
        assert "Sam is back." in alex.open(mine.path).text
        over = alex.open(mine.path).press("I am back")
        assert over.h1 == "The time-out is over"
        note = over.press("Note how it was")
        assert note.value_of("answer-minutes") == ["21"]
        assert note.value_of("answer-called_by") == ["me"]
        assert note.value_of("answer-returned") == ["yes"]
        untouched = sam.open("/partner/ours").text
        note.press("Check and send", {"answer-trigger": "tone"}).press("Hand in")
        assert desk.count(cast.alex, Part.LOG) == 1
        assert sam.open("/partner/ours").text == untouched
    with desk.writing() as session:
        told = session.scalars(select(Answer.audience))
        assert {str(audience) for audience in told} <= {"counselor", "me"}


def test_once_its_time_is_up_this_week_asks_only_whoever_is_not_back(
    alex: Visitor, sam: Visitor
) -> None:
    said = "Your time-out was until"
    with clock.at(EVENING):
        mine = start(alex)
    with clock.at(after(5)):
        sam.open(mine.path).press("I am back")
        assert said not in alex.open("/partner/this-week").text
    with clock.at(after(31)):
        assert said not in sam.open("/partner/this-week").text
        week = alex.open("/partner/this-week")
        assert f"{said} 8:30 PM." in week.text
        week.click("To the time-out").press("I am back")
        assert said not in alex.open("/partner/this-week").text
    with clock.at(after(60 * 25)):
        assert said not in alex.open("/partner/this-week").text


def test_more_time_is_asked_for_and_refused_in_words_where_it_is_too_much(
    alex: Visitor, sam: Visitor
) -> None:
    with clock.at(EVENING):
        mine = start(alex)
    with clock.at(after(5)):
        page = sam.open(mine.path).press("Take more time", {"more-minutes": "30"})
        assert page.h1 == "Time-out until 9:00 PM"
        refused = sam.post(f"{mine.path}/extend", {"more-minutes": "99999"}, status=422)
        assert refused.h1 == page.h1
        sam.post(f"{mine.path}/extend", {}, status=422)
    with clock.at(after(61)):
        assert "/extend" not in sam.open(mine.path).response.get_data(as_text=True)
        over = sam.post(f"{mine.path}/extend", {"more-minutes": "30"}, status=409)
        assert "This time-out is over. You can start another one." in over.text


def test_the_second_press_and_a_page_that_stayed_open_start_nothing_more(
    alex: Visitor, sam: Visitor, writing: Callable[[], Session]
) -> None:
    with clock.at(EVENING):
        page = alex.open("/partner/pauses")
        stale = sam.open("/partner/pauses")
        page.press("Start the time-out")
        page.press("Start the time-out")
        assert stale.press("Start the time-out").h1.startswith("Time-out until")
        alex.post("/partner/pauses", {"minutes": "abc"})
    with clock.at(after(40)):
        assert page.press("Start the time-out").h1 == "The time-out is over"
        alex.post("/partner/pauses", {"minutes": "7"}, status=422)
        alex.post("/partner/pauses", {}, status=422)
    with writing() as session:
        assert session.scalar(select(func.count(Pause.id))) == 1


def test_it_begins_from_what_both_agreed_on(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(after(-90)):
        given = desk.give("calm-contract")
        desk.hand_in(cast.alex, given, {**RULES, "pause_minutes": "25", "calm_place": "The attic"})
        assert alex.open("/partner/pauses").value_of("minutes") == ["30"]
        proposal = sam.open("/partner/ours").click("Read and decide")
        proposal.press("I agree to this")
    with clock.at(EVENING):
        page = alex.open("/partner/pauses")

    assert page.value_of("minutes") == ["25"]
    assert "You talk again within 12 hours" in page.text
    assert "The attic" in page.text


def test_the_counselor_is_told_and_the_other_is_not(
    alex: Visitor, sam: Visitor, morgan: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(EVENING):
        mine = start(alex)
        before = sam.open(mine.path).text
        words = {"tell-words": "I was afraid of how loud we got"}
        for _ in range(2):
            alex.open(mine.path).press("Tell Dr. Morgan", words)
        long = alex.open(mine.path).press("Tell Dr. Morgan", {"tell-words": "a" * 501}, status=422)
        assert long.value_of("tell-words") == ["a" * 501]
        assert sam.open(mine.path).text == before
    with desk.writing() as session:
        [flag] = list_flags(session, cast.morgan.identity)
        assert (flag.person_id, flag.word) == (cast.alex.id, words["tell-words"])
    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/safety")
    assert "Alex tells you of a time-out." in page.text


def test_where_there_is_fear_it_stays_on_ones_own_phone(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    hold_for_fear(desk, cast, held=True)
    with clock.at(EVENING):
        week = sam.open("/partner/this-week").response.get_data()
        alone = start(alex)
        assert _without_tokens(sam.open("/partner/this-week").response.get_data()) == (
            _without_tokens(week)
        )
        sam.open(alone.path, status=404)
        for deed in ("come-back", "extend", "tell", "note"):
            sam.post(f"{alone.path}/{deed}", status=404)
    with clock.at(after(31)):
        assert alex.open(alone.path).press("I am back").h1 == "The time-out is over"


def test_whoever_starts_one_cannot_tell_from_it_whether_there_is_fear(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    seen = []
    for held in (False, True):
        hold_for_fear(desk, cast, held=held)
        with clock.at(EVENING):
            page = alex.open("/partner/pauses")
            running = page.press("Start the time-out")
            over = running.press("I am back")
            seen.append([each.text for each in (page, running, over)])
            seen[-1].append(alex.open("/partner/pauses").text)

    assert seen[0] == seen[1]


def hold_for_fear(desk: Desk, cast: Cast, *, held: bool) -> None:
    with desk.writing() as session, session.begin():
        id_ = cast.alex_and_sam.public_id
        safety.set_gate(session, cast.morgan.identity, id_, Gate.G1, held=held, note="afraid")


def test_a_joint_draft_waits_and_says_so(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(after(-5)):
        given = desk.give("problem-solving")
        apart = desk.give_feelings()
        alex.open(f"/partner/homework/{given}").press("We talked without it, I write my part")
        desk.hand_in(cast.alex, apart, FEELINGS)
    with clock.at(EVENING):
        start(sam)
        assert "Open" not in sam.open(f"/partner/homework/{given}").find_all("main .button")
        sam.post(f"/partner/homework/{given}/start", status=409)
        desk.hand_in(cast.sam, apart, FEELINGS)
        assert FEELINGS["fear"] not in alex.open("/partner/ours").text
    with clock.at(after(31)):
        sam.open(f"/partner/homework/{given}").press("We talked without it, I write my part")


def test_breathing_tells_nobody(alex: Visitor, writing: Callable[[], Session]) -> None:
    with writing() as session:
        before = session.scalar(select(func.count(SafetyFlag.id)))
    page = alex.open("/partner/pauses").click("Only breathe for a moment")

    assert "Nobody is told that you are here." in page.text
    with writing() as session:
        assert session.scalar(select(func.count(Pause.id))) == 0
        assert session.scalar(select(func.count(SafetyFlag.id))) == before


def _without_tokens(page: bytes) -> bytes:
    lines = page.splitlines()
    return b"\n".join(line for line in lines if b"csrf_token" not in line and b'"key"' not in line)
