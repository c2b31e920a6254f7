"""
Before you begin: asked of each apart, and nothing that either meets tells of the other.

Only the tokens that are new on every page are masked before two pages are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from couples import clock
from tests.cast import Cast
from tests.own_exercises import ASKED_BEFORE, NOT_SCHEDULED, TOUCH, give_own
from tests.page import Visitor, without_tokens
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_sealed import sams_pages

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)


@pytest.fixture
def noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture
def touch(noon: None, writing: Callable[[], Session], cast: Cast) -> str:
    with writing() as session, session.begin():
        return give_own(session, cast, TOUCH).public_id


def says(visitor: Visitor, touch: str, consent: str) -> str:
    """Answer as the page asks; where that leads."""
    page = visitor.open(f"/partner/homework/{touch}").click("Before you begin")
    return page.press("Go on", {"answer-consent": consent}).path


def everything(sam: Visitor, touch: str) -> dict[str, str]:
    """Every page of Sam's, and what the buttons on them answer."""
    pages = sams_pages(sam, touch, (f"/partner/homework/{touch}/before",))
    for action in ("start", "check-in"):
        sent = {"part": "main", "key": "k" * 40, "csrf_token": sam.token()}
        answer = sam.client.post(f"/partner/homework/{touch}/{action}", data=sent)
        told = f"{answer.status_code} {answer.get_data(as_text=True)}"
        pages[action] = without_tokens(told)
    return pages


def test_until_both_allow_it_nothing_of_sams_depends_on_what_alex_answered(
    alex: Visitor, sam: Visitor, touch: str
) -> None:
    before = everything(sam, touch)

    for consent in ("not-today", "lower-level", "yes"):
        says(alex, touch, consent)
        assert everything(sam, touch) == before, f"Sam can tell that Alex said {consent}."
        alex.open(f"/partner/homework/{touch}/before")
        assert everything(sam, touch) == before


def test_after_sams_own_answer_too_they_meet_the_same_whatever_alex_answered(
    alex: Visitor, sam: Visitor, touch: str
) -> None:
    says(sam, touch, "yes")
    before = everything(sam, touch)
    assert NOT_SCHEDULED in before[f"/partner/homework/{touch}/before"]

    says(alex, touch, "not-today")

    assert everything(sam, touch) == before


def test_whoever_said_not_today_meets_the_same_whatever_the_other_says(
    alex: Visitor, sam: Visitor, touch: str
) -> None:
    says(sam, touch, "not-today")
    before = everything(sam, touch)

    for consent in ("not-today", "yes"):
        says(alex, touch, consent)
        assert everything(sam, touch) == before


def test_when_both_allow_it_it_opens_for_both(alex: Visitor, sam: Visitor, touch: str) -> None:
    assert says(alex, touch, "yes").endswith("/before")

    assert "/partner/drafts/" in says(sam, touch, "lower-level")
    opened = alex.open(f"/partner/homework/{touch}/before").press("Look again")
    assert "/partner/drafts/" in opened.path


def test_an_answer_that_is_missing_is_asked_for_by_name(alex: Visitor, touch: str) -> None:
    page = alex.open(f"/partner/homework/{touch}/before")

    again = page.press("Go on", status=422)

    assert "Choose one of the answers for ‘Would you like to, today’." in again.text
    assert NOT_SCHEDULED not in again.text


def test_the_second_press_of_the_same_answer_changes_nothing(alex: Visitor, touch: str) -> None:
    page = alex.open(f"/partner/homework/{touch}/before")

    first = page.press("Go on", {"answer-consent": "not-today"})
    second = page.press("Go on", {"answer-consent": "not-today"})

    assert first.path == second.path
    assert NOT_SCHEDULED in second.text


def test_a_neighbour_finds_no_such_page(
    cast: Cast, sign_in_as: Callable[..., Visitor], touch: str
) -> None:
    kim = sign_in_as(cast.kim)

    kim.open(f"/partner/homework/{touch}/before", status=404)
    kim.post(f"/partner/homework/{touch}/before", {"answer-consent": "yes"}, status=404)


def test_where_nothing_is_asked_before_there_is_no_such_page(alex: Visitor, desk: Desk) -> None:
    plain = desk.give_feelings()

    alex.open(f"/partner/homework/{plain}/before", status=404)
    alex.post(f"/partner/homework/{plain}/before", {"answer-consent": "yes"}, status=404)


def test_the_page_promises_no_more_than_it_keeps(
    alex: Visitor, sam: Visitor, touch: str, writing: Callable[[], Session], cast: Cast
) -> None:
    with writing() as session, session.begin():
        calm = give_own(session, cast, ASKED_BEFORE)
    page = alex.open(f"/partner/homework/{calm.public_id}/before")
    assert "Sam does not learn what you answered, nor when." in page.text
    assert "wished for less" not in page.text

    for page in (
        alex.open(f"/partner/homework/{touch}/before"),
        sam.open(f"/partner/homework/{touch}/before"),
    ):
        assert "does not learn what you answered" not in page.text
        assert "is not shown what you answered, nor when." in page.text
        assert "the lower of your two wishes" in page.text
        assert "each of you may see that the other wished for less" in page.text
    page = alex.open(f"/partner/homework/{touch}/before")
    assert "Dr. Morgan can see your newest answer. Sam never does." in page.text
