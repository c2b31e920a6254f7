"""One couple gets an exercise in words of their own, and everybody else as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from tests.cast import Cast
from tests.page import Page, Visitor

pytestmark = pytest.mark.usefixtures("library")

OWN = "Naming what hurt in June"


@pytest.fixture
def theirs(morgan: Visitor, cast: Cast) -> Page:
    """The page on which Alex and Sam have something of their own."""
    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/tailored")
    draft = page.press("Tailor it for them", {"Exercise": "Naming what hurt"})
    sheet = draft.click("Change what is said about it").press(
        "Keep it and go back", {"What it is called": OWN}
    )
    return sheet.press("Use it for this couple")


def give_to_both(morgan: Visitor, cast: Cast) -> Page:
    """Give the master to Alex and Sam, and to Kim and Robin, as far as the rehearsal."""
    form = morgan.open("/counselor/library").click("Naming what hurt").click("Give this to couples")
    fields = {
        "couples": [cast.alex_and_sam.public_id, cast.kim_and_robin.public_id],
        f"person_{cast.alex_and_sam.public_id}": cast.alex.public_id,
        f"person_{cast.kim_and_robin.public_id}": cast.kim.public_id,
    }
    return form.press("Check who gets it", fields)


def test_the_drift_is_told_on_the_couples_page_and_on_the_exercises(
    morgan: Visitor, theirs: Page
) -> None:
    assert OWN in theirs.text
    drift = f"Name: from “Naming what hurt” to “{OWN}”."
    assert drift in theirs.text
    master = morgan.open("/counselor/library").click("Naming what hurt")
    assert drift in master.text
    assert "Alex and Sam" in master.text
    assert OWN not in morgan.open("/counselor/library").text


@pytest.mark.usefixtures("theirs")
def test_who_is_given_the_master_gets_their_own(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    page = give_to_both(morgan, cast)

    assert page.text.count("What is tailored for them") == 1
    page.press("Assign to 2 couples")
    with writing() as session:
        titles = {a.couple_id: a.definition.title for a in session.scalars(select(Assignment))}
    assert titles == {
        cast.alex_and_sam.id: OWN,
        cast.kim_and_robin.id: "Naming what hurt",
    }


def test_who_does_it_and_how_often_stays_as_it_is_for_everybody(
    morgan: Visitor, theirs: Page
) -> None:
    draft = theirs.press("Change it again")
    sheet = draft.click("Change what is said about it").press(
        "Keep it and go back", {"cadences": ["once", "weekly"]}
    )

    refused = sheet.press("Use it for this couple")

    assert "stays as it is for everybody" in refused.text


def test_going_back_is_one_press(morgan: Visitor, cast: Cast, theirs: Page) -> None:
    page = theirs.press("Go back to what everybody gets")

    assert "Nothing is tailored for them yet." in page.text
    assert "What is tailored for them" not in give_to_both(morgan, cast).text


def test_nobody_else_finds_it(lee: Visitor, alex: Visitor, theirs: Page) -> None:
    preview = str(theirs.soup.find("a", string="See it as a partner")["href"])  # type: ignore[index]

    for visitor in (lee, alex):
        visitor.open(theirs.path, status=404)
        visitor.open(preview, status=404)
        visitor.post(theirs.path, {"exercise": "a" * 26}, status=404)
    assert OWN not in lee.open("/counselor/library").click("Naming what hurt").text
    assert (
        "Tailored for couples" not in lee.open("/counselor/library").click("Naming what hurt").text
    )
