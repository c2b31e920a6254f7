"""More at once than most people can carry: a warning, and one tick."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from couples.assignments.queries import list_assignments
from couples.exercises.definition import Cadence
from tests.cast import Cast
from tests.homework import RULES, give, hand_in
from tests.page import Page, Visitor

pytestmark = pytest.mark.usefixtures("library")


def rehearsal(morgan: Visitor) -> Page:
    page = morgan.open("/counselor/assign").click("Questions you have not asked yet")
    return page.press("Check who gets it", {"Couples": ["Alex and Sam"]})


@pytest.fixture
def _three_at_once(cast: Cast, writing: Callable[[], Session]) -> None:
    with writing() as session, session.begin():
        give(session, cast.alex_and_sam, "calm-contract")
        give(session, cast.alex_and_sam, "wins", cadence=Cadence.TIMES_A_WEEK)
        give(session, cast.alex_and_sam, "problem-solving")
        give(session, cast.alex_and_sam, "daily-ritual")
        give(session, cast.alex_and_sam, "pause-log")


@pytest.mark.usefixtures("_three_at_once")
def test_a_fourth_thing_wants_a_tick(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    page = rehearsal(morgan)
    assert "Alex would have 4 things at once. Sam would have 4 things at once." in page.text

    page = page.press("Assign to 1 couple", status=409)

    assert "Tick that it may be so." in page.text
    page = page.press("Assign to 1 couple", {"may_be_heavy": True})
    assert page.h1 == "Questions you have not asked yet"
    with writing() as session:
        assert len(list_assignments(session, cast.alex.identity)) == 6


def test_what_is_no_lot_asks_for_nothing(morgan: Visitor) -> None:
    page = rehearsal(morgan)

    assert "at once" not in page.text
    assert page.press("Assign to 1 couple").h1 == "Questions you have not asked yet"


@pytest.mark.usefixtures("_three_at_once")
def test_what_was_handed_in_weighs_no_more(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        [contract] = [
            a
            for a in list_assignments(session, cast.alex.identity)
            if a.definition.id == "calm-contract"
        ]
        hand_in(session, cast.alex, contract, RULES)

    page = rehearsal(morgan)

    assert "Alex would have" not in page.text
    assert "Sam would have 4 things at once." in page.text
