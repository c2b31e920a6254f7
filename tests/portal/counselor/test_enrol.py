"""Enrolling couples on the screen: choose, see what opens when, begin, take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.programmes.models import Enrolment
from tests.cast import Cast, Member
from tests.courses import programme, shelve
from tests.page import Page, Visitor
from tests.portal.counselor.conftest import MONDAY_MORNING

pytestmark = pytest.mark.usefixtures("library")

ALEX_AND_SAM, KIM_AND_ROBIN = "Alex and Sam", "Kim and Robin"
FOUR_AT_ONCE = "".join(
    f"""
[[steps]]
key = "step_{number}"
week = 1
exercise = "{exercise}"
{how}
"""
    for number, (exercise, how) in enumerate(
        (
            ("calm-contract", 'doer = "together"'),
            ("problem-solving", 'doer = "together"'),
            ("wins", 'doer = "each"\ncadence = "times-a-week"\ntimes_a_week = 3'),
            ("open-questions", 'doer = "together"\ncadence = "times-a-week"\ntimes_a_week = 2'),
        )
    )
)
CONTRACT = "Our agreement for hard moments"


def form_of(morgan: Visitor) -> Page:
    return morgan.open("/counselor/programmes").click("Calm and repair").click("Enrol couples")


@pytest.fixture
def first(cast: Cast) -> dict[str, str]:
    """Who comes first in each of Dr. Morgan’s couples."""
    return {
        f"person_{cast.alex_and_sam.public_id}": "Alex",
        f"person_{cast.kim_and_robin.public_id}": "Robin",
    }


def check(page: Page, fields: dict[str, Any], *couples: str) -> Page:
    return page.press("Check what opens when", {"Couples": list(couples), **fields})


def enrol(page: Page, button: str, **sent: int) -> Page:
    heavy = {"may_be_heavy": True} if page.soup.find("input", {"name": "may_be_heavy"}) else {}
    return page.press(button, heavy, **sent)


def count(writing: Callable[[], Session]) -> int:
    with writing() as session:
        return session.scalar(select(func.count()).select_from(Enrolment)) or 0


def test_the_rehearsal_says_what_each_finds_on_which_day_and_changes_nothing(
    morgan: Visitor, first: dict[str, str], writing: Callable[[], Session]
) -> None:
    page = check(form_of(morgan), first, ALEX_AND_SAM)

    assert page.h1 == "Check what opens when"
    assert "1 couple begins" in page.text
    assert f"1 {CONTRACT} Alex and Sam Monday, November 30" in page.text
    assert "7 Naming what hurt Alex When you say so" in page.text
    assert count(writing) == 0


def test_a_couple_begins_and_finds_each_step_on_its_day(
    morgan: Visitor, cast: Cast, first: dict[str, str], sign_in_as: Callable[[Member], Visitor]
) -> None:
    page = enrol(check(form_of(morgan), first, ALEX_AND_SAM), "Enrol 1 couple")
    assert page.h1 == "Calm and repair"
    board = page.click("Where everybody is")
    assert "Alex and Sam Course Calm and repair Week 0 of 12" in board.text
    assert f"“{CONTRACT}”: opens on Monday, November 30." in board.text
    assert CONTRACT not in sign_in_as(cast.alex).open("/partner/this-week").text

    with clock.at(MONDAY_MORNING + timedelta(days=7)):
        assert CONTRACT in sign_in_as(cast.alex).open("/partner/this-week").text
        assert CONTRACT in sign_in_as(cast.sam).open("/partner/this-week").text
        board = sign_in_as(cast.morgan).open("/counselor/enrolments")
        assert "Week 1 of 12" in board.text
        course = board.click(ALEX_AND_SAM)
        assert "Opened on Monday, November 30." in course.text


def test_undo_takes_the_couples_back(
    morgan: Visitor, first: dict[str, str], writing: Callable[[], Session]
) -> None:
    page = check(form_of(morgan), first, ALEX_AND_SAM, KIM_AND_ROBIN)
    page = enrol(page, "Enrol 2 couples")

    page = page.press("Undo")

    assert "Taken back for 2 couples." in page.text
    assert count(writing) == 0
    assert "Nobody is on a course" in morgan.open("/counselor/enrolments").text


def test_the_same_press_twice_enrols_once(
    morgan: Visitor, first: dict[str, str], writing: Callable[[], Session]
) -> None:
    page = check(form_of(morgan), first, ALEX_AND_SAM)

    pages = [enrol(page, "Enrol 1 couple") for _ in range(2)]

    assert pages[0].path == pages[1].path
    assert count(writing) == 1


def test_a_lot_at_once_wants_a_tick(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        shelve(session, cast, programme(FOUR_AT_ONCE))
    page = morgan.open("/counselor/programmes").click("Small steps").click("Enrol couples")
    page = check(page, {}, ALEX_AND_SAM)
    assert "From Monday, November 23 Alex has 4 things at once." in page.text

    page = page.press("Enrol 1 couple", status=409)

    assert "Tick that it may be so." in page.text
    assert count(writing) == 0
    assert page.press("Enrol 1 couple", {"may_be_heavy": True}).h1 == "Small steps"
    assert count(writing) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"Couples": []}, "Choose at least one couple."),
        ({"From when": "On a day that you choose"}, "Choose the day, or another way to begin."),
        (
            {"From when": "On a day that you choose", "The first day": "2026-11-22"},
            "This day has passed already. Choose one to come.",
        ),
        (
            {"From when": "On a day that you choose", "The first day": "soon"},
            "Write the day like 2026-11-24.",
        ),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    morgan: Visitor, first: dict[str, str], fields: dict[str, Any], sentence: str
) -> None:
    wanted = {"Couples": [ALEX_AND_SAM], **first, **fields}

    page = form_of(morgan).press("Check what opens when", wanted)

    assert sentence in page.text
    assert page.value_of("From when") == [
        "date" if "From when" in fields else "today",
    ]


def test_who_comes_first_is_asked_for(morgan: Visitor) -> None:
    page = form_of(morgan).press("Check what opens when", {"Couples": [ALEX_AND_SAM]})

    assert "Choose who of the two it is." in page.text


def test_the_other_counselor_finds_neither_the_course_nor_its_batch(
    morgan: Visitor, cast: Cast, first: dict[str, str], sign_in_as: Callable[[Member], Visitor]
) -> None:
    batch = enrol(check(form_of(morgan), first, ALEX_AND_SAM), "Enrol 1 couple")
    course = batch.click(ALEX_AND_SAM)
    lee = sign_in_as(cast.lee)

    lee.open(batch.path, status=404)
    lee.open(course.path, status=404)
    lee.post(f"{batch.path}/undo", status=404)
    assert "Nobody is on a course" in lee.open("/counselor/enrolments").text
