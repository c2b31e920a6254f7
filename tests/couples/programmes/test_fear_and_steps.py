"""What a course does behind a seal that a gate of fear keeps shut: nothing that would tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.exercises.definition import Definition
from couples.exercises.vocabulary import Gate
from couples.programmes import changing
from couples.programmes.board import Reason, list_positions
from couples.programmes.telling import why_not_yet
from couples.safety import services as gates
from couples.safety.overriding import override
from couples.safety.telling import tell_of_fear
from tests.cast import Cast
from tests.couples.exercises.making import field_of, make_definition
from tests.couples.programmes.test_conditions import (
    AFTER_IT,
    BOTH,
    FIRST,
    MONDAY,
    found_by,
    later,
    why,
)
from tests.courses import course, enrol, programme, shelve
from tests.homework import hand_in
from tests.own_exercises import publish as publish_own


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def sealed_word(**changes: Any) -> Definition:
    """One question, sealed until both have answered it."""
    question = field_of("long-text", key="word", label="A word", required=True, audience="sealed")
    return make_definition(question, id="a-word", title="A word", doers=["each"], **changes)


SEALED_WORD = sealed_word()


def begin_sealed(session: Session, cast: Cast, definition: Definition = SEALED_WORD) -> Assignment:
    """They begin with a sealed word each, and meet with their counselor on Thursday."""
    publish_own(session, cast, definition)
    publish_own(session, cast, AFTER_IT)
    steps = FIRST.format(exercise=definition.id, more="", release=BOTH)
    shelve(session, cast, programme(steps.replace("problem-solving", AFTER_IT.id)))
    enrol(session, "small-steps", cast.alex_and_sam)
    thursday = MONDAY + timedelta(days=3)
    morgan, couple = cast.morgan.identity, cast.alex_and_sam.public_id
    appointments.schedule(session, morgan, couple, starts_at=thursday)
    [given] = list_assignments(session, morgan)
    return given


@pytest.mark.parametrize("quietly", [False, True])
def test_a_seal_that_fear_keeps_shut_opens_no_step_that_would_tell_of_it(
    session: Session, cast: Cast, quietly: bool
) -> None:
    given = begin_sealed(session, cast)
    tell_of_fear(session, cast.sam.identity, quietly=quietly)
    hand_in(session, cast.alex, given, {"word": "Alex's"})
    before = found_by(session, cast.alex)

    hand_in(session, cast.sam, given, {"word": "Sam's"})

    assert found_by(session, cast.alex) == before
    assert why(session, cast) is Reason.SEALED
    gates.set_gate(session, cast.morgan.identity, cast.alex_and_sam.public_id, Gate.G1, held=False)
    with later(session, cast, days=1):
        assert AFTER_IT.id in found_by(session, cast.alex)


def test_a_seal_that_was_shut_quietly_tells_no_more_once_homework_rests_too(
    session: Session, cast: Cast
) -> None:
    given = begin_sealed(session, cast)
    tell_of_fear(session, cast.sam.identity, quietly=True)
    hand_in(session, cast.alex, given, {"word": "Alex's"})
    hand_in(session, cast.sam, given, {"word": "Sam's"})

    with clock.at(clock.now() + timedelta(minutes=1)):
        tell_of_fear(session, cast.sam.identity)
        assert AFTER_IT.id not in found_by(session, cast.alex)
        assert why(session, cast) is Reason.SEALED


def test_no_session_opens_it_either_only_the_gate_or_the_counselors_hand(
    session: Session, cast: Cast
) -> None:
    """It would be there for Alex, beside a seal that looks as if Sam had not handed in."""
    given = begin_sealed(session, cast, sealed_word(gates=["G1"]))
    hand_in(session, cast.alex, given, {"word": "Alex's"})
    tell_of_fear(session, cast.sam.identity, quietly=True)
    hand_in(session, cast.sam, given, {"word": "Sam's"})

    for days in (5, 20):
        with later(session, cast, days=days):
            assert AFTER_IT.id not in found_by(session, cast.alex)
            [position] = list_positions(session, cast.morgan.identity)
            assert position.next is not None
            sentence = why_not_yet(position.next, str)
            assert "once you open the gate, or when you say so" in sentence
            assert "session" not in sentence
    running = course(session, cast.alex_and_sam)
    step = next(row for row in running.steps if row.step == "next").public_id
    why_now, morgan = "We spoke of it.", cast.morgan.identity
    changing.open_now(session, morgan, running.public_id, step, reason=why_now)
    assert AFTER_IT.id in found_by(session, cast.alex)


def test_where_the_counselor_lets_it_go_on_the_step_comes_with_the_seal(
    session: Session, cast: Cast
) -> None:
    given = begin_sealed(session, cast, sealed_word(gates=["G1"]))
    tell_of_fear(session, cast.sam.identity)
    override(session, cast.morgan.identity, given.public_id, reason="They asked for it.")
    hand_in(session, cast.alex, given, {"word": "Alex's"})
    hand_in(session, cast.sam, given, {"word": "Sam's"})

    assert AFTER_IT.id in found_by(session, cast.alex)
