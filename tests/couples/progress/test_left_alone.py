"""A private check that somebody leaves is missing nowhere, and late for nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence
from couples.exercises.loading import builtin_definitions
from couples.measures.definitions import measure_definitions
from couples.progress.pieces import count_pieces
from couples.progress.status import AssignmentStatus, Period, State, list_statuses
from couples.progress.times import count_times
from couples.progress.today import Need, todays_page
from couples.progress.work import load_work
from tests.cast import Cast
from tests.homework import give, hand_in

FIRST_DAY = datetime(2026, 9, 1, 16, tzinfo=UTC)
SAFE = {"safe_at_home": "yes", "pressured_to_use_or_share": "no", "want_contact": "none"}


@pytest.fixture(params=[Cadence.EVERY_FEW_WEEKS, Cadence.ONCE, Cadence.ANY_TIME])
def check(session: Session, cast: Cast, request: pytest.FixtureRequest) -> Assignment:
    """Given ten weeks ago, with a day where it has one."""
    with clock.at(FIRST_DAY):
        more: dict[str, Any] = {}
        if request.param is Cadence.ONCE:
            more["due_on"] = clock.today("UTC") + timedelta(days=7)
        return give(
            session, cast.alex_and_sam, "private-safety-check", cadence=request.param, **more
        )


def row(session: Session, cast: Cast) -> tuple[AssignmentStatus, list[int]]:
    """How it stands today, and how much each of the two is told to miss."""
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    work = load_work(session, cast.morgan.identity, [couple], since=FIRST_DAY)
    today = clock.today(couple.time_zone)
    period = Period(FIRST_DAY.date(), today, today)
    [status] = list_statuses(work, couple, period)
    for person in couple.partners:
        times = count_times(work, status.assignment, person.id, period)
        assert times.due == times.done
    return status, [len(each.missing) for each in count_pieces(work, couple, period)]


def test_nobody_misses_it_and_nobody_is_late_with_it(
    session: Session, cast: Cast, check: Assignment
) -> None:
    with clock.at(FIRST_DAY + timedelta(weeks=10)):
        status, missing = row(session, cast)
        [line] = [
            line
            for line in todays_page(session, cast.morgan.identity).caseload
            if line.couple.id == cast.alex_and_sam.id
        ]

    assert missing == [0, 0]
    assert [each.state for each in status.partners] == [State.NOT_ASKED] * 2
    assert not any(each.is_overdue or each.due for each in status.partners)
    assert status.together is State.NOT_ASKED
    assert {reason.need for reason in line.reasons} == {Need.NO_SESSION}


def test_whoever_answers_leaves_the_other_as_they_were(
    session: Session, cast: Cast, check: Assignment
) -> None:
    with clock.at(FIRST_DAY):
        hand_in(session, cast.alex, check, SAFE)
    with clock.at(FIRST_DAY + timedelta(weeks=3)):
        status, missing = row(session, cast)

    assert missing == [0, 0]
    assert [each.state for each in status.partners] == [State.HANDED_IN, State.NOT_ASKED]
    assert status.partners[1].due == 0
    assert status.together is State.NOT_ASKED


def test_of_the_whole_library_it_is_the_only_one_that_may_be_left() -> None:
    everything = (*builtin_definitions(), *measure_definitions())

    assert [each.id for each in everything if each.may_be_left] == ["private-safety-check"]
