"""A counselor finds that seals are held quietly, and decides how it goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.exercises.definition import Gate
from couples.safety.telling import tell_of_fear
from reports.gathering import gather_for_period
from reports.states import Copy
from tests.cast import Cast
from tests.couples.safety.scene import hold
from tests.homework import give
from tests.page import Page, Visitor
from tests.portal.counselor.test_safety import settings

Writing = Callable[[], Session]


@pytest.fixture
def there(cast: Cast) -> str:
    return f"/counselor/couples/{cast.alex_and_sam.public_id}/safety"


@pytest.fixture
def told(writing: Writing, cast: Cast) -> None:
    """Alex told of fear and asked that nothing changes."""
    with writing() as session, session.begin():
        tell_of_fear(session, cast.alex.identity, words="not at home", quietly=True)


def title(page: Page) -> str:
    """How the gate of fear stands."""
    return page.find_all(".gate__title")[0]


@pytest.mark.usefixtures("told")
def test_today_leads_to_it_and_the_page_says_what_is_held_and_what_goes_on(
    morgan: Visitor,
) -> None:
    today = morgan.open("/counselor/today")
    assert "Homework goes on until you decide." in today.text
    assert "not at home" not in today.text

    page = today.click("Something to look at for Alex and Sam")

    assert "Alex asked that nothing changes which the other can see." in page.text
    assert "Seals are held quietly since one of them told of fear" in page.text
    assert "Homework goes on, and nothing shows to the other." in page.text
    safety = page.click("Let homework rest too, or open it")
    assert title(safety) == "Violence, coercion or fear Seals held quietly"
    assert "Would rest: " in safety.text
    assert safety.text.count("Rests now: ") == 1, "What every couple has to wait for."


@pytest.mark.usefixtures("told")
def test_homework_is_let_rest_too_and_the_first_page_asks_for_nothing_more(
    morgan: Visitor, there: str, writing: Writing
) -> None:
    held = morgan.open(there).press("Let homework rest too", {"note": "we talked"})

    assert "This is held now." in held.text
    assert title(held) == "Violence, coercion or fear Held"
    assert "Homework goes on" not in morgan.open("/counselor/today").text
    assert [(one.is_held, one.is_quiet) for one in settings(writing)] == [
        (True, True),
        (True, False),
    ]


@pytest.mark.usefixtures("told")
def test_it_is_opened_and_how_it_was_set_says_what_it_was(morgan: Visitor, there: str) -> None:
    opened = morgan.open(there).press("Open this", {"note": "all is well"})

    assert title(opened) == "Violence, coercion or fear Open"
    assert "Violence, coercion or fear: seals held quietly By itself, after a quiet word of" in (
        opened.text
    )


def test_the_counselor_holds_seals_alone_and_turns_back_to_that(
    morgan: Visitor, there: str, writing: Writing, cast: Cast
) -> None:
    quiet = morgan.open(there).press("Hold seals alone, quietly", {"note": "after the call"})
    assert "Seals are held quietly now, and homework goes on." in quiet.text
    assert "Seals are held quietly by Dr. Morgan" in quiet.text
    assert "after the call" in quiet.text

    with writing() as session, session.begin():
        hold(session, cast.alex_and_sam, Gate.G1)
    again = morgan.open(there).press("Let homework go on, hold seals alone")

    assert title(again) == "Violence, coercion or fear Seals held quietly"


def test_no_other_gate_can_be_held_for_seals_alone(
    morgan: Visitor, there: str, writing: Writing
) -> None:
    page = morgan.post(f"{there}/gates", {"gate": "G2", "state": "quiet"}, status=409)

    assert "This has no seals to hold alone." in page.text
    assert settings(writing) == []
    assert morgan.open(there).buttons().count("Hold seals alone, quietly") == 1


@pytest.mark.usefixtures("told")
def test_homework_is_given_and_stands_on_its_page_as_ever(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "calm-contract").public_id

    assert "Held: " not in morgan.open(f"/counselor/assignments/{given}").text


@pytest.mark.usefixtures("told")
def test_the_counselors_paper_counts_it_and_the_couples_does_not(
    writing: Writing, cast: Cast
) -> None:
    today = clock.today("America/New_York")
    morgan, pair = cast.morgan.identity, cast.alex_and_sam.public_id
    with writing() as session:
        own, couples = (
            gather_for_period(session, morgan, pair, today, today, copy)
            for copy in (Copy.COUNSELOR, Copy.COUPLE)
        )

    assert (own.to_look_at, couples.to_look_at) == (1, 0)
