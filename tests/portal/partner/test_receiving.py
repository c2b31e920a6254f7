"""A card that asks how something arrived, and is not there while a gate holds."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from couples.exercises.definition import Gate
from tests.cast import Cast
from tests.couples.safety.scene import hold
from tests.homework import give, note
from tests.page import Visitor


def test_nothing_is_asked_about_what_a_gate_holds(
    sam: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "caring-list")
        note(session, cast.alex, given, {"item": "Coffee in bed"})
    card = sam.open("/partner/ours")
    assert "It reached you" in card.text

    with writing() as session, session.begin():
        hold(session, cast.alex_and_sam, Gate.G1)

    assert "It reached you" not in sam.open("/partner/ours").text
    assert "Not scheduled" in card.press("Yes", status=409).text
