"""One evening on two phones: from a grievance to acts that are noted, and the next morning."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements import living
from couples.agreements.queries import list_agreements
from tests.cast import TIME_ZONE, Cast, Member
from tests.couples.repairs.mending import CALL, GRIEVANCE, IMPACT, REFLECTION, WALK, planned
from tests.page import Page, Visitor
from tests.portal.world import NOT_HERE

WRITTEN = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
SHOWN = WRITTEN + timedelta(days=9)
WRITING_DAY, SHOWING_DAY = (re.compile(rf"\b{day} Nov|Nov(ember)? {day}\b") for day in (2, 11))
WINDOW = {"answer-window_days": "21"}


def steps() -> dict[str, Any]:
    """The plan as it is typed: one step for Sam, one for both."""
    rows = (("Sam", CALL, "9"), ("Both of us", WALK, "6"))
    typed: dict[str, Any] = {}
    for number, (who, action, matters) in enumerate(rows):
        cells = {
            "doer": who,
            "action": action,
            "frequency": "Every day",
            "evidence": "We both see it",
            "matters": matters,
            "willing": "8",
            "feasible": "Yes",
        }
        typed |= {f"answer-steps-{number}-cell-{key}": value for key, value in cells.items()}
    review_on = clock.today(TIME_ZONE) + timedelta(days=14)
    return {**WINDOW, **typed, "answer-review_on": review_on.isoformat()}


def answered(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers by the names of their fields."""
    return {f"answer-{key}": value for key, value in answers.items()}


def open_repair(morgan: Visitor, cast: Cast) -> Page:
    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/repairs")
    return page.press("Open a repair", {"hurt": "Alex was hurt"})


def repair_of(visitor: Visitor) -> Page:
    """The page of the repair, found as somebody finds it: on Ours."""
    [link] = visitor.open("/partner/ours").soup.select("a[href*='/repairs/']")
    return visitor.open(str(link["href"]))


def write(page: Page, answers: dict[str, Any]) -> Page:
    return page.press("Start").press("Check and send", answers).press("Hand in")


class TestOneEvening:
    def test_two_people_go_from_a_grievance_to_acts_and_the_counselor_finds_it_in_the_morning(
        self, alex: Visitor, sam: Visitor, morgan: Visitor, cast: Cast
    ) -> None:
        open_repair(morgan, cast)
        quiet = sam.open("/partner/ours").text
        assert "Mending something" not in sam.open("/partner/this-week").text

        write(repair_of(alex), answered(GRIEVANCE))
        assert sam.open("/partner/ours").text == quiet
        repair_of(alex).press("Let Sam read all of it")
        assert "Alex let you read something that hurt." in repair_of(sam).text

        write(repair_of(alex), answered(IMPACT))
        assert "Start" not in repair_of(sam).buttons()
        repair_of(alex).press("Let Sam read all of it")
        write(repair_of(sam), answered(REFLECTION))

        write(repair_of(alex), steps())
        assert "waits for Sam to say yes" in repair_of(alex).text
        repair_of(sam).click("Read and decide").press("I agree to this")

        week = sam.open("/partner/this-week")
        assert "A step to mend it, done" not in week.text
        noted = week.click("Note a step").press("Done")
        assert "Noted today" in noted.text
        assert "A step to mend it, done" not in sam.open("/partner/this-week").text
        assert "A step to mend it, done" in sam.open("/partner/handed-in").text
        received = repair_of(alex).press("Yes", {"How much it mattered to you": "9"})
        assert "done once" in received.text

        morning = open_page(morgan, cast)
        assert "Alex was hurt" in morning.text
        row = next(row for row in morning.find_all("tbody tr") if row.startswith(CALL))
        assert row == f"{CALL} Sam 1 0 0 1 of 1 9.0 (n = 1)"
        assert GRIEVANCE["what_happened"] in morning.click("What happened").text

    def test_what_is_kept_to_oneself_is_read_by_nobody_in_the_morning(
        self, alex: Visitor, morgan: Visitor, cast: Cast
    ) -> None:
        open_repair(morgan, cast)
        write(repair_of(alex), answered(GRIEVANCE))

        morning = open_page(morgan, cast)

        assert "not open to the other" in morning.text
        assert GRIEVANCE["what_happened"] not in morning.click("What happened").text


def open_page(morgan: Visitor, cast: Cast) -> Page:
    return morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/repairs")


class TestTheDayThatTheOtherIsTold:
    def test_is_the_one_on_which_it_was_shown_and_nowhere_the_one_on_which_it_was_written(
        self, sign_in_as: Callable[[Member], Visitor], cast: Cast
    ) -> None:
        with clock.at(WRITTEN):
            open_repair(sign_in_as(cast.morgan), cast)
            write(repair_of(sign_in_as(cast.alex)), answered(GRIEVANCE))
        with clock.at(SHOWN):
            repair_of(sign_in_as(cast.alex)).press("Let Sam read all of it")
            sam, room = sign_in_as(cast.sam), sign_in_as(cast.morgan)
            mine = [sam.open("/partner/ours"), repair_of(sam)]
            mine.append(mine[1].click("Naming what hurt"))
            table = room.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/session-mode")
            own = sign_in_as(cast.alex).open("/partner/handed-in")

        for page in (*mine, table):
            assert SHOWING_DAY.search(page.text)
            assert not WRITING_DAY.search(page.text), "When it was written is its author's."
        assert WRITING_DAY.search(own.text)


class TestAPlanThatRestsOrIsOver:
    def test_says_how_it_goes_on_and_lets_other_steps_be_found(
        self,
        alex: Visitor,
        sam: Visitor,
        writing: Callable[[], Session],
        cast: Cast,
    ) -> None:
        with writing() as session, session.begin():
            planned(session, cast)
            [plan] = list_agreements(session, cast.sam.identity)
            living.pause(session, cast.sam.identity, plan.id, key="rest")

        for phone in (alex, sam):
            page = repair_of(phone)
            assert "Your plan rests for now" in page.text
            assert "look for one to five small steps" not in page.text
            assert "Look for other steps" in page.buttons()
        page = repair_of(alex).click("To your plan").press("Let it go on")
        assert "Do what you planned" in repair_of(sam).text

        with writing() as session, session.begin():
            living.withdraw(session, cast.alex.identity, plan.id, key="over")
        assert repair_of(sam).buttons().count("Look for other steps") == 1
        assert "Your plan is over." in repair_of(sam).text
        again = repair_of(sam).press("Look for other steps")
        assert "Nothing changes until both of you" in again.text
        assert "Start" in repair_of(alex).buttons()


class TestNeedingTime:
    def test_it_rests_for_both_and_only_who_asked_for_it_comes_back(
        self, alex: Visitor, sam: Visitor, morgan: Visitor, cast: Cast
    ) -> None:
        open_repair(morgan, cast)
        write(repair_of(alex), answered(GRIEVANCE))
        repair_of(alex).press("Let Sam read all of it")

        resting = repair_of(sam).press("Let it rest")

        assert "nobody asks why" in resting.text
        assert "There is nothing to do" in repair_of(alex).text
        assert "I am back" not in repair_of(alex).buttons()
        assert "Nothing is waiting for you" in alex.open("/partner/this-week").text
        assert "Rests for now" in open_page(morgan, cast).text
        repair_of(sam).press("I am back")
        assert "Start" in repair_of(alex).buttons()


@pytest.mark.parametrize(
    "path",
    ["", "/need-time", "/come-back", "/go-on", "/done", "/acts", f"/show/{NOT_HERE}"],
)
def test_nobody_else_finds_it(
    path: str, alex: Visitor, sam: Visitor, kim: Visitor, morgan: Visitor, cast: Cast
) -> None:
    open_repair(morgan, cast)
    address = repair_of(alex).path

    for visitor in (sam, kim):
        if path:
            visitor.post(address + path, {"step": "1-1"}, status=404)
        else:
            visitor.open(address, status=404)
