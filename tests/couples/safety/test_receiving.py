"""Saying how something reached one waits, like everything else, while a gate holds."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.exercises.definition import Gate
from couples.safety.opening import NotScheduledError
from tests.cast import Cast
from tests.couples.safety.scene import hold, lift
from tests.homework import give, note, receive


def test_what_a_gate_holds_is_not_answered_and_can_be_once_it_is_open(
    session: Session, cast: Cast
) -> None:
    pair = cast.alex_and_sam
    done = note(session, cast.alex, give(session, pair, "caring-list"), {"item": "Coffee in bed"})
    hold(session, pair, Gate.G1)

    with pytest.raises(NotScheduledError):
        receive(session, cast.sam, done, {"received": "yes"})

    lift(session, pair, Gate.G1)
    receive(session, cast.sam, done, {"received": "yes"})
