"""Giving an exercise to several couples, once for each press of the button, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment, AssignmentBatch
from couples.submissions import drafts
from tests.cast import Cast
from tests.page import Page, Visitor
from tests.portal.counselor.test_assign import FEELINGS, check, count, form_for

pytestmark = pytest.mark.usefixtures("library")


class TestGiving:
    def test_three_couples_get_it_and_the_page_says_so(
        self, morgan: Visitor, third_couple: str
    ) -> None:
        page = check(
            form_for(morgan, FEELINGS), "Alex and Sam", "Kim and Robin", "Charlie and Dana"
        )

        page = page.press("Assign to 3 couples")

        assert page.h1 == FEELINGS
        assert page.title == "Assigned – Mendwell"
        assert "Assigned to 3 couples on Monday, November 23, 10:00 AM." in page.text
        assert page.find_all("#given tbody th") == [
            "Alex and Sam",
            "Kim and Robin",
            "Charlie and Dana",
        ]
        assert "3 times a week" in page.text

    def test_the_same_press_twice_gives_it_once(
        self, morgan: Visitor, writing: Callable[[], Session]
    ) -> None:
        rehearsal = check(form_for(morgan, FEELINGS), "Alex and Sam", "Kim and Robin")

        first = rehearsal.press("Assign to 2 couples")
        second = rehearsal.press("Assign to 2 couples")

        assert first.path == second.path
        assert count(writing, Assignment) == 2

    def test_the_same_again_gives_nobody_anything_and_says_why(self, morgan: Visitor) -> None:
        check(form_for(morgan, FEELINGS), "Alex and Sam", "Kim and Robin").press(
            "Assign to 2 couples"
        )

        page = check(form_for(morgan, FEELINGS), "Alex and Sam", "Kim and Robin")

        assert "2 couples are left out" in page.text
        assert page.text.count("They already have this, and it is still running.") == 2

    def test_a_rehearsal_that_went_stale_is_refused_with_everything_kept(
        self, morgan: Visitor
    ) -> None:
        stale = check(form_for(morgan, FEELINGS), "Alex and Sam")
        check(form_for(morgan, FEELINGS), "Alex and Sam").press("Assign to 1 couple")

        page = stale.press("Assign to 1 couple", status=409)

        assert "Nobody would get this." in page.text
        assert page.value_of("Couples") != []

    def test_an_odd_token_asks_to_check_once_more(
        self, morgan: Visitor, writing: Callable[[], Session]
    ) -> None:
        rehearsal = check(form_for(morgan, FEELINGS), "Alex and Sam")

        page = rehearsal.press("Assign to 1 couple", {"token": "x" * 400})

        assert "Check once more who gets it." in page.text
        assert count(writing, AssignmentBatch) == 0

    def test_the_token_of_somebody_else_s_press_leads_nowhere(
        self, morgan: Visitor, lee: Visitor
    ) -> None:
        rehearsal = check(form_for(morgan, FEELINGS), "Alex and Sam")
        token = rehearsal.value_of("token")[0]
        rehearsal.press("Assign to 1 couple")

        check(form_for(lee, FEELINGS), "Noor and Jo").press(
            "Assign to 1 couple", {"token": token}, status=404
        )


class TestUndoing:
    @pytest.fixture
    def given(self, morgan: Visitor) -> Page:
        """Two couples were just given the same homework."""
        rehearsal = check(form_for(morgan, FEELINGS), "Alex and Sam", "Kim and Robin")
        return rehearsal.press("Assign to 2 couples")

    @staticmethod
    def open_as_kim(cast: Cast, writing: Callable[[], Session]) -> None:
        with writing() as session, session.begin():
            theirs = session.scalars(
                select(Assignment).where(Assignment.couple_id == cast.kim_and_robin.id)
            ).one()
            drafts.start(session, cast.kim.identity, theirs.public_id)

    def test_until_it_is_opened_all_of_it_is_taken_back(
        self, given: Page, morgan: Visitor, cast: Cast
    ) -> None:
        page = given.press("Undo")

        assert "Taken back from 2 couples." in page.text
        assert "All of this was taken back" in page.text
        couple = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
        assert FEELINGS not in couple.text

    def test_it_can_be_given_again_afterwards(self, given: Page, morgan: Visitor) -> None:
        given.press("Undo")

        page = check(form_for(morgan, FEELINGS), "Alex and Sam").press("Assign to 1 couple")

        assert "Assigned to 1 couple" in page.text

    def test_what_somebody_has_opened_stays(
        self, given: Page, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        self.open_as_kim(cast, writing)

        page = given.visitor.open(given.path).press("Undo for 1 couple")

        assert "Taken back from 1 couple." in page.text
        assert page.find_all("#given tbody th") == ["Kim and Robin"]
        assert "Opened" in page.text

    def test_when_everything_is_opened_the_press_comes_too_late(
        self, given: Page, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        given.visitor.open(given.path)
        given.press("Undo")
        page = check(form_for(given.visitor, FEELINGS), "Kim and Robin")
        given = page.press("Assign to 1 couple")
        with writing() as session, session.begin():
            theirs = session.scalars(
                select(Assignment).where(Assignment.withdrawn_at.is_(None))
            ).one()
            drafts.start(session, cast.kim.identity, theirs.public_id)

        page = given.press("Undo", status=409)

        assert "All of this has been opened already, so it stays." in page.text
        assert page.find_all("#given tbody th") == ["Kim and Robin"]

    def test_pressing_undo_twice_changes_nothing_more(self, given: Page) -> None:
        given.press("Undo")

        page = given.press("Undo")

        assert "This was taken back already." in page.text

    def test_somebody_else_cannot_even_see_it(self, given: Page, lee: Visitor) -> None:
        lee.open(given.path, status=404)
        lee.post(f"{given.path}/undo", status=404)


def test_no_address_says_more_than_ids(morgan: Visitor) -> None:
    page = check(form_for(morgan, FEELINGS), "Alex and Sam").press("Assign to 1 couple")

    assert re.fullmatch(r"/counselor/batches/[a-z2-7]{26}", page.path)
