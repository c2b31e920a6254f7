"""A programme in the middle of which somebody is at risk: it goes on when the counselor decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.queries import list_assignments
from couples.exercises.definition import Gate
from couples.exercises.loading import builtin_definition
from couples.programmes.looking import list_unlooked
from couples.programmes.releasing import release_due
from couples.safety.holding import Hold, why_course_waits
from tests.cast import Cast, Pair
from tests.couples.safety.scene import answer_check, gated, hold
from tests.courses import enrol, programme, shelve

MONDAY = datetime(2026, 11, 2, 15, tzinfo=UTC)
STEPS = """
[[steps]]
key = "contract"
week = 1
exercise = "calm-contract"
doer = "together"

[[steps]]
key = "talk"
week = 2
exercise = "open-questions"
doer = "together"
cadence = "times-a-week"
times_a_week = 2
"""


def given_after(session: Session, pair: Pair, days: int) -> set[str]:
    """What a couple has some days later, once somebody has looked."""
    viewer = pair.partners[1].identity
    with clock.at(MONDAY + timedelta(days=days)):
        release_due(session, list_unlooked(session, viewer))
        return {each.definition.id for each in list_assignments(session, viewer, running=True)}


def test_no_step_opens_by_itself_after_an_answer_about_suicide(
    session: Session, cast: Cast
) -> None:
    with clock.at(MONDAY):
        shelve(session, cast, programme(STEPS))
        for pair in (cast.alex_and_sam, cast.kim_and_robin):
            enrol(session, "small-steps", pair)
        answer_check(session, cast, cast.alex, mood="some")

    assert "open-questions" not in given_after(session, cast.alex_and_sam, 8)
    assert "open-questions" in given_after(session, cast.kim_and_robin, 8)


@pytest.mark.parametrize("gate", [gate for gate in Gate if gate is not Gate.G4])
def test_other_gates_stop_only_the_steps_that_name_them(gate: Gate) -> None:
    holds = {gate: Hold(gate)}

    assert why_course_waits(gated(), holds) is None
    assert (why_course_waits(gated(gate), holds) is None) == (gate is Gate.G6)


def test_a_private_check_never_waits() -> None:
    check = builtin_definition("private-safety-check")

    assert why_course_waits(gated(), {Gate.G4: Hold(Gate.G4)}) == "Held: a risk of suicide."
    assert why_course_waits(check, {Gate.G4: Hold(Gate.G4)}) is None


def test_fear_holds_a_step_that_names_it(session: Session, cast: Cast) -> None:
    with clock.at(MONDAY):
        shelve(
            session,
            cast,
            programme(
                STEPS.replace("open-questions", "problem-solving").replace(
                    'cadence = "times-a-week"\ntimes_a_week = 2', ""
                )
            ),
        )
        enrol(session, "small-steps", cast.alex_and_sam)
        hold(session, cast.alex_and_sam, Gate.G1)

    assert "problem-solving" not in given_after(session, cast.alex_and_sam, 8)
