"""More time, a pause, a change and a time-out, put straight into the tables."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import (
    Assignment,
    AssignmentChange,
    Extension,
    ExtensionBatch,
)
from couples.breaks.models import Break
from couples.pauses.models import Pause
from tests.cast import Cast

DAY = date(2026, 11, 9)


def put_more_time(
    session: Session, cast: Cast, assignment: Assignment, person_id: int | None
) -> Extension:
    batch = ExtensionBatch(
        practice_id=cast.practice_id, extended_by_id=cast.morgan.id, token="more"
    )
    session.add(batch)
    session.flush()
    extension = Extension(
        practice_id=cast.practice_id,
        batch_id=batch.id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        person_id=person_id,
        days=3,
    )
    session.add(extension)
    session.flush()
    return extension


def put_pause(session: Session, cast: Cast, assignment: Assignment) -> Break:
    pause = Break(
        practice_id=cast.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        entered_by_id=cast.morgan.id,
        token="pause",
        first_on=DAY,
        last_on=DAY,
    )
    session.add(pause)
    session.flush()
    return pause


def put_change(session: Session, cast: Cast, assignment: Assignment) -> AssignmentChange:
    change = AssignmentChange(
        practice_id=cast.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        changed_by_id=cast.morgan.id,
        token="change",
        until_on=DAY,
        grace_days=0,
    )
    session.add(change)
    session.flush()
    return change


def put_time_out(session: Session, cast: Cast, *, is_alone: bool) -> Pause:
    now = clock.now()
    time_out = Pause(
        practice_id=cast.practice_id,
        couple_id=cast.alex_and_sam.id,
        called_by_id=cast.alex.id,
        token="time-out",
        is_alone=is_alone,
        began_at=now,
        return_at=now + timedelta(minutes=30),
        planned_return_at=now + timedelta(minutes=30),
    )
    session.add(time_out)
    session.flush()
    return time_out
