"""More time, breaks, changes and time-outs: who may know of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from couples import clock, timetable
from couples.assignments.models import (
    Assignment,
    AssignmentChange,
    Extension,
    ExtensionBatch,
)
from couples.breaks.models import Break
from couples.database import Base
from couples.identity import Identity
from couples.pauses.models import Pause
from tests.cast import Cast
from tests.couples.visibility_dates import put_change, put_more_time, put_pause, put_time_out
from tests.couples.visibility_scene import everybody, give
from tests.couples.visibility_table import ALEX, COPY, MORGAN, SAM


@pytest.fixture
def assignment(session: Session, cast: Cast) -> Assignment:
    return give(session, cast)


@pytest.mark.parametrize(
    ("for_whom", "expected"),
    [("alex", {ALEX, MORGAN}), ("sam", {SAM, MORGAN}), (None, {ALEX, SAM, MORGAN, COPY})],
)
def test_more_time_for_one_partner_is_unknown_to_the_other(
    session: Session, cast: Cast, assignment: Assignment, for_whom: str | None, expected: set[str]
) -> None:
    person_id = getattr(cast, for_whom).id if for_whom else None
    extension = put_more_time(session, cast, assignment, person_id)

    assert _knowing(session, cast, Extension, timetable.known_extensions, extension) == expected
    batch = _knowing(
        session, cast, ExtensionBatch, timetable.known_extension_batches, extension.batch
    )
    assert batch == {MORGAN}


@pytest.mark.parametrize(
    ("for_whom", "expected"),
    [("alex", {ALEX, MORGAN}), (None, {ALEX, SAM, MORGAN, COPY})],
)
def test_breaks_and_changes_are_known_to_whoever_knows_the_homework(
    session: Session, cast: Cast, for_whom: str | None, expected: set[str]
) -> None:
    given = give(session, cast, getattr(cast, for_whom) if for_whom else None)
    pause, change = put_pause(session, cast, given), put_change(session, cast, given)

    assert _knowing(session, cast, Break, timetable.known_breaks, pause) == expected
    assert _knowing(session, cast, AssignmentChange, timetable.known_changes, change) == expected


def test_a_holiday_is_known_to_both_and_one_that_was_called_off_to_nobody(
    session: Session, cast: Cast, assignment: Assignment
) -> None:
    holiday = put_pause(session, cast, assignment)
    holiday.assignment_id = None
    session.flush()
    known = _knowing(session, cast, Break, timetable.known_breaks, holiday)
    holiday.cancelled_at = clock.now()
    session.flush()

    assert known == {ALEX, SAM, MORGAN, COPY}
    assert _knowing(session, cast, Break, timetable.known_breaks, holiday) == set()


@pytest.mark.parametrize(
    ("is_alone", "expected"),
    [(True, {ALEX, MORGAN}), (False, {ALEX, SAM, MORGAN, COPY})],
)
def test_a_time_out_is_known_to_both_unless_somebody_took_it_alone(
    session: Session, cast: Cast, is_alone: bool, expected: set[str]
) -> None:
    time_out = put_time_out(session, cast, is_alone=is_alone)

    assert _knowing(session, cast, Pause, timetable.known_pauses, time_out) == expected


def _knowing(
    session: Session,
    cast: Cast,
    noun: type[Base],
    condition: Callable[[Identity], ColumnElement[bool]],
    row: Base,
) -> set[str]:
    return {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(select(noun.id).where(condition(viewer), noun.id == row.id))
    }
