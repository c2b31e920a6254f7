"""Giving homework in spite of a gate: where the counselor is asked why, and where it is told."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.exercises.definition import Cadence, Gate
from couples.models import GateOverride
from tests.cast import Cast
from tests.couples.safety.scene import hold
from tests.homework import exercise, give, give_feelings
from tests.page import Page, Visitor

Writing = Callable[[], Session]


class TestGivingAllTheSame:
    def test_the_rehearsal_says_that_it_is_held_and_asks_for_a_reason(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            hold(session, cast.alex_and_sam, Gate.G1)
            there = exercise(session, cast.morgan, "calm-contract").exercise.public_id
        couple = cast.alex_and_sam.public_id

        page = morgan.open(f"/counselor/assign/{there}?couple={couple}").press("Check who gets it")
        assert "Held: violence, coercion or fear between them." in page.text
        assert "Nobody would get this as it stands." in page.text

        same = page.press("Check once more")
        assert "Nobody would get this as it stands." in same.text

        agreed = same.press("Check once more", {f"reason_{couple}": "Only in my room."})
        assert "In spite of: Held: violence" in agreed.text
        given = agreed.press("Assign to 1 couple")
        assert given.is_html
        with writing() as session:
            kept = session.scalars(select(GateOverride)).one()
            assert kept.reason == "Only in my room."

    def test_a_reason_that_was_not_looked_at_yet_is_kept_and_asked_about_not_dropped(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        page, couple = self.with_one_of_two_held(morgan, writing, cast)
        typed = {f"reason_{couple}": "Only in my room."}

        asked = page.press("Assign to 1 couple", typed, status=409)

        assert "What you wrote as a reason changes who gets it." in asked.text
        assert "In spite of: Held: violence" in asked.text
        assert asked.value_of(f"reason_{couple}") == ["Only in my room."]
        asked.press("Assign to 2 couples")
        with writing() as session:
            assert session.scalars(select(GateOverride)).one().reason == "Only in my room."

    def test_a_reason_comes_back_from_every_press_and_can_be_taken_out_again(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        page, couple = self.with_one_of_two_held(morgan, writing, cast)
        field = f"reason_{couple}"

        page = page.press("Change something", {field: "Only in my room."})
        page = page.press("Check who gets it")
        assert page.value_of(field) == ["Only in my room."]
        page = page.press("Kim and Robin")
        assert page.value_of(field) == ["Only in my room."]
        page = page.press("Check once more", {field: "Only in my room, with me."})
        assert page.value_of(field) == ["Only in my room, with me."]

        page = page.press("Assign to 2 couples", {field: " "}, status=409)

        page.press("Assign to 1 couple")
        with writing() as session:
            assert session.scalars(select(GateOverride)).all() == []

    def test_a_reason_comes_back_with_the_warning_that_it_is_a_lot(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            give(session, cast.kim_and_robin, "wins", cadence=Cadence.TIMES_A_WEEK)
            give(session, cast.kim_and_robin, "problem-solving")
            give_feelings(session, cast.kim_and_robin)
        page, couple = self.with_one_of_two_held(morgan, writing, cast)
        field = f"reason_{couple}"

        warned = page.press("Assign to 1 couple", {field: "Only in my room."}, status=409)

        assert "Tick that it may be so." in warned.text
        assert warned.value_of(field) == ["Only in my room."]

    def with_one_of_two_held(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> tuple[Page, str]:
        """The rehearsal for two couples, one of which a gate holds back, and that one’s id."""
        with writing() as session, session.begin():
            hold(session, cast.alex_and_sam, Gate.G1)
            there = exercise(session, cast.morgan, "calm-contract").exercise.public_id
        both = {"Couples": ["Alex and Sam", "Kim and Robin"]}
        page = morgan.open(f"/counselor/assign/{there}").press("Check who gets it", both)
        return page, cast.alex_and_sam.public_id

    def test_homework_says_that_it_is_held_and_is_let_go_on_for_a_reason(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            given = give(session, cast.alex_and_sam, "calm-contract").public_id
            hold(session, cast.alex_and_sam, Gate.G1)

        page = morgan.open(f"/counselor/assignments/{given}")
        assert "Held: violence, coercion or fear between them." in page.text
        asked = page.click("Let them do it all the same")
        missing = asked.press("Let them do it all the same")
        assert "Write why you give it all the same." in missing.text

        words = {"Why you give it all the same": "Only in my room."}
        done = missing.press("Let them do it all the same", words)
        assert "Held: " not in done.text
        assert "Only in my room." in done.text
        safety = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/safety")
        assert "Only in my room." in safety.text
