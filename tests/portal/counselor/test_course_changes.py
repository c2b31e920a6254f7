"""Changing a course on the screen, with a reason that nobody else reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.courses import course, enrol, programme, shelve
from tests.page import Page, Visitor

pytestmark = pytest.mark.usefixtures("library")

WHY = "They are moving house."
STEPS = """
[[steps]]
key = "wins"
week = 1
exercise = "wins"
doer = "each"
cadence = "times-a-week"
times_a_week = 3

[[steps]]
key = "talk"
week = 2
exercise = "problem-solving"
doer = "together"
"""
TALK = "One problem, one plan"


@pytest.fixture
def page(morgan: Visitor, cast: Cast, writing: Callable[[], Session]) -> Page:
    with writing() as session, session.begin():
        shelve(session, cast, programme(STEPS))
        enrol(session, "small-steps", cast.alex_and_sam)
        enrolment_id = course(session, cast.alex_and_sam).public_id
    return morgan.open(f"/counselor/enrolments/{enrolment_id}")


def test_a_course_is_paused_and_resumed(page: Page) -> None:
    page = page.click("Pause or end").press("Change it", {"What to do": "Pause it", "Why": WHY})

    assert "This course has been paused since Monday, November 23." in page.text
    assert f"Paused · Monday, November 23, 10:00 AM {WHY}" in page.text
    page = page.click("Resume or end").press("Change it", {"What to do": "Resume it", "Why": WHY})
    assert "Opens on Monday, November 30." in page.text


def test_a_step_is_opened_today(page: Page, alex: Visitor) -> None:
    assert TALK not in alex.open("/partner/this-week").text

    page = page.click(f"Change {TALK}")
    page = page.press("Change it", {"What to do": "Open it today", "Why": WHY})

    assert "Opened a step" in page.text
    assert TALK in alex.open("/partner/this-week").text
    assert WHY not in alex.open("/partner/this-week").text


def test_a_step_is_moved_to_another_week(page: Page) -> None:
    page = page.click(f"Change {TALK}")

    page = page.press(
        "Change it",
        {"What to do": "Move it to another week", "To which week": "Week 1", "Why": WHY},
    )

    assert f"{TALK} · Once Opened on Monday, November 23." in page.text


def test_a_week_is_repeated(page: Page) -> None:
    page = page.click("Repeat week 1, or go on to it")

    page = page.press("Change it", {"What to do": "Repeat this week", "Why": WHY})

    assert "once more Opens on Monday, November 30." in page.text
    assert f"{TALK} · Once Opens on Monday, December 7." in page.text


def test_without_a_reason_nothing_changes_and_the_choice_stays(page: Page) -> None:
    page = page.click("Pause or end").press("Change it", {"What to do": "End the course"})

    assert "Write down why, for yourself. Nobody else reads it." in page.text
    assert page.value_of("What to do") == ["end"]


def test_a_second_press_is_told_and_changes_nothing(page: Page) -> None:
    form = page.click("Pause or end")
    form.press("Change it", {"What to do": "Pause it", "Why": WHY})

    again = form.press("Change it", {"What to do": "Pause it", "Why": WHY}, status=409)

    assert "This course is paused already." in again.text
    assert again.value_of("Why") == [WHY]


def test_the_other_counselor_changes_nothing(page: Page, lee: Visitor) -> None:
    lee.open(f"{page.path}/change", status=404)
    lee.post(f"{page.path}/change", {"change": "end", "reason": WHY}, status=404)
