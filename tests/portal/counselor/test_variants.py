"""Homework of which each partner has a part of their own: who has which is asked and told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from tests.cast import Cast, Member
from tests.page import Visitor
from tests.portal.counselor.test_assign import check, count, form_for

pytestmark = pytest.mark.usefixtures("library")

MISSTEP = "After a misstep of my own"
WHO = "The one who slipped : Alex and Sam"


def test_the_rehearsal_says_who_does_which_and_one_assignment_is_given(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    page = check(form_for(morgan, MISSTEP), "Alex and Sam", fields={WHO: "Sam"})

    assert page.find_all("#getting tbody td")[0] == (
        "Sam: The one who slipped · Alex: The one it happened to"
    )
    given = page.press("Assign to 1 couple")
    assert "Sam: The one who slipped · Alex: The one it happened to" in given.text
    with writing() as session:
        [assignment] = session.scalars(select(Assignment))
        assert (assignment.first_person_id, assignment.for_person_id) == (cast.sam.id, None)


def test_whoever_forgets_to_say_who_is_asked(
    morgan: Visitor, writing: Callable[[], Session]
) -> None:
    page = check(form_for(morgan, MISSTEP), "Alex and Sam")

    assert "Choose who has this part. The other one has the other." in page.text
    assert count(writing, Assignment) == 0


def test_somebody_of_another_couple_has_no_part_in_it(morgan: Visitor, cast: Cast) -> None:
    form = form_for(morgan, MISSTEP)
    sent = {
        "couples": cast.alex_and_sam.public_id,
        f"first_{cast.alex_and_sam.public_id}": cast.kim.public_id,
        "doer": "variants",
        "cadence": "once",
        "due": "none",
    }

    page = morgan.post(form.path, sent)

    assert "Choose which partner has which part." in page.text


def test_the_partner_who_begins_finds_it_and_the_preview_knew(
    morgan: Visitor, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    page = check(form_for(morgan, MISSTEP), "Alex and Sam", fields={WHO: "Sam"})
    first_row = page.soup.select(".outlook tbody tr")[0].select("td")
    foreseen = [MISSTEP in cell.get_text() for cell in first_row]
    page.press("Assign to 1 couple")

    found = [
        MISSTEP in sign_in_as(member).open("/partner/this-week").text
        for member in (cast.alex, cast.sam)
    ]

    assert found == foreseen == [False, True]
