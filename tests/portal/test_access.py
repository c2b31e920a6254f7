"""The door: closed, and opened by each side for its own people."""

from __future__ import annotations

from tests.page import Visitor


def test_somebody_who_is_not_signed_in_is_asked_to(visitor: Visitor) -> None:
    page = visitor.open("/counselor/today")

    assert page.h1 == "Sign in"


def test_the_other_side_is_not_there(alex: Visitor, morgan: Visitor) -> None:
    alex.open("/counselor/today", status=404)
    morgan.open("/partner/this-week", status=404)


def test_everybody_reaches_their_own_side(alex: Visitor, morgan: Visitor) -> None:
    assert alex.open("/").path == "/partner/this-week"
    assert morgan.open("/").path == "/counselor/today"
