"""Sessions: entering, getting ready, moving and cancelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.appointments.models import Appointment
from couples.caseload.models import Couple
from tests.cast import Cast
from tests.homework import give
from tests.page import Page, Visitor


@pytest.fixture
def page(morgan: Visitor, cast: Cast) -> Page:
    """The page of Alex and Sam."""
    return morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")


def enter(page: Page, day: str = "2026-11-24", at: str = "14:30", status: int = 200) -> Page:
    form = page.click("Add a session")
    return form.press("Add this session", {"Day": day, "Time": at}, status=status)


def test_a_session_is_entered_and_stands_on_the_page(page: Page) -> None:
    assert "No session is entered." in page.text

    page = enter(page)

    assert "The session is entered." in page.text
    assert "Tuesday, November 24, 2:30 PM" in page.text


def test_two_presses_enter_one_session(page: Page, writing: Callable[[], Session]) -> None:
    form = page.click("Add a session")
    for _ in range(2):
        form.press("Add this session", {"Day": "2026-11-24", "Time": "14:30"})

    with writing() as session:
        assert len(session.scalars(select(Appointment)).all()) == 1


def test_day_and_time_are_those_of_the_couple(
    page: Page, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        session.get_one(Couple, cast.alex_and_sam.id).time_zone = "Europe/Berlin"

    page = enter(page)

    assert "Tuesday, November 24, 2:30 PM" in page.text
    assert "Tuesday, November 24, 8:30 AM on your clock" in page.text
    with writing() as session:
        appointment = session.scalars(select(Appointment)).one()
        assert appointment.starts_at == datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "sentence"),
    [
        ("", "14:30", "Choose a day."),
        ("2026-11-24", "", "Choose a time."),
        ("2027-03-14", "02:15", "Their clocks skip this time on that day."),
        ("2026-11-01", "14:30", "This time has passed already."),
        ("2026-11-24", "25:00", "Write the time like 14:30."),
        ("0001-01-01", "00:00", "Choose a day within the next two years."),
    ],
)
def test_a_time_that_does_not_come_is_refused_and_kept(
    page: Page, day: str, at: str, sentence: str
) -> None:
    refused = enter(page, day, at)

    assert sentence in refused.text
    assert refused.value_of("Day") == [day]
    assert refused.value_of("Time") == [at]


def test_getting_ready_shows_what_is_missing(
    page: Page, cast: Cast, writing: Callable[[], Session]
) -> None:
    page = enter(page)
    with writing() as session, session.begin():
        give(session, cast.alex_and_sam, "grievance", to=cast.alex)

    ready = page.click("Get ready, move or cancel")

    assert ready.h1 == "Session with Alex and Sam"
    assert ready.title == "Before the session – Mendwell"
    assert "0 of 1 handed in" in ready.text
    assert "Missing: Naming what hurt" in ready.text
    assert "Nothing was due" in ready.text


def test_both_copies_of_the_brief_can_be_opened(page: Page) -> None:
    ready = enter(page).click("Get ready, move or cancel")

    for copy, name in (("Your copy", ""), ("The couple’s copy", "-couple")):
        paper = ready.click(copy)
        assert paper.response.mimetype == "application/pdf"
        assert paper.response.data.startswith(b"%PDF-1.7")
        assert (
            paper.response.headers["Content-Disposition"]
            == f'inline; filename="brief-2026-11-24-1430{name}.pdf"'
        )


def test_a_session_is_moved(page: Page, writing: Callable[[], Session]) -> None:
    ready = enter(page).click("Get ready, move or cancel")
    assert ready.value_of("Day") == ["2026-11-24"]
    assert ready.value_of("Time") == ["14:30"]

    moved = ready.press("Move this session", {"Day": "2026-11-26", "Minutes": "90"})

    assert "Thursday, November 26, 2:30 PM" in moved.text
    assert "90 minutes" in moved.text
    assert "what is due before it moves along" in moved.text


def test_a_move_that_cannot_be_leaves_the_session_and_the_words(page: Page) -> None:
    ready = enter(page).click("Get ready, move or cancel")

    refused = ready.press("Move this session", {"Day": "2026-11-20", "Minutes": "90"})

    assert "This time has passed already." in refused.text
    assert refused.value_of("Day") == ["2026-11-20"]
    assert refused.value_of("Minutes") == ["90"]
    assert "Tuesday, November 24, 2:30 PM" in refused.text


def test_a_cancelled_session_is_gone_and_its_page_says_so(page: Page) -> None:
    ready = enter(page).click("Get ready, move or cancel")

    page = ready.press("Cancel this session")

    assert "The session is cancelled." in page.text
    assert "No session is entered." in page.text
    again = page.visitor.open(ready.path)
    assert "This session was cancelled on Monday, November 23." in again.text
    assert again.buttons() == ["Sign out"]
