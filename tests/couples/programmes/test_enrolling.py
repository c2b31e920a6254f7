"""Enrolling several couples: rehearsed, never twice, undone without a trace until opened."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments.queries import list_assignments
from couples.database import Base
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.programmes import enrolling
from couples.programmes.rehearsing import rehearse
from couples.programmes.vocabulary import Left, StepState
from couples.submissions import drafts
from tests.cast import Cast
from tests.courses import course, enrol, programme, shelve, wish
from tests.homework import give

MONDAY = datetime(2026, 11, 2, 15, tzinfo=UTC)
"""Ten in the morning where the cast lives."""

STEPS = """
[[steps]]
key = "contract"
week = 1
exercise = "calm-contract"
doer = "together"
release = { when = "at-once" }

[[steps]]
key = "unknown"
week = 1
exercise = "not-on-the-shelf"
doer = "each"

[[steps]]
key = "daily"
week = 2
exercise = "daily-ritual"
doer = "each"
cadence = "daily"
lasts = 0

[[steps]]
key = "talk"
week = 2
exercise = "problem-solving"
doer = "together"
release = { when = "days-after", days = 3, step = "daily" }
"""


@pytest.fixture(autouse=True)
def _on_monday() -> Any:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def _small_steps(session: Session, cast: Cast) -> None:
    shelve(session, cast, programme(STEPS))


pytestmark = pytest.mark.usefixtures("_small_steps")


def everything(session: Session) -> dict[str, list[str]]:
    """The contents of every table but the history."""
    return {
        table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
        for table in Base.metadata.sorted_tables
        if table.name != "history_entry"
    }


def test_a_rehearsal_says_what_opens_on_which_day_and_changes_nothing(
    session: Session, cast: Cast
) -> None:
    before = everything(session)

    [plan] = rehearse(
        session, cast.morgan.identity, wish(session, "small-steps", cast.alex_and_sam)
    )

    found = [(line.step.key, line.opens_on, line.is_certain, line.left) for line in plan.lines]
    assert found == [
        ("contract", date(2026, 11, 2), True, None),
        ("unknown", date(2026, 11, 2), True, Left.NOT_ON_SHELF),
        ("daily", date(2026, 11, 9), True, None),
        ("talk", date(2026, 11, 12), True, None),
    ]
    assert everything(session) == before


def test_what_opens_at_once_is_ordinary_homework_and_the_rest_is_not_there_yet(
    session: Session, cast: Cast
) -> None:
    enrol(session, "small-steps", cast.alex_and_sam)

    for viewer in (cast.alex, cast.sam, cast.morgan):
        given = list_assignments(session, viewer.identity)
        assert [a.definition.id for a in given] == ["calm-contract"]
    states = [(row.step, row.state) for row in course(session, cast.alex_and_sam).steps]
    assert states == [
        ("contract", StepState.OPEN),
        ("unknown", StepState.SKIPPED),
        ("daily", StepState.WAITING),
        ("talk", StepState.WAITING),
    ]


def test_a_couple_is_never_on_the_same_course_twice(session: Session, cast: Cast) -> None:
    enrol(session, "small-steps", cast.alex_and_sam)

    wanted = wish(session, "small-steps", cast.alex_and_sam, cast.kim_and_robin)
    plans = rehearse(session, cast.morgan.identity, wanted)

    assert [(plan.couple.id, plan.skipped) for plan in plans] == [
        (cast.alex_and_sam.id, "They are on this course already."),
        (cast.kim_and_robin.id, None),
    ]
    enrolling.enrol(session, cast.morgan.identity, wanted, token="second")
    with pytest.raises(DomainError, match="Nobody would begin this"):
        enrolling.enrol(session, cast.morgan.identity, wanted, token="third")


def test_the_same_press_gives_the_same_batch(session: Session, cast: Cast) -> None:
    wanted = wish(session, "small-steps", cast.alex_and_sam)

    first = enrolling.enrol(session, cast.morgan.identity, wanted, token="press")
    second = enrolling.enrol(session, cast.morgan.identity, wanted, token="press")

    assert first.id == second.id


def test_a_counselor_enrols_their_own_couples_only(session: Session, cast: Cast) -> None:
    wanted = wish(session, "small-steps", cast.noor_and_jo)

    assert rehearse(session, cast.morgan.identity, wanted) == []
    with pytest.raises(NotAllowedError):
        enrolling.enrol(session, cast.alex.identity, wanted, token="alex")


def test_homework_that_runs_already_is_left_out_and_says_so(session: Session, cast: Cast) -> None:
    give(session, cast.alex_and_sam, "calm-contract")

    enrol(session, "small-steps", cast.alex_and_sam)

    contract = course(session, cast.alex_and_sam).steps[0]
    assert (contract.state, contract.left) == (StepState.SKIPPED, Left.RUNS_ALREADY)
    assert len(list_assignments(session, cast.alex.identity)) == 1


def test_undo_restores_the_exact_earlier_state(session: Session, cast: Cast) -> None:
    give(session, cast.kim_and_robin, "wins")
    before = everything(session)
    batch = enrol(session, "small-steps", cast.alex_and_sam, cast.kim_and_robin)
    assert everything(session) != before

    count = enrolling.undo(session, cast.morgan.identity, batch.public_id)

    assert count == 2
    assert everything(session) == before


def test_whoever_has_opened_something_stays_on_the_course(session: Session, cast: Cast) -> None:
    batch = enrol(session, "small-steps", cast.alex_and_sam, cast.kim_and_robin)
    [given] = list_assignments(session, cast.alex.identity)
    drafts.start(session, cast.alex.identity, given.public_id)

    assert enrolling.undo(session, cast.morgan.identity, batch.public_id) == 1

    assert list_assignments(session, cast.kim.identity) == []
    with pytest.raises(DomainError, match="opened something already"):
        enrolling.undo(session, cast.morgan.identity, batch.public_id)
    assert len(list_assignments(session, cast.alex.identity)) == 1


def test_another_counselor_undoes_nothing(session: Session, cast: Cast) -> None:
    batch = enrol(session, "small-steps", cast.alex_and_sam)

    with pytest.raises(NotFoundError):
        enrolling.undo(session, cast.lee.identity, batch.public_id)
    with pytest.raises(NotAllowedError):
        enrolling.undo(session, cast.alex.identity, batch.public_id)


def test_a_course_can_begin_with_the_next_session_and_moves_with_it(
    session: Session, cast: Cast
) -> None:
    session_on = MONDAY + timedelta(days=3)
    coming = appointments.schedule(
        session, cast.morgan.identity, cast.alex_and_sam.public_id, starts_at=session_on
    )
    wanted = wish(
        session, "small-steps", cast.alex_and_sam, cast.kim_and_robin, at_next_session=True
    )
    plans = rehearse(session, cast.morgan.identity, wanted)
    assert [(plan.starts_on, plan.skipped) for plan in plans] == [
        (date(2026, 11, 5), None),
        (date(2026, 11, 2), "There is no next session to begin with."),
    ]

    enrolling.enrol(session, cast.morgan.identity, wanted, token="with the session")
    appointments.move(
        session,
        cast.morgan.identity,
        coming.public_id,
        starts_at=session_on + timedelta(days=1),
        minutes=60,
    )

    assert list_assignments(session, cast.alex.identity) == []
    assert course(session, cast.alex_and_sam).begins_on == date(2026, 11, 6)


def test_a_course_does_not_begin_in_the_past(session: Session, cast: Cast) -> None:
    wanted = wish(session, "small-steps", cast.alex_and_sam, starts_on=date(2026, 11, 1))

    [plan] = rehearse(session, cast.morgan.identity, wanted)

    assert plan.skipped == "The day is already past where they live."
