"""What follows an exercise or an agreement: open once its main part was handed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.exercises.definition import Kind, Part
from couples.submissions import reviewing
from couples.submissions.openings import find_opening
from tests.cast import Cast
from tests.couples.exercises.making import field_of, make_definition
from tests.homework import hand_in, note
from tests.own_exercises import give_own

MONDAY = datetime(2026, 11, 2, 17, tzinfo=UTC)
MAIN = field_of("short-text", key="plan", required=True)
KEPT = field_of("yes-no", key="kept", required=True, part="log")


def given(session: Session, cast: Cast, **changes: Any) -> Assignment:
    usual = {"doers": ["each"], "follow_up": "any-time"}
    with clock.at(MONDAY):
        return give_own(session, cast, make_definition(MAIN, KEPT, **{**usual, **changes}))


def test_before_the_main_part_there_is_nothing_to_note(session: Session, cast: Cast) -> None:
    plan = given(session, cast)

    with clock.at(MONDAY):
        assert find_opening(session, cast.alex.identity, plan, Part.LOG) is None
        hand_in(session, cast.alex, plan, {"plan": "A walk"})

        assert find_opening(session, cast.alex.identity, plan, Part.LOG) is not None
        assert find_opening(session, cast.sam.identity, plan, Part.LOG) is None


def test_an_agreement_is_noted_by_either_once_one_wrote_it(session: Session, cast: Cast) -> None:
    plan = given(session, cast, kind=Kind.AGREEMENT, doers=["together"])

    with clock.at(MONDAY):
        hand_in(session, cast.alex, plan, {"plan": "A walk"})

        note(session, cast.sam, plan, {"kept": "yes"})
        note(session, cast.alex, plan, {"kept": "no"})


def test_the_exercise_itself_still_comes_round_as_before(session: Session, cast: Cast) -> None:
    plan = given(session, cast)

    with clock.at(MONDAY):
        hand_in(session, cast.alex, plan, {"plan": "A walk"})
        note(session, cast.alex, plan, {"kept": "yes"})

        assert find_opening(session, cast.alex.identity, plan, Part.MAIN) is None
        assert find_opening(session, cast.alex.identity, plan, Part.LOG) is not None


def test_reading_the_main_part_does_not_end_what_follows_it(session: Session, cast: Cast) -> None:
    plan = given(session, cast)
    with clock.at(MONDAY):
        for member in (cast.alex, cast.sam):
            submission = hand_in(session, member, plan, {"plan": "A walk"})
            reviewing.mark_reviewed(session, cast.morgan.identity, submission.public_id)

    assert plan.closed_at is None


@pytest.mark.parametrize(("days", "is_open"), [(13, False), (14, True), (20, True)])
def test_after_days_it_opens_again_counted_from_the_main_part(
    session: Session, cast: Cast, days: int, is_open: bool
) -> None:
    plan = given(session, cast, follow_up="after-days", after_days=[14, 42])
    with clock.at(MONDAY + timedelta(days=3)):
        hand_in(session, cast.alex, plan, {"plan": "A walk"})

    with clock.at(MONDAY + timedelta(days=3 + days)):
        found = find_opening(session, cast.alex.identity, plan, Part.LOG)

    assert (found is not None) is is_open
