"""Giving homework in spite of a gate: where the counselor is asked why, and where it is told."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.exercises.definition import Gate
from couples.models import GateOverride
from tests.cast import Cast
from tests.couples.safety.scene import hold
from tests.homework import exercise, give
from tests.page import Visitor

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
